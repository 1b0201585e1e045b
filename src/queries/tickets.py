"""One ticket of the board: what, where, how urgent, who is on it, and how much time is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain import local_time
from src.domain.incident import OPEN
from src.domain.region import Region
from src.queries.alarms import Ringing
from src.queries.due import Due, due
from src.queries.naming import Named, named, team_name
from src.words.events import CHANNELS
from src.words.incidents import ASSIGNMENT_STATES
from src.words.public import INFO_NEEDED, REOPENED

_STAGES = ("under_control", "on_scene", "en_route", "accepted", "alerted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """`excerpt` is what the first reporter said; `line` who is on it and how it came.

    mark         Butuh keterangan, Dibuka lagi, or ""
    unanswered   its alarm rings at the top of its policy and nobody has come
    """

    named: Named
    state: str
    level: str
    excerpt: str
    line: str
    mark: str
    due: Due
    due_at: datetime | None
    received_at: datetime
    late: bool
    ended: bool
    unanswered: bool
    rung: str


def ticket(
    row: database.Row,
    ringing: Sequence[Ringing],
    teams: Sequence[database.Row],
    said: Sequence[database.Row],
    files: int,
    *,
    region: Region,
    now: datetime,
) -> Ticket:
    ended = row["state"] not in OPEN
    top = next((alarm for alarm in ringing if alarm.at_top), None) if not ended else None
    owed = _due(row, ringing, ended, region, now)
    return Ticket(
        named=named(row["id"], row, region),
        state=row["state"],
        level=row["priority"].lower(),
        excerpt=next((each["text"] for each in said if each["text"]), ""),
        line=_line(row, teams, said, files, region),
        mark=INFO_NEEDED if row["info_needed"] else REOPENED if row["reopened"] else "",
        due=owed,
        due_at=row["due_at"],
        received_at=row["received_at"],
        late=not ended and row["due_at"] is not None and row["due_at"] < now,
        ended=ended,
        unanswered=top is not None and _nobody_came(teams),
        rung=", ".join(top.rung) if top else "",
    )


def _nobody_came(teams: Sequence[database.Row]) -> bool:
    return all(team["state"] in ("alerted", "refused", "released") for team in teams)


def _due(
    row: database.Row, ringing: Sequence[Ringing], ended: bool, region: Region, now: datetime
) -> Due:
    zone = region.timezone
    if ended:
        at = row["closed_at"] or row["resolved_at"]
        return Due("done", local_time.clock(at, zone) if at else "")
    climbing = [alarm for alarm in ringing if alarm.next_at is not None]
    overdue = row["due_at"] is not None and row["due_at"] < now
    if climbing and not overdue:
        alarm = climbing[0]
        assert alarm.next_at is not None
        counted = due(alarm.next_at, now)
        return Due("now", counted.text, counted.until)
    if row["due_at"] is not None:
        return due(row["due_at"], now)
    if row["on_scene_at"] is not None:
        return Due("", f"tiba {local_time.clock(row['on_scene_at'], zone)}")
    return Due("", f"masuk {local_time.clock(row['received_at'], zone)}")


def _line(
    row: database.Row,
    teams: Sequence[database.Row],
    said: Sequence[database.Row],
    files: int,
    region: Region,
) -> str:
    """ "Regu A Damkar di jalan, tiba 14.08 · 4 laporan · 2 foto"."""
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
    if row["reports"] > 1:
        parts.append(f"{row['reports']} laporan")
    elif said and not parts:
        channel = str(said[0]["channel"])
        parts.append(f"Lewat {CHANNELS.get(channel, channel)}")
    if files:
        parts.append(f"{files} kiriman")
    return " · ".join(parts)
