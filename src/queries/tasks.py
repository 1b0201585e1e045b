"""A responder's page: alarms that ring, the own team's work with its one next step, what ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import local_time
from src.domain.access import Person
from src.domain.assignment import AT_WORK, NEXT
from src.domain.category import Kind
from src.domain.duplicates import distance_m
from src.domain.region import Region
from src.queries import naming, reach
from src.queries.alarms import Ringing, ringing_on
from src.queries.naming import Named, named, team_name
from src.queries.report_words import Report, Told, told_on
from src.queries.stages import LOOKS
from src.queries.task_notes import Note, notes_on
from src.queries.task_steps import Step, steps_of
from src.words import spans
from src.words.incidents import ASSIGNMENT_STATES

_TASK = (
    f"SELECT s.id, s.team, s.state AS stage, s.alerted_at, s.accepted_at, s.eta_at, s.departed_at,"
    f" s.on_scene_at, s.under_control_at, s.released_at, i.id AS incident, {naming.COLUMNS},"
    " i.latitude, i.longitude, i.accuracy_m, i.reports, i.received_at"
)
_OPEN = (
    f"{_TASK} FROM incident i JOIN assignment s ON s.incident = i.id"
    " WHERE i.state NOT IN ('closed', 'declined', 'merged') AND i.state <> 'resolved'"
    " AND s.state <> 'released' AND (s.team = {} OR EXISTS (SELECT 1 FROM alarm a"
    " JOIN delivery d ON d.alarm = a.id WHERE a.assignment = s.id AND d.person = {}))"
    " ORDER BY s.alerted_at, s.id"
)
_DONE = (
    f"{_TASK} FROM assignment s JOIN incident i ON i.id = s.incident"
    " WHERE s.team = {} AND s.released_at >= {} AND s.state = 'released'"
    " AND s.accepted_at IS NOT NULL ORDER BY s.released_at DESC LIMIT 20"
)


@dataclass(frozen=True, slots=True)
class Helper:
    """Another team on the same incident, and where it stands."""

    team: str
    word: str
    look: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One team on one incident.

    stage     of the assignment; ringing: its alarm, where that still asks this person
    refused   this person has said no, others may still come
    geo       address for the phone's map; vague where only the village is known
    callers   reporters this person may call now: only who handles it, never the confidential
    """

    id: UUID
    named: Named
    kind: Kind
    team: str
    stage: str
    stage_word: str
    ringing: Ringing | None
    refused: bool
    received: datetime
    clock: str
    waiting: str
    geo: str
    vague: bool
    far: str
    reports: int
    told: tuple[Report, ...]
    callers: tuple[Report, ...]
    hidden_callers: int
    steps: tuple[Step, ...]
    may: frozenset[str]
    helpers: tuple[Helper, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    named: Named
    clock: str


@dataclass(frozen=True, slots=True)
class Tasks:
    """`alarms` ring or wait for this person's answer; `work` is accepted."""

    alarms: tuple[Task, ...]
    work: tuple[Task, ...]
    finished: tuple[Finished, ...]


async def tasks_of(person: Person, region: Region, *, now: datetime) -> Tasks:
    """Everything on the page, in a fixed number of statements."""
    team = person.team or ""
    hidden = reach.hidden_from(person, region)
    rows = [
        row for row in await database.rows(_OPEN, team, person.id) if row["category"] not in hidden
    ]
    incidents = sorted({row["incident"] for row in rows})
    told = await told_on(incidents, region)
    ringing = await ringing_on(incidents, region)
    helpers = await _teams_on(incidents)
    notes, said_no = await notes_on(incidents, person.id, region)
    found = []
    for row in rows:
        asks = next(
            (r for r in ringing.get(row["incident"], ()) if r.assignment == row["id"]), None
        )
        found.append(
            _task(
                row,
                told[row["incident"]],
                asks,
                row["id"] in said_no,
                [other for other in helpers if other["incident"] == row["incident"]],
                notes.get(row["incident"], ()),
                own=row["team"] == team,
                region=region,
                now=now,
            )
        )
    return Tasks(
        alarms=tuple(task for task in found if task.stage not in AT_WORK),
        work=tuple(task for task in found if task.stage in AT_WORK),
        finished=await _finished(team, hidden, region, now),
    )


def _task(
    row: database.Row,
    told: Told,
    ringing: Ringing | None,
    refused: bool,
    teams: Sequence[database.Row],
    notes: Sequence[Note],
    *,
    own: bool,
    region: Region,
    now: datetime,
) -> Task:
    name = named(row["incident"], row, region)
    group = region.group_of(region.leaf(row["category"]))
    steps = steps_of(row, group.kind, region)
    handling = own and row["stage"] in AT_WORK
    with_phone = [report for report in told.reports if report.tel and handling]
    geo, vague, far = _where(row, region)
    return Task(
        id=row["id"],
        named=name,
        kind=group.kind,
        team=team_name(row["team"], region),
        stage=row["stage"],
        stage_word=ASSIGNMENT_STATES[row["stage"]],
        ringing=None if refused else ringing,
        refused=refused,
        received=row["received_at"],
        clock=local_time.clock(row["received_at"], region.timezone),
        waiting=spans.span(now - row["received_at"]),
        geo=geo,
        vague=vague,
        far=far,
        reports=row["reports"],
        told=told.reports,
        callers=tuple(report for report in with_phone if not report.confidential),
        hidden_callers=sum(report.confidential for report in with_phone),
        steps=steps,
        may=frozenset(NEXT[row["stage"]]),
        helpers=tuple(_helper(other, region) for other in teams if other["id"] != row["id"]),
        notes=tuple(notes),
    )


def _where(row: database.Row, region: Region) -> tuple[str, bool, str]:
    """The phone's map address, whether it is only the village's, and how far from the post."""
    village = region.villages.get(row["village"] or "")
    vague = row["latitude"] is None
    if vague and village is None:
        return "", True, ""
    here = (village.point.lat, village.point.lng) if vague and village else None
    lat, lng = here or (row["latitude"], row["longitude"])
    team = region.teams.get(row["team"])
    station = region.stations.get(team.station) if team else None
    far = spans.distance(distance_m(lat, lng, *station.point)) if station else ""
    return f"geo:{lat:.5f},{lng:.5f}?q={lat:.5f},{lng:.5f}", vague, far


async def _teams_on(incidents: Sequence[int]) -> Sequence[database.Row]:
    if not incidents:
        return []
    return await database.rows(
        "SELECT id, incident, team, state FROM assignment WHERE state <> 'released'"
        f" AND incident IN {database.marks(1, len(incidents))} ORDER BY alerted_at, id",
        *incidents,
    )


def _helper(row: database.Row, region: Region) -> Helper:
    look, icon = LOOKS[row["state"]]
    return Helper(team_name(row["team"], region), ASSIGNMENT_STATES[row["state"]], look, icon)


async def _finished(
    team: str, hidden: Sequence[str], region: Region, now: datetime
) -> tuple[Finished, ...]:
    today = now.astimezone(region.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = await database.rows(_DONE, team, today)
    return tuple(
        Finished(
            named(row["incident"], row, region),
            local_time.clock(row["released_at"], region.timezone),
        )
        for row in rows
        if row["category"] not in hidden
    )
