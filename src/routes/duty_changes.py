"""What is said on a team's page: absences, swaps, hand-over notes, broken vehicles."""

from collections.abc import Awaitable
from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response, post
from litestar.params import FromPath

from src.domain.errors import Conflict, Invalid
from src.routes import duty_fields
from src.routes.duty import team_page, to
from src.routes.errors import wanted
from src.routes.forms import typed
from src.routes.ids import id_from
from src.routes.surroundings import now_of, person_of, region_of
from src.services import absences, handovers, swaps, vehicles
from src.services.absences import NewAbsence
from src.services.swaps import Question

Asked = Request[Any, Any, Any]
Fields = dict[str, str]


@post("/jaga/regu/{team:str}/halangan", opt={"action": "keep_duty"}, status_code=200)
async def add_absence(request: Asked, team: FromPath[str]) -> Response[bytes]:
    form = await typed(request)
    return await _done(request, team, form, _add_absence(request, form))


async def _add_absence(request: Asked, form: Fields) -> None:
    by, region, now = person_of(request), region_of(request), now_of(request)
    new = NewAbsence(
        id=id_from(form.get("id", "")),
        person=id_from(form.get("person", ""), "person") if by.oversees else by.id,
        kind=form.get("kind", ""),
        starts_at=duty_fields.moment(form, "from", region) or now,
        ends_at=duty_fields.moment(form, "until", region),
    )
    await absences.add(new, by=by, now=now)


@post(
    "/jaga/regu/{team:str}/halangan/{absence:uuid}/pencabutan",
    opt={"action": "keep_duty"},
    status_code=200,
)
async def take_absence_back(
    request: Asked, team: FromPath[str], absence: FromPath[UUID]
) -> Response[bytes]:
    change = absences.take_back(absence, by=person_of(request), now=now_of(request))
    return await _done(request, team, {}, change)


@post("/jaga/regu/{team:str}/tukar", opt={"action": "keep_duty"}, status_code=200)
async def ask_to_swap(request: Asked, team: FromPath[str]) -> Response[bytes]:
    form = await typed(request)
    return await _done(request, team, form, _ask(request, form))


async def _ask(request: Asked, form: Fields) -> None:
    question = Question(
        id=id_from(form.get("id", "")),
        shift=id_from(form.get("shift", ""), "shift"),
        stand_in=id_from(form.get("stand_in", ""), "stand_in"),
    )
    await swaps.ask(question, by=person_of(request), now=now_of(request))


@post(
    "/jaga/regu/{team:str}/tukar/{question:uuid}/persetujuan",
    opt={"action": "keep_duty"},
    status_code=200,
)
async def agree_to_swap(
    request: Asked, team: FromPath[str], question: FromPath[UUID]
) -> Response[bytes]:
    change = swaps.agree(question, by=person_of(request), now=now_of(request))
    return await _done(request, team, {}, change)


@post(
    "/jaga/regu/{team:str}/tukar/{question:uuid}/penolakan",
    opt={"action": "keep_duty"},
    status_code=200,
)
async def drop_swap(
    request: Asked, team: FromPath[str], question: FromPath[UUID]
) -> Response[bytes]:
    return await _done(request, team, {}, swaps.drop(question, by=person_of(request)))


@post("/jaga/regu/{team:str}/catatan", opt={"action": "keep_duty"}, status_code=200)
async def write_note(request: Asked, team: FromPath[str]) -> Response[bytes]:
    form = await typed(request)
    change = handovers.write(
        _id(form),
        team,
        form.get("text", ""),
        by=person_of(request),
        region=region_of(request),
        now=now_of(request),
    )
    return await _done(request, team, form, change)


@post("/jaga/regu/{team:str}/armada/{code:str}", opt={"action": "keep_duty"}, status_code=200)
async def change_vehicle(
    request: Asked, team: FromPath[str], code: FromPath[str]
) -> Response[bytes]:
    """`siap` is ya or tidak; the note has the vehicle's code in its name."""
    form = await typed(request)
    return await _done(request, team, form, _say(request, code, form))


async def _say(request: Asked, code: str, form: Fields) -> None:
    ready, field = form.get("siap") == "ya", f"note-{code}"
    by, region, now = person_of(request), region_of(request), now_of(request)
    try:
        note = form.get(field, "")
        await vehicles.say(code, ready=ready, note=note, by=by, region=region, now=now)
    except Invalid as wrong:
        raise Invalid({field: wrong.fields["note"]}) from None


def _id(form: Fields) -> UUID:
    """The note's own id; one that cannot be read is a form made by hand."""
    try:
        return UUID(form.get("id", ""))
    except ValueError:
        return uuid4()


async def _done(
    request: Asked, team: str, form: Fields, change: Awaitable[None]
) -> Response[bytes]:
    """Back to the team's page, or the page with what has to be mended."""
    try:
        await change
    except (Invalid, Conflict) as trouble:
        if wanted(request.headers) == "json":
            raise
        return await team_page(request, team, trouble, form)
    return to(f"/jaga/regu/{team}" if team in region_of(request).teams else "/jaga")
