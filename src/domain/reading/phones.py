"""Phone numbers and positions written in a message."""

import re

from src.domain import phone
from src.domain.reading.found import Found, Quote
from src.domain.village import Point

_DIGITS = re.compile(r"(?<![\w.])(?:\+\s?)?\(?\d[\d\s.\-()/]{6,30}\d(?![\w])")
_GROUP = re.compile(r"\d+")
_CUE = re.compile(r"(?:hp|wa|telp?|telepon|nomor|no|hub|hubungi|kontak|call)\W*$", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.|maps\.)\S+", re.IGNORECASE)
_POSITION = re.compile(r"(?<![\d.])(-?\d{1,2}\.\d{3,})\s*(?:,|%2C)\s*(-?\d{2,3}\.\d{3,})(?![\d.])")
LONGEST, SHORTEST = 15, 9


def phones(text: str, country: str = "ID") -> tuple[Found[str], ...]:
    """Each number once, in the order of the text."""
    found: dict[str, Found[str]] = {}
    for run in _DIGITS.finditer(text):
        for start, end in _numbers(run.group(), run.start()):
            written = text[start:end]
            cued = bool(_CUE.search(text[:start]))
            number = _dialled(written, country, cued=cued)
            if number is not None and number not in found:
                found[number] = Found(number, "sure", (Quote(start, end, written),))
    return tuple(found.values())


def links(text: str) -> tuple[Quote, ...]:
    """Addresses of pages: their letters are no words."""
    return tuple(Quote(at.start(), at.end(), at.group()) for at in _LINK.finditer(text))


def position(text: str) -> Found[Point] | None:
    """The first pair of decimal degrees, latitude before longitude, as map links carry them."""
    at = _POSITION.search(text)
    if at is None:
        return None
    point = Point(float(at[1]), float(at[2]))
    if not (-90 <= point.lat <= 90 and -180 <= point.lng <= 180):
        return None
    return Found(point, "likely", (Quote(at.start(), at.end(), at.group()),))


def _numbers(run: str, offset: int) -> list[tuple[int, int]]:
    """A run of digits in groups may hold several numbers.

    A new one begins with 0 or 62 where enough digits follow: the last four may begin so, too.
    """
    spans: list[tuple[int, int]] = []
    start, digits, end = -1, 0, 0
    for group in _GROUP.finditer(run):
        whole = min(digits, len(re.findall(r"\d", run[group.start() :]))) >= SHORTEST
        begins = whole and group.group().startswith(("0", "62"))
        if start < 0 or begins or digits + len(group.group()) > LONGEST:
            if start >= 0:
                spans.append((start, end))
            start, digits = _with_plus(run, group.start()), 0
        digits += len(group.group())
        end = group.end()
    spans.append((start, end))
    return [(offset + first, offset + last) for first, last in spans]


def _with_plus(run: str, start: int) -> int:
    before = run[:start].rstrip(" (")
    return len(before) - 1 if before.endswith("+") else start


def _dialled(written: str, country: str, *, cued: bool) -> str | None:
    """The number in its international form; one without 0 or 62 in front needs a cue."""
    digits = "".join(_GROUP.findall(written))
    if not SHORTEST <= len(digits) <= LONGEST:
        return None
    if digits.startswith("62"):
        return phone.normalised(f"+{digits}", country)
    if digits.startswith("0") or (digits.startswith("8") and (cued or len(digits) >= 10)):
        return phone.normalised(digits if digits.startswith("0") else f"0{digits}", country)
    return None
