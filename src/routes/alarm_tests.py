"""/uji: test alarms (LATIHAN): begun by office and team leaders, answered by whoever was asked."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.domain.access import Person, allows
from src.domain.errors import Conflict, NotFound, Told
from src.queries.alarm_test import AlarmTest, alarm_test, serial_of
from src.queries.alarm_tests import records_of
from src.routes.errors import STATUS, receipt, wanted
from src.routes.forms import typed
from src.routes.ids import id_from
from src.routes.rendering import page
from src.routes.sentences import sentence
from src.routes.sse import stream
from src.routes.surroundings import now_of, person_of, region_of
from src.services import alarm_tests

Asked = Request[Any, Any, Any]


@get("/uji", opt={"action": "see_alarm_tests"})
async def show_tests(request: Asked) -> Response[bytes]:
    return await _list(request)


@post("/uji", opt={"action": "start_alarm_test"}, status_code=200)
async def start_test(request: Asked) -> Response[bytes]:
    """`id` was made with the form, `team` is a code."""
    form, region, now = await typed(request), region_of(request), now_of(request)
    test = id_from(form.get("id", ""))
    try:
        await alarm_tests.start(
            test, form.get("team", ""), by=person_of(request), region=region, now=now
        )
    except Conflict as trouble:
        if wanted(request.headers) == "json":
            raise
        return await _list(request, trouble)
    return _to(test)


@get("/uji/{test:uuid}", opt={"action": "answer_alarm_test"})
async def show_test(request: Asked, test: FromPath[UUID]) -> Response[bytes]:
    return await _page(request, test)


@get("/uji/{test:uuid}/isi", opt={"action": "answer_alarm_test"})
async def show_content(request: Asked, test: FromPath[UUID]) -> Response[bytes]:
    """The part that refreshes."""
    return page(request, "alarm_test/_content.html", **await _seen(request, test))


@get("/uji/{test:uuid}/aliran", opt={"action": "answer_alarm_test"})
async def stream_changes(request: Asked, test: FromPath[UUID]) -> Response[bytes]:
    """Says that somebody answered; the page then asks for its part."""
    await _seen(request, test)

    async def changed() -> tuple[int, bytes]:
        return await serial_of(test), b"berubah"

    return stream(request, topics=(alarm_tests.TOPIC,), key=f"uji:{test}", read=changed)


@post("/uji/{test:uuid}/dengar", opt={"action": "answer_alarm_test"}, status_code=200)
async def confirm(request: Asked, test: FromPath[UUID]) -> Response[bytes]:
    """Saya dengar."""
    try:
        await alarm_tests.confirm(test, person_of(request).id, now=now_of(request))
    except Conflict as trouble:
        if wanted(request.headers) == "json":
            raise
        return await _page(request, test, trouble)
    return receipt({"test": str(test)}) if wanted(request.headers) == "json" else _to(test)


async def _seen(request: Asked, test_id: UUID) -> dict[str, Any]:
    """What this person may see of it; raises NotFound where that is nothing."""
    person, now = person_of(request), now_of(request)
    known = await serial_of(test_id)  # first: what happens from here on is news to the page
    test = await alarm_test(test_id, region_of(request), now=now)
    own, results = test.of(person.id), _sees_results(person, test)
    if own is None and not results:
        raise NotFound("test_unknown")
    return {"serial": known, "test": test, "own": own, "results": results, "now": now}


def _sees_results(person: Person, test: AlarmTest) -> bool:
    return person.oversees or (person.leads_team and person.team == test.team)


async def _page(request: Asked, test: UUID, trouble: Told | None = None) -> Response[bytes]:
    seen = await _seen(request, test)
    return page(
        request,
        "alarm_test/show.html",
        status=STATUS[trouble.kind] if trouble else 200,
        trouble=sentence(trouble) if trouble else "",
        **seen,
    )


async def _list(request: Asked, trouble: Told | None = None) -> Response[bytes]:
    person, region = person_of(request), region_of(request)
    teams = list(region.teams) if person.oversees else [person.team or ""]
    return page(
        request,
        "alarm_test/list.html",
        status=STATUS[trouble.kind] if trouble else 200,
        records=await records_of(teams, region, now=now_of(request)),
        may_start=allows("start_alarm_test", person),
        trouble=sentence(trouble) if trouble else "",
        new_id=uuid4,
    )


def _to(test: UUID) -> Response[bytes]:
    return Response(b"", status_code=303, headers={"Location": f"/uji/{test}"})
