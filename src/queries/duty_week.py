"""The plan of seven days, as bars: who is on duty when, who is away, and when nobody is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from src import database
from src.domain import hours
from src.domain.hours import Span
from src.domain.local_time import clock
from src.domain.region import Region
from src.words.duty import WEEKDAYS

DAYS = 7
HOUR_S = 3600

_SHIFTS = (
    "SELECT s.id, s.team, s.person, s.starts_at, s.ends_at, s.roster, s.instead_of, p.name, p.leads"
    " FROM shift s JOIN person p ON p.id = s.person WHERE p.active AND s.starts_at < {}"
    " AND s.team IN "
)
_AWAY = (
    "SELECT person, starts_at, ends_at FROM absence WHERE kind <> 'swap' AND starts_at < {}"
    " AND (ends_at IS NULL OR ends_at > {}) AND person IN "
)


@dataclass(frozen=True, slots=True)
class Bar:
    """From hour `x` of the week on, `width` hours long; `words` say the same."""

    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Day:
    word: str
    number: int
    today: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One person's week; `on` duty in the turns that are left when the absences are taken out."""

    person: UUID
    name: str
    leads: bool
    on: tuple[Bar, ...]
    away: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """One team's seven days. `covered` is when anybody is on duty, `bare` when nobody will be.

    now   the hour at which we are, to draw a line there; negative in weeks to come
    """

    days: tuple[Day, ...]
    rows: tuple[Row, ...]
    covered: tuple[Bar, ...]
    bare: tuple[Bar, ...]
    now: float

    @property
    def hours(self) -> int:
        return DAYS * 24


async def weeks(
    teams: Sequence[str], first: date, region: Region, *, now: datetime
) -> dict[str, Week]:
    """Of every team the seven days from `first` on, in two statements."""
    start = midnight(first, region)
    frame = (start, midnight(first + timedelta(days=DAYS), region))
    shifts = await _shifts(teams, frame)
    away = await _away({row["person"] for row in shifts}, frame)
    days = tuple(_day(first + timedelta(days=n), now, region) for n in range(DAYS))
    return {
        team: _week([row for row in shifts if row["team"] == team], away, days, frame, region, now)
        for team in teams
    }


def midnight(day: date, region: Region) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=region.timezone)


async def _shifts(teams: Sequence[str], frame: Span) -> list[database.Row]:
    """Those that touch the frame: with an end, and open ones (each a range of the index)."""
    if not teams:
        return []
    marks = database.marks(1, len(teams))
    found = await database.rows(
        f"{_SHIFTS}{marks} AND s.ends_at > {{}} UNION ALL {_SHIFTS}{marks} AND s.ends_at IS NULL"
        " ORDER BY leads DESC, name, person, starts_at",
        frame[1],
        *teams,
        frame[0],
        frame[1],
        *teams,
    )
    return list(found)


async def _away(people: set[Any], frame: Span) -> dict[UUID, list[Span]]:
    found: dict[UUID, list[Span]] = {}
    if people:
        for row in await database.rows(
            f"{_AWAY}{database.marks(1, len(people))}", frame[1], frame[0], *people
        ):
            span = (row["starts_at"], row["ends_at"] or frame[1])
            found.setdefault(row["person"], []).append(span)
    return found


def _week(
    shifts: Sequence[database.Row],
    away: dict[UUID, list[Span]],
    days: tuple[Day, ...],
    frame: Span,
    region: Region,
    now: datetime,
) -> Week:
    rows = []
    covered: list[Span] = []
    for person in dict.fromkeys(row["person"] for row in shifts):
        own = [row for row in shifts if row["person"] == person]
        turns = [(row["starts_at"], row["ends_at"] or frame[1]) for row in own]
        absent = away.get(person, [])
        there = hours.without(turns, absent)
        covered += there
        missed = hours.without(turns, there)
        on, off = (_bars(spans, frame, region) for spans in (there, missed))
        rows.append(Row(person, own[0]["name"], bool(own[0]["leads"]), on, off))
    ahead = (max(frame[0], min(now, frame[1])), frame[1])
    return Week(
        days=days,
        rows=tuple(rows),
        covered=_bars(hours.joined(covered), frame, region),
        bare=_bars(hours.bare(covered, ahead), frame, region),
        now=_hour(now, frame),
    )


def _bars(spans: Sequence[Span], frame: Span, region: Region) -> tuple[Bar, ...]:
    return tuple(
        Bar(_hour(begins, frame), round((ends - begins).total_seconds() / HOUR_S, 2), words)
        for begins, ends in hours.clipped(spans, frame)
        for words in [f"{said(begins, region)} sampai {said(ends, region)}"]
    )


def _hour(at: datetime, frame: Span) -> float:
    return round((at - frame[0]).total_seconds() / HOUR_S, 2)


def said(at: datetime, region: Region) -> str:
    """ "Senin 08.00"."""
    return f"{WEEKDAYS[at.astimezone(region.timezone).weekday()]} {clock(at, region.timezone)}"


def _day(day: date, now: datetime, region: Region) -> Day:
    return Day(WEEKDAYS[day.weekday()][:3], day.day, day == now.astimezone(region.timezone).date())
