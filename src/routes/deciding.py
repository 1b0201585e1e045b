"""Carrying out a decision on an incident: who may, what went wrong, which page follows."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from litestar import Request, Response

from src.domain import incident
from src.domain.errors import Conflict, Forbidden, Invalid, NotFound
from src.domain.numbers import number_of
from src.domain.region import Region
from src.queries.incident_page import Case, case_for
from src.routes.errors import wanted
from src.routes.forms import typed
from src.routes.incident import incident_page, serial_in
from src.routes.surroundings import now_of, person_of, region_of
from src.words.triage import NEUTRAL, NOTHING_TO_DO

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

    def report(self) -> UUID:
        """The report that was meant; raises Conflict where it is no longer one of this incident."""
        meant = self.word("report")
        found = next((each.id for each in self.case.told.reports if str(each.id) == meant), None)
        if found is None:
            raise Conflict("report_moved")
        return found

    def sentence(self, name: str, event: str) -> str:
        """What was typed into `name`; where nothing was, the ready sentence that was picked."""
        typed, ready = self.word(name).strip(), self.word("ready")
        if typed or not ready:
            return typed
        if event == "declined" and ready == NEUTRAL:
            return NOTHING_TO_DO
        return dict(self.case.ready(event)).get(ready, "")


Act = Callable[[Decision], Awaitable[int | None]]
"""Carries a decision out; gives the incident to show afterwards where that is another."""


def triages(case: Case) -> bool:
    """Whether who asks decides on this incident; `decide` may be told otherwise."""
    return case.triage


async def decide(
    request: Asked, number: str, act: Act, *, may: Callable[[Case], bool] = triages
) -> Response[bytes]:
    """Carry it out and show the incident; or show it as it stands, with what went wrong."""
    serial, region = serial_in(request, number), region_of(request)
    person, now = person_of(request), now_of(request)
    case = await case_for(person, serial, region, now=now)
    if not may(case):
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
        raise Conflict("incident_over" if gone.reason == NotFound.kind else gone.reason) from gone
