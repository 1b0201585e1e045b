"""What is owed and by when: overdue, next, and what waits for its reporter."""

from dataclasses import dataclass, fields, replace
from datetime import datetime

from src import database
from src.domain import deadlines, local_time
from src.domain.access import Person
from src.domain.deadlines import Promise
from src.domain.incident import OPEN
from src.domain.region import Region
from src.domain.timeline import Projection
from src.queries import reach
from src.queries.due import Due, due
from src.queries.naming import Named, named
from src.words.events import PROMISES, TOLD

MOST = 300
_COLUMNS = tuple(field.name for field in fields(Projection))


@dataclass(frozen=True, slots=True)
class Owed:
    """One promise: `promise` in words, `until` the moment it runs out, `told` who knows of it."""

    named: Named
    promise: str
    until: str
    due: Due
    told: str


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Each list with the earliest first; `later` counts what has more time, `more`: too many."""

    late: tuple[Owed, ...]
    soon: tuple[Owed, ...]
    reporter: tuple[Owed, ...]
    later: int
    more: bool


async def deadlines_for(person: Person, region: Region, *, now: datetime) -> Deadlines:
    """What this person may see of it. One statement."""
    hidden = reach.hidden_from(person, region)
    unseen = f" AND category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    rows = await database.rows(
        f"SELECT id, {', '.join(_COLUMNS)} FROM incident WHERE due_at IS NOT NULL"
        f" AND state IN {database.marks(1, len(OPEN))}{unseen} ORDER BY due_at LIMIT {MOST + 1}",
        *OPEN,
        *hidden,
    )
    lists: dict[str, list[Owed]] = {"late": [], "soon": [], "reporter": [], "later": []}
    for row in rows[:MOST]:
        case = Projection(**{name: row[name] for name in _COLUMNS})
        promise = deadlines.owed(case, region)
        if promise is not None:
            lists[_which(promise, case, region, now)].append(_owed(row, promise, region, now))
    return Deadlines(
        late=tuple(lists["late"]),
        soon=tuple(lists["soon"]),
        reporter=tuple(lists["reporter"]),
        later=len(lists["later"]),
        more=len(rows) > MOST,
    )


async def extendable_until(incident_id: int, region: Region) -> str:
    """Until when the promise of a solution may be stretched, or "" where it may not."""
    row = await database.row(
        f"SELECT {', '.join(_COLUMNS)} FROM incident WHERE id = {{}}", incident_id
    )
    assert row is not None
    case = Projection(**row)
    promise = deadlines.owed(replace(case, extended=True), region)
    stretched = region.priorities[case.priority].resolve_extended
    if case.extended or promise is None or promise.deadline != stretched:
        return ""
    return local_time.moment(promise.due, region.timezone, region.zone_label)


def _which(promise: Promise, case: Projection, region: Region, now: datetime) -> str:
    if promise.due < now:
        return "late"
    if promise.name == "reporter":
        return "reporter"
    priority = region.priorities[case.priority]
    return "soon" if deadlines.soon(priority, promise.due, now, region) else "later"


def _owed(row: database.Row, promise: Promise, region: Region, now: datetime) -> Owed:
    told = TOLD.get(row["told_to"], "") if row["told_promise"] == promise.name else ""
    return Owed(
        named=named(row["id"], row, region),
        promise=PROMISES[promise.name],
        until=local_time.moment(promise.due, region.timezone, region.zone_label),
        due=due(promise.due, now),
        told=told,
    )
