"""The text message that a phone writes for a report that no data gets through.

    LAPOR K -1.29671,123.45670 35m 7F3K9Q2A words…
    LAPOR K <code of a village> 7F3K9Q2A words…

`static/js/sms.js` writes it; here it is recognised where somebody typed or pasted it.
"""

import re
from dataclasses import dataclass

from src.domain import pasted_chat
from src.domain.category import Group
from src.domain.numbers import CROCKFORD
from src.domain.region import Region
from src.domain.village import Point

LONGEST = 4_000  # characters, as of every message that is read
_HEAD = re.compile(r"^[^\w\n]*LAPOR\s+([A-Z])\s+", re.ASCII | re.IGNORECASE | re.MULTILINE)
_POINT = re.compile(
    r"(-?[0-9]{1,2}\.[0-9]{1,8})\s*,\s*(-?[0-9]{1,3}\.[0-9]{1,8})"
    r"(?:\s+([0-9]{1,7})\s?m)?\s+(?=\S)",
    re.ASCII | re.IGNORECASE,
)
_VILLAGE = re.compile(r"(\S+)\s+")
_DOTTED = re.compile(r"[0-9]+(?:\.[0-9]+)+")
_CODE = re.compile(rf"([{CROCKFORD}]{{8}})(?!\w)[ .,:;]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SmsReport:
    """What the line says for certain.

    code     ties it to the report, see `numbers.sms_code`
    point    or `village`, a code of the region; the line may have neither
    words    everything else that the text says, before the line and after it
    """

    group: Group
    code: str
    point: Point | None = None
    accuracy_m: int | None = None
    village: str | None = None
    words: str = ""


def read(text: str, region: Region) -> SmsReport | None:
    """The report of the line that begins with LAPOR; None where none is whole, or two differ."""
    plain = pasted_chat.taken_apart(text[:LONGEST]).text.replace("\u00a0", " ")
    found = [each for head in _HEAD.finditer(plain) if (each := _line(plain, head, region))]
    return found[0] if len({each.code for each in found}) == 1 else None


def _line(text: str, head: re.Match[str], region: Region) -> SmsReport | None:
    letter = head[1].upper()
    group = next((group for group in region.groups if group.letter == letter), None)
    place = _POINT.match(text, head.end())
    point, accuracy_m, village = None, None, None
    if place:
        point = Point(float(place[1]), float(place[2]))
        accuracy_m = int(place[3]) if place[3] else None
    elif (place := _VILLAGE.match(text, head.end())) and place[1] in region.villages:
        village = place[1]
    elif place and not _DOTTED.fullmatch(place[1]):  # of a village that is no more: still a place
        place = None
    code = _CODE.match(text, place.end() if place else head.end())
    if group is None or code is None or (point and not _on_earth(point)):
        return None
    if place is None and code[1].isalpha():
        return None  # "LAPOR K TABRAKAN …" is a word of eight such letters
    before, after = text[: head.start()].strip(), text[code.end() :].strip()
    words = f"{before}\n{after}".strip()
    return SmsReport(group, code[1].upper(), point, accuracy_m, village, words)


def _on_earth(point: Point) -> bool:
    return abs(point.lat) <= 90 and abs(point.lng) <= 180
