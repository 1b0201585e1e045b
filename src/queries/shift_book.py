"""The book of a shift (buku piket), read off the log: what came, what was done, what is left.

Nobody writes it: every figure and line stands in the log already. Only the hand-over notes of the
office are typed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from src import database
from src.domain import local_time
from src.domain.access import Person
from src.domain.incident import OPEN
from src.domain.region import Region
from src.domain.shift_book import Span
from src.queries import naming, reach
from src.queries.deadlines import Deadlines, deadlines_for
from src.queries.handovers import Note, notes_of
from src.queries.naming import Named, named, team_name
from src.words import spans
from src.words.events import CHANNELS
from src.words.incidents import STATES

OFFICE = "PIKET"  # the office's own hand-over notes stand under this name of a team
MOST = 400
ENDED = ("resolved", "closed", "declined", "merged")

_COLUMNS = (
    f"i.id, {naming.COLUMNS}, i.received_at, i.acknowledged_at, i.on_scene_at, i.resolved_at,"
    " i.closed_at, i.reports"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident of the shift: `state` as it stands now, `points` "tiba 14.08"."""

    named: Named
    received: str
    state: str
    points: str
    teams: str
    came: bool


@dataclass(frozen=True, slots=True)
class Crew:
    team: str
    people: str


@dataclass(frozen=True, slots=True)
class Count:
    word: str
    number: int


@dataclass(frozen=True, slots=True)
class ShiftBook:
    """`came` is what was received in the span, `handled` what else was worked on.

    answer   "3 menit" median time to the first answer of what came, or "" without any
    left     what is owed at this moment, for whoever takes over
    more     there was more than fits
    """

    begins: str
    ends: str
    counts: tuple[Count, ...]
    channels: tuple[Count, ...]
    answer: str
    came: tuple[Entry, ...]
    handled: tuple[Entry, ...]
    crews: tuple[Crew, ...]
    notes: tuple[Note, ...]
    left: Deadlines
    more: bool


async def shift_book(person: Person, span: Span, region: Region, *, now: datetime) -> ShiftBook:
    """What this person may see of it, in a fixed number of statements."""
    rows = await _worked_on(person, span, region)
    ids = [row["id"] for row in rows]
    teams = await _teams(ids, region)
    entries = [_entry(row, teams.get(row["id"], ()), span, region) for row in rows]
    real = [row for row in rows if span.begins <= row["received_at"] and not row["drill"]]
    return ShiftBook(
        begins=local_time.moment(span.begins, region.timezone, region.zone_label),
        ends=local_time.moment(span.ends, region.timezone, region.zone_label),
        counts=_counts(real, rows, region),
        channels=await _channels(span, person, region),
        answer=_answer(real),
        came=tuple(entry for entry in entries if entry.came),
        handled=tuple(entry for entry in entries if not entry.came),
        crews=await _crews(span, region),
        notes=await notes_of(OFFICE, region, since=span.begins, most=20),
        left=await deadlines_for(person, region, now=now),
        more=len(rows) == MOST,
    )


async def _worked_on(person: Person, span: Span, region: Region) -> list[database.Row]:
    """Everything with a line written in the span, the newest received first."""
    hidden = reach.hidden_from(person, region)
    unseen = f" AND i.category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    written = (
        " AND i.received_at <= {} AND EXISTS (SELECT 1 FROM incident_event e"
        " WHERE e.incident = i.id AND e.recorded_at >= {} AND e.recorded_at <= {})"
    )
    told = (span.ends, span.begins, span.ends)
    select = f"SELECT {_COLUMNS} FROM incident i WHERE i.state IN "
    opened = await database.rows(
        f"{select}{database.marks(1, len(OPEN))}{unseen}{written}"
        f" ORDER BY i.received_at DESC LIMIT {MOST}",
        *OPEN,
        *hidden,
        *told,
    )
    ended = await database.rows(
        f"{select}('resolved', 'closed', 'declined') AND i.changed_at >= {{}}{unseen}{written}"
        f" ORDER BY i.changed_at LIMIT {MOST}",
        span.begins,
        *hidden,
        *told,
    )
    merged = await database.rows(
        f"{select}('merged') AND i.received_at >= {{}}{unseen}{written}"
        f" ORDER BY i.received_at DESC LIMIT {MOST}",
        span.begins,
        *hidden,
        *told,
    )
    found = sorted([*opened, *ended, *merged], key=lambda row: row["received_at"], reverse=True)
    return found[:MOST]


