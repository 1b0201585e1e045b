"""One incident for those who handle it: messages, place, alarms, teams, log, what may be done."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from src import database
from src.domain import incident, local_time
from src.domain.access import Person
from src.domain.assignment import ACTIVE, AT_WORK
from src.domain.errors import NotFound
from src.domain.region import Region
from src.queries import addressees, naming, reach, records
from src.queries.addressees import Addressee
from src.queries.call_list import Contact, call_list
from src.queries.command import Command, asked_of_the_office, command_on
from src.queries.deadlines import extendable_until
from src.queries.due import Due, due
from src.queries.incident_intake import Intake, intake_of
from src.queries.incident_log import Entry
from src.queries.incident_teams import Sent, assignments_of, log_and_teams
from src.queries.merge_candidates import Candidate, candidates_for
from src.queries.naming import Named, named
from src.queries.referrals import Referred, referrals_on
from src.queries.report_words import Told, told_on
from src.queries.senders import earlier_findings, shown_to
from src.queries.suggestions import NOTHING, Sending, sending
from src.queries.undoable import Undoable, undoable
from src.words.incidents import STATES
from src.words.public import INFO_NEEDED, REOPENED

_CASE = (
    f"SELECT i.id, {naming.COLUMNS}, i.latitude, i.longitude, i.accuracy_m, i.reports,"
    " i.info_needed, i.reopened, i.merged_into, i.created_at, i.received_at, i.verified_at,"
    " i.due_at, i.life_risk"
    " FROM incident i WHERE i.id = {}"
)


@dataclass(frozen=True, slots=True)
class Place:
    """`geo` opens the phone's map, `map` one on the web; both empty without a position.

    code  of the village, or ""
    """

    code: str
    village: str
    landmark: str
    accuracy: str
    point: str
    geo: str
    map: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything on the page. `may` are the events an operator could add now.

    command  who commands in the field, and who else could
    asks     what a team has asked of the office, and nobody has answered
    sending  teams that could be sent now, with the reason of each
    calls    whom to telephone while an alarm rings, for the office
    addressees  whom a note can be meant for
    record      what is offered of its record (`words.RECORD_LINKS`), or ""
    question    what the reporter was asked and has not answered, or ""
    undoable    the newest decision, while it may be taken back
    extendable  until when the promise of a solution may be stretched, or ""
    at_work  whether a team has accepted and not yet finished
    for_leaders  goes past the officers it may concern: no team is sent, nothing is merged
    active   whether any team is called or at work
    sentences  ready ones by event; see `ready`
    phones   whether this person may see reporters' names and numbers
    office   whether this person may ask even who the secret ones are, which the log then tells
    shown    secret reporters shown to this person just now, with the clock until when
    earlier  of a reporter whose messages were found false before: how many, for the office
    all_false  every message was found to be none
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
    command: Command
    asks: tuple[str, ...]
    sending: Sending
    referrals: tuple[Referred, ...]
    calls: tuple[Contact, ...]
    log: tuple[Entry, ...]
    candidates: tuple[Candidate, ...]
    merged_into: str
    verified: bool
    at_work: bool
    question: str
    extendable: str
    undoable: Undoable | None
    record: str
    addressees: tuple[Addressee, ...]
    triage: bool
    may: frozenset[str]
    for_leaders: bool
    active: bool
    phones: bool
    office: bool
    shown: Mapping[UUID, str]
    earlier: Mapping[UUID, str]
    all_false: bool
    intake: Intake
    now: datetime
    sentences: Mapping[str, tuple[tuple[str, str], ...]]

    def ready(self, event: str) -> tuple[tuple[str, str], ...]:
        """Sentences ready to be sent at `event`: (code, words)."""
        return self.sentences.get(event, ())

    @property
    def late_at(self) -> datetime | None:
        """When the page must be drawn anew because a phone will have said nothing by then."""
        return min((team.late_at for team in self.teams if team.late_at), default=None)

    @property
    def late_in_s(self) -> int:
        left = self.late_at - self.now if self.late_at else timedelta()
        return math.ceil(left.total_seconds()) + 1

    def contact(self, person: UUID) -> Contact | None:
        """How to telephone somebody, for those who may."""
        return next((each for each in self.calls if each.person == person), None)


async def case_for(person: Person, incident_id: int, region: Region, *, now: datetime) -> Case:
    """Raises NotFound where there is no such incident, or it is none of this person's business."""
    row = await database.row(_CASE, incident_id)
    if row is None or not await reach.may_see(person, incident_id, region):
        raise NotFound("incident_unknown")
    triage = reach.may_triage(person, row["category"], region)
    told = (await told_on([incident_id], region))[incident_id]
    sent = await assignments_of(incident_id)
    hidden = reach.hidden_from(person, region)
    may = frozenset(event for event in incident.LIFE if incident.may(row["state"], event))
    log, teams = await log_and_teams(incident_id, sent, region, by=person.id, now=now)
    wants_candidates = triage and "merged" in may
    sends = triage and "dispatched" in may and not region.leaf(row["category"]).leader_only
    handling = any(each["team"] == person.team and each["state"] in AT_WORK for each in sent)
    office = person.role != "responder"
    answered = {each.person for team in teams for each in team.rung if each.answer} | {person.id}
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
        command=(await command_on([incident_id], region))[incident_id],
        asks=asked_of_the_office(log.rows, region) if office else (),
        sending=await sending(row, sent, region, now=now) if sends else NOTHING,
        referrals=await referrals_on(incident_id, region, now=now),
        calls=await call_list(incident_id, answered, region, now=now) if office else (),
        log=log.entries,
        candidates=await candidates_for(row, region, hidden=hidden) if wants_candidates else (),
        merged_into=naming.number(row["merged_into"], region),
        at_work=any(each["state"] in AT_WORK for each in sent),
        verified=row["verified_at"] is not None,
        addressees=await addressees.of(incident_id, person.id, region) if triage else (),
        record=await records.link_of(incident_id, row["category"], region),
        question=_question(log.rows) if row["info_needed"] and "info_given" in may else "",
        undoable=await undoable(incident_id, now) if triage else None,
        extendable=await extendable_until(incident_id, region) if triage else "",
        triage=triage,
        may=may,
        phones=office or handling,
        for_leaders=region.leaf(row["category"]).leader_only,
        active=any(each["state"] in ACTIVE for each in sent),
        office=office,
        shown=shown_to(person.id, log.rows, region, now) if office else {},
        earlier=await earlier_findings(incident_id) if triage else {},
        all_false=all(report.finding for report in told.reports),
        intake=await intake_of(incident_id, row, region, now=now),
        now=now,
        sentences=_sentences(named(incident_id, row, region), region) if triage else {},
    )


