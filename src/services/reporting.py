"""Taking a report: once, durably, with everything that must follow in the same transaction."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from src import database
from src.domain import duplicates, incident, numbers
from src.domain.category import Category
from src.domain.device_clock import corrected
from src.domain.duplicates import Sighting
from src.domain.errors import Conflict
from src.domain.masking import masked
from src.domain.places import Places, Settled
from src.domain.region import Region
from src.domain.village import Point
from src.services import dispatch, journal
from src.services.journal import REPORTER, Case, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A validated report as it came in. `village` is the reporter's own choice, if any.

    `created_at` and `sent_at` are by the sender's clock; `device_hash` is empty for channels
    without a device key.
    """

    id: UUID
    category: Category
    channel: str = "web"
    text: str = ""
    position: Point | None = None
    accuracy_m: int | None = None
    village: str | None = None
    landmark: str = ""
    created_at: datetime | None = None
    sent_at: datetime | None = None
    reporter_name: str = ""
    reporter_phone: str = ""
    confidential: bool = False
    stand: str = ""
    body_number: str = ""
    device_hash: str = ""
    person: UUID | None = None
    attachments: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender is told. `again`: we had it already. `own`: from the device that sent it."""

    id: UUID
    incident: int
    share_token: str
    received_at: datetime
    again: bool
    own: bool


async def receive(new: NewReport, *, region: Region, places: Places, now: datetime) -> Receipt:
    """Take the report; the same id a second time changes nothing and gets the same receipt."""
    try:
        async with database.transaction():
            return await _write(new, region=region, places=places, now=now)
    except (sqlite3.IntegrityError, asyncpg.UniqueViolationError):
        known = await receipt_of(new.id, device_hash=new.device_hash)
        if known is None:
            raise
        return known


async def receipt_of(report_id: UUID, *, device_hash: str) -> Receipt | None:
    """The receipt of a report we have. Read where writes happen, so it is durable when told."""
    async with database.transaction():
        row = await database.row(
            "SELECT incident, share_token, received_at, device_hash FROM report WHERE id = {}",
            report_id,
        )
    if row is None:
        return None
    own = row["device_hash"] == device_hash
    return Receipt(report_id, row["incident"], row["share_token"], row["received_at"], True, own)


async def _write(new: NewReport, *, region: Region, places: Places, now: datetime) -> Receipt:
    made, offset_ms = corrected(new.created_at, new.sent_at, now)
    settled = places.settle(new.village, new.position)
    case = await _certain_twin(new, made)
    if case is None:
        case = await _open(new, settled, made, region=region, now=now)
    else:
        detail = {"report": str(new.id), "created_at": made.isoformat()}
        # A report that lay on a phone without a signal does not move the response clock.
        entry = Entry(event="attached", at=now, actor=REPORTER, detail=detail)
        case = await journal.append(case, entry, region=region, now=now)
    share_token = numbers.token()
    await _insert(new, case.id, share_token, settled, made, offset_ms, now)
    return Receipt(new.id, case.id, share_token, now, False, True)


async def _open(
    new: NewReport, settled: Settled, made: datetime, *, region: Region, now: datetime
) -> Case:
    leaf = new.category
    village = region.villages.get(settled.village or "")
    detail: dict[str, Any] = {
        "report": str(new.id),
        "channel": new.channel,
        "category_group": leaf.group,
        "category": leaf.code,
        "priority": leaf.priority,
        "village": settled.village,
        "landmark": masked(new.landmark),
        "created_at": made.isoformat(),
        "drill": leaf.drill,
    }
    if new.position is not None:
        detail |= {"latitude": new.position[0], "longitude": new.position[1]}
        detail["accuracy_m"] = new.accuracy_m
    received = Entry(event=incident.FIRST, at=now, actor=REPORTER, detail=detail)
    calls = await dispatch.calls_at_once(leaf, leaf.priority, village, region=region, now=now)
    sent = [call.entry(at=now, actor=journal.SYSTEM) for call in calls]
    case = await journal.open_case([received, *sent], region=region, now=now)
    await dispatch.start(case, calls, region=region, now=now)
    return case


async def _certain_twin(new: NewReport, made: datetime) -> Case | None:
    """The one open incident this report certainly belongs to; two candidates are no certainty."""
    if new.category.group not in duplicates.GROUPS or new.position is None:
        return None
    if new.accuracy_m is None or new.accuracy_m > duplicates.WORST_ACCURACY_M:
        return None
    here = Sighting(new.category.group, new.category.code, made, *new.position, new.accuracy_m)
    south, north, west, east = duplicates.box(*new.position)
    near = await database.rows(
        "SELECT id, category_group, category, created_at, latitude, longitude, accuracy_m"
        " FROM incident WHERE category_group = {} AND created_at BETWEEN {} AND {}"
        " AND latitude BETWEEN {} AND {} AND longitude BETWEEN {} AND {}"
        " AND state NOT IN ('closed', 'declined', 'merged') AND NOT drill",
        new.category.group,
        made - duplicates.CERTAIN_WITHIN,
        made + duplicates.CERTAIN_WITHIN,
        south,
        north,
        west,
        east,
    )
    certain = [
        row["id"]
        for row in near
        if duplicates.certainly_same(
            here,
            Sighting(
                row["category_group"],
                row["category"],
                row["created_at"],
                row["latitude"],
                row["longitude"],
                row["accuracy_m"],
            ),
        )
    ]
    if len(certain) != 1 or new.category.drill:
        return None
    case = await journal.lock(certain[0])
    return case if case.state in incident.OPEN else None


_COLUMNS = (
    "id, incident, share_token, device_hash, person, channel, category, text, latitude, longitude,"
    " accuracy_m, village, village_source, landmark, device_created_at, clock_offset_ms,"
    " created_at, received_at, reporter_name, reporter_phone, confidential, stand, body_number,"
    " sms_code, attachments_expected"
)


async def _insert(
    new: NewReport,
    incident_id: int,
    share_token: str,
    settled: Settled,
    made: datetime,
    offset_ms: int | None,
    now: datetime,
) -> None:
    latitude, longitude = new.position if new.position is not None else (None, None)
    await database.rows(
        f"INSERT INTO report ({_COLUMNS}) VALUES {database.marks(1, 25)}",
        new.id,
        incident_id,
        share_token,
        new.device_hash,
        new.person,
        new.channel,
        new.category.code,
        new.text,
        latitude,
        longitude,
        new.accuracy_m,
        settled.village,
        settled.source,
        new.landmark,
        new.created_at,
        offset_ms,
        made,
        now,
        new.reporter_name,
        new.reporter_phone,
        new.confidential,
        new.stand,
        new.body_number,
        numbers.sms_code(str(new.id)),
        new.attachments,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BetterPosition:
    """A more accurate position of a report already sent, with its own id."""

    update_id: UUID
    report_id: UUID
    device_hash: str
    position: Point
    accuracy_m: int
    at: datetime | None = None
    sent_at: datetime | None = None


async def improve_position(
    better: BetterPosition, *, region: Region, places: Places, now: datetime
) -> bool:
    """Take a better position; False where it is no better, came before, or is not its own device.

    The incident moves with it while it stands where this report (or a vaguer one) put it.
    """
    async with database.transaction():
        report = await database.row(
            "SELECT incident, device_hash, accuracy_m, village, village_source FROM report"
            " WHERE id = {}",
            better.report_id,
        )
        if report is None or report["device_hash"] != better.device_hash:
            raise Conflict("report_not_yours")
        known = report["accuracy_m"]
        if await journal.done_before(better.update_id) or (
            known is not None and known <= better.accuracy_m
        ):
            return False
        chosen = report["village"] if report["village_source"] == "reporter" else None
        settled = places.settle(chosen, better.position)
        await database.rows(
            "UPDATE report SET latitude = {}, longitude = {}, accuracy_m = {}, village = {},"
            " village_source = {} WHERE id = {}",
            *better.position,
            better.accuracy_m,
            settled.village,
            settled.source,
            better.report_id,
        )
        case = await journal.lock(report["incident"])
        if not _moves(case, better):
            return True
        latitude, longitude = better.position
        entry = Entry(
            event="position_improved",
            at=corrected(better.at, better.sent_at, now).at,
            actor=REPORTER,
            action_id=better.update_id,
            detail={
                "report": str(better.report_id),
                "latitude": latitude,
                "longitude": longitude,
                "accuracy_m": better.accuracy_m,
                "village": settled.village,
            },
        )
        await journal.append(case, entry, region=region, now=now)
    return True


def _moves(case: Case, better: BetterPosition) -> bool:
    stands = case.projection
    vaguer = stands.accuracy_m is None or stands.accuracy_m > better.accuracy_m
    return vaguer and incident.may(case.state, "position_improved")
