"""A position as people pass it on: coordinates, or a link that a map made of them."""

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import unquote

from src.domain.village import Point

Unreadable = Literal["position_short_link", "position_unread"]

_NUMBER = r"(-?\d{1,3}[.,]\d+|-?\d{1,3})"
# The place itself before the middle of the map that showed it.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d{_NUMBER}!4d{_NUMBER}",
        rf"mlat={_NUMBER}&mlon={_NUMBER}",
        rf"(?:[?&](?:q|query|ll|daddr|destination|center|sll)=|geo:|loc:)\s*{_NUMBER}\s*,\s*{_NUMBER}",
        rf"/(?:place|search|dir)/[^\s@]*?{_NUMBER},\+?{_NUMBER}",
        rf"@{_NUMBER},{_NUMBER}",
        rf"#map=\d+/{_NUMBER}/{_NUMBER}",
    )
)
_PLAIN = re.compile(r"^\W*?(-?\d{1,3}[.,]\d{2,})\s*[,; ]\s*(-?\d{1,3}[.,]\d{2,})\W*$")
_PART = r"(\d{1,3})\s*[°º]\s*(\d{1,2})\s*['′’]\s*([\d.,]+)?\s*(?:\"|″|''|”)?\s*"
_DEGREES = re.compile(rf"{_PART}(N|S|LU|LS)[\s,;]*{_PART}(E|W|BT|BB)\b", re.IGNORECASE)
_SHORT = re.compile(r"(?:maps\.app\.goo\.gl|goo\.gl/maps|g\.co/|share\.here)", re.IGNORECASE)
_LINKED = re.compile(r"https?://|geo:", re.IGNORECASE)


def read(text: str) -> Point | Unreadable:
    """The point, or why there is none: a short link says nothing until a browser opens it."""
    text = unquote(text)
    for lat, lng in _pairs(text):
        point = _point(lat, lng)
        if point is not None:
            return point
    return "position_short_link" if _SHORT.search(text) else "position_unread"


def _pairs(text: str) -> Iterator[tuple[float, float]]:
    patterns = _PATTERNS if _LINKED.search(text) else (_PLAIN,)
    for pattern in patterns:
        if found := pattern.search(text):
            yield _number(found[1]), _number(found[2])
    if found := _DEGREES.search(text):
        south = found[4].upper() in ("S", "LS")
        west = found[8].upper() in ("W", "BB")
        lat, lng = _degrees(found[1], found[2], found[3]), _degrees(found[5], found[6], found[7])
        yield (-lat if south else lat), (-lng if west else lng)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _degrees(whole: str, minutes: str, seconds: str | None) -> float:
    rest = _number(seconds.rstrip(".,")) if seconds and seconds.strip(".,") else 0.0
    return int(whole) + int(minutes) / 60 + rest / 3600


def _point(lat: float, lng: float) -> Point | None:
    """Where only the other order can be meant, it is."""
    if abs(lat) > 90 >= abs(lng):
        lat, lng = lng, lat
    return Point(lat, lng) if abs(lat) <= 90 and abs(lng) <= 180 else None
