"""Whom to telephone while an alarm rings: those its policy names, in its order, with numbers."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import escalation, local_time
from src.domain.phone import readable
from src.domain.region import Region
from src.queries import duty
from src.queries.audiences import people_in
from src.queries.duty import OnDuty
from src.queries.naming import team_name
from src.words.events import AUDIENCES, CALL_RESULTS

Crews = Mapping[str, Sequence[OnDuty]]
_RINGING = (
    "SELECT a.policy, s.team, i.category, i.village FROM alarm a"
    " JOIN assignment s ON s.id = a.assignment JOIN incident i ON i.id = a.incident"
    " WHERE a.incident = {} AND a.ended_at IS NULL ORDER BY a.started_at, a.id"
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One person to call. `part` is as what; `last` what came of the last call to him here."""

    person: UUID
    name: str
    part: str
    number: str
    tel: str
    whatsapp: str
    last: str


async def call_list(
    incident_id: int, answered: Collection[UUID], region: Region, *, now: datetime
) -> tuple[Contact, ...]:
    """Nobody twice, and nobody who has said yes or no; empty where nothing rings."""
    alarms = await database.rows(_RINGING, incident_id)
    if not alarms:
        return ()
    teams = [code for row in alarms for code in (row["team"], *_next_teams(row, region))]
    crews = await duty.on_duty(list(dict.fromkeys(teams)), now)
    parts: dict[UUID, str] = {}
    for row in alarms:
        policy = escalation.read(row["policy"])
        for audience in escalation.audiences(policy, len(policy.steps) - 1):
            for person, part in await _people(audience, row, crews, region, now):
                parts.setdefault(person, part)
    wanted = [person for person in parts if person not in answered]
    people = await _numbers_of(wanted)
    last = await _last_calls(incident_id, region)
    return tuple(_contact(people[person], parts[person], last.get(person, "")) for person in wanted)


async def _people(
    audience: str, row: database.Row, crews: Crews, region: Region, now: datetime
) -> list[tuple[UUID, str]]:
    """Of one audience, each with his part. Operators read this list; a siren has no telephone."""
    if audience in ("operators", "station"):
        return []
    if audience in ("team", "next_level"):
        codes = [row["team"]] if audience == "team" else _next_teams(row, region)
        return [
            (each.person, team_name(code, region)) for code in codes for each in crews.get(code, ())
        ]
    village = region.villages.get(row["village"] or "")
    teams = region.beside(row["team"], region.leaf(row["category"]), village)
    rung = await people_in([audience], teams, now)
    word = AUDIENCES[audience].capitalize()
    return [(person, word) for person in (*rung.field, *rung.office)]


async def _numbers_of(people: Sequence[UUID]) -> dict[UUID, database.Row]:
    if not people:
        return {}
    marks = database.marks(1, len(people))
    rows = await database.rows(f"SELECT id, name, phone FROM person WHERE id IN {marks}", *people)
    return {row["id"]: row for row in rows}


def _next_teams(row: database.Row, region: Region) -> list[str]:
    """The ring of teams after the one that is called."""
    village = region.villages.get(row["village"] or "")
    rings = region.team_rings(region.leaf(row["category"]), village)
    codes = [[team.code for team in ring] for ring in rings]
    own = next((place for place, ring in enumerate(codes) if row["team"] in ring), -1)
    return codes[own + 1] if own + 1 < len(codes) else []


async def _last_calls(incident_id: int, region: Region) -> dict[UUID, str]:
    rows = await database.rows(
        "SELECT at, detail FROM incident_event WHERE incident = {} AND event = 'called'"
        " ORDER BY number",
        incident_id,
    )
    found: dict[UUID, str] = {}
    for row in rows:
        detail = json.loads(row["detail"])
        clock = local_time.clock(row["at"], region.timezone)
        found[UUID(detail["person"])] = f"{CALL_RESULTS[detail['result']].capitalize()} {clock}"
    return found


def _contact(row: database.Row, part: str, last: str) -> Contact:
    phone = row["phone"] or ""
    return Contact(
        person=row["id"],
        name=row["name"],
        part=part,
        number=readable(phone) if phone else "",
        tel=phone,
        whatsapp=f"https://wa.me/{phone.removeprefix('+')}" if phone else "",
        last=last,
    )
