"""Years of incidents at once, straight into the tables: chained logs and what they tell.

A few lives are folded by the application's own rules; each incident is one of them, moved in time
and place. So `verify` has nothing to complain about in a million of them either.
"""

import random
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import asyncpg
import piccolo.engine.sqlite  # noqa: F401  (teaches sqlite3 times and UUIDs)

from src.domain import chain, timeline
from src.domain.numbers import sms_code
from src.domain.region import Region, Village
from src.domain.timeline import Event, Projection
from src.settings import Settings

A_BATCH = 20_000
YEARS = 10
WORDS = ("Api di dapur", "Ular maso rumah", "Musik keras sampai pagi", "Pohon tumbang di jalan")

COLUMNS = tuple(field.name for field in fields(Projection))
INCIDENT = ("id", *COLUMNS, "due_at", "act_at", "events")
EVENT = (
    *("incident", "number", "event", "at", "recorded_at", "actor", "detail"),
    *("action_id", "previous", "hash"),
)
REPORT = (
    *("id", "incident", "share_token", "device_hash", "channel", "category", "text"),
    *("latitude", "longitude", "accuracy_m", "village", "village_source", "landmark"),
    *("created_at", "received_at", "reporter_name", "reporter_phone", "confidential", "stand"),
    *("body_number", "sms_code", "attachments_expected", "rating_words", "finding"),
)
ASSIGNMENT = (
    *("id", "incident", "team", "state", "vehicle", "alerted_at", "accepted_at"),
    *("departed_at", "on_scene_at", "released_at"),
)
# What a team did: event, seconds after the report, what the line carries besides its task.
STEPS: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("dispatched", 1, {"rung": 4}),
    ("accepted", 60, {"eta_min": 10}),
    ("departed", 120, {}),
    ("arrived", 640, {}),
    ("completed", 3600, {"outcome": "extinguished", "photos": 1}),
)
ENDS: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("resolved", 3600, {"outcome": "extinguished"}),
    ("confirmed", 7200, {}),
)
DESK: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("verified", 300, {}),
    ("resolved", 9000, {"outcome": "answered", "answer": "Sudah."}),
    ("closed", 873_000, {"because": "silent"}),
)
ZERO = datetime(2016, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Life:
    """One way an incident goes: lines after `received`, and the columns they leave at time ZERO."""

    category: str
    steps: tuple[tuple[str, int, dict[str, Any]], ...]
    team: str
    columns: dict[str, Any]


Rows = dict[str, list[tuple[Any, ...]]]


def lives(region: Region) -> list[Life]:
    """Fires and rescues that a team ended, complaints settled from the desk."""
    found = []
    for leaf in region.categories.values():
        if leaf.leader_only or leaf.drill:
            continue
        teams = region.teams_for(leaf, next(iter(region.villages.values())))
        at_once = region.priorities[leaf.priority].at_once and teams
        steps = (*STEPS, *ENDS) if at_once else DESK
        team = teams[0].code if at_once else ""
        village = next(iter(region.villages.values()))
        told = [_event(line) for line in _lines(leaf.code, region, village, ZERO, steps, team)]
        case = timeline.fold(told)
        columns = {name: getattr(case, name) for name in COLUMNS}
        found.append(Life(leaf.code, steps, team, columns))
    return found


async def load(settings: Settings, region: Region, count: int, *, seed: int = 1) -> float:
    """Put `count` incidents of the last ten years into an empty, migrated database.

    Returns the seconds it took. Nobody else may write meanwhile.
    """
    began = datetime.now(UTC)
    batches = _batches(region, count, seed)
    if settings.database_url:
        await _into_postgres(settings.database_url, batches)
    else:
        _into_sqlite(str(settings.database_path), batches)
    return (datetime.now(UTC) - began).total_seconds()


def _batches(region: Region, count: int, seed: int) -> Iterator[Rows]:
    chance = random.Random(seed)
    known, villages = lives(region), list(region.villages.values())
    newest = datetime.now(UTC) - timedelta(days=30)
    every = timedelta(days=365 * YEARS) / max(count, 1)
    serials = iter(range(1, count + 1))
    while numbers := list(islice(serials, A_BATCH)):
        rows: Rows = {"incident": [], "incident_event": [], "report": [], "assignment": []}
        for serial in numbers:
            at = newest - every * (count - serial)
            life, village = chance.choice(known), chance.choice(villages)
            _incident(rows, serial, life, village, at, chance, region)
        yield rows


def _incident(
    rows: Rows,
    serial: int,
    life: Life,
    village: Village,
    at: datetime,
    chance: random.Random,
    region: Region,
) -> None:
    place = (village.point[0] + chance.uniform(-0.01, 0.01), village.point[1])
    by = at - ZERO
    columns = {
        name: value + by if isinstance(value, datetime) else value
        for name, value in life.columns.items()
    }
    columns |= {"village": village.code, "latitude": place[0], "longitude": place[1]}
    report, task = uuid.UUID(int=chance.getrandbits(128), version=4), uuid.UUID(int=serial)
    lines = _lines(life.category, region, village, at, life.steps, life.team, place, report, task)
    rows["incident"].append((serial, *(columns[name] for name in COLUMNS), None, None, len(lines)))
    previous = chain.GENESIS
    for number, (event, when, actor, told) in enumerate(lines, 1):
        detail = chain.canonical(told)
        digest = chain.digest(previous, serial, number, event, when, when, actor, detail, "")
        rows["incident_event"].append(
            (serial, number, event, when, when, actor, detail, None, previous, digest)
        )
        previous = digest
    rows["report"].append(
        (
            *(report, serial, f"{report.hex[:22]}", "device", "web", life.category),
            *(chance.choice(WORDS), place[0], place[1], 20, village.code, "chosen"),
            *("belakang pasar", at, at, "", f"+62812{serial:08}", False, "", ""),
            *(sms_code(str(report)), 0, "", ""),
        )
    )
    if life.team:
        moments = [at + timedelta(seconds=after) for _, after, _ in STEPS]
        rows["assignment"].append((task, serial, life.team, "released", "", *moments))


Line = tuple[str, datetime, str, dict[str, Any]]


def _lines(
    category: str,
    region: Region,
    village: Village,
    at: datetime,
    steps: Sequence[tuple[str, int, dict[str, Any]]],
    team: str,
    place: tuple[float, float] = (0.0, 0.0),
    report: uuid.UUID | None = None,
    task: uuid.UUID | None = None,
) -> list[Line]:
    """The log of one incident: (event, moment, actor, detail)."""
    leaf = region.categories[category]
    received = {
        "report": str(report),
        "channel": "web",
        "category_group": leaf.group,
        "category": leaf.code,
        "priority": leaf.priority,
        "village": village.code,
        "village_source": "chosen",
        "landmark": "belakang pasar",
        "latitude": place[0],
        "longitude": place[1],
        "accuracy_m": 20,
        "created_at": at.isoformat(),
        "drill": False,
    }
    lines: list[Line] = [("received", at, "reporter", received)]
    about = {"assignment": str(task), "team": team} if team else {}
    for event, after, told in steps:
        detail = told if event in ("resolved", "confirmed", "verified") else {**about, **told}
        lines.append((event, at + timedelta(seconds=after), "system", detail))
    return lines


def _event(line: Line) -> Event:
    event, when, actor, detail = line
    return Event(event, when, detail, actor, when)


TABLES = (
    ("incident", INCIDENT),
    ("incident_event", EVENT),
    ("report", REPORT),
    ("assignment", ASSIGNMENT),
)


def _into_sqlite(path: str, batches: Iterator[Rows]) -> None:
    """Without waiting for the disk: whoever loses power here begins again."""
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA synchronous=OFF")
        for rows in batches:
            for table, columns in TABLES:
                marks = ", ".join("?" * len(columns))
                names = ", ".join(f'"{name}"' for name in columns)
                file.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows[table])
            file.commit()
        file.execute("ANALYZE")
    file.close()


async def _into_postgres(url: str, batches: Iterator[Rows]) -> None:
    connection = await asyncpg.connect(url)
    try:
        for rows in batches:
            for table, columns in TABLES:
                await connection.copy_records_to_table(
                    table, records=rows[table], columns=list(columns)
                )
        await connection.execute(
            "SELECT setval(pg_get_serial_sequence('incident', 'id'), max(id)) FROM incident"
        )
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
