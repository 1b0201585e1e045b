"""The teams on one incident: where each stands, its alarm while that rings, who was rung."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import local_time, phone
from src.domain.assignment import ACTIVE
from src.domain.region import Region
from src.queries import duty
from src.queries.alarms import Ringing, ringing_on
from src.queries.incident_log import Log, log_of
from src.queries.messages import messages_on
from src.queries.musters import Muster, musters_on
from src.queries.names import person_in
from src.queries.naming import team_name
from src.queries.receipts import Rung, rung_for
from src.queries.stages import LOOKS, times_of
from src.words import spans
from src.words.incidents import ASSIGNMENT_STATES
from src.words.tasks import STEPS

Answers = Mapping[UUID, Mapping[UUID, tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Sent:
    """A team on this incident: where it stands, its alarm while that rings, who was rung.

    muster  how many come, of how many; None where it was never rung
    vehicle  what it goes out with, "" where nobody said so
    active  called or at work
    post    (name, number) of the station to call when no phone answers, or ("", "")
    """

    id: UUID
    team: str
    word: str
    look: str
    icon: str
    times: tuple[tuple[str, str], ...]
    active: bool
    vehicle: str
    ringing: Ringing | None
    alarm: str
    muster: Muster | None
    post: tuple[str, str]
    rung: tuple[Rung, ...]

    @property
    def unheard(self) -> bool:
        """It rings, and no phone can be hearing it."""
        devices = [device for each in self.rung for device in each.devices]
        return self.ringing is not None and all(device.failure for device in devices)

    @property
    def late_at(self) -> datetime | None:
        """When the next receipt will be missed."""
        return min((each.late_at for each in self.rung if each.late_at), default=None)


async def assignments_of(incident_id: int) -> Sequence[database.Row]:
    return await database.rows(
        "SELECT id, team, state, alerted_at, accepted_at, eta_at, departed_at, on_scene_at,"
        " under_control_at, released_at, vehicle FROM assignment WHERE incident = {}"
        " ORDER BY alerted_at, id",
        incident_id,
    )


async def log_and_teams(
    incident_id: int, sent: Sequence[database.Row], region: Region, *, by: UUID, now: datetime
) -> tuple[Log, tuple[Sent, ...]]:
    """The log in words, and the teams of these assignments with what it says of their answers."""
    messages = await messages_on(incident_id)
    ringing = {
        alarm.assignment: alarm
        for alarm in (await ringing_on([incident_id], region)).get(incident_id, ())
    }
    called = [row["team"] for row in sent if row["id"] in ringing]
    crews = await duty.on_duty(called, now)
    on_duty = {person.person for crew in crews.values() for person in crew}
    log = await log_of(incident_id, region, also=[*(each.person for each in messages), *on_duty])
    answers = _answers(log.answers, region)
    musters = await musters_on([incident_id], by, region)
    return log, tuple(
        _sent(
            row,
            ringing.get(row["id"]),
            musters.get(row["id"]),
            rung_for(
                [message for message in messages if message.assignment == row["id"]],
                answers.get(row["id"], {}),
                {each.person: each.unreachable_because for each in crews.get(row["team"], ())}
                if row["id"] in ringing
                else {},
                log.names,
                region,
                ringing=row["id"] in ringing,
                now=now,
            ),
            region,
            now,
        )
        for row in sent
    )


def _sent(
    row: database.Row,
    ringing: Ringing | None,
    muster: Muster | None,
    rung: tuple[Rung, ...],
    region: Region,
    now: datetime,
) -> Sent:
    look, icon = LOOKS[row["state"]]
    return Sent(
        id=row["id"],
        team=team_name(row["team"], region),
        word=ASSIGNMENT_STATES[row["state"]],
        look=look,
        icon=icon,
        times=times_of(row, region),
        vehicle=_vehicle(row["vehicle"], region),
        active=row["state"] in ACTIVE,
        ringing=ringing,
        alarm=_alarm(ringing, now, region),
        muster=muster,
        post=_post(row["team"], region),
        rung=rung,
    )


def _vehicle(code: str, region: Region) -> str:
    known = region.vehicles.get(code)
    return known.name if known else code


def _post(team_code: str, region: Region) -> tuple[str, str]:
    team = region.team_named(team_code)
    station = region.station_named(team.station) if team else None
    return (station.name, phone.normalised(station.phone) or "") if station else ("", "")


def _answers(rows: Sequence[database.Row], region: Region) -> Answers:
    """(event, words) by assignment and person; rows come newest first, so the last word holds."""
    answers: dict[UUID, dict[UUID, tuple[str, str]]] = defaultdict(dict)
    for row in rows:
        detail, person = json.loads(row["detail"]), person_in(row["actor"])
        if person is None or "assignment" not in detail:
            continue
        clock = local_time.clock(row["at"], region.timezone)
        minutes = detail.get("eta_min")
        eta = f", {minutes} menit" if minutes else ""
        event = "accepted" if row["event"] == "joined" else row["event"]
        said = (event, f"{STEPS[event]} {clock}{eta}")
        answers[UUID(detail["assignment"])].setdefault(person, said)
    return answers


def _alarm(ringing: Ringing | None, now: datetime, region: Region) -> str:
    """What the alarm is about to do."""
    if ringing is None:
        return ""
    if ringing.next_at is None:
        if ringing.turnout:
            return f"Baru {ringing.turnout}, sudah {spans.span(now - ringing.started_at)}."
        return f"Belum ada yang menerima, sudah {spans.span(now - ringing.started_at)}."
    clock = local_time.clock(ringing.next_at, region.timezone)
    said = f"{ringing.turnout}." if ringing.turnout else "Belum diterima."
    return f"{said} Naik ke {ringing.next_to} pukul {clock}."
