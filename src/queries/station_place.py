"""Where a station's incident is and how long there is left to be there, as its screen shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from src import database
from src.domain import local_time
from src.domain.intervals import due_at
from src.domain.organisation import Station
from src.domain.region import Region
from src.domain.sketch import RINGS_M, Sketch, sketch
from src.domain.village import Point
from src.words import spans
from src.words.station import COMPASS

RING_NAMES = {
    ring: spans.distance(ring).replace(" meter", " m").replace(",0", "") for ring in RINGS_M
}


@dataclass(frozen=True, slots=True)
class Place:
    """`where` in words, as the crow flies; `vague` where only the village is known."""

    where: str
    sketch: Sketch
    vague: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """Counts down to `until`, the promise of arrival; without one, up from `since`.

    state  left or over (the promise is broken) where there is one, else since
    text   minutes and seconds as the page was drawn
    """

    state: str
    text: str
    until: str
    since: str
    deadline: str
    reported: str


def place_of(row: database.Row, station: Station, region: Region) -> Place | None:
    """None where neither a position nor a village is known."""
    village = region.villages.get(row["village"] or "")
    vague = row["latitude"] is None or row["longitude"] is None
    if vague and village is None:
        return None
    point = village.point if vague and village else Point(row["latitude"], row["longitude"])
    drawn = sketch(
        station.point,
        point,
        ((each.name, each.point) for each in region.villages.values()),
        ring_name=RING_NAMES,
    )
    far = spans.distance(drawn.distance_m)
    about = "kira-kira " if vague else ""
    return Place(f"{about}{far} ke {COMPASS[drawn.towards]}".capitalize(), drawn, vague)


def clock_of(row: database.Row, region: Region, now: datetime) -> Clock:
    received, zone = row["received_at"], region.timezone
    promised = region.priorities[row["priority"]].on_scene
    until = due_at(received, promised, region) if promised else None
    left = until - now if until else now - received
    return Clock(
        state="since" if until is None else "left" if left >= timedelta() else "over",
        text=spans.countdown(abs(left)),
        until=until.isoformat() if until else "",
        since=received.isoformat(),
        deadline=local_time.clock(until, zone) if until else "",
        reported=local_time.clock(received, zone),
    )
