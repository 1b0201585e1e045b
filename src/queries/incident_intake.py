"""Of one incident, for the office: people in danger, calls owed, and what was merged into it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import local_time, phone
from src.domain.numbers import number_of
from src.domain.region import Region
from src.queries.due import Due, due
from src.words.events import SOMEBODY
from src.words.intake import LIFE_RISKS


@dataclass(frozen=True, slots=True)
class Owed:
    """A reporter who has to be called back; `last` what came of the last try (CALL_RESULTS)."""

    id: UUID
    report: UUID
    caller: str
    due: Due
    last: str


@dataclass(frozen=True, slots=True)
class Merged:
    """An incident that was merged into this one and can be taken off again."""

    number: str
    clock: str
    reports: int


@dataclass(frozen=True, slots=True)
class Origin:
    """The number, link or reference a message came from; `href` where it can be opened."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Intake:
    """`dangers` in words, `raise_to` the code of the highest priority where it is not that yet.

    origins  by report, for the office alone
    """

    life_risk: bool
    dangers: tuple[str, ...]
    raise_to: str
    callbacks: tuple[Owed, ...]
    merged: tuple[Merged, ...]
    origins: Mapping[UUID, Origin]


async def intake_of(
    incident_id: int, row: database.Row, region: Region, *, now: datetime
) -> Intake:
    """`row` has the incident's `priority` and `life_risk`."""
    life_risk = bool(row["life_risk"])
    highest = min(region.priorities.values(), key=lambda level: level.rank)
    return Intake(
        life_risk=life_risk,
        dangers=await _dangers(incident_id) if life_risk else (),
        raise_to=highest.code if highest.code != row["priority"] else "",
        callbacks=await _owed_on(incident_id, now),
        merged=await _merged_into(incident_id, region),
        origins=await _origins(incident_id),
    )


async def _origins(incident_id: int) -> dict[UUID, Origin]:
    rows = await database.rows(
        "SELECT n.id, n.origin FROM report r JOIN intake n ON n.id = r.id"
        " WHERE r.incident = {} AND n.origin <> ''",
        incident_id,
    )
    return {row["id"]: _origin(row["origin"]) for row in rows}


def _origin(kept: str) -> Origin:
    if kept.startswith("+"):
        return Origin(phone.readable(kept), f"tel:{kept}")
    return Origin(kept, kept if kept.startswith(("https://", "http://")) else "")


async def _dangers(incident_id: int) -> tuple[str, ...]:
    """Of the newest flag; what was taken back before is over."""
    row = await database.row(
        "SELECT detail FROM incident_event WHERE incident = {} AND event = 'life_risk_seen'"
        " ORDER BY number DESC LIMIT 1",
        incident_id,
    )
    codes = json.loads(row["detail"]).get("codes", ()) if row else ()
    return tuple(LIFE_RISKS.get(code, code) for code in codes)


_OWED = (
    "SELECT c.id, c.report, c.due_at, c.result, p.name, r.incident FROM callback c"
    " JOIN report r ON r.id = c.report LEFT JOIN person p ON p.id = c.person"
    " WHERE c.called_at IS NULL"
)


async def _owed_on(incident_id: int, now: datetime) -> tuple[Owed, ...]:
    rows = await database.rows(
        f"{_OWED} AND r.incident = {{}} ORDER BY c.due_at, c.id", incident_id
    )
    return tuple(
        Owed(
            row["id"],
            row["report"],
            row["name"] or SOMEBODY,
            due(row["due_at"], now),
            row["result"],
        )
        for row in rows
    )


async def owed_by_incident(incidents: Sequence[int]) -> dict[int, datetime]:
    """When the first call is due on each of these incidents where one is owed; one statement."""
    if not incidents:
        return {}
    rows = await database.rows(
        "SELECT r.incident, c.due_at FROM callback c JOIN report r ON r.id = c.report"
        f" WHERE c.called_at IS NULL AND r.incident IN {database.marks(1, len(incidents))}"
        " ORDER BY c.due_at DESC",
        *incidents,
    )
    return {row["incident"]: row["due_at"] for row in rows}  # the earliest comes last


async def _merged_into(incident_id: int, region: Region) -> tuple[Merged, ...]:
    rows = await database.rows(
        "SELECT id, closed_at, reports FROM incident WHERE merged_into = {}"
        " ORDER BY closed_at DESC",
        incident_id,
    )
    return tuple(
        Merged(
            number_of(row["id"], region.number_prefix),
            local_time.clock(row["closed_at"], region.timezone),
            row["reports"],
        )
        for row in rows
    )
