"""Prank or hoax: what a message turned out to be, said by the office, and taken back again."""

from datetime import datetime
from uuid import UUID

from src import database
from src.domain.errors import Conflict, Invalid
from src.domain.finding import FINDINGS
from src.domain.region import Region
from src.services import journal
from src.services.journal import Case, Entry


async def find_false(
    incident_id: int, report_id: UUID, finding: str, *, by: UUID, region: Region, now: datetime
) -> None:
    """This message was a prank or a hoax: out of the figures, and nobody outside reads of it."""
    if finding not in FINDINGS:
        raise Invalid({"finding": "finding_unknown"})
    async with database.transaction():
        case, held = await _held(incident_id, report_id)
        if held == finding:
            raise Conflict("already_so")
        detail = {"report": str(report_id), "finding": finding}
        await _write(case, "found_false", detail, by, region, now)


async def withdraw(
    incident_id: int, report_id: UUID, *, by: UUID, region: Region, now: datetime
) -> None:
    """It was none after all; the message counts again."""
    async with database.transaction():
        case, held = await _held(incident_id, report_id)
        if not held:
            raise Conflict("already_so")
        await _write(case, "false_withdrawn", {"report": str(report_id)}, by, region, now)


async def all_false(incident_id: int) -> bool:
    """Whether every message of the incident was found to be none."""
    earnest = "SELECT 1 AS yes FROM report WHERE incident = {} AND finding = '' LIMIT 1"
    return await database.row(earnest, incident_id) is None


async def _held(incident_id: int, report_id: UUID) -> tuple[Case, str]:
    """The incident in hand and what stands on the report, which must still belong to it."""
    case = await journal.lock(incident_id)
    row = await database.row("SELECT incident, finding FROM report WHERE id = {}", report_id)
    if row is None or row["incident"] != case.id:
        raise Conflict("report_moved")
    return case, str(row["finding"])


async def _write(
    case: Case, event: str, detail: dict[str, str], by: UUID, region: Region, now: datetime
) -> None:
    entry = Entry(event=event, at=now, actor=journal.person(by), detail=dict(detail))
    await journal.append(case, entry, region=region, now=now)
    finding = detail.get("finding", "")
    await database.rows("UPDATE report SET finding = {} WHERE id = {}", finding, detail["report"])
