"""The decision on an incident that may be taken back now, in words."""

from dataclasses import dataclass
from datetime import datetime

from src.domain import undo
from src.queries import log
from src.words.events import DECISIONS


@dataclass(frozen=True, slots=True)
class Undoable:
    """`number` is the line's own; `what` "penolakan aduan"."""

    number: int
    what: str


async def undoable(incident_id: int, now: datetime) -> Undoable | None:
    events = await log.events_of(incident_id)
    number = undo.undoable(events, now)
    if number is None:
        return None
    return Undoable(number, DECISIONS[events[number - 1].event])
