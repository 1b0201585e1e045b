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
from src.domain.region import Region
from src.queries import naming, reach
from src.queries.alarms import Ringing, ringing_on
from src.queries.command import Command, command_on
from src.queries.finished_tasks import Finished, finished_today
from src.queries.musters import Muster, musters_on
from src.queries.naming import Named, named, team_name
from src.queries.report_words import Report, Told, told_on
from src.queries.stages import LOOKS
from src.queries.task_notes import Note, notes_on
from src.queries.task_place import place_of
from src.queries.task_steps import Step, steps_of
from src.queries.vehicles import NOTHING_GONE, Gone, gone_from
from src.words import spans
from src.words.incidents import ASSIGNMENT_STATES

_TASK = (
    f"SELECT s.id, s.team, s.state AS stage, s.alerted_at, s.accepted_at, s.eta_at, s.departed_at,"
    f" s.on_scene_at, s.under_control_at, s.released_at, i.id AS incident, {naming.COLUMNS},"
    " i.latitude, i.longitude, i.accuracy_m, i.reports, i.received_at, i.commander_task, s.vehicle,"
    " i.life_risk"
)
_OPEN = (
    f"{_TASK} FROM incident i JOIN assignment s ON s.incident = i.id"
    " WHERE i.state NOT IN ('closed', 'declined', 'merged') AND i.state <> 'resolved'"
    " AND s.state <> 'released' AND (s.team = {} OR EXISTS (SELECT 1 FROM alarm a"
    " JOIN delivery d ON d.alarm = a.id WHERE a.assignment = s.id AND d.person = {}))"
    " ORDER BY s.alerted_at, s.id"
)


@dataclass(frozen=True, slots=True)
class Helper:
    """Another team on the same incident, and where it stands; `eta` "tiba 14.08" on its way."""

    team: str
    word: str
    eta: str
    commands: bool
    look: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One team on one incident.

    stage     of the assignment; ringing: its alarm while too few come
    asked     this person has not answered yet, and more people are needed
    refused   this person has said no, others may still come
    muster    who comes
    geo       address for the phone's map; vague where only the village is known
    vehicle   what the team goes out with, as its code, or ""
    vehicles  what stands at its station and is not broken, (code, words)
    command   who commands in the field, and who else could
    own_command  this person commands; commands: the own team does, or nobody yet
    callers   reporters this person may call now: only who handles it, never the confidential
    """

    id: UUID
    named: Named
    kind: Kind
    team: str
    stage: str
    stage_word: str
    ringing: Ringing | None
    asked: bool
    refused: bool
    muster: Muster | None
    received: datetime
    clock: str
    waiting: str
    geo: str
    vague: bool
    far: str
    reports: int
    danger: bool
    told: tuple[Report, ...]
    callers: tuple[Report, ...]
    hidden_callers: int
    vehicle: str
    vehicles: tuple[tuple[str, str], ...]
    command: Command
    own_command: bool
    commands: bool
    steps: tuple[Step, ...]
    may: frozenset[str]
    helpers: tuple[Helper, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Tasks:
    """`alarms` ring or wait for this person's answer; `work` is accepted by the team."""

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
    musters = await musters_on(incidents, person.id, region)
    helpers = await _teams_on(incidents)
    commands = await command_on(incidents, region)
    gone = await gone_from() if rows else NOTHING_GONE
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
                musters.get(row["id"]),
                row["id"] in said_no,
                [other for other in helpers if other["incident"] == row["incident"]],
                notes.get(row["incident"], ()),
                commands[row["incident"]],
                gone,
                person=person.id,
                own=row["team"] == team,
                region=region,
                now=now,
            )
        )
    return Tasks(
        alarms=tuple(task for task in found if task.asked or task.stage not in AT_WORK),
        work=tuple(task for task in found if not task.asked and task.stage in AT_WORK),
        finished=await finished_today(team, hidden, region, now),
    )


def _task(
    row: database.Row,
    told: Told,
    ringing: Ringing | None,
    muster: Muster | None,
    refused: bool,
    teams: Sequence[database.Row],
    notes: Sequence[Note],
    command: Command,
    gone: Gone,
    *,
    person: UUID,
    own: bool,
    region: Region,
    now: datetime,
) -> Task:
    name = named(row["incident"], row, region)
    group = region.group_of(region.leaf(row["category"]))
    said = muster.said if muster else ""
    asked = ringing is not None and not said and not refused
    # Who has not answered is asked first, however far others of the team have come.
    commands = row["commander_task"] in (None, row["id"])
    without = () if commands else ("controlled",)
    as_asked = {**row, "stage": "alerted"} if asked else row
    steps = steps_of(as_asked, group.kind, region, without=without)
    handling = own and row["stage"] in AT_WORK
    with_phone = [report for report in told.reports if report.tel and handling]
    geo, vague, far = place_of(row, region)
    return Task(
        id=row["id"],
        named=name,
        kind=group.kind,
        team=team_name(row["team"], region),
        stage=row["stage"],
        stage_word=ASSIGNMENT_STATES[row["stage"]],
        ringing=None if refused else ringing,
        asked=asked,
        refused=refused or said == "declined",
        muster=muster,
        received=row["received_at"],
        clock=local_time.clock(row["received_at"], region.timezone),
        waiting=spans.span(now - row["received_at"]),
        geo=geo,
        vague=vague,
        far=far,
        reports=row["reports"],
        danger=bool(row["life_risk"]),
        told=told.reports,
        callers=tuple(report for report in with_phone if not report.confidential),
        hidden_callers=sum(report.confidential for report in with_phone),
        vehicle=row["vehicle"],
        vehicles=_vehicles(row, gone, region),
        command=command,
        own_command=command.commander is not None and command.commander.person == person,
        commands=commands,
        steps=steps,
        may=frozenset(NEXT[row["stage"]]) - frozenset(without),
        helpers=tuple(
            _helper(other, row["commander_task"], region)
            for other in teams
            if other["id"] != row["id"]
        ),
        notes=tuple(notes),
    )


def _vehicles(row: database.Row, gone: Gone, region: Region) -> tuple[tuple[str, str], ...]:
    """At the team's station, nothing broken; what is out on another incident says so."""
    team = region.teams.get(row["team"])
    if team is None:
        return ()
    found = []
    for each in region.vehicles.values():
        if each.station == team.station and each.code not in gone.broken and each.drives:
            elsewhere = gone.out.get(each.code, frozenset()) - {row["incident"]}
            numbers = ", ".join(naming.number(other, region) for other in sorted(elsewhere))
            found.append((each.code, f"{each.name} (di {numbers})" if numbers else each.name))
    return tuple(found)


async def _teams_on(incidents: Sequence[int]) -> Sequence[database.Row]:
    if not incidents:
        return []
    return await database.rows(
        "SELECT id, incident, team, state, eta_at FROM assignment WHERE state <> 'released'"
        f" AND incident IN {database.marks(1, len(incidents))} ORDER BY alerted_at, id",
        *incidents,
    )


def _helper(row: database.Row, commander_task: UUID | None, region: Region) -> Helper:
    look, icon = LOOKS[row["state"]]
    on_the_way = row["eta_at"] is not None and row["state"] in ("accepted", "en_route")
    return Helper(
        team_name(row["team"], region),
        ASSIGNMENT_STATES[row["state"]],
        f"tiba {local_time.clock(row['eta_at'], region.timezone)}" if on_the_way else "",
        row["id"] == commander_task,
        look,
        icon,
    )
