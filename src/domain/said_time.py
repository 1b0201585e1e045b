"""When something was heard, as it is typed in a hurry: 13.58, 29/11 13.58, kemarin 13.58."""

import re
from datetime import datetime, timedelta, tzinfo

OLDEST = timedelta(days=60)
AHEAD = timedelta(minutes=2)  # clocks on desks
_CLOCK = r"([01]?\d|2[0-3])[.:]([0-5]\d)(?:[.:][0-5]\d)?"
_TIMED = re.compile(rf"(?:(?P<day>[^\s,]+)[\s,]+)?{_CLOCK}", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{2}|\d{4}))?")


def moment(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """In the past and at most `OLDEST` ago; None for anything else.

    A clock alone is its last time before now; a date without a year is its last one.
    """
    found = _TIMED.fullmatch(text.strip())
    if found is None:
        return None
    local = now.astimezone(zone)
    latest = local + AHEAD
    day = _day((found["day"] or "").lower(), local)
    if day is None:
        return None
    try:
        at = day.replace(hour=int(found[2]), minute=int(found[3]), second=0, microsecond=0)
    except ValueError:
        return None
    if at > latest and not found["day"]:
        at -= timedelta(days=1)
    if at > latest or at < local - OLDEST:
        return None
    return min(at, local).astimezone(now.tzinfo)


def _day(said: str, local: datetime) -> datetime | None:
    if said in ("", "hari", "ini", "tadi"):
        return local
    if said == "kemarin":
        return local - timedelta(days=1)
    found = _DATE.fullmatch(said)
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    year = local.year if found[3] is None else int(found[3]) % 100 + local.year // 100 * 100
    try:
        date = local.replace(year=year, month=month, day=day)
        last = found[3] is None and date.date() > local.date()
        return date.replace(year=year - 1) if last else date
    except ValueError:
        return None
