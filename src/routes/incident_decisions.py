"""POST /aduan/{number}/…: an operator's decisions, each a noun; the second click is told so."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from litestar import Request, Response, post
from litestar.params import FromPath

from src.domain import incident
from src.domain.errors import Conflict, Forbidden, Invalid, NotFound
from src.domain.numbers import number_of, serial_of
from src.domain.region import Region
from src.queries import reach
from src.queries.incident_page import Case, case_for
from src.routes.errors import wanted
from src.routes.forms import typed
from src.routes.incident import incident_page, serial_in
from src.routes.surroundings import now_of, person_of, region_of
from src.services import dispatch, merging, triage

Asked = Request[Any, Any, Any]


class By(TypedDict):
    """Who decides, where and when: what every service asks for."""

    by: UUID
    region: Region
    now: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about which incident; `said` is the form."""

    request: Asked
    case: Case
    said: dict[str, str]
    by: By

    def word(self, name: str) -> str:
        return self.said.get(name, "")


Act = Callable[[Decision], Awaitable[int | None]]
"""Carries a decision out; gives the incident to show afterwards where that is another."""


@post("/aduan/{number:str}/pemeriksaan", opt={"action": "triage"}, status_code=200)
async def verify(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await _decide(request, number, lambda d: triage.verify(d.case.id, **d.by))


@post("/aduan/{number:str}/penggolongan", opt={"action": "triage"}, status_code=200)
async def classify(request: Asked, number: FromPath[str]) -> Response[bytes]:
    async def act(d: Decision) -> None:
        try:
            await triage.classify(
                d.case.id,
                category=d.word("category"),
                priority=d.word("priority"),
                reason=d.word("why"),
                **d.by,
            )
        except Invalid as wrong:
            # Two forms of this page ask for a reason; this one's field is called otherwise.
            fields = {("why" if name == "reason" else name): r for name, r in wrong.fields.items()}
            raise Invalid(fields) from wrong

    return await _decide(request, number, act)


@post("/aduan/{number:str}/penugasan", opt={"action": "triage"}, status_code=200)
async def assign(request: Asked, number: FromPath[str]) -> Response[bytes]:
    async def act(d: Decision) -> None:
        if d.word("team") not in d.by["region"].teams:
            raise Invalid({"team": "team_unknown"})
        await dispatch.assign(d.case.id, d.word("team"), **d.by)

    return await _decide(request, number, act)


@post("/aduan/{number:str}/permintaan-keterangan", opt={"action": "triage"}, status_code=200)
async def ask(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await _decide(
        request,
        number,
        lambda d: triage.ask_information(d.case.id, question=d.word("question"), **d.by),
    )


@post("/aduan/{number:str}/penolakan", opt={"action": "triage"}, status_code=200)
async def decline(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await _decide(
        request, number, lambda d: triage.decline(d.case.id, reason=d.word("reason"), **d.by)
    )


@post("/aduan/{number:str}/jawaban", opt={"action": "triage"}, status_code=200)
async def resolve(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await _decide(
        request, number, lambda d: triage.resolve(d.case.id, answer=d.word("answer"), **d.by)
    )


@post("/aduan/{number:str}/penggabungan", opt={"action": "triage"}, status_code=200)
async def merge(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """Into the incident of number `into`; that one is shown afterwards."""

    async def act(d: Decision) -> int:
        into = serial_of(d.word("into"), d.by["region"].number_prefix)
        person = person_of(d.request)
        if into is None or not await reach.may_see(person, into, d.by["region"]):
            raise Invalid({"into": "incident_unknown"})
        await merging.merge(d.case.id, into, **d.by)
        return into

    return await _decide(request, number, act)


@post("/aduan/{number:str}/pemisahan", opt={"action": "triage"}, status_code=200)
async def split(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """Takes one `report` off; the new incident is shown afterwards."""

    async def act(d: Decision) -> int:
        report = next((r for r in d.case.told.reports if str(r.id) == d.word("report")), None)
        if report is None:
            raise Conflict("report_moved")
        return await merging.split(report.id, **d.by)

    return await _decide(request, number, act)


@post("/aduan/{number:str}/latihan", opt={"action": "triage"}, status_code=200)
async def mark_drill(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await _decide(request, number, lambda d: triage.mark_drill(d.case.id, **d.by))


@post("/aduan/{number:str}/catatan", opt={"action": "triage"}, status_code=200)
async def note(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await _decide(
        request, number, lambda d: triage.note(d.case.id, text=d.word("note"), **d.by)
    )


async def _decide(request: Asked, number: str, act: Act) -> Response[bytes]:
    """Carry it out and show the incident; or show it as it stands, with what went wrong."""
    serial, region = serial_in(request, number), region_of(request)
    person, now = person_of(request), now_of(request)
    case = await case_for(person, serial, region, now=now)
    if not case.triage:
        raise Forbidden()
    said = await typed(request)
    decision = Decision(request, case, said, By(by=person.id, region=region, now=now))
    try:
        shown = await _carried_out(act, decision) or serial
    except (Invalid, Conflict) as trouble:
        if wanted(request.headers) == "json":
            raise
        return await incident_page(request, serial, trouble, said)
    address = f"/aduan/{number_of(shown, region.number_prefix)}"
    return Response(b"", status_code=303, headers={"Location": address})


async def _carried_out(act: Act, decision: Decision) -> int | None:
    try:
        return await act(decision)
    except incident.NotNow as refusal:
        raise Conflict("incident_over", state=refusal.state) from refusal
    except NotFound as gone:
        raise Conflict("incident_over") from gone


HANDLERS = (verify, classify, assign, ask, resolve, decline, merge, split, mark_drill, note)
