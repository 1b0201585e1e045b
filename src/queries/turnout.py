"""Who has said to a call that he comes, and what its strength still lacks."""

from dataclasses import dataclass
from uuid import UUID

from src import database
from src.domain import strength
from src.domain.region import Region
from src.domain.strength import Missing, Strength
from src.queries import vehicles


@dataclass(frozen=True, slots=True)
class Turnout:
    """`answered` are all who said yes or no, `coming` those who said yes."""

    answered: frozenset[UUID]
    coming: frozenset[UUID]
    missing: Missing


async def turnout_of(call: UUID, asked: Strength, region: Region) -> Turnout:
    """How one call stands."""
    rows = await database.rows(
        "SELECT n.person, n.answer, n.incident, p.skills, p.leads, s.team FROM alarm_answer n"
        " JOIN person p ON p.id = n.person JOIN assignment s ON s.id = n.assignment"
        " WHERE n.call = {}",
        call,
    )
    coming = [row for row in rows if row["answer"] == "coming"]
    on = rows[0]["incident"] if rows else None
    ready = await vehicles.any_ready(asked.vehicle, {row["team"] for row in coming}, region, on=on)
    return Turnout(
        answered=frozenset(row["person"] for row in rows),
        coming=frozenset(row["person"] for row in coming),
        missing=strength.missing(asked, [skills(row) for row in coming], ready),
    )


def skills(row: database.Row) -> frozenset[str]:
    """What a person with these columns can do; whoever leads a team has that skill."""
    known = frozenset(str(row["skills"]).split())
    return known | {strength.LEADER} if row["leads"] else known
