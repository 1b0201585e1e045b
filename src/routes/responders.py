"""Responders: the office's list, their phones, and who is on duty."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.routes import members
from src.routes.forms import typed
from src.routes.members import Kind
from src.routes.surroundings import now_of, person_of
from src.services import abilities, shifts

RESPONDERS = Kind("responder", "/petugas")


@get("/petugas", opt={"action": "manage_responders"})
async def show_responders(request: Request[Any, Any, Any]) -> Response[bytes]:
    return await members.show_list(request, RESPONDERS)


@post("/petugas", opt={"action": "manage_responders"}, status_code=200)
async def add_responder(request: Request[Any, Any, Any]) -> Response[bytes]:
    return await members.add(request, RESPONDERS)


@get("/petugas/{person:uuid}", opt={"action": "manage_responders"})
async def show_responder(
    request: Request[Any, Any, Any], person: FromPath[UUID]
) -> Response[bytes]:
    return await members.show(request, RESPONDERS, person)


@post("/petugas/{person:uuid}/undangan", opt={"action": "manage_responders"}, status_code=200)
async def invite_responder(
    request: Request[Any, Any, Any], person: FromPath[UUID]
) -> Response[bytes]:
    return await members.invite(request, RESPONDERS, person)


@post("/petugas/{person:uuid}/pencabutan", opt={"action": "manage_responders"}, status_code=200)
async def sign_out_responder(
    request: Request[Any, Any, Any], person: FromPath[UUID]
) -> Response[bytes]:
    return await members.sign_out(request, RESPONDERS, person)


@post("/petugas/{person:uuid}/piket", opt={"action": "manage_responders"}, status_code=200)
async def change_duty(request: Request[Any, Any, Any], person: FromPath[UUID]) -> Response[bytes]:
    """`on` is ya or tidak."""
    form = await typed(request)
    change = shifts.begin if form.get("on") == "ya" else shifts.end
    await change(person, by=person_of(request), now=now_of(request))
    return members.to(f"{RESPONDERS.address}/{person}")


@post("/petugas/{person:uuid}/keahlian", opt={"action": "manage_responders"}, status_code=200)
async def change_abilities(
    request: Request[Any, Any, Any], person: FromPath[UUID]
) -> Response[bytes]:
    form = await typed(request)
    await abilities.change(
        person,
        skills=members.skills_in(form),
        leads=form.get("leads") == "ya",
        off_duty=form.get("off_duty") == "ya",
        by=person_of(request),
        now=now_of(request),
    )
    return members.to(f"{RESPONDERS.address}/{person}")
