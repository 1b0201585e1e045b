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
from src.domain.places import Places, Settled
from src.domain.region import Region
from src.domain.village import Point
from src.queries import duty
from src.queries.sms_twins import written_down
from src.queries.twins import certain_twins
from src.services import calls, dispatch, intake, journal, life_risk, news, placing, raising
from src.services.intake import FromOffice
from src.services.journal import REPORTER, Case, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A validated report as it came in. `village` is the reporter's own choice, if any.

    `created_at` and `sent_at` are by the sender's clock; `device_hash` is empty for channels
    without a device key; `office` is set where an operator took it, `priority` where he knew of
    more than the category tells, `sms_code` where it was an SMS that a phone wrote for a report
    that may still come by itself.
    """

    id: UUID
    category: Category
    priority: str = ""
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
    sms_code: str = ""
    office: FromOffice | None = None

    @property
    def code(self) -> str:
        """What ties an SMS and a delivery over the web to each other."""
        return self.sms_code or numbers.sms_code(str(self.id))


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
    if new.office and (known := await receipt_of(new.id, device_hash=new.device_hash)):
        return known  # what it was added to may have ended since
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
    office = new.office
    heard_at = office.heard_at if office and office.heard_at else now
    made, offset_ms = corrected(new.created_at, new.sent_at, heard_at)
    settled = places.settle(new.village, new.position)
    await _wait_for_code(new)
    case = (
        await intake.chosen(office, new.category, region=region)
        if office
        else await _written_down(new, region, now)
    )
    case = case or await _twin(new, made, region)
    alarmed = False
    if case is None:
        case = await _open(new, settled, made, heard_at, region=region, now=now)
        alarmed = case.projection.assigned_at is not None
    else:
        case = await _attach(case, new, settled, made, region=region, now=now)
    share_token = numbers.token()
    await _insert(new, case.id, share_token, settled, made, offset_ms, heard_at)
    words = f"{new.text}\n{new.landmark}".strip()
    case = await life_risk.heed(case, new.id, words, alarmed=alarmed, region=region, now=now)
    if office is not None:
        await intake.write(case, new.id, office, region=region, now=now)
    return Receipt(new.id, case.id, share_token, heard_at, False, True)


async def _attach(
    case: Case,
    new: NewReport,
    settled: Settled,
    made: datetime,
    *,
    region: Region,
    now: datetime,
) -> Case:
    """One more message on what is known already: no second alarm, unless it is more urgent.

    Where no village was known, its own is where it happened.
    """
    detail = {"report": str(new.id), "created_at": made.isoformat()}
    if new.office and new.office.heard_at:
        # The office knew. A report that lay on a phone without a signal moves no response clock.
        detail["received_at"] = new.office.heard_at.isoformat()
    entry = Entry(event="attached", at=now, actor=_actor(new), detail=detail)
    case = await journal.append(case, entry, region=region, now=now)
    case = await placing.learn(
        case, settled, report=new.id, actor=_actor(new), region=region, now=now
    )
    return await raising.take_over(
        case,
        new.category,
        new.priority or new.category.priority,
        about={"because": "attached", "report": str(new.id)},
        by=new.office.by if new.office else None,
        region=region,
        now=now,
    )


def _actor(new: NewReport) -> str:
    return journal.person(new.office.by) if new.office else REPORTER


async def _open(
    new: NewReport,
    settled: Settled,
    made: datetime,
    heard_at: datetime,
    *,
    region: Region,
    now: datetime,
) -> Case:
    leaf = new.category
    village = region.villages.get(settled.village or "")
    detail: dict[str, Any] = {
        "report": str(new.id),
        "channel": new.channel,
        "category_group": leaf.group,
        "category": leaf.code,
        "priority": new.priority or leaf.priority,
        "village": settled.village,
        "village_source": settled.source,
        "landmark": new.landmark,
        "created_at": made.isoformat(),
        "drill": leaf.drill,
    }
    if new.position is not None:
        detail |= {"latitude": new.position[0], "longitude": new.position[1]}
        detail["accuracy_m"] = new.accuracy_m
    received = Entry(event=incident.FIRST, at=heard_at, actor=_actor(new), detail=detail)
    called = await dispatch.calls_at_once(
        leaf, new.priority or leaf.priority, village, region=region, now=now
    )
    sent = [call.entry(at=now, actor=journal.SYSTEM) for call in called]
    case = await journal.open_case([received, *sent], region=region, now=now)
    await calls.start(case, called, region=region, now=now)
    if leaf.leader_only:
        leaders = await duty.with_role("leader", now)
        await news.tell_staff(case, "for_leaders", leaders, region=region, now=now)
    return case


async def _written_down(new: NewReport, region: Region, now: datetime) -> Case | None:
    """The open incident at which the office wrote this very report down from its SMS.

    What is for leaders alone stays with its like: neither does a complaint about officers come to
    an incident that others see, nor does a fire vanish among what they do not.
    """
    while found := await _same_code(new, region, now):
        case = await journal.lock(found)
        if await _same_code(new, region, now) == found:
            return case
    return None


async def _same_code(new: NewReport, region: Region, now: datetime) -> int | None:
    """Asked again under the lock: a merge may have taken the report elsewhere meanwhile."""
    leaf = new.category
    found = await written_down(new.code, drill=leaf.drill, now=now)
    fitting = (n for n, code in found if region.leaf(code).leader_only == leaf.leader_only)
    return next(fitting, None)


async def _wait_for_code(new: NewReport) -> None:
    """An SMS being written down while its report arrives: the second must see the first.

    On PostgreSQL those of one code wait here, before either holds an incident.
    """
    if database.on_postgres():
        key = numbers.lock_key(f"sms:{new.code}")
        await database.rows("SELECT pg_advisory_xact_lock({})", key)


async def _twin(new: NewReport, made: datetime, region: Region) -> Case | None:
    """The one open incident this certainly belongs to; two candidates are no certainty."""
    if new.category.drill:
        return None
    latitude, longitude = new.position if new.position is not None else (None, None)
    group = region.group_of(new.category)
    here = Sighting(group.code, group.kind, made, latitude, longitude, new.accuracy_m)
    await _wait_for_neighbours(here)
    found = await certain_twins(here)
    if len(found) != 1:
        return None
    case = await journal.lock(found[0])
    return case if case.state in incident.OPEN else None


async def _wait_for_neighbours(here: Sighting) -> None:
    """Ten phones that find a signal at once with one fire must see each other's incident.

    SQLite writes one after the other anyhow; on PostgreSQL those of one place wait here.
    """
    if not (database.on_postgres() and duplicates.may_be_certain(here)):
        return
    assert here.latitude is not None and here.longitude is not None
    squares = duplicates.cells(here.latitude, here.longitude)
    keys = [numbers.lock_key(f"twins:{here.group}:{square}") for square in squares]
    locks = ", ".join(["pg_advisory_xact_lock({})"] * len(keys))
    await database.rows(f"SELECT {locks}", *sorted(keys))


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
    heard_at: datetime,
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
        heard_at,
        new.reporter_name,
        new.reporter_phone,
        new.confidential,
        new.stand,
        new.body_number,
        new.code,
        new.attachments,
    )
