"""Ends referrals that are still open: taken back, or because the incident is over."""

from datetime import datetime

from src import database
from src.domain import referral
from src.domain.region import Region
from src.services import journal, referral_news
from src.services.journal import Case, Entry


async def end(
    case: Case,
    row: database.Row,
    *,
    because: str = "",
    actor: str = journal.SYSTEM,
    region: Region,
    now: datetime,
) -> Case:
    """End one that is still open, inside the caller's transaction."""
    detail = {"referral": str(row["id"]), "agency": row["agency"]}
    if because:
        detail["because"] = because
    entry = Entry(event="referral_recalled", at=now, actor=actor, detail=detail)
    case = await journal.append(case, entry, region=region, now=now)
    await close(row, "recalled", now=now)
    said = "recalled_help" if row["kind"] == "help" else "recalled"
    await referral_news.tell_agency(case, row, said, region=region, now=now)
    return case


async def close(row: database.Row, state: str, *, now: datetime) -> None:
    """What has ended waits for nothing any more."""
    await database.rows(
        "UPDATE referral SET state = {}, ended_at = {}, next_at = NULL WHERE id = {}",
        state,
        now,
        row["id"],
    )


async def end_all(
    case: Case, *, because: str, actor: str = journal.SYSTEM, region: Region, now: datetime
) -> Case:
    """The incident is over: who still has it, or was asked to come, is told."""
    rows = await database.rows(
        "SELECT * FROM referral WHERE incident = {} AND ended_at IS NULL ORDER BY sent_at, id",
        case.id,
    )
    for row in rows:
        if row["state"] in referral.OPEN:
            case = await end(case, row, because=because, actor=actor, region=region, now=now)
        else:  # who could not come, or has left already, needs no word
            await close(row, row["state"], now=now)
    return case


async def open_handovers(incident_id: int) -> bool:
    """Whether an agency still has it in hand, or has not answered."""
    row = await database.row(
        "SELECT 1 AS yes FROM referral WHERE incident = {} AND kind = 'handover'"
        " AND ended_at IS NULL LIMIT 1",
        incident_id,
    )
    return row is not None
