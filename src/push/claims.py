"""Delivery rows on their way: claimed under a lease by one sender, and what came of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from uuid import UUID

from src import database
from src.push import hosts

LEASE = timedelta(seconds=15)  # longer than one try; a sender that dies holds a row this long
BATCH = 200

_ANY = (
    "SELECT 1 AS found FROM delivery"
    " WHERE due_at <= {} AND (lease_until IS NULL OR lease_until <= {}) LIMIT 1"
)
# Sums and comparisons spare SQLite the conversion of columns that are looked at only here.
_DUE = (
    "SELECT d.id, d.kind, d.payload, d.incident + 0 AS incident, d.expires_at,"
    " d.attempts + 1 AS attempts, s.endpoint, s.p256dh, s.auth, s.gone_at IS NULL AS live,"
    " d.kind <> 'alarm' OR a.ended_at IS NULL AS wanted,"
    " d.person IS NULL OR (x.person = d.person AND x.revoked_at IS NULL AND x.expires_at > {})"
    " AS signed_in,"
    " d.kind <> 'follow' OR NOT EXISTS (SELECT 1 FROM delivery n WHERE n.kind = 'follow'"
    " AND n.subscription = d.subscription AND n.incident = d.incident AND n.step > d.step)"
    " AS newest"
    " FROM delivery d JOIN subscription s ON s.id = d.subscription"
    " LEFT JOIN session x ON x.id = s.session LEFT JOIN alarm a ON a.id = d.alarm"
    " WHERE d.due_at <= {} AND (d.lease_until IS NULL OR d.lease_until <= {})"
)
# Alarms first, however many others wait.
_IN_ORDER = f" ORDER BY CASE d.kind WHEN 'alarm' THEN 0 ELSE 1 END, d.due_at LIMIT {BATCH}"
_LEASE = "UPDATE delivery SET lease_until = {}, attempts = attempts + 1 WHERE id IN "
_WIPE = (
    "UPDATE subscription SET gone_at = {}, gone_because = 'refused', p256dh = '', auth = ''"
    " WHERE gone_at IS NULL"
    " AND id IN (SELECT subscription FROM delivery WHERE id IN "
)


class Claimed(NamedTuple):
    """One message that this sender, and nobody else, may send until `lease_until`.

    attempts   this one included
    signed_in  False where the person it is meant for has left that browser, or another has come
    wanted     False where its alarm has ended meanwhile
    newest     False where a follower is about to be told, or was told, something newer
    """

    delivery: UUID
    kind: str
    payload: str
    incident: int | None
    expires_at: datetime
    attempts: int
    lease_until: datetime
    endpoint: str
    p256dh: str
    auth: str
    service: str
    live: bool
    signed_in: bool
    wanted: bool
    newest: bool


class Result(NamedTuple):
    """What came of one claimed row. A planned one is due again at `due_at`."""

    row: Claimed
    state: Literal["planned", "accepted", "failed"]
    failure: str = ""
    due_at: datetime | None = None
    accepted_at: datetime | None = None
    gone: bool = False


async def claim(
    due: datetime,
    *,
    now: datetime,
    room: Mapping[str, int],
    otherwise: int,
    further_hosts: Collection[str] = (),
) -> list[Claimed]:
    """Take rows due by `due` that nobody holds, as many as each push service has room for.

    `room` tells how many more each service may have on the way (0 = leave its rows alone), and
    `otherwise` how many one that is not named. No more than BATCH rows are looked at in one call.
    """
    if await database.row(_ANY, due, now) is None:
        return []  # most looks find nothing: they need not wait for the writer
    full = [pattern for name, left in room.items() if left <= 0 for pattern in hosts.like(name)]
    others = "".join(" AND s.endpoint NOT LIKE {}" for _ in full)
    alone = " FOR UPDATE OF d SKIP LOCKED" if database.on_postgres() else ""
    lease_until = now + LEASE
    left = dict(room)
    taken: list[Claimed] = []
    async with database.transaction():
        for row in await database.rows(_DUE + others + _IN_ORDER + alone, now, due, now, *full):
            service = hosts.service(row["endpoint"], further_hosts) or ""
            if left.setdefault(service, otherwise) > 0:
                left[service] -= 1
                taken.append(_claimed(row, service, lease_until))
        if taken:
            ids = [row.delivery for row in taken]
            await database.rows(_LEASE + database.marks(1, len(ids)), lease_until, *ids)
    return taken


def _claimed(row: database.Row, service: str, lease_until: datetime) -> Claimed:
    return Claimed(
        delivery=row["id"],
        kind=row["kind"],
        payload=row["payload"],
        incident=row["incident"],
        expires_at=row["expires_at"],
        attempts=row["attempts"],
        lease_until=lease_until,
        endpoint=row["endpoint"],
        p256dh=row["p256dh"],
        auth=row["auth"],
        service=service,
        live=bool(row["live"]),
        signed_in=bool(row["signed_in"]),
        wanted=bool(row["wanted"]),
        newest=bool(row["newest"]),
    )


async def settle(results: Sequence[Result], *, now: datetime) -> None:
    """Write down what came of claimed rows, in one transaction.

    A row that somebody else holds by now (we were too slow) only learns that it was accepted.
    """
    values: list[object] = []
    for result in results:
        row = result.row
        values += [row.delivery, row.lease_until, result.state, result.failure]
        values += [result.due_at, result.accepted_at]
    gone = [result.row.delivery for result in results if result.gone]
    async with database.transaction():
        await database.rows(_settling(len(results)), *values)
        if gone:
            await database.rows(f"{_WIPE}{database.marks(1, len(gone))})", now, *gone)
        for incident in {result.row.incident for result in results}:
            if incident is not None:
                database.signal(f"deliveries:{incident}")
        if any(result.row.kind == "test" for result in results):
            database.signal("tests")


def _settling(count: int) -> str:
    """The UPDATE for `count` rows; PostgreSQL learns the types of all from the first."""
    first = database.marks(1, 6)
    if database.on_postgres():
        first = "({}::uuid, {}::timestamptz, {}::text, {}::text, {}::timestamptz, {}::timestamptz)"
    others = ", " + database.marks(count - 1, 6) if count > 1 else ""
    return (
        "WITH came (id, lease, state, failure, due_at, accepted_at) AS"
        f" (VALUES {first}{others})"
        " UPDATE delivery SET state = came.state, failure = came.failure, due_at = came.due_at,"
        " accepted_at = came.accepted_at, lease_until = NULL"
        " FROM came WHERE delivery.id = came.id AND delivery.state = 'planned'"
        " AND (delivery.lease_until = came.lease OR came.state = 'accepted')"
    )
