"""Browsers that may be rung: taken on, given up, and found by person or by followed report."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from src import database
from src.domain.errors import Invalid
from src.push import encryption, hosts

_TAKE_ON = (
    "INSERT INTO subscription"
    " (id, endpoint, p256dh, auth, person, session, report, created_at, seen_at, gone_at)"
    " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, NULL)"
    " ON CONFLICT (endpoint) DO UPDATE SET"
    " p256dh = excluded.p256dh, auth = excluded.auth,"
    # Following a report must not cost a responder the alarm, nor signing in the followed report.
    " session = CASE WHEN excluded.person IS NULL THEN subscription.session"
    " ELSE excluded.session END,"
    " person = COALESCE(excluded.person, subscription.person),"
    " report = COALESCE(excluded.report, subscription.report),"
    " seen_at = excluded.seen_at, gone_at = NULL RETURNING id"
)
_WIPE = "UPDATE subscription SET gone_at = {}, p256dh = '', auth = '' WHERE gone_at IS NULL"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One device to ring, and whose it is; nobody's where a report is followed."""

    subscription: UUID
    person: UUID | None


async def subscribe(
    endpoint: str,
    p256dh: str,
    auth: str,
    *,
    person: UUID | None,
    session: UUID | None,
    report: UUID | None,
    now: datetime,
    further_hosts: Collection[str] = (),
) -> UUID:
    """Take a browser on, or note that it is still there; returns the subscription's id.

    The same endpoint comes back at every start of the app and may have changed hands: it belongs
    to whoever signed in last. A session has one browser, so its older endpoints are given up.
    Raises Invalid for an address that is no push service's or keys that are none.
    """
    if not hosts.allowed(endpoint, further_hosts):
        raise Invalid({"endpoint": "push_unknown"})
    try:
        encryption.proven(p256dh, auth)
    except encryption.BadSubscription as problem:
        raise Invalid({"p256dh": "push_unknown"}) from problem
    async with database.transaction():
        if session is not None:
            await database.rows(
                _WIPE + " AND session = {} AND endpoint <> {}", now, session, endpoint
            )
        found = await database.row(
            _TAKE_ON, uuid4(), endpoint, p256dh, auth, person, session, report, now, now
        )
    assert found is not None
    taken: UUID = found["id"]
    return taken


async def unsubscribe(endpoint: str, *, now: datetime) -> None:
    """Give a browser up: nothing is sent to it any more, and its keys are forgotten."""
    async with database.transaction():
        await database.rows(_WIPE + " AND endpoint = {}", now, endpoint)


async def unfollow(endpoint: str, *, report: UUID, now: datetime) -> None:
    """Stop the news of one report; a responder's phone that followed it keeps its alarm."""
    async with database.transaction():
        await database.rows(
            "UPDATE subscription SET report = NULL WHERE endpoint = {} AND report = {}",
            endpoint,
            report,
        )
        await database.rows(
            _WIPE + " AND endpoint = {} AND person IS NULL AND report IS NULL", now, endpoint
        )


async def at(endpoint: str) -> Recipient | None:
    """The device behind an address, while it may be rung."""
    row = await database.row(
        "SELECT id, person FROM subscription WHERE endpoint = {} AND gone_at IS NULL", endpoint
    )
    return Recipient(row["id"], row["person"]) if row else None


async def of_people(people: Sequence[UUID], *, now: datetime) -> tuple[Recipient, ...]:
    """The devices on which these people are signed in at this moment."""
    if not people:
        return ()
    found = await database.rows(
        "SELECT s.id, s.person FROM subscription s"
        " JOIN session x ON x.id = s.session JOIN person p ON p.id = s.person"
        " WHERE s.gone_at IS NULL AND x.person = s.person AND x.revoked_at IS NULL"
        " AND x.expires_at > {} AND p.active"
        f" AND s.person IN {database.marks(1, len(people))} ORDER BY s.created_at, s.id",
        now,
        *people,
    )
    return tuple(Recipient(row["id"], row["person"]) for row in found)


async def of_report(report: UUID) -> tuple[Recipient, ...]:
    """The devices that follow one report."""
    found = await database.rows(
        "SELECT id FROM subscription WHERE report = {} AND gone_at IS NULL ORDER BY created_at, id",
        report,
    )
    return tuple(Recipient(row["id"], None) for row in found)
