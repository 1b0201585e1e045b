"""/jaga: who would come, for any place, kind and instant; and one team's duty."""

from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.domain.access import Person
from src.domain.errors import Invalid, NotFound, Told
from src.queries import duty, duty_team, duty_view, duty_week, handovers, vehicles
from src.queries.own_shift import shift_of
from src.routes.duty_overview import overview
from src.routes.errors import STATUS
from src.routes.forms import Form, typed
from src.routes.rendering import page
from src.routes.sentences import sentence
from src.routes.surroundings import now_of, person_of, region_of
from src.services import abilities, shifts

Asked = Request[Any, Any, Any]


@get("/jaga", opt={"action": "see_duty"})
async def show_duty(request: Asked) -> Response[bytes]:
    """The whole region for those who oversee it; the own team for a responder."""
    person = person_of(request)
    if not person.oversees:
        return await team_page(request, person.team or "")
    return await overview(request)


@get("/jaga/regu/{team:str}", opt={"action": "see_duty"})
async def show_team(request: Asked, team: FromPath[str]) -> Response[bytes]:
    return await team_page(request, team)


@post("/jaga/kesiapan", opt={"action": "tell_duty"}, status_code=200)
async def change_readiness(request: Asked) -> Response[bytes]:
    """`siap` is ya or tidak; `ke` the page to go back to."""
    form, person = await typed(request), person_of(request)
    change = shifts.begin if form.get("siap") == "ya" else shifts.end
    await change(person.id, by=person, now=now_of(request))
    return to("/tugas" if form.get("ke") == "tugas" else "/jaga")


@post("/jaga/kesediaan", opt={"action": "tell_duty"}, status_code=200)
async def change_wish(request: Asked) -> Response[bytes]:
    """`boleh`: whether he may be called while off duty, ya or tidak."""
    form, person = await typed(request), person_of(request)
    await abilities.wish(person.id, off_duty=form.get("boleh") == "ya", by=person)
    return to("/jaga")


async def team_page(
    request: Asked, code: str, trouble: Told | None = None, said: dict[str, str] | None = None
) -> Response[bytes]:
    """One team; with `trouble`, the form that was `said` comes back with nothing lost."""
    person, region, now = person_of(request), region_of(request), now_of(request)
    team = region.teams.get(code)
    if team is None or not (person.oversees or person.team == code):
        raise NotFound("team_unknown")
    present = (await duty.on_duty([code], now)).get(code, [])
    today = now.astimezone(region.timezone).date()
    swaps, absences = await duty_team.swaps_and_absences(code, person, region, now=now)
    form = Form.of(said or {}, trouble) if isinstance(trouble, Invalid) else Form(said or {})
    return page(
        request,
        "duty/team.html",
        status=STATUS[trouble.kind] if trouble else 200,
        trouble=sentence(trouble) if trouble else "",
        form=form,
        team=team,
        crew=duty_view.crew(team, present, await vehicles.standing(region), region),
        week=(await duty_week.weeks([code], today, region, now=now))[code],
        shift=await shift_of(person, region, now=now) if own(person, code) else None,
        mates=await duty_team.mates_of(code),
        turns=await duty_team.turns_of(code, person, region, now=now),
        swaps=swaps,
        absences=absences,
        notes=await handovers.notes_of(code, region),
        new_id=uuid4,
    )


def own(person: Person, team: str) -> bool:
    return person.role == "responder" and person.team == team


def to(address: str) -> Response[bytes]:
    return Response(b"", status_code=303, headers={"Location": address})
