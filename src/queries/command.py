"""Who commands in the field, who else could, and what the field asks of the office."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from src import database
from src.domain import local_time, timeline
from src.domain.assignment import AT_WORK
from src.domain.region import Region
from src.queries.naming import team_name
from src.words import triage as words

_AT_WORK = ", ".join(f"'{state}'" for state in AT_WORK)
_COMER = "s.incident, s.id AS task, s.team, s.on_scene_at, s.accepted_at, p.id, p.name, p.leads"
_WHERE = f"WHERE s.state IN ({_AT_WORK}) AND s.incident IN {{}}"
_COMERS = (
    f"SELECT {_COMER}, p.team AS own FROM assignment s JOIN person p ON p.id = s.accepted_by"
    f" {_WHERE} UNION SELECT {_COMER}, p.team AS own FROM assignment s"
    " JOIN alarm_answer n ON n.incident = s.incident AND n.assignment = s.id"
    f" AND n.answer = 'coming' JOIN person p ON p.id = n.person {_WHERE}"
)
_COMMANDERS = (
    "SELECT i.id AS incident, p.id, p.name, p.phone, s.team FROM incident i"
    " JOIN person p ON p.id = i.commander JOIN assignment s ON s.id = i.commander_task"
    " WHERE i.id IN {}"
)


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody who comes for a team at work (`task`), or is there."""

    person: UUID
    name: str
    task: UUID
    team: str
    leads: bool
    there: bool


@dataclass(frozen=True, slots=True)
class Commander:
    """`team` in words; `tel` may be empty."""

    person: UUID
    name: str
    team: str
    tel: str


@dataclass(frozen=True, slots=True)
class Command:
    """`others` are (id, name and team) of whoever could command instead."""

    commander: Commander | None
    others: tuple[tuple[str, str], ...]


async def comers_on(incidents: Sequence[int]) -> dict[int, tuple[Comer, ...]]:
    """By incident; those who lead first, then those who are there, then who accepted first."""
    if not incidents:
        return {}
    marks = database.marks(1, len(incidents))
    rows = await database.rows(_COMERS.replace("{}", marks), *incidents, *incidents)
    rows = sorted(rows, key=_precedence)
    found: dict[int, list[Comer]] = defaultdict(list)
    for row in rows:
        leads = bool(row["leads"]) and row["own"] == row["team"]
        there = row["on_scene_at"] is not None
        comer = Comer(row["id"], row["name"], row["task"], row["team"], leads, there)
        found[row["incident"]].append(comer)
    return {incident: tuple(comers) for incident, comers in found.items()}


def _precedence(row: database.Row) -> tuple[bool, bool, float, str]:
    leads = bool(row["leads"]) and row["own"] == row["team"]
    at = row["on_scene_at"] or row["accepted_at"]
    return (not leads, row["on_scene_at"] is None, at.timestamp() if at else 0.0, row["name"])


async def command_on(incidents: Sequence[int], region: Region) -> dict[int, Command]:
    """In two statements, however many incidents."""
    if not incidents:
        return {}
    comers = await comers_on(incidents)
    marks = database.marks(1, len(incidents))
    rows = await database.rows(_COMMANDERS.replace("{}", marks), *incidents)
    held = {row["incident"]: row for row in rows}
    return {each: _command(held.get(each), comers.get(each, ()), region) for each in incidents}


def _command(row: database.Row | None, comers: Sequence[Comer], region: Region) -> Command:
    commander = None
    if row is not None:
        team = team_name(row["team"], region)
        commander = Commander(row["id"], row["name"], team, row["phone"] or "")
    return Command(
        commander,
        tuple(
            (str(each.person), f"{each.name}, {team_name(each.team, region)}")
            for each in comers
            if commander is None or each.person != commander.person
        ),
    )


def asked_of_the_office(log: Iterable[database.Row], region: Region) -> tuple[str, ...]:
    """What a team has asked for or given back, and nobody has answered since, newest first.

    Answered by a team sent by hand, and by enough who come; `log` is told newest first.
    """
    asks: list[str] = []
    for row in log:
        if row["event"] in words.ASKS:
            asks.append(_asked(row, json.loads(row["detail"]), region))
        elif timeline.answers(row["event"], row["actor"]):
            break
    return tuple(asks)


def _asked(row: database.Row, detail: Mapping[str, str], region: Region) -> str:
    return words.ASKS[row["event"]].format(
        team=team_name(detail.get("team", ""), region),
        clock=local_time.clock(row["at"], region.timezone),
    )
