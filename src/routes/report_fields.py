"""From what a form said to a report that can be taken, or to a sentence at each wrong field."""

from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from uuid import UUID, uuid4

from src.domain import phone
from src.domain.access import Person
from src.domain.errors import Invalid
from src.domain.region import Region
from src.domain.village import Point
from src.routes.submission import identity, line
from src.services.attachments import MOST_OF_ONE
from src.services.positions import BetterPosition
from src.services.reporting import NewReport

LONGEST = {"text": 4000, "landmark": 200, "reporter_name": 120, "reporter_phone": 40}
LONGEST_BODY_NUMBER = 40
WORST_ACCURACY_M = 1_000_000
YEARS = range(1970, 2200)  # of wrong clocks; the offset at delivery puts them right

Fields = Mapping[str, str]


class Mistakes:
    """Reasons by field, gathered so that all are told at once."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def note(self, field: str, reason: str) -> None:
        self.found.setdefault(field, reason)

    def tell(self) -> None:
        """Raises Invalid where there is anything to mend."""
        if self.found:
            raise Invalid(self.found)


def new_report(
    fields: Fields, *, region: Region, device_hash: str, person: Person | None, photos: int = 0
) -> NewReport:
    """A report from the fields of design.md; raises Invalid. `photos` came along with the form."""
    wrong = Mistakes()
    said = fields.get
    if said("website"):
        wrong.note("website", "website_filled")
    category = region.category(said("category", ""))
    if category is None:
        wrong.note("category", "category_unknown" if said("category") else "category_missing")
    position, accuracy = _position(fields, wrong)
    village = said("village") or None
    if village is not None and village not in region.villages:
        wrong.note("village", "village_unknown")
    landmark = line(said("landmark", ""))
    if position is None and village is None and not names_a_place(landmark):
        wrong.note(
            "landmark" if landmark else "place", "landmark_unclear" if landmark else "place_missing"
        )
    for name, longest in LONGEST.items():
        if len(said(name, "")) > longest:
            wrong.note(name, "text_too_long")
    reporter_phone = phone.normalised(said("reporter_phone", "")) if said("reporter_phone") else ""
    if reporter_phone is None:
        wrong.note("reporter_phone", "phone_wrong")
    report_id = _id(fields, "id", wrong)
    created_at = _moment(fields, "created_at", wrong)
    sent_at = _moment(fields, "sent_at", wrong)
    wrong.tell()
    assert category is not None
    return NewReport(
        id=report_id,
        category=category,
        text=said("text", ""),
        position=position,
        accuracy_m=accuracy,
        village=village,
        landmark=landmark,
        created_at=created_at,
        sent_at=sent_at,
        reporter_name=line(said("reporter_name", "")) or _name_of(person),
        reporter_phone=reporter_phone or "",
        confidential=said("confidential") == "ya",
        stand=_stand(fields, region, person),
        body_number=_body_number(fields, person),
        device_hash=device_hash,
        person=person.id if person else None,
        attachments=photos or _count(said("attachments", "")),
    )


def better_position(fields: Fields, report_id: UUID, *, device_hash: str) -> BetterPosition:
    """A more accurate position of a report; raises Invalid."""
    wrong = Mistakes()
    position, accuracy = _position(fields, wrong)
    if position is None or accuracy is None:
        wrong.note("latitude", "position_wrong")
    update_id = _id(fields, "update_id", wrong)
    at = _moment(fields, "at", wrong)
    sent_at = _moment(fields, "sent_at", wrong)
    wrong.tell()
    assert position is not None
    assert accuracy is not None
    return BetterPosition(
        update_id=update_id,
        report_id=report_id,
        device_hash=device_hash,
        position=position,
        accuracy_m=accuracy,
        at=at,
        sent_at=sent_at,
    )


def _position(fields: Fields, wrong: Mistakes) -> tuple[Point | None, int | None]:
    latitude, longitude = fields.get("latitude"), fields.get("longitude")
    if not latitude and not longitude:
        return None, None
    lat, lng = _number(latitude), _number(longitude)
    if lat is None or lng is None or not (-90 <= lat <= 90 and -180 <= lng <= 180):
        wrong.note("latitude", "position_wrong")
        return None, None
    if not fields.get("accuracy_m"):
        return Point(lat, lng), None
    accuracy = _number(fields["accuracy_m"])
    if accuracy is None or accuracy < 0:
        wrong.note("latitude", "position_wrong")
        return None, None
    return Point(lat, lng), min(round(accuracy), WORST_ACCURACY_M)


def _number(text: str | None) -> float | None:
    """`-1,296` and `-1.296` are the same number; anything but plain digits is none."""
    text = (text or "").replace(",", ".")
    if not text.isascii() or len(text) > 30 or "_" in text:
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


def names_a_place(landmark: str) -> bool:
    """A landmark that can be found has at least two letters or digits: a picture names no place."""
    return sum(sign.isalnum() for sign in landmark) >= 2


def _id(fields: Fields, name: str, wrong: Mistakes) -> UUID:
    """The sender's own id; a form without one gets one (it can't be sent twice knowingly)."""
    if not fields.get(name):
        return uuid4()
    known = identity(fields[name])
    if known is None:
        wrong.note(name, "id_wrong")
    return known or uuid4()


def _moment(fields: Fields, name: str, wrong: Mistakes) -> datetime | None:
    """ISO 8601 with an offset (or Z)."""
    if not fields.get(name):
        return None
    try:
        moment = datetime.fromisoformat(fields[name])
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in YEARS:
        wrong.note(name, "date_wrong")
        return None
    return moment


def _count(text: str) -> int:
    return min(int(text), MOST_OF_ONE) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _name_of(person: Person | None) -> str:
    return person.name if person and person.role == "driver" else ""


def _stand(fields: Fields, region: Region, person: Person | None) -> str:
    """The stand on the poster, else the driver's own; an unknown code is no reason to refuse."""
    told = fields.get("stand", "")
    if told in region.stands:
        return told
    return (person.stand or "") if person else ""


def _body_number(fields: Fields, person: Person | None) -> str:
    told = line(fields.get("bentor", ""))[:LONGEST_BODY_NUMBER]
    return told or ((person.body_number or "") if person else "")
