"""Calls the office owes to reporters: who calls until when, shown until it is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from src import database
from src.domain.errors import Conflict, Invalid, NotFound
from src.domain.region import Region
from src.services import journal
from src.services.journal import Case, Entry
from src.services.phone_calls import RESULTS

MINUTES: Final = (10, 30, 60, 240, 1440)
DONE: Final = "answered"


@dataclass(frozen=True, slots=True)
class Promise:
    """`person` calls back within `within`."""

    person: UUID
    within: timedelta


async def owe(
    case: Case, report: UUID, promise: Promise, *, by: UUID, region: Region, now: datetime
) -> Case:
    """Inside the caller's transaction; raises Invalid where nobody of the office would call."""
    known = await database.row(
        "SELECT 1 AS yes FROM person WHERE id = {} AND active"
        " AND role IN ('operator', 'administrator', 'leader')",
        promise.person,
    )
    if known is None:
        raise Invalid({"callback_by": "person_unknown"})
    callback, due = uuid4(), now + promise.within
    await database.rows(
        "INSERT INTO callback (id, report, person, due_at, owed_at, result)"
        f" VALUES {database.marks(1, 6)}",
        callback,
        report,
        promise.person,
        due,
        now,
        "",
    )
    detail = {
        "callback": str(callback),
        "report": str(report),
        "person": str(promise.person),
        "until": due.isoformat(),
    }
    entry = Entry(event="callback_owed", at=now, actor=journal.person(by), detail=detail)
    return await journal.append(case, entry, region=region, now=now)


async def promise(
    incident_id: int, report: UUID, said: Promise, *, by: UUID, region: Region, now: datetime
) -> None:
    """Remember later that somebody has to call this reporter."""
    async with database.transaction():
        case = await journal.lock(incident_id)
        row = await database.row("SELECT incident FROM report WHERE id = {}", report)
        if row is None or row["incident"] != case.id:
            raise Conflict("report_moved")
        await owe(case, report, said, by=by, region=region, now=now)


async def called(callback: UUID, result: str, *, by: UUID, region: Region, now: datetime) -> int:
    """What came of calling; only who was reached needs no further call. Gives the incident."""
    if result not in RESULTS:
        raise Invalid({"result": "field_invalid"})
    async with database.transaction():
        case = await journal.lock(await _incident_of(callback))
        if await _incident_of(callback) != case.id:
            raise Conflict("report_moved")
        reached = result == DONE
        changed = await database.rows(
            "UPDATE callback SET result = {}, called_at = {}, called_by = {}"
            " WHERE id = {} AND called_at IS NULL RETURNING report",
            result,
            now if reached else None,
            by if reached else None,
            callback,
        )
        if not changed:
            raise Conflict("called_back_before")
        detail = {
            "callback": str(callback),
            "report": str(changed[0]["report"]),
            "result": result,
        }
        entry = Entry(event="called_back", at=now, actor=journal.person(by), detail=detail)
        await journal.append(case, entry, region=region, now=now)
    return case.id


async def _incident_of(callback: UUID) -> int:
    row = await database.row(
        "SELECT r.incident FROM callback c JOIN report r ON r.id = c.report WHERE c.id = {}",
        callback,
    )
    if row is None:
        raise NotFound()
    return int(row["incident"])