def _sentences(told: Named, region: Region) -> dict[str, tuple[tuple[str, str], ...]]:
    """The region's ready sentences by event, filled in for this incident."""
    group = region.leaf(told.category).group
    filled = {"number": told.number, "kind": told.kind_word.lower(), "village": told.place}
    return {
        event: tuple(
            (each.code, each.filled(**filled)) for each in region.responses_for(event, group)
        )
        for event in dict.fromkeys(each.event for each in region.responses)
    }


def _question(lines: Sequence[database.Row]) -> str:
    """The newest one; `lines` of the log, newest first."""
    asked = (line["detail"] for line in lines if line["event"] == "info_requested")
    return next((str(json.loads(detail)["question"]) for detail in asked), "")


def _place(row: database.Row, region: Region) -> Place:
    village = region.villages.get(row["village"] or "")
    lat, lng = row["latitude"], row["longitude"]
    accuracy = f"tepat sampai {row['accuracy_m']} meter" if row["accuracy_m"] is not None else ""
    name = f"{village.kind.capitalize()} {village.name}, {village.district.name}" if village else ""
    if lat is None or lng is None:
        return Place(row["village"] or "", name, row["landmark"], "", "", "", "")
    point = f"{lat:.5f},{lng:.5f}"
    return Place(
        code=row["village"] or "",
        village=name,
        landmark=row["landmark"],
        accuracy=accuracy,
        point=point,
        geo=f"geo:{point}?q={point}",
        map=f"https://www.openstreetmap.org/?mlat={lat:.5f}&mlon={lng:.5f}#map=17/{lat:.5f}/{lng:.5f}",
    )
