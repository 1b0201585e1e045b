"""Two at one incident: who else has it open, notes meant for somebody, and where they are read."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.domain.errors import Invalid, NotFound
from src.queries import mentions, presence, reach
from src.routes.deciding import Asked, Decision, decide
from src.routes.forms import typed
from src.routes.ids import id_from
from src.routes.incident import serial_in
from src.routes.rendering import page
from src.routes.surroundings import now_of, person_of, region_of
from src.services import notes
from src.services.presence import be_here

CHOSEN = "to-"


@post("/aduan/{number:str}/hadir", opt={"action": "triage"}, status_code=200)
async def tell_presence(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """Says that this person has the incident open, and answers who else has."""
    serial, person, now = serial_in(request, number), person_of(request), now_of(request)
    if not await reach.may_see(person, serial, region_of(request)):
        raise NotFound("incident_unknown")
    said = await typed(request)
    await be_here(serial, person.id, said.get("doing", ""), now=now)
    others = await presence.others_on(serial, person.id, now)
    return page(request, "incident/_others.html", others=others)


@post("/aduan/{number:str}/catatan", opt={"action": "triage"}, status_code=200)
async def note(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """A note for the team; each ticked `to-{person}` is told to read it."""

    async def act(d: Decision) -> None:
        try:
            to = [
                id_from(name.removeprefix(CHOSEN), "to")
                for name in d.said
                if name.startswith(CHOSEN)
            ]
        except Invalid as wrong:
            raise Invalid({"to": "person_unknown"}) from wrong
        await notes.write(d.case.id, text=d.sentence("note", "noted"), to=to, **d.by)

    return await decide(request, number, act)


@get("/sebutan", opt={"action": "see_board"})
async def show_mentions(request: Request[Any, Any, Any]) -> Response[bytes]:
    found = await mentions.mentions_of(person_of(request), region_of(request), now=now_of(request))
    return page(request, "mentions/show.html", mentions=found)
