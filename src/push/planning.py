"""Plans messages: a row per device in the transaction that makes them necessary; sent later."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from src import database
from src.push import payload
from src.push.payload import Kind, Message
from src.push.subscriptions import Recipient

WORTH = timedelta(seconds=900)  # after this a message would only confuse
TOPIC = "deliveries"  # the signal that wakes the sender
_COLUMNS = (
    "id, key, kind, alarm, incident, test, person, subscription, step, payload,"
    " created_at, due_at, expires_at"
)
_PER_ROW = 13
_MOST_ROWS = 2_000  # both engines take 32,000 values in one statement
_MOST_BADGE = 9  # open alarms looked at, so that a disaster's number slows nothing down
_OTHERS_OPEN = (
    "SELECT d.person, count(DISTINCT a.call) AS open FROM (SELECT id, COALESCE(call, id) AS call"
    f" FROM alarm WHERE ended_at IS NULL ORDER BY started_at DESC LIMIT {_MOST_BADGE}) a"
    " JOIN delivery d ON d.alarm = a.id AND d.kind = 'alarm'"
    " WHERE a.call <> (SELECT COALESCE(call, id) FROM alarm WHERE id = {})"
    " AND NOT EXISTS (SELECT 1 FROM alarm_answer w WHERE w.call = a.call AND w.person = d.person)"
    " AND d.person IN "
)


async def plan(
    recipients: Sequence[Recipient],
    message: Message,
    *,
    kind: Kind,
    alarm: UUID | None,
    incident: int | None,
    step: int,
    now: datetime,
    test: UUID | None = None,
    worth: timedelta = WORTH,
) -> tuple[UUID, ...]:
    """Plan `message` to every recipient, inside the caller's transaction.

    One device is planned once for each kind, alarm (or incident, or test) and step, however often
    this is called: `step` is the alarm's step, or the number of the log line that is told. Without
    any of them (somebody tries the own phone) every call is a new one. An alarm's messages carry
    the number of alarms that wait for this person. `worth` is how long a phone without a signal
    is waited for. Returns the ids of the deliveries it made.
    """
    stored = await _stored(recipients, message, kind=kind, alarm=alarm)
    about = f"{kind}:{alarm or incident or test or uuid4()}:{step}"
    made: list[UUID] = []
    for start in range(0, len(recipients), _MOST_ROWS):
        values: list[object] = []
        some = recipients[start : start + _MOST_ROWS]
        for to in some:
            key = f"{about}:{to.subscription}"
            values += [uuid4(), key, kind, alarm, incident, test, to.person, to.subscription]
            values += [step, stored[to.person], now, now, now + worth]
        rows = await database.rows(
            f"INSERT INTO delivery ({_COLUMNS}) VALUES {database.marks(len(some), _PER_ROW)}"
            " ON CONFLICT (key) DO NOTHING RETURNING id",
            *values,
        )
        made += [row["id"] for row in rows]
    if made:
        database.signal(TOPIC)
    return tuple(made)


async def _stored(
    recipients: Sequence[Recipient], message: Message, *, kind: Kind, alarm: UUID | None
) -> dict[UUID | None, str]:
    """The message as a row keeps it, by person: the badge on the icon is each one's own."""
    people = list(dict.fromkeys(to.person for to in recipients))
    if alarm is None:
        return dict.fromkeys(people, payload.stored(message))
    others: dict[UUID | None, int] = {}
    for start in range(0, len(people), _MOST_ROWS):
        some = people[start : start + _MOST_ROWS]
        marks = database.marks(1, len(some))
        found = await database.rows(_OTHERS_OPEN + marks + " GROUP BY d.person", alarm, *some)
        others |= {row["person"]: row["open"] for row in found}
    own = 1 if kind == "alarm" else 0
    badges = {person: others.get(person, 0) + own for person in people}
    by_badge = {
        badge: payload.stored(msgspec.structs.replace(message, badge=badge))
        for badge in set(badges.values())
    }
    return {person: by_badge[badge] for person, badge in badges.items()}
