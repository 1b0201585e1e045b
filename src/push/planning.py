"""Plans messages: a row per device in the transaction that makes them necessary; sent later."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from src import database
from src.push import payload
from src.push.payload import Kind, Message
from src.push.subscriptions import Recipient

WORTH = timedelta(seconds=900)  # after this a message would only confuse
TOPIC = "deliveries"  # the signal that wakes the sender
_COLUMNS = (
    "id, key, kind, alarm, incident, person, subscription, step, payload,"
    " created_at, due_at, expires_at"
)
_PER_ROW = 12
_MOST_ROWS = 2_000  # both engines take 32,000 values in one statement


async def plan(
    recipients: Sequence[Recipient],
    message: Message,
    *,
    kind: Kind,
    alarm: UUID | None,
    incident: int | None,
    step: int,
    now: datetime,
) -> tuple[UUID, ...]:
    """Plan `message` to every recipient, inside the caller's transaction.

    One device is planned once for each kind, alarm (or incident) and step, however often this is
    called: `step` is the alarm's step, or the number of the log line that is told. Without alarm
    and incident (a test) every call is a new one. Returns the ids of the deliveries it made.
    """
    kept = payload.stored(message)
    about = f"{kind}:{alarm or incident or uuid4()}:{step}"
    made: list[UUID] = []
    for start in range(0, len(recipients), _MOST_ROWS):
        values: list[object] = []
        some = recipients[start : start + _MOST_ROWS]
        for to in some:
            key = f"{about}:{to.subscription}"
            values += [uuid4(), key, kind, alarm, incident, to.person, to.subscription, step, kept]
            values += [now, now, now + WORTH]
        rows = await database.rows(
            f"INSERT INTO delivery ({_COLUMNS}) VALUES {database.marks(len(some), _PER_ROW)}"
            " ON CONFLICT (key) DO NOTHING RETURNING id",
            *values,
        )
        made += [row["id"] for row in rows]
    if made:
        database.signal(TOPIC)
    return tuple(made)