async def _teams(ids: Sequence[int], region: Region) -> dict[int, tuple[str, ...]]:
    if not ids:
        return {}
    rows = await database.rows(
        "SELECT DISTINCT incident, team FROM assignment"
        f" WHERE incident IN {database.marks(1, len(ids))} AND accepted_at IS NOT NULL",
        *ids,
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        found[row["incident"]] = (*found.get(row["incident"], ()), team_name(row["team"], region))
    return found


def _entry(row: database.Row, teams: Iterable[str], span: Span, region: Region) -> Entry:
    zone = region.timezone
    points = [
        f"{word} {local_time.clock(row[column], zone)}"
        for word, column in (
            ("dijawab", "acknowledged_at"),
            ("tiba", "on_scene_at"),
            ("selesai", "resolved_at"),
        )
        if row[column] is not None
    ]
    return Entry(
        named=named(row["id"], row, region),
        received=f"{local_time.date(row['received_at'], zone).rpartition(' ')[0]},"
        f" {local_time.clock(row['received_at'], zone)}",
        state=STATES[row["state"]],
        points=", ".join(points),
        teams=", ".join(teams),
        came=row["received_at"] >= span.begins,
    )


def _counts(
    real: Sequence[database.Row], rows: Sequence[database.Row], region: Region
) -> tuple[Count, ...]:
    """What came by kind; what ended; exercises apart."""
    kinds = Counter(row["category_group"] for row in real if row["state"] != "merged")
    ended = Counter(row["state"] for row in rows if not row["drill"])
    counts = [Count("Masuk", sum(kinds.values()))]
    counts += [Count(g.word, kinds[g.code]) for g in region.groups if kinds[g.code]]
    counts += [
        Count(word, ended[state])
        for word, state in (
            ("Selesai", "resolved"),
            ("Ditutup", "closed"),
            ("Tidak dapat ditangani", "declined"),
            ("Digabung", "merged"),
        )
        if ended[state]
    ]
    drills = sum(bool(row["drill"]) for row in rows)
    return (*counts, *([Count("Latihan", drills)] if drills else []))


async def _channels(span: Span, person: Person, region: Region) -> tuple[Count, ...]:
    """Messages by the way they came."""
    hidden = reach.hidden_from(person, region)
    unseen = f" AND i.category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    rows = await database.rows(
        "SELECT r.channel, count(*) AS n FROM report r JOIN incident i ON i.id = r.incident"
        f" WHERE r.received_at >= {{}} AND r.received_at <= {{}} AND NOT i.drill{unseen}"
        " GROUP BY r.channel ORDER BY count(*) DESC, r.channel",
        span.begins,
        span.ends,
        *hidden,
    )
    return tuple(Count(str(CHANNELS.get(row["channel"], row["channel"])), row["n"]) for row in rows)


def _answer(real: Sequence[database.Row]) -> str:
    waits = [
        (row["acknowledged_at"] - row["received_at"]).total_seconds()
        for row in real
        if row["acknowledged_at"] is not None
    ]
    return spans.span(timedelta(seconds=median(waits))) if waits else ""


async def _crews(span: Span, region: Region) -> tuple[Crew, ...]:
    """Who was on duty in the span, by team."""
    rows = await database.rows(
        "SELECT DISTINCT s.team, p.name FROM shift s JOIN person p ON p.id = s.person"
        " WHERE s.starts_at < {} AND (s.ends_at IS NULL OR s.ends_at > {}) ORDER BY s.team, p.name",
        span.ends,
        span.begins,
    )
    people: dict[str, list[str]] = {}
    for row in rows:
        people.setdefault(row["team"], []).append(row["name"])
    return tuple(Crew(team_name(code, region), ", ".join(people[code])) for code in people)
