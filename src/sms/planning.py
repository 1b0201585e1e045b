"""Plans text messages: a row per person in the transaction that makes them necessary."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from src import database

WORTH = timedelta(seconds=900)  # after this a message would only confuse
TOPIC = "texts"  # the signal that wakes the sender
SIGNED_IN = (
    "p.active AND EXISTS (SELECT 1 FROM session x WHERE x.person = p.id"
    " AND x.revoked_at IS NULL AND x.expires_at > {})"
)
_COLUMNS = "id, key, alarm, incident, person, step, body, created_at, due_at, expires_at"
_PER_ROW = 10
_MOST_ROWS = 2_000


async def plan_texts(
    people: Sequence[UUID],
    body: str,
    *,
    alarm: UUID,
    incident: int,
    step: int,
    now: datetime,
) -> tuple[UUID, ...]:
    """Plan one SMS to each of these people, inside the caller's transaction.

    Left out is whoever has no phone number or is signed in nowhere. A person is texted once for
    each alarm and step, however often this is called. Returns the ids of the new messages.
    """
    keys = {each: f"alarm:{alarm}:{step}:{each}" for each in await _reachable(people, now)}
    return await _plan(keys, body, alarm=alarm, incident=incident, step=step, now=now)


async def _reachable(people: Sequence[UUID], now: datetime) -> list[UUID]:
    """Those of them who have a phone number and are signed in somewhere."""
    if not people:
        return []
    found = await database.rows(
        f"SELECT p.id FROM person p WHERE {SIGNED_IN} AND p.phone <> ''"
        f" AND p.id IN {database.marks(1, len(people))} ORDER BY p.id",
        now,
        *people,
    )
    return [row["id"] for row in found]


async def plan_reply(person: UUID, body: str, *, key: str, incident: int, now: datetime) -> None:
    """Plan the word back to somebody who answered by SMS; `key` keeps it one."""
    await _plan({person: key}, body, alarm=None, incident=incident, step=0, now=now)


async def plan_notice(
    people: Sequence[UUID], body: str, *, key: str, incident: int, now: datetime
) -> None:
    """Plan a word to people outside of any alarm, once each for this `key`.

    Left out is whoever has no phone number or is signed in nowhere.
    """
    keys = {each: f"{key}:{each}" for each in await _reachable(people, now)}
    await _plan(keys, body, alarm=None, incident=incident, step=0, now=now)


async def _plan(
    keys: dict[UUID, str],
    body: str,
    *,
    alarm: UUID | None,
    incident: int,
    step: int,
    now: datetime,
) -> tuple[UUID, ...]:
    made: list[UUID] = []
    people = list(keys)
    for start in range(0, len(people), _MOST_ROWS):
        some = people[start : start + _MOST_ROWS]
        values: list[object] = []
        for person in some:
            values += [uuid4(), keys[person], alarm, incident, person, step, body]
            values += [now, now, now + WORTH]
        rows = await database.rows(
            f"INSERT INTO text_message ({_COLUMNS}) VALUES {database.marks(len(some), _PER_ROW)}"
            " ON CONFLICT (key) DO NOTHING RETURNING id",
            *values,
        )
        made += [row["id"] for row in rows]
    if made:
        database.signal(TOPIC)
    return tuple(made)
