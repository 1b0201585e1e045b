"""What a phone's clock said, put right by how wrong it was when the message arrived."""

from datetime import datetime, timedelta
from typing import NamedTuple

OLDEST = timedelta(days=60)


class Corrected(NamedTuple):
    """`at` in server time; `offset_ms` is server minus phone, None where it was not measured."""

    at: datetime
    offset_ms: int | None


def corrected(told: datetime | None, sent: datetime | None, now: datetime) -> Corrected:
    """When something happened by our clock.

    `told` is the phone's time of the event and `sent` the phone's time at delivery; their
    distance holds however wrong the phone's clock is. Without `sent` the phone is believed while
    what it says is possible. Never in the future, never more than `OLDEST` ago.
    """
    if told is None:
        return Corrected(now, None)
    if sent is None:
        believable = now - OLDEST <= told <= now
        return Corrected(told if believable else now, None)
    offset = now - sent
    try:
        at = min(told + offset, now)
    except OverflowError:  # years that no calendar has
        return Corrected(now, None)
    return Corrected(max(at, now - OLDEST), round(offset / timedelta(milliseconds=1)))
