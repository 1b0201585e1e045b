"""The span of a shift book: a shift just ended, or any hours of the last month."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = timedelta(hours=48)
OLDEST = timedelta(days=31)
USUAL_H = (8, 12, 24)


@dataclass(frozen=True, slots=True)
class Span:
    """From `begins` up to `ends`, both aware UTC."""

    begins: datetime
    ends: datetime


def mistakes(begins: datetime | None, ends: datetime | None, now: datetime) -> dict[str, str]:
    """Why these are no span of a shift book, by field; empty where they are one."""
    if begins is None or ends is None:
        return {"from" if begins is None else "until": "time_missing"}
    if ends <= begins:
        return {"until": "end_before_start"}
    if ends - begins > LONGEST:
        return {"until": "span_too_long"}
    if begins < now - OLDEST:
        return {"from": "span_too_old"}
    return {}
