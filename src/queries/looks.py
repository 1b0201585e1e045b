"""What one person has not seen yet, and which emergencies nobody in the office has opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from src import database


@dataclass(frozen=True, slots=True)
class Look:
    """How many lines of the log this person has seen (0: none yet), and whether it concerns him."""

    events: int
    involved: bool


async def looks_of(person: UUID, incidents: Sequence[int]) -> Mapping[int, Look]:
    """The last look of this person at each of these; who never looked has none."""
    if not incidents:
        return {}
    rows = await database.rows(
        "SELECT incident, events, involved FROM incident_look WHERE person = {}"
        f" AND incident IN {database.marks(1, len(incidents))}",
        person,
        *incidents,
    )
    return {row["incident"]: Look(row["events"], bool(row["involved"])) for row in rows}


async def opened_in_office(incidents: Sequence[int]) -> frozenset[int]:
    """Those of them that an operator or administrator has opened."""
    if not incidents:
        return frozenset()
    rows = await database.rows(
        "SELECT DISTINCT l.incident FROM incident_look l JOIN person p ON p.id = l.person"
        f" WHERE l.incident IN {database.marks(1, len(incidents))}"
        " AND l.events > 0 AND p.role IN ('operator', 'administrator')",
        *incidents,
    )
    return frozenset(row["incident"] for row in rows)
