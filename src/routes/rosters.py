"""/jaga/pola: the recurring turns of every team."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.domain.errors import Conflict, Invalid, NotFound, Told
from src.domain.roster import MOST_CREWS
from src.queries import duty_team
from src.queries import rosters as rosters_query
from src.routes import duty_fields
from src.routes.duty import to
from src.routes.errors import STATUS, wanted
from src.routes.forms import Form, typed
from src.routes.rendering import page
from src.routes.sentences import sentence
from src.routes.surroundings import now_of, person_of, region_of
from src.services import rosters
from src.services.rosters import Plan

Asked = Request[Any, Any, Any]
PREFIX = "crew-"


@get("/jaga/pola", opt={"action": "plan_duty"})
async def show_rosters(request: Asked) -> Response[bytes]:
    return page(request, "duty/rosters.html", rosters=await rosters_query.rosters())


@get("/jaga/pola/baru", opt={"action": "plan_duty"})
async def show_new_roster(request: Asked) -> Response[bytes]:
    """For the team in `regu`; a day watch from today on, until somebody says otherwise."""
    today = now_of(request).astimezone(region_of(request).timezone).date()
    said = {
        "team": request.query_params.get("regu", ""),
        "anchor": today.isoformat(),
        "starts": "08:00",
        "hours": "24",
        "active": "ya",
        **{f"day-{n}": "ya" for n in range(7)},
    }
    return await _form(request, uuid4(), said)


@get("/jaga/pola/{roster:uuid}", opt={"action": "plan_duty"})
async def show_roster(request: Asked, roster: FromPath[UUID]) -> Response[bytes]:
    found = await rosters_query.roster(roster)
    if found is None:
        raise NotFound("roster_unknown")
    return await _form(request, roster, found.values)


@post("/jaga/pola/{roster:uuid}", opt={"action": "plan_duty"}, status_code=200)
async def save_roster(request: Asked, roster: FromPath[UUID]) -> Response[bytes]:
    form = await typed(request)
    try:
        plan = _plan(roster, form)
        by, region = person_of(request).id, region_of(request)
        await rosters.save(plan, by=by, region=region, now=now_of(request))
    except (Invalid, Conflict) as trouble:
        if wanted(request.headers) == "json":
            raise
        return await _form(request, roster, form, trouble)
    return to(f"/jaga/regu/{plan.team}")


def _plan(roster: UUID, form: Mapping[str, str]) -> Plan:
    """As typed; raises Invalid where it cannot be read."""
    anchor, starts = duty_fields.day_in(form, "anchor"), duty_fields.clock_in(form, "starts")
    if anchor is None or starts is None:
        raise Invalid({"anchor" if anchor is None else "starts": "date_wrong"})
    hours = form.get("hours", "")
    return Plan(
        id=roster,
        team=form.get("team", ""),
        name=form.get("name", ""),
        anchor=anchor,
        starts=starts,
        hours=int(hours) if hours.isdecimal() and len(hours) < 4 else 0,
        weekdays="".join("1" if form.get(f"day-{n}") == "ya" else "0" for n in range(7)),
        crews=_crews(form),
        active=form.get("active") == "ya",
    )


def _crews(form: Mapping[str, str]) -> dict[UUID, int]:
    """Whoever was put into a crew, by the crew's number."""
    found = {}
    for field, crew in form.items():
        if field.startswith(PREFIX) and crew in map(str, range(MOST_CREWS)):
            try:
                found[UUID(field.removeprefix(PREFIX))] = int(crew)
            except ValueError:
                raise Invalid({"crews": "id_wrong"}) from None
    return found


async def _form(
    request: Asked, roster: UUID, said: Mapping[str, str], trouble: Told | None = None
) -> Response[bytes]:
    """The form of one roster; without a team that is known, first the question which."""
    region = region_of(request)
    team = region.teams.get(said.get("team", ""))
    return page(
        request,
        "duty/roster.html",
        status=STATUS[trouble.kind] if trouble else 200,
        trouble=sentence(trouble) if trouble else "",
        form=Form.of(said, trouble) if isinstance(trouble, Invalid) else Form(said),
        roster=roster,
        team=team,
        mates=await duty_team.mates_of(team.code) if team else (),
        crews=MOST_CREWS,
    )
