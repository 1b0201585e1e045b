"""Every call that the office owes a reporter, on whatever incident, the earliest first."""

from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain.access import Person
from src.domain.region import Region
from src.queries import reach
from src.queries.due import Due, due
from src.queries.naming import COLUMNS, Named, named
from src.words.events import CALL_RESULTS, SOMEBODY

MOST = 100


@dataclass(frozen=True, slots=True)
class CallOwed:
    """`caller` promised it; `last` what came of the last try, in words, may be empty.

    Who is to be called stands on the incident alone, where the secret ones are kept so.
    """

    named: Named
    caller: str
    due: Due
    last: str


async def calls_owed(person: Person, region: Region, *, now: datetime) -> tuple[CallOwed, ...]:
    """Those on incidents that this person may know of. One statement."""
    hidden = reach.hidden_from(person, region)
    unseen = f" AND i.category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    rows = await database.rows(
        f"SELECT i.id, {COLUMNS}, c.due_at, c.result, p.name AS caller FROM callback c"
        " JOIN report r ON r.id = c.report JOIN incident i ON i.id = r.incident"
        " LEFT JOIN person p ON p.id = c.person"
        f" WHERE c.called_at IS NULL{unseen} ORDER BY c.due_at, c.id LIMIT {MOST}",
        *hidden,
    )
    return tuple(
        CallOwed(
            named(row["id"], row, region),
            row["caller"] or SOMEBODY,
            due(row["due_at"], now),
            CALL_RESULTS.get(row["result"], ""),
        )
        for row in rows
    )
