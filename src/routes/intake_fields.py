"""From what an operator typed for somebody to a report, or a sentence at each wrong field."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from src.domain import origin, pasted_position, phone, said_time, sms_report
from src.domain.channel import BY_CODE, Channel
from src.domain.numbers import serial_of
from src.domain.region import Region
from src.domain.village import Point
from src.routes.report_fields import LONGEST, Mistakes, names_a_place
from src.routes.submission import identity, line
from src.services.callbacks import MINUTES, Promise
from src.services.intake import FromOffice
from src.services.reporting import NewReport

LONGEST_ORIGIN = 300
URGENT = "P1"

Fields = Mapping[str, str]


def new_report(
    fields: Fields, *, by: UUID, region: Region, now: datetime, photos: int = 0
) -> NewReport:
    """A report as it was taken for somebody; raises Invalid."""
    wrong, said = Mistakes(), fields.get
    channel = BY_CODE.get(said("channel", ""))
    if channel is None:
        wrong.note("channel", "channel_unknown")
    category = region.category(said("category", ""))
    if category is None:
        wrong.note("category", "category_unknown" if said("category") else "category_missing")
    for name, longest in LONGEST.items():
        if len(said(name, "")) > longest:
            wrong.note(name, "text_too_long")
    point = position(fields, wrong)
    village, landmark = said("village") or None, line(said("landmark", ""))
    if village is not None and village not in region.villages:
        wrong.note("village", "village_unknown")
    if point is None and village is None and not names_a_place(landmark):
        unclear = "landmark_unclear" if landmark else "place_missing"
        wrong.note("landmark" if landmark else "place", unclear)
    came_from = _origin(fields, channel, wrong)
    number = _number(fields, came_from, wrong)
    heard_at = _heard(fields, region, now, wrong)
    promise = _promise(fields, number, by, wrong)
    report_id = identity(said("id", ""))
    if report_id is None:
        wrong.note("id", "id_wrong")
    into = _into(fields, region, wrong)
    wrong.tell()
    sms = sms_report.read(said("text", ""), region)
    assert category is not None and channel is not None and report_id is not None
    return NewReport(
        id=report_id,
        category=category,
        priority=URGENT if said("urgent") == "ya" and URGENT in region.priorities else "",
        channel=channel.code,
        text=said("text", ""),
        position=point,
        village=village,
        landmark=landmark,
        reporter_name=line(said("reporter_name", "")),
        reporter_phone=number,
        confidential=said("confidential") == "ya",
        attachments=photos,
        sms_code=sms.code if sms else "",
        office=FromOffice(by=by, origin=came_from, heard_at=heard_at, into=into, promise=promise),
    )


def position(fields: Fields, wrong: Mistakes) -> Point | None:
    """Coordinates or a map's link, where one was pasted."""
    told = fields.get("position", "")
    if not told:
        return None
    found = pasted_position.read(told)
    if isinstance(found, Point):
        return found
    wrong.note("position", found)
    return None


def _origin(fields: Fields, channel: Channel | None, wrong: Mistakes) -> str:
    told = line(fields.get("origin", ""))
    if not told or channel is None:
        return ""
    kept = origin.checked(told, channel) if len(told) <= LONGEST_ORIGIN else None
    if kept is None:
        wrong.note("origin", "origin_wrong")
    return kept or ""


def _number(fields: Fields, came_from: str, wrong: Mistakes) -> str:
    """The reporter's; where only the number it came from is known, it is the reporter's."""
    told = fields.get("reporter_phone", "")
    if not told:
        return came_from if came_from.startswith("+") else ""
    number = phone.normalised(told)
    if number is None:
        wrong.note("reporter_phone", "phone_wrong")
    return number or ""


def _heard(fields: Fields, region: Region, now: datetime, wrong: Mistakes) -> datetime | None:
    told = fields.get("heard", "")
    if not told:
        return None
    at = said_time.moment(told, now, region.timezone)
    if at is None:
        wrong.note("heard", "heard_wrong")
    return at


def _promise(fields: Fields, number: str, by: UUID, wrong: Mistakes) -> Promise | None:
    told = fields.get("callback", "")
    if not told:
        return None
    minutes = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0
    if minutes not in MINUTES:
        wrong.note("callback", "callback_minutes_wrong")
    if not number and "reporter_phone" not in wrong.found:
        wrong.note("reporter_phone", "callback_number_missing")
    person = identity(fields["callback_by"]) if fields.get("callback_by") else by
    if person is None:
        wrong.note("callback_by", "person_unknown")
    return Promise(person or by, timedelta(minutes=minutes))


def _into(fields: Fields, region: Region, wrong: Mistakes) -> int | None:
    told = fields.get("into", "")
    if not told:
        return None
    serial = serial_of(told, region.number_prefix)
    if serial is None:
        wrong.note("into", "incident_unknown")
    return serial
