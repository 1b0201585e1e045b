"""Open incidents that the report being typed may belong to.

By the code of its SMS, by telephone, by place, kind and time.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from src import database
from src.domain import likeness, pasted_position, phone, said_time
from src.domain.access import Person
from src.domain.likeness import Account
from src.domain.numbers import serial_of
from src.domain.places import Places
from src.domain.reading import Reading
from src.domain.region import Region
from src.domain.sms_report import SmsReport
from src.domain.village import Point
from src.queries import naming, reach
from src.queries.accounts import telling_of
from src.queries.merge_candidates import MOST, WITHIN, Candidate, candidates_for
from src.queries.naming import named
from src.queries.sms_twins import SAME_CODE
from src.queries.sms_twins import WITHIN as SMS_WITHIN
from src.words import spans

SAME_PHONE = "nomor HP sama, selisih {between}"
SAME_SMS = "kode SMS sama"
SAME_PLACE = "tempat yang sama"


async def like(
    fields: Mapping[str, str],
    reading: Reading,
    person: Person,
    region: Region,
    places: Places,
    *,
    now: datetime,
    sms: SmsReport | None = None,
) -> tuple[Candidate, ...]:
    """What was typed counts first, else what was read; nothing where neither tells a place."""
    hidden = reach.hidden_from(person, region)
    at = said_time.moment(fields.get("heard", ""), now, region.timezone) or now
    found = await _by_code(sms.code, region, hidden, now) if sms else []
    known = {each.named.number for each in found}
    called = await _by_phone(fields, reading, region, hidden, at)
    found += [each for each in called if each.named.number not in known]
    place = _place(fields, reading)
    village = _village(fields, reading, place, region, places)
    if place is not None or village:
        row = {
            "id": 0,
            "created_at": at,
            "village": village,
            "latitude": place.lat if place else None,
            "longitude": place.lng if place else None,
        }
        own = _account(fields, reading, row, place, region)
        near = await candidates_for(row, region, hidden=hidden, own=own)
        known = {each.named.number for each in found}
        found += [each for each in near if each.named.number not in known]
    return tuple(found[:MOST])


def _account(
    fields: Mapping[str, str],
    reading: Reading,
    row: Mapping[str, Any],
    place: Point | None,
    region: Region,
) -> tuple[Account, ...]:
    """The report as it stands in the form; nothing while its kind is not known."""
    leaf = region.category(fields.get("category", "")) or (
        reading.category.value if reading.category else None
    )
    if leaf is None:
        return ()
    written = {each.value.code for each in reading.villages}
    return (
        likeness.account(
            leaf,
            region.group_of(leaf),
            at=row["created_at"],
            position=place,
            village=region.villages.get(row["village"] or ""),
            named=place is None or bool(fields.get("village")) or row["village"] in written,
            telling=telling_of(fields.get("text", ""), fields.get("landmark", ""), region),
            phones=_numbers(fields, reading),
            words=region.words,
        ),
    )


async def completed(fields: Mapping[str, str], person: Person, region: Region) -> dict[str, str]:
    """What is added to an incident is of its kind and at its place, where nothing else was said."""
    said = dict(fields)
    serial = serial_of(said["into"], region.number_prefix) if said.get("into") else None
    if serial is None or not await reach.may_see(person, serial, region):
        return said
    row = await database.row("SELECT category, village FROM incident WHERE id = {}", serial)
    assert row is not None
    said["category"] = said.get("category") or row["category"]
    if not any(said.get(name) for name in ("village", "landmark", "position")):
        said["village" if row["village"] else "landmark"] = row["village"] or SAME_PLACE
    return said


async def driver_of(fields: Mapping[str, str], reading: Reading) -> str:
    """The registered driver whose number it is, as people know him; "" for anybody else's."""
    numbers = _numbers(fields, reading)
    if not numbers:
        return ""
    row = await database.row(
        "SELECT name, body_number FROM person WHERE active AND role = 'driver'"
        f" AND phone IN {database.marks(1, len(numbers))}",
        *numbers,
    )
    if row is None:
        return ""
    return f"{row['name']}, {row['body_number']}" if row["body_number"] else str(row["name"])


def _place(fields: Mapping[str, str], reading: Reading) -> Point | None:
    told = pasted_position.read(fields.get("position", ""))
    if isinstance(told, Point):
        return told
    return reading.position.value if reading.position else None


def _village(
    fields: Mapping[str, str],
    reading: Reading,
    place: Point | None,
    region: Region,
    places: Places,
) -> str | None:
    typed = fields.get("village", "")
    if typed in region.villages:
        return typed
    if place is not None:
        return places.settle(None, place).village
    return reading.village.value.code if reading.village else None


async def _by_code(
    code: str, region: Region, hidden: tuple[str, ...], now: datetime
) -> list[Candidate]:
    """The report itself, which came before its SMS was read; or the SMS, written down twice."""
    unseen = f" AND i.category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    rows = await database.rows(
        f"SELECT DISTINCT i.id, {naming.COLUMNS}, i.created_at FROM report r"
        f" JOIN incident i ON i.id = r.incident WHERE {SAME_CODE}"
        f"{unseen} ORDER BY i.created_at DESC LIMIT {MOST}",
        code,
        now - SMS_WITHIN,
        *hidden,
    )
    return [Candidate(named(row["id"], row, region), SAME_SMS, 0.0, True) for row in rows]


async def _by_phone(
    fields: Mapping[str, str],
    reading: Reading,
    region: Region,
    hidden: tuple[str, ...],
    at: datetime,
) -> list[Candidate]:
    """Who calls again most often means the same."""
    numbers = _numbers(fields, reading)
    if not numbers:
        return []
    unseen = f" AND i.category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    rows = await database.rows(
        f"SELECT DISTINCT i.id, {naming.COLUMNS}, i.created_at FROM report r"
        " JOIN incident i ON i.id = r.incident"
        f" WHERE r.reporter_phone IN {database.marks(1, len(numbers))} AND r.received_at >= {{}}"
        " AND i.state NOT IN ('closed', 'declined', 'merged', 'resolved')"
        f"{unseen} ORDER BY i.created_at DESC LIMIT {MOST}",
        *numbers,
        at - WITHIN,
        *hidden,
    )
    return [_called(row, region, at) for row in rows]


def _numbers(fields: Mapping[str, str], reading: Reading) -> list[str]:
    typed = [phone.normalised(fields.get(name, "")) for name in ("reporter_phone", "origin")]
    return sorted({each for each in (*typed, *(f.value for f in reading.phones)) if each})


def _called(row: database.Row, region: Region, at: datetime) -> Candidate:
    between = spans.span(abs(row["created_at"] - at))
    return Candidate(named(row["id"], row, region), SAME_PHONE.format(between=between), 0.0, True)
