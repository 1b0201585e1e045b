"""One incident for those who handle it: messages, place, alarms, teams, log, what may be done."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import incident, local_time, phone
from src.domain.access import Person
from src.domain.assignment import AT_WORK
from src.domain.errors import NotFound
from src.domain.region import Region
from src.queries import naming, reach
from src.queries.alarms import Ringing, ringing_on
from src.queries.due import Due, due
from src.queries.incident_log import Entry, log_of
from src.queries.merge_candidates import Candidate, candidates_for
from src.queries.names import person_in
from src.queries.naming import Named, named, team_name
from src.queries.receipts import Rung, deliveries_of, rung_for
from src.queries.report_words import Told, told_on
from src.queries.stages import LOOKS, times_of
from src.words import spans
from src.words.incidents import ASSIGNMENT_STATES, STATES
from src.words.public import INFO_NEEDED, REOPENED
from src.words.tasks import STEPS

_CASE = (
    f"SELECT i.id, {naming.COLUMNS}, i.latitude, i.longitude, i.accuracy_m, i.reports,"
    " i.info_needed, i.reopened, i.merged_into, i.created_at, i.received_at, i.verified_at,"
    " i.due_at"
    " FROM incident i WHERE i.id = {}"
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A team on this incident: where it stands, its alarm while that rings, who was rung.

    post   (name, number) of the station to call when no phone answers, or ("", "")
    """

    id: UUID
    team: str
    word: str
    look: str
    icon: str
    times: tuple[tuple[str, str], ...]
    ringing: Ringing | None
    alarm: str
    post: tuple[str, str]
    rung: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """`geo` opens the phone's map, `map` one on the web; both empty without a position."""

    village: str
    landmark: str
    accuracy: str
    point: str
    geo: str
    map: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything on the page. `may` are the events an operator could add now.

    at_work  whether a team has accepted and not yet finished
    phones   whether this person may see reporters' names and numbers
    secret   may even call those who asked to be kept secret
    """

    id: int
    named: Named
    state: str
    state_word: str
    mark: str
    received: str
    due: Due | None
    place: Place
    told: Told
    reports: int
    teams: tuple[Sent, ...]
    log: tuple[Entry, ...]
    candidates: tuple[Candidate, ...]
    merged_into: str
    verified: bool
    at_work: bool
    triage: bool
    may: frozenset[str]
    phones: bool
    secret: bool


async def case_for(person: Person, incident_id: int, region: Region, *, now: datetime) -> Case:
    """Raises NotFound where there is no such incident, or it is none of this person's business."""
    row = await database.row(_CASE, incident_id)
    if row is None or not await reach.may_see(person, incident_id, region):
        raise NotFound("incident_unknown")
    triage = reach.may_triage(person, row["category"], region)
    told = (await told_on([incident_id], region))[incident_id]
    sent = await _assignments(incident_id)
    hidden = reach.hidden_from(person, region)
    may = frozenset(event for event in incident.LIFE if incident.may(row["state"], event))
    log, teams = await _log_and_teams(incident_id, sent, region, now)
    wants_candidates = triage and "merged" in may
    handling = any(each["team"] == person.team and each["state"] in AT_WORK for each in sent)
    office = person.role != "responder"
    return Case(
        id=incident_id,
        named=named(incident_id, row, region),
        state=row["state"],
        state_word=STATES[row["state"]],
        mark=INFO_NEEDED if row["info_needed"] else REOPENED if row["reopened"] else "",
        received=local_time.moment(row["received_at"], region.timezone, region.zone_label),
        due=due(row["due_at"], now) if row["due_at"] else None,
        place=_place(row, region),
        told=told,
        reports=row["reports"],
        teams=teams,
        log=log,
        candidates=await candidates_for(row, region, hidden=hidden) if wants_candidates else (),
        merged_into=naming.number(row["merged_into"], region),
        at_work=any(each["state"] in AT_WORK for each in sent),
        verified=row["verified_at"] is not None,
        triage=triage,
        may=may,
        phones=office or handling,
        secret=triage,
    )


async def _assignments(incident_id: int) -> Sequence[database.Row]:
    return await database.rows(
        "SELECT id, team, state, alerted_at, accepted_at, eta_at, departed_at, on_scene_at,"
        " under_control_at, released_at FROM assignment WHERE incident = {}"
        " ORDER BY alerted_at, id",
        incident_id,
    )


async def _log_and_teams(
    incident_id: int, sent: Sequence[database.Row], region: Region, now: datetime
) -> tuple[tuple[Entry, ...], tuple[Sent, ...]]:
    deliveries = await deliveries_of(incident_id)
    log = await log_of(incident_id, region, also=[row["person"] for row in deliveries])
    alarms = (await ringing_on([incident_id], region)).get(incident_id, [])
    ringing = {alarm.assignment: alarm for alarm in alarms}
    answers = _answers(log.answers, region)
    return log.entries, tuple(
        Sent(
            id=row["id"],
            team=team_name(row["team"], region),
            word=ASSIGNMENT_STATES[row["state"]],
            look=LOOKS[row["state"]][0],
            icon=LOOKS[row["state"]][1],
            times=times_of(row, region),
            ringing=ringing.get(row["id"]),
            alarm=_alarm(ringing.get(row["id"]), now, region),
            post=_post(row["team"], region),
            rung=rung_for(row["id"], deliveries, answers, log.names, region),
        )
        for row in sent
    )


def _post(team_code: str, region: Region) -> tuple[str, str]:
    team = region.teams.get(team_code)
    station = region.stations.get(team.station) if team else None
    return (station.name, phone.normalised(station.phone) or "") if station else ("", "")


def _answers(
    rows: Sequence[database.Row], region: Region
) -> Mapping[tuple[UUID, UUID], tuple[str, str]]:
    """(event, words) by assignment and person; rows come newest first, so the last word holds."""
    answers: dict[tuple[UUID, UUID], tuple[str, str]] = {}
    for row in rows:
        detail, person = json.loads(row["detail"]), person_in(row["actor"])
        if person is None or "assignment" not in detail:
            continue
        clock = local_time.clock(row["at"], region.timezone)
        minutes = detail.get("eta_min")
        eta = f", {minutes} menit" if minutes else ""
        words = f"{STEPS[row['event']]} {clock}{eta}"
        answers.setdefault((UUID(detail["assignment"]), person), (row["event"], words))
    return answers


def _alarm(ringing: Ringing | None, now: datetime, region: Region) -> str:
    """What the alarm is about to do."""
    if ringing is None:
        return ""
    if ringing.next_at is None:
        return f"Belum ada yang menerima, sudah {spans.span(now - ringing.started_at)}."
    clock = local_time.clock(ringing.next_at, region.timezone)
    return f"Belum diterima. Naik ke {ringing.next_to} pukul {clock}."


def _place(row: database.Row, region: Region) -> Place:
    village = region.villages.get(row["village"] or "")
    lat, lng = row["latitude"], row["longitude"]
    accuracy = f"tepat sampai {row['accuracy_m']} meter" if row["accuracy_m"] is not None else ""
    name = f"{village.kind.capitalize()} {village.name}, {village.district.name}" if village else ""
    if lat is None or lng is None:
        return Place(name, row["landmark"], "", "", "", "")
    point = f"{lat:.5f},{lng:.5f}"
    return Place(
        village=name,
        landmark=row["landmark"],
        accuracy=accuracy,
        point=point,
        geo=f"geo:{point}?q={point}",
        map=f"https://www.openstreetmap.org/?mlat={lat:.5f}&mlon={lng:.5f}#map=17/{lat:.5f}/{lng:.5f}",
    )
