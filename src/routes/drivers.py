"""Drivers: the office's list, or a stand leader's of the own stand."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.routes import members
from src.routes.members import Kind

DRIVERS = Kind("driver", "/pengemudi")


@get("/pengemudi", opt={"action": "manage_drivers"})
async def show_drivers(request: Request[Any, Any, Any]) -> Response[bytes]:
    return await members.show_list(request, DRIVERS)


@post("/pengemudi", opt={"action": "manage_drivers"}, status_code=200)
async def add_driver(request: Request[Any, Any, Any]) -> Response[bytes]:
    return await members.add(request, DRIVERS)


@get("/pengemudi/{person:uuid}", opt={"action": "manage_drivers"})
async def show_driver(request: Request[Any, Any, Any], person: FromPath[UUID]) -> Response[bytes]:
    return await members.show(request, DRIVERS, person)


@post("/pengemudi/{person:uuid}/undangan", opt={"action": "manage_drivers"}, status_code=200)
async def invite_driver(request: Request[Any, Any, Any], person: FromPath[UUID]) -> Response[bytes]:
    return await members.invite(request, DRIVERS, person)


@post("/pengemudi/{person:uuid}/pencabutan", opt={"action": "manage_drivers"}, status_code=200)
async def sign_out_driver(
    request: Request[Any, Any, Any], person: FromPath[UUID]
) -> Response[bytes]:
    return await members.sign_out(request, DRIVERS, person)
