"""/aduan/{number}: one incident, live, with the forms of those who decide on it."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get
from litestar.params import FromPath

from src.domain.errors import Conflict, Invalid, NotFound
from src.domain.numbers import serial_of
from src.queries import reach, referrals, serials
from src.queries.incident_page import case_for
from src.routes.errors import STATUS
from src.routes.forms import Form
from src.routes.kept_on_phone import keep
from src.routes.own_link_sending import own_link_of
from src.routes.rendering import page
from src.routes.report_form import villages_of
from src.routes.sentences import sentence
from src.routes.sse import stream
from src.routes.surroundings import now_of, person_of, region_of
from src.services import looks

Asked = Request[Any, Any, Any]


@get("/aduan/{number:str}", opt={"action": "see_incident"})
async def show_incident(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await incident_page(request, serial_in(request, number))


@get("/aduan/{number:str}/isi", opt={"action": "see_incident"})
async def show_content(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """The part that refreshes."""
    content = await _content(request, serial_in(request, number), Form())
    return page(request, "incident/_content.html", **content)


@get("/aduan/{number:str}/aliran", opt={"action": "see_incident"})
async def stream_changes(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """Says that something happened; the page then asks for its part."""
    serial = serial_in(request, number)
    if not await reach.may_see(person_of(request), serial, region_of(request)):
        raise NotFound("incident_unknown")

    async def changed() -> tuple[int, bytes]:
        return await serials.newest_of(serial), b"berubah"

    topics = (f"incident:{serial}", f"deliveries:{serial}")
    return stream(request, topics=topics, key=f"incident:{serial}", read=changed)


def serial_in(request: Asked, number: str) -> int:
    """The incident behind a number as it stands in an address; raises NotFound."""
    serial = serial_of(number, region_of(request).number_prefix)
    if serial is None:
        raise NotFound("incident_unknown")
    return serial


async def incident_page(
    request: Asked,
    serial: int,
    trouble: Invalid | Conflict | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response[bytes]:
    """The page as it stands now, with what came of a decision that could not be taken."""
    mended = isinstance(trouble, Invalid)
    form = Form.of(typed or {}, trouble) if isinstance(trouble, Invalid) else Form(typed or {})
    content = await _content(request, serial, form if mended else Form())
    return page(
        request,
        "incident/show.html",
        status=STATUS[trouble.kind] if trouble else 200,
        headers=keep(request) if trouble is None else None,
        trouble=sentence(trouble) if trouble else "",
        link=own_link_of(request, content["case"], request.query_params.get("masuk", "")),
        **content,
    )


async def _content(request: Asked, serial: int, form: Form) -> dict[str, Any]:
    region, person, now = region_of(request), person_of(request), now_of(request)
    known = await serials.newest_of(serial)  # first: what happens from here on is news to the page
    case = await case_for(person, serial, region, now=now)
    await looks.look(person, serial, serials.lines_in(known), now=now)
    standing = {
        "category": case.named.category,
        "priority": case.named.priority,
        "village": case.place.code,
        "landmark": case.place.landmark,
    }
    form = Form(standing | dict(form.values), form.errors)
    return {
        "serial": known,
        "case": case,
        "form": form,
        "new_id": uuid4,
        "teams": _teams(request, case.named.category),
        "agencies": referrals.choices(case.named.category, region),
        "categories": {
            group.word: [(leaf.code, leaf.word) for leaf in group.categories]
            for group in region.groups
        },
        "villages": villages_of(region) if case.triage else [],
        "priorities": [(level.code, level.word) for level in region.priorities.values()],
    }


def _teams(request: Asked, category: str) -> list[tuple[str, str]]:
    """Those who serve this kind first, then all others."""
    region = region_of(request)
    group = region.leaf(category).group
    teams = sorted(region.teams.values(), key=lambda team: (group not in team.groups, team.order))
    return [(team.code, team.name) for team in teams]
