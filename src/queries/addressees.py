"""Whom a note on an incident can be meant for: the office, and the teams that are sent there."""

from dataclasses import dataclass
from uuid import UUID

from src import database
from src.domain.region import Region
from src.queries.naming import team_name
from src.words.people import ROLES


@dataclass(frozen=True, slots=True)
class Addressee:
    """`part` says who he is: his role, or his team."""

    person: UUID
    name: str
    part: str


async def of(incident_id: int, by: UUID, region: Region) -> tuple[Addressee, ...]:
    """Everybody who may see this incident and could act on it, but for who writes; by name.

    What is for leaders alone is for nobody else's eyes.
    """
    row = await database.row("SELECT category FROM incident WHERE id = {}", incident_id)
    leaders_only = row is None or region.leaf(row["category"]).leader_only
    roles = ("leader",) if leaders_only else ("leader", "operator", "administrator")
    field = (
        ""
        if leaders_only
        else " OR (role = 'responder' AND team IN"
        " (SELECT team FROM assignment WHERE incident = {}))"
    )
    rows = await database.rows(
        "SELECT id, name, role, team FROM person WHERE active AND id <> {}"
        f" AND (role IN {database.marks(1, len(roles))}{field}) ORDER BY name, id",
        by,
        *roles,
        *(() if leaders_only else (incident_id,)),
    )
    return tuple(
        Addressee(
            row["id"],
            row["name"],
            team_name(row["team"], region) if row["team"] else ROLES[row["role"]],
        )
        for row in rows
    )
