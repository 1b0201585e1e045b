"""Notes that somebody is meant to read, the newest first; what was read stays for a week."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from src import database
from src.domain import local_time
from src.domain.access import Person
from src.domain.region import Region
from src.queries import naming, reach
from src.queries.naming import Named, named

KEPT = timedelta(days=7)
MOST = 60


@dataclass(frozen=True, slots=True)
class Mention:
    named: Named
    note: str
    by: str
    at: str
    fresh: bool


async def mentions_of(person: Person, region: Region, *, now: datetime) -> tuple[Mention, ...]:
    """Those on incidents that this person may see."""
    hidden = reach.hidden_from(person, region)
    unseen = f" AND i.category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    rows = await database.rows(
        f"SELECT i.id, {naming.COLUMNS}, m.at, m.read_at, e.detail, p.name AS author FROM mention m"
        " JOIN incident i ON i.id = m.incident"
        " JOIN incident_event e ON e.incident = m.incident AND e.number = m.line"
        " LEFT JOIN person p ON p.id = m.by"
        " WHERE m.person = {} AND (m.read_at IS NULL OR m.at > {})"
        f"{unseen} ORDER BY m.at DESC LIMIT {MOST}",
        person.id,
        now - KEPT,
        *hidden,
    )
    return tuple(
        Mention(
            named=named(row["id"], row, region),
            note=json.loads(row["detail"]).get("note", ""),
            by=row["author"] or "",
            at=local_time.moment(row["at"], region.timezone, region.zone_label),
            fresh=row["read_at"] is None,
        )
        for row in rows
    )


async def unread(person: Person) -> int:
    """How many wait for this person."""
    row = await database.row(
        "SELECT count(*) AS n FROM mention WHERE person = {} AND read_at IS NULL", person.id
    )
    return int(row["n"]) if row else 0
