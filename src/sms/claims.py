"""Text messages on their way: claimed under a lease by one worker, and what came of them."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from src import database
from src.sms.gateway import Verdict
from src.sms.planning import SIGNED_IN
from src.sms.progress import asked_again

LEASE = timedelta(
    seconds=30
)  # longer than asking and one try; a worker that dies holds a row this long
BATCH = 8  # at once: a phone sends about one SMS a second, but answers sooner

_ANY = (
    "SELECT 1 AS found FROM text_message"
    " WHERE due_at <= {} AND (lease_until IS NULL OR lease_until <= {}) LIMIT 1"
)
_DUE = (
    "SELECT t.id, t.state, t.body, t.incident + 0 AS incident, t.created_at, t.expires_at,"
    " t.attempts + 1 AS attempts, p.phone, a.ended_at IS NULL AS wanted,"
    f" ({SIGNED_IN}) AS signed_in"
    " FROM text_message t JOIN person p ON p.id = t.person LEFT JOIN alarm a ON a.id = t.alarm"
    " WHERE t.due_at <= {} AND (t.lease_until IS NULL OR t.lease_until <= {})"
    # What has not left yet comes before what is only asked after.
    f" ORDER BY CASE t.state WHEN 'planned' THEN 0 ELSE 1 END, t.due_at LIMIT {BATCH}"
)
_LEASE = (
    "UPDATE text_message SET lease_until = {},"
    " attempts = attempts + CASE state WHEN 'planned' THEN 1 ELSE 0 END WHERE id IN "
)


class Claimed(NamedTuple):
    """One message that this worker, and nobody else, may send or ask after until `lease_until`.

    attempts   this one included
    wanted     False where its alarm has ended meanwhile
    signed_in  False where its person has left every phone
    """

    id: UUID
    state: str
    body: str
    incident: int | None
    created_at: datetime
    expires_at: datetime
    attempts: int
    lease_until: datetime
    number: str
    wanted: bool
    signed_in: bool


async def claim(due: datetime, *, now: datetime) -> list[Claimed]:
    """Take rows due by `due` that nobody holds, `BATCH` at most."""
    if await database.row(_ANY, due, now) is None:
        return []  # most looks find nothing: they need not wait for the writer
    alone = " FOR UPDATE OF t SKIP LOCKED" if database.on_postgres() else ""
    lease_until = now + LEASE
    async with database.transaction():
        found = await database.rows(_DUE + alone, now, due, now)
        if found:
            ids = [row["id"] for row in found]
            await database.rows(_LEASE + database.marks(1, len(ids)), lease_until, *ids)
    return [
        Claimed(
            id=row["id"],
            state=row["state"],
            body=row["body"],
            incident=row["incident"],
            created_at=row["created_at"],
            expires_at=row["expires_at"],
            attempts=row["attempts"],
            lease_until=lease_until,
            number=row["phone"] or "",
            wanted=bool(row["wanted"]),
            signed_in=bool(row["signed_in"]),
        )
        for row in found
    ]


async def settle(
    row: Claimed, verdict: Verdict, *, again_at: datetime | None, now: datetime
) -> None:
    """Write down what came of sending a row, due again at `again_at`.

    Where somebody else holds it by now (we were too slow) only its acceptance counts; where a
    hook was quicker, nothing.
    """
    changes: dict[str, object] = {"failure": verdict.reason, "lease_until": None}
    held = " AND lease_until = {}"
    match verdict.outcome:
        case "accepted":
            changes |= {"state": "accepted", "accepted_at": now}
            changes |= {"gateway_id": verdict.gateway_id, "due_at": asked_again(now, now)}
            held = ""
        case "later":
            changes["due_at"] = again_at
        case _:
            changes |= {"state": "failed", "due_at": None}
    sets = ", ".join(f"{name} = {{}}" for name in changes)
    async with database.transaction():
        await database.rows(
            f"UPDATE text_message SET {sets} WHERE id = {{}} AND state = 'planned'{held}",
            *changes.values(),
            row.id,
            *([row.lease_until] if held else []),
        )
        if row.incident is not None:
            database.signal(f"deliveries:{row.incident}")


async def ask_later(row: Claimed, *, now: datetime) -> None:
    """Nothing new of a message that the gateway has: when to ask again, if at all."""
    async with database.transaction():
        await database.rows(
            "UPDATE text_message SET due_at = {}, lease_until = NULL"
            " WHERE id = {} AND lease_until = {} AND state IN ('accepted', 'sent')",
            asked_again(row.created_at, now),
            row.id,
            row.lease_until,
        )
