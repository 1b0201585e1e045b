"""The record of one incident as it was saved, and the records that are still owed."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from src import database
from src.domain import local_time
from src.domain.access import Person
from src.domain.errors import NotFound
from src.domain.record import Kind, Values, kind_of
from src.domain.region import Region
from src.queries import naming, reach
from src.queries.names import names_of
from src.queries.naming import Named, named
from src.words.events import SOMEBODY
from src.words.records import SIGNED

OWED_FOR = timedelta(days=60)
MOST = 100


@dataclass(frozen=True, slots=True)
class Record:
    """`signed` "Laporan disahkan Rahim, 12 Okt 2026, 14.20.", or ""; version 0: none yet."""

    kind: Kind
    values: Values
    version: int
    signed: str


@dataclass(frozen=True, slots=True)
class Owed:
    named: Named
    ended: str
    begun: bool


async def record_of(incident_id: int, person: Person, region: Region) -> Record:
    """Raises NotFound for what this person may not see, or what owes no record."""
    row = await database.row("SELECT category FROM incident WHERE id = {}", incident_id)
    if row is None or not await reach.may_see(person, incident_id, region):
        raise NotFound("incident_unknown")
    leaf = region.leaf(row["category"])
    kind = None if leaf.leader_only else kind_of(region.group_of(leaf).kind)
    if kind is None:
        raise NotFound("record_unknown")
    kept = await database.row("SELECT * FROM incident_record WHERE incident = {}", incident_id)
    if kept is None:
        return Record(kind, {}, 0, "")
    return Record(
        kept["kind"], json.loads(kept["said"]), kept["version"], await _signed(kept, region)
    )


async def link_of(incident_id: int, category: str, region: Region) -> str:
    """What the incident's page offers (a key of `words.RECORD_LINKS`), or "": none is owed yet."""
    leaf = region.leaf(category)
    if leaf.leader_only or kind_of(region.group_of(leaf).kind) is None:
        return ""
    row = await database.row(
        "SELECT i.accepted_at, i.drill, r.version, r.signed_at FROM incident i"
        " LEFT JOIN incident_record r ON r.incident = i.id WHERE i.id = {}",
        incident_id,
    )
    if row is None or row["drill"] or (row["accepted_at"] is None and row["version"] is None):
        return ""
    if row["signed_at"] is not None:
        return "signed"
    return "begin" if row["version"] is None else "go_on"


async def _signed(kept: database.Row, region: Region) -> str:
    if kept["signed_at"] is None:
        return ""
    who = (await names_of([kept["signed_by"]])).get(kept["signed_by"], SOMEBODY)
    when = local_time.moment(kept["signed_at"], region.timezone, region.zone_label)
    return SIGNED.format(who=who, when=when)


async def owed(person: Person, region: Region, *, now: datetime) -> tuple[Owed, ...]:
    """Incidents that a team has ended and whose record nobody has signed, the oldest first.

    A responder sees those of the own team. Exercises and duplicates owe none.
    """
    hidden = reach.hidden_from(person, region)
    unseen = f" AND i.category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    own = (
        " AND EXISTS (SELECT 1 FROM assignment s WHERE s.incident = i.id AND s.team = {}"
        " AND s.accepted_at IS NOT NULL)"
        if person.role == "responder"
        else ""
    )
    rows = await database.rows(
        f"SELECT i.id, {naming.COLUMNS}, i.resolved_at, r.version FROM incident i"
        " LEFT JOIN incident_record r ON r.incident = i.id"
        " WHERE i.state IN ('resolved', 'closed', 'declined') AND i.changed_at >= {}"
        " AND i.state <> 'declined' AND i.accepted_at IS NOT NULL AND NOT i.drill"
        f" AND r.signed_at IS NULL{unseen}{own} ORDER BY i.changed_at LIMIT {MOST}",
        now - OWED_FOR,
        *hidden,
        *((person.team or "",) if own else ()),
    )
    return tuple(
        Owed(
            named(row["id"], row, region),
            local_time.moment(row["resolved_at"], region.timezone, region.zone_label)
            if row["resolved_at"]
            else "",
            row["version"] is not None,
        )
        for row in rows
        if kind_of(region.group_of(region.leaf(row["category"])).kind)
    )
