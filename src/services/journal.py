"""The only writer of the log: appends lines, keeps the projection beside them, signals the change.

What people typed is masked on the way in, since nothing can be taken out of the log again.
Every function here belongs inside `database.transaction()`. `lock` takes the incident for this
transaction, so that of two people who press at once the second sees what the first did.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from src import database
from src.domain import chain, timeline
from src.domain.deadlines import next_due
from src.domain.errors import NotFound
from src.domain.masking import masked_words
from src.domain.region import Region
from src.domain.reminders import next_reminder
from src.domain.timeline import Event, Projection

SYSTEM = "system"
REPORTER = "reporter"

COLUMNS = tuple(field.name for field in fields(Projection))
_STORED = (*COLUMNS, "due_at", "act_at", "events")
_INSERT = f"INSERT INTO incident ({', '.join(_STORED)}) VALUES {database.marks(1, len(_STORED))}"
_UPDATE = f"UPDATE incident SET {', '.join(f'{name} = {{}}' for name in _STORED)} WHERE id = {{}}"
_LOCK = (
    "SELECT i.*, (SELECT hash FROM incident_event e WHERE e.incident = i.id"
    " AND e.number = i.events) AS last_hash FROM incident i WHERE i.id = {}"
)
_LINE = "incident, number, event, at, recorded_at, actor, detail, action_id, previous, hash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened, before it is written. `at` is when; `actor` who, never a name."""

    event: str
    at: datetime
    actor: str = SYSTEM
    detail: dict[str, Any] | None = None
    action_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An incident in hand: its projection and the end of its log."""

    id: int
    projection: Projection
    events: int
    last_hash: str

    @property
    def state(self) -> str:
        return self.projection.state


def person(person_id: UUID | str) -> str:
    """How a signed-in person is named in the log."""
    return f"person:{person_id}"


async def open_case(entries: Sequence[Entry], *, region: Region, now: datetime) -> Case:
    """Begin an incident with its first lines, the first being `received`."""
    entries = _masked(entries, region)
    projection = timeline.first(_event(entries[0], now))
    for entry in entries[1:]:
        projection = timeline.step(projection, _event(entry, now))
    values = _values(projection, region, len(entries))
    made = await database.row(_INSERT + " RETURNING id", *values)
    assert made is not None
    return await _write(Case(made["id"], projection, 0, chain.GENESIS), entries, now)


async def lock(incident_id: int) -> Case:
    """The incident as it stands now, held by this transaction; raises NotFound."""
    held = " FOR UPDATE OF i" if database.on_postgres() else ""
    found = await database.row(_LOCK + held, incident_id)
    if found is None:
        raise NotFound()
    projection = Projection(**{name: found[name] for name in COLUMNS})
    last_hash = found["last_hash"] or await _end_of(incident_id, found["events"])
    return Case(found["id"], projection, found["events"], last_hash)


async def _end_of(incident_id: int, number: int) -> str:
    """The hash of a line that came while we waited for the lock.

    PostgreSQL then gives the newest row of the incident, but looks for the line in the state of
    the moment at which the waiting began.
    """
    statement = "SELECT hash FROM incident_event WHERE incident = {} AND number = {}"
    line = await database.row(statement, incident_id, number)
    assert line is not None
    return str(line["hash"])


async def append(case: Case, *entries: Entry, region: Region, now: datetime) -> Case:
    """Write lines behind the ones there are; raises `incident.NotNow` where one may not happen."""
    projection, masked = case.projection, _masked(entries, region)
    for entry in masked:
        projection = timeline.step(projection, _event(entry, now))
    await database.rows(_UPDATE, *_values(projection, region, case.events + len(entries)), case.id)
    changed = Case(case.id, projection, case.events, case.last_hash)
    return await _write(changed, masked, now)


def _masked(entries: Sequence[Entry], region: Region) -> list[Entry]:
    numbers = region.public_numbers
    return [replace(each, detail=masked_words(each.detail or {}, numbers)) for each in entries]


async def _write(case: Case, entries: Sequence[Entry], now: datetime) -> Case:
    previous, number, lines = case.last_hash, case.events, []
    for entry in entries:
        number += 1
        detail = chain.canonical(entry.detail or {})
        action = str(entry.action_id) if entry.action_id else ""
        told = (entry.event, entry.at, now, entry.actor, detail)
        digest = chain.digest(previous, case.id, number, *told, action)
        lines += [case.id, number, *told, entry.action_id, previous, digest]
        previous = digest
    marks = database.marks(len(entries), 10)
    await database.rows(f"INSERT INTO incident_event ({_LINE}) VALUES {marks}", *lines)
    database.signal(f"incident:{case.id}", "incidents")
    return Case(case.id, case.projection, number, previous)


def _values(projection: Projection, region: Region, events: int) -> list[Any]:
    kept = [getattr(projection, name) for name in COLUMNS]
    return [*kept, *_due(projection, region), events]


def _due(projection: Projection, region: Region) -> tuple[datetime | None, datetime | None]:
    """`due_at` and `act_at`: what is owed next, and what happens next by itself."""
    by_itself = next_reminder(projection, region)
    return next_due(projection, region), by_itself.at if by_itself else None


async def restamp(case: Case, *, region: Region) -> None:
    """Set both anew, where the region's promises have changed since the last line."""
    due_at, act_at = _due(case.projection, region)
    await database.rows(
        "UPDATE incident SET due_at = {}, act_at = {} WHERE id = {}", due_at, act_at, case.id
    )


def _event(entry: Entry, now: datetime) -> Event:
    return Event(entry.event, entry.at, entry.detail or {}, entry.actor, now)


async def done_before(action_id: UUID) -> database.Row | None:
    """The line a phone already wrote under this id, if any."""
    statement = "SELECT incident, event, at, actor, detail FROM incident_event WHERE action_id = {}"
    return await database.row(statement, action_id)
