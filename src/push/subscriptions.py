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
    " (id, endpoint, p256dh, auth, person, session, created_at, seen_at, gone_at)"
    " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, NULL)"
    " ON CONFLICT (endpoint) DO UPDATE SET"
    " p256dh = excluded.p256dh, auth = excluded.auth,"
    # Following a report must not cost a responder the alarm.
    " session = CASE WHEN excluded.person IS NULL THEN subscription.session"
    " ELSE excluded.session END,"
    " person = COALESCE(excluded.person, subscription.person),"
    " seen_at = excluded.seen_at, permission = 'granted', gone_at = NULL, gone_because = ''"
    " RETURNING id"
)
_FOLLOW = (
    "INSERT INTO following (id, subscription, report, since) VALUES ({}, {}, {}, {})"
    " ON CONFLICT (subscription, report) DO NOTHING"
)
_WIPE = (
    "UPDATE subscription SET gone_at = {}, gone_because = {}, p256dh = '', auth = ''"
    " WHERE gone_at IS NULL"
)
LOST = ("denied", "default")  # what a browser says of a permission that is not given (any more)


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
    `report` is one more whose news it wants.
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
                _WIPE + " AND session = {} AND endpoint <> {}", now, "replaced", session, endpoint
            )
        found = await database.row(
            _TAKE_ON, uuid4(), endpoint, p256dh, auth, person, session, now, now
        )
        assert found is not None
        taken: UUID = found["id"]
        if report is not None:
            await database.rows(_FOLLOW, uuid4(), taken, report, now)
    return taken


async def unsubscribe(endpoint: str, *, now: datetime) -> None:
    """Give a browser up: nothing is sent to it any more, and its keys are forgotten."""
    async with database.transaction():
        await database.rows(_WIPE + " AND endpoint = {}", now, "removed", endpoint)


async def permission_lost(session: UUID, permission: str, *, now: datetime) -> None:
    """A browser says it may show nothing any more; it names no address, so the session counts.

    It is rung all the same (the word may be old by then), but nobody counts on it. Signing on
    again takes it back. Raises Invalid for another word.
    """
    if permission not in LOST:
        raise Invalid({"permission": "field_invalid"})
    async with database.transaction():
        await database.rows(
            "UPDATE subscription SET permission = {}, seen_at = {}"
            " WHERE session = {} AND gone_at IS NULL",
            permission,
            now,
            session,
        )


async def unfollow(endpoint: str, *, report: UUID, now: datetime) -> None:
    """Stop the news of one report; other reports' go on, and so does a responder's alarm."""
    async with database.transaction():
        await database.rows(
            "DELETE FROM following WHERE report = {} AND subscription IN"
            " (SELECT id FROM subscription WHERE endpoint = {})",
            report,
            endpoint,
        )
        await database.rows(
            _WIPE + " AND endpoint = {} AND person IS NULL AND NOT EXISTS"
            " (SELECT 1 FROM following f WHERE f.subscription = subscription.id)",
            now,
            "removed",
            endpoint,
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
        "SELECT s.id FROM following f JOIN subscription s ON s.id = f.subscription"
        " WHERE f.report = {} AND s.gone_at IS NULL ORDER BY s.created_at, s.id",
        report,
    )
    return tuple(Recipient(row["id"], None) for row in found)
