"""How much time is left on a promise, or how far it is overdue, in a few words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from src.words import spans

SOON = timedelta(minutes=10)
COUNTED = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Due:
    """`look` is "", now or late; `until` (ISO) where a script may count the seconds."""

    look: str
    text: str
    until: str = ""


def due(at: datetime, now: datetime) -> Due:
    """ "Lewat 4 menit", a clock that runs down, or "sisa 9 menit"."""
    left = at - now
    if left < timedelta():
        return Due("late", f"Lewat {spans.span(-left)}")
    if left <= SOON:
        return Due("now", spans.countdown(left), at.isoformat())
    if left <= COUNTED:
        return Due("", f"sisa {spans.countdown(left)}")
    return Due("", f"sisa {spans.span(left)}")
