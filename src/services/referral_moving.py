"""Referrals of an incident that is merged go on with the one that stays, and back when undone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import referral
from src.domain.region import Region
from src.services import dispatch, journal, referral_ending
from src.services.journal import Case, Entry

# What each of them has said so far, in order, with the column that says when.
STEPS = (
    ("referral_seen", "seen_at", ("handover", "help")),
    ("referral_accepted", "accepted_at", ("handover",)),
    ("help_coming", "accepted_at", ("help",)),
    ("help_arrived", "arrived_at", ("help",)),
)
# Open ones of an incident, but those of agencies that another one has asked, too.
_MOVABLE = (
    "SELECT * FROM referral r WHERE incident = {} AND ended_at IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM referral o WHERE o.incident = {} AND o.agency = r.agency"
    " AND o.kind = r.kind AND o.ended_at IS NULL) ORDER BY sent_at, id"
)


async def move_referrals(
    gone: Case, kept: Case, *, by: UUID, region: Region, now: datetime
) -> tuple[Case, Case]:
    """Those still open move, with guest links and all that was said.

    An agency that was asked for the other one, too, is not asked twice: there it ends.
    """
    rows = await database.rows(_MOVABLE, gone.id, kept.id)
    gone, kept = await _carry(rows, gone, kept, because="merged", by=by, region=region, now=now)
    actor = journal.person(by)
    gone = await referral_ending.end_all(
        gone, because="merged", actor=actor, region=region, now=now
    )
    return gone, kept


async def move_back(
    kept: Case, gone: Case, brought: Sequence[UUID], *, by: UUID, region: Region, now: datetime
) -> tuple[Case, Case]:
    """Of the referrals that a merge brought, those not yet done with."""
    rows = [row for row in await database.rows(_MOVABLE, kept.id, gone.id) if row["id"] in brought]
    return await _carry(rows, kept, gone, because="unmerged", by=by, region=region, now=now)


async def _carry(
    rows: Sequence[database.Row],
    left: Case,
    to: Case,
    *,
    because: str,
    by: UUID,
    region: Region,
    now: datetime,
) -> tuple[Case, Case]:
    """The log of `to` tells again what was said, each dated when it happened."""
    actor = journal.person(by)
    for row in rows:
        if row["state"] not in referral.OPEN:
            continue
        about = {"referral": str(row["id"]), "agency": row["agency"]}
        agency = region.agencies.get(row["agency"])
        for event, at in await _said(row, to):
            detail = {**about, "from": left.id}
            if event == "help_arrived":
                detail["volunteers"] = agency is not None and agency.volunteers
            entry = Entry(event=event, at=at, actor=actor, detail=detail)
            to = await journal.append(to, entry, region=region, now=now)
        away = {**about, "because": because}
        entry = Entry(event="referral_recalled", at=now, actor=actor, detail=away)
        left = await journal.append(left, entry, region=region, now=now)
        await database.rows("UPDATE referral SET incident = {} WHERE id = {}", to.id, row["id"])
    return left, to


async def _said(row: database.Row, to: Case) -> list[tuple[str, datetime]]:
    asked = "help_requested"
    if row["kind"] == "handover":
        asked = "referred_too" if await dispatch.somebody_called(to.id) else "referred"
    return [
        (asked, row["sent_at"]),
        *(
            (event, row[column])
            for event, column, kinds in STEPS
            if row["kind"] in kinds and row[column] is not None
        ),
    ]
