"""One ticket of the board: what, where, how urgent, how old, who is on it, what time is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain import local_time, referral
from src.domain.incident import OPEN
from src.domain.lanes import lane_of
from src.domain.region import Region
from src.domain.village import Point
from src.queries.alarms import Ringing
from src.queries.due import Due, due
from src.queries.naming import Named, agency_name, named, point_of, team_name
from src.words import spans
from src.words.board import NO_DEADLINE
from src.words.events import CHANNELS
from src.words.incidents import ASSIGNMENT_STATES, STATES
from src.words.public import DRILL, INFO_NEEDED, REOPENED
from src.words.reach import NOT_THERE
from src.words.referrals import REFERRAL_STATES
from src.words.triage import ASKED

TITLE = 80
EXCERPT = 72
_STAGES = ("under_control", "on_scene", "en_route", "accepted", "alerted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """`title` and `excerpt` (what the first reporter said) are clipped; `line` says who is on it.

    id           the incident's serial; events: lines its log has
    mark         Belum sampai (of an alarm that rings), Minta tambahan, Tugas dikembalikan,
                  Butuh keterangan, Dibuka lagi, or ""
    age          "12 menit" since it was received
    climbs       the time left is that of an alarm which rings, not of a promise
    wakes        an emergency that sounds on the board until the office has opened it
    danger       a message speaks of people in danger
    callback     how long until a reporter must be called back, where that is owed
    unanswered   its alarm rings at the top of its policy: too few come
    turnout      "1 dari 3 datang", or "" while nobody comes
    point        where it is on the map; vague: no more than the village is known
    """

    id: int
    events: int
    named: Named
    lane: str
    state: str
    level: str
    title: str
    excerpt: str
    line: str
    mark: str
    age: str
    due: Due
    due_at: datetime | None
    climbs: bool
    received_at: datetime
    late: bool
    soon: bool
    ended: bool
    wakes: bool
    danger: bool
    callback: Due | None
    unanswered: bool
    turnout: str
    rung: str
    point: Point | None
    vague: bool

    @property
    def urgency(self) -> tuple[bool, bool, bool, bool, bool, str, float]:
        """People in danger, rings in vain, emergencies, what is late, what soon will be; then by
        priority.

        Of equals the longest overdue comes first, and of those in time the newest.
        """
        at = self.due_at.timestamp() if self.late and self.due_at else -self.received_at.timestamp()
        return (
            not self.danger,
            not self.unanswered,
            self.level != "p1",
            not self.late,
            not self.soon,
            self.level,
            at,
        )


def ticket(
    row: database.Row,
    ringing: Sequence[Ringing],
    teams: Sequence[database.Row],
    said: Sequence[database.Row],
    referred: Sequence[database.Row],
    files: int,
    *,
    soon: bool,
    callback_at: datetime | None = None,
    region: Region,
    now: datetime,
) -> Ticket:
    ended = row["state"] not in OPEN
    top = next((alarm for alarm in ringing if alarm.at_top), None) if not ended else None
    late = not ended and row["due_at"] is not None and row["due_at"] < now
    climbs = not (ended or late) and any(alarm.next_at is not None for alarm in ringing)
    name = named(row["id"], row, region)
    return Ticket(
        id=row["id"],
        events=row["events"],
        named=name,
        lane=lane_of(row["state"], info_needed=bool(row["info_needed"])),
        state=STATES[row["state"]],
        level=row["priority"].lower(),
        title=clipped(f"{DRILL}: {name.title}" if name.drill else name.title, TITLE),
        excerpt=clipped(next((each["text"] for each in said if each["text"]), ""), EXCERPT),
        line=_line(row, teams, said, files, _agencies(referred, region, now), region),
        mark=NOT_THERE
        if not ended and any(each.unreceived(now) for each in ringing)
        else _mark(row),
        age=spans.span(now - row["received_at"]),
        due=_due(row, ringing if climbs else (), ended, region, now),
        due_at=row["due_at"],
        climbs=climbs,
        received_at=row["received_at"],
        late=late,
        soon=soon,
        ended=ended,
        danger=bool(row["life_risk"]) and not ended,
        callback=due(callback_at, now) if callback_at else None,
        wakes=row["priority"] == "P1" and not ended and not row["drill"],
        unanswered=top is not None,
        turnout=top.turnout if top else "",
        rung=", ".join(top.rung) if top else "",
        point=point_of(row, region),
        vague=row["latitude"] is None or row["longitude"] is None,
    )


def _mark(row: database.Row) -> str:
    if row["asks"] and row["state"] in OPEN:
        return ASKED[row["asks"]]
    return INFO_NEEDED if row["info_needed"] else REOPENED if row["reopened"] else ""


def clipped(text: str, most: int) -> str:
    """Whole words of it, with … where some are missing; on one line."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    begun = line[: most - 1]
    whole = begun.rpartition(" ")[0] if line[most - 1] != " " else begun
    return f"{(whole if len(whole) > most // 2 else begun).rstrip()}…"


def _due(
    row: database.Row, climbing: Sequence[Ringing], ended: bool, region: Region, now: datetime
) -> Due:
    if ended:
        at = row["closed_at"] or row["resolved_at"]
        return Due("done", local_time.clock(at, region.timezone) if at else "")
    next_at = min((alarm.next_at for alarm in climbing if alarm.next_at), default=None)
    if next_at is not None:
        counted = due(next_at, now)
        return Due("now", counted.text, counted.until)
    return due(row["due_at"], now) if row["due_at"] else Due("", NO_DEADLINE)


def _line(
    row: database.Row,
    teams: Sequence[database.Row],
    said: Sequence[database.Row],
    files: int,
    agencies: Sequence[str],
    region: Region,
) -> str:
    """ "Regu A Damkar di jalan, tiba 14.08 · PLN: diterima · 4 laporan · 2 foto"."""
    parts = []
    for stage in _STAGES:
        here = [team for team in teams if team["state"] == stage]
        if here:
            names = ", ".join(team_name(team["team"], region) for team in here)
            eta = min((team["eta_at"] for team in here if team["eta_at"]), default=None)
            coming = stage in ("accepted", "en_route") and eta
            when = (
                f", perkiraan tiba {local_time.clock(eta, region.timezone)}"
                if coming and eta
                else ""
            )
            parts.append(f"{names}: {ASSIGNMENT_STATES[stage].lower()}{when}")
            break
    parts += agencies
    if row["reports"] > 1:
        parts.append(f"{row['reports']} laporan")
    elif said and not parts:
        channel = str(said[0]["channel"])
        parts.append(f"Lewat {CHANNELS.get(channel, channel)}")
    if files:
        parts.append(f"{files} kiriman")
    return " · ".join(parts)


def _agencies(referred: Sequence[database.Row], region: Region, now: datetime) -> list[str]:
    """Where each agency stands; of one that has not answered in time, for how long."""
    said = []
    for each in referred:
        if each["state"] in referral.OPEN:
            word = REFERRAL_STATES[each["state"]].lower()
            owes = each["state"] in referral.UNANSWERED and each["due_at"] is not None
            late = owes and each["due_at"] < now
            since = f", {due(each['due_at'], now).text.lower()}" if late else ""
            said.append(f"{agency_name(each['agency'], region)}: {word}{since}")
    return said
