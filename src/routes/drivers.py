"""Drivers: the office's list, or a stand leader's of the own stand."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.routes import members
from src.routes.forms import typed
from src.routes.members import Kind
from src.routes.surroundings import now_of, person_of
from src.services import people

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


@post("/pengemudi/{person:uuid}/pencocokan", opt={"action": "verify_drivers"}, status_code=200)
async def verify_driver(request: Request[Any, Any, Any], person: FromPath[UUID]) -> Response[bytes]:
    """`so` is ya once somebody has seen who he is, tidak to take that back."""
    form = await typed(request)
    so = form.get("so") == "ya"
    await people.verify(person, so=so, by=person_of(request), now=now_of(request))
    return members.to(f"{DRIVERS.address}/{person}")
