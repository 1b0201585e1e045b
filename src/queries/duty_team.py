"""One team's duty: its people, the turns to come, questions about swaps, and who is away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from src import database
from src.domain import local_time
from src.domain.access import Person, keeps_duty
from src.domain.region import Region
from src.domain.roster import AHEAD
from src.queries.duty_week import said
from src.words.duty import ABSENCES

MOST_TURNS = 60


@dataclass(frozen=True, slots=True)
class Mate:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One planned turn; `instead_of` names whose it was."""

    id: UUID
    person: UUID
    name: str
    hours: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class Swap:
    """A question that waits; the asker of this page may say yes, or end it."""

    id: UUID
    name: str
    stand_in: str
    hours: str
    may_agree: bool
    may_drop: bool


@dataclass(frozen=True, slots=True)
class Away:
    id: UUID
    name: str
    why: str
    hours: str
    may_take_back: bool


async def mates_of(team: str) -> tuple[Mate, ...]:
    """Everybody who serves in this team, by name."""
    rows = await database.rows(
        "SELECT id, name FROM person WHERE active AND role = 'responder' AND team = {}"
        " ORDER BY lower(name), id",
        team,
    )
    return tuple(Mate(row["id"], row["name"]) for row in rows)


async def turns_of(team: str, by: Person, region: Region, *, now: datetime) -> tuple[Turn, ...]:
    """The turns that `by` may give to somebody else, the next first."""
    own, values = ("", []) if by.oversees else (" AND s.person = {}", [by.id])
    rows = await database.rows(
        "SELECT s.id, s.person, s.starts_at, s.ends_at, p.name, q.name AS instead_of FROM shift s"
        " JOIN person p ON p.id = s.person LEFT JOIN person q ON q.id = s.instead_of"
        " WHERE s.roster IS NOT NULL AND s.team = {} AND s.ends_at > {} AND s.starts_at < {}"
        f"{own} ORDER BY s.starts_at, p.name LIMIT {MOST_TURNS}",
        team,
        now,
        now + AHEAD,
        *values,
    )
    return tuple(
        Turn(
            row["id"],
            row["person"],
            row["name"],
            hours(row["starts_at"], row["ends_at"], region),
            row["instead_of"] or "",
        )
        for row in rows
    )


async def swaps_and_absences(
    team: str, by: Person, region: Region, *, now: datetime
) -> tuple[tuple[Swap, ...], tuple[Away, ...]]:
    """What is asked, and who is or will be away; the next first."""
    rows = await database.rows(
        "SELECT a.id, a.person, a.kind, a.starts_at, a.ends_at, a.stand_in, p.name,"
        " q.name AS stand_in_name FROM absence a JOIN person p ON p.id = a.person"
        " LEFT JOIN person q ON q.id = a.stand_in WHERE p.team = {} AND p.active"
        " AND (a.ends_at IS NULL OR a.ends_at > {}) ORDER BY a.starts_at, p.name",
        team,
        now,
    )
    return (
        tuple(_swap(row, by, region) for row in rows if row["kind"] == "swap"),
        tuple(_away(row, by, region) for row in rows if row["kind"] != "swap"),
    )


def _swap(row: database.Row, by: Person, region: Region) -> Swap:
    agrees = keeps_duty(by, row["stand_in"])
    return Swap(
        row["id"],
        row["name"],
        row["stand_in_name"] or "",
        hours(row["starts_at"], row["ends_at"], region),
        agrees,
        agrees or keeps_duty(by, row["person"]),
    )


def _away(row: database.Row, by: Person, region: Region) -> Away:
    return Away(
        row["id"],
        row["name"],
        ABSENCES[row["kind"]],
        hours(row["starts_at"], row["ends_at"], region),
        keeps_duty(by, row["person"]),
    )


def hours(starts: datetime, ends: datetime | None, region: Region) -> str:
    """ "Senin 12 Okt 2026, 08.00 sampai Selasa 08.00"; an open end says so."""
    zone = region.timezone
    day, clock = said(starts, region).split()
    begins = f"{day} {local_time.date(starts, zone)}, {clock}"
    if ends is None:
        return f"mulai {begins}, sampai siap lagi"
    same = starts.astimezone(zone).date() == ends.astimezone(zone).date()
    until = local_time.clock(ends, zone) if same else said(ends, region)
    far = ends - starts > timedelta(days=6)
    return f"{begins} sampai {local_time.date(ends, zone) + ', ' if far else ''}{until}"
