"""Guest links: one agency, one incident, no account; made anew, revoked, over by themselves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from src import database
from src.domain import numbers
from src.domain.errors import Conflict, NotFound
from src.domain.region import Region
from src.services import journal, referrals

_FIND = (
    "SELECT l.id AS link, l.created_at, l.opened_at, l.revoked_at, r.id, r.ended_at,"
    " i.resolved_at, i.closed_at FROM referral_link l JOIN referral r ON r.id = l.referral"
    " JOIN incident i ON i.id = r.incident WHERE l.token_hash = {}"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token opens: the link itself and its referral."""

    link: UUID
    referral: UUID


async def issue(referral_id: UUID, *, incident_id: int, by: UUID, now: datetime) -> str:
    """A token for `/rujukan/…`; earlier ones of this referral end. Only its hash is kept."""
    async with database.transaction():
        await journal.lock(incident_id)
        row = await referrals.of_incident(referral_id, incident_id)
        if row["ended_at"] is not None:
            raise Conflict("referral_over")
        await _revoke(referral_id, now)
        token = numbers.token()
        await database.rows(
            "INSERT INTO referral_link (id, token_hash, referral, issued_by, created_at)"
            f" VALUES {database.marks(1, 5)}",
            uuid4(),
            numbers.token_hash(token),
            referral_id,
            by,
            now,
        )
        database.signal(f"incident:{incident_id}")
    return token


async def revoke(referral_id: UUID, *, incident_id: int, now: datetime) -> None:
    """Sent to the wrong person: it opens nothing any more."""
    async with database.transaction():
        await referrals.of_incident(referral_id, incident_id)
        await _revoke(referral_id, now)
        database.signal(f"incident:{incident_id}")


async def _revoke(referral_id: UUID, now: datetime) -> None:
    await database.rows(
        "UPDATE referral_link SET revoked_at = {} WHERE referral = {} AND revoked_at IS NULL",
        now,
        referral_id,
    )


async def opened(token: str, *, looks: bool, region: Region, now: datetime) -> Opened:
    """What the token opens; raises NotFound, with a word of its own for one that is over.

    `looks` says that a person looks, and no messenger that draws a preview of the link.
    """
    row = await database.row(_FIND, numbers.token_hash(token))
    if row is None:
        raise NotFound("link_unknown")
    if _over(row, region, now):
        raise NotFound("referral_link_over")
    if looks and row["opened_at"] is None:
        async with database.transaction():
            await database.rows(
                "UPDATE referral_link SET opened_at = {} WHERE id = {} AND opened_at IS NULL",
                now,
                row["link"],
            )
    return Opened(row["link"], row["id"])


def _over(row: database.Row, region: Region, now: datetime) -> bool:
    rules = region.rules
    if row["revoked_at"] is not None or now >= ends_at(row["created_at"], region):
        return True
    ends = [row[name] for name in ("ended_at", "resolved_at", "closed_at") if row[name]]
    return bool(ends) and now >= min(ends) + timedelta(days=rules.referral_link_days)


def ends_at(created_at: datetime, region: Region) -> datetime:
    """When a link is over however long the work takes."""
    return created_at + timedelta(days=region.rules.referral_link_most)
