"""Which incidents a person may see: the office all but those for leaders, a team its own."""

from typing import Final

from src import database
from src.domain.access import Person
from src.domain.region import Region

# Follows an incident called `i`; takes the team's code and the person's id.
SENT_TO: Final = (
    "EXISTS (SELECT 1 FROM assignment s WHERE s.incident = i.id AND (s.team = {} OR EXISTS"
    " (SELECT 1 FROM alarm a JOIN delivery d ON d.alarm = a.id"
    " WHERE a.assignment = s.id AND d.person = {})))"
)


def leader_only(region: Region) -> tuple[str, ...]:
    """Codes of what goes past the officers it may concern, such as complaints about them."""
    return tuple(code for code, leaf in region.categories.items() if leaf.leader_only)


def hidden_from(person: Person, region: Region) -> tuple[str, ...]:
    """Categories this person must not know of."""
    return () if person.role == "leader" else leader_only(region)


async def may_see(person: Person, incident_id: int, region: Region) -> bool:
    """Whether this incident is any business of this person."""
    row = await database.row(
        f"SELECT i.category, {SENT_TO} AS sent FROM incident i WHERE i.id = {{}}",
        person.team or "",
        person.id,
        incident_id,
    )
    if row is None or row["category"] in hidden_from(person, region):
        return False
    return person.oversees or (person.role == "responder" and bool(row["sent"]))


def may_triage(person: Person, category: str, region: Region) -> bool:
    """The office decides; a leader only on what is for leaders alone."""
    leaf = region.leaf(category)
    return person.role == "leader" if leaf.leader_only else person.in_office
