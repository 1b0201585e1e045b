"""When the office works, and the figures of regulations that hold for the whole region."""

from datetime import time

from src.domain.region import Office, Rules
from src.services.pack.entry import Entry


def office(told: Entry) -> Office:
    """In the file Monday is 1 and Sunday 7."""
    entry = told.table("office")
    days = entry.wholes("weekdays")
    if not days or not set(days) <= set(range(1, 8)):
        entry.wrong("weekdays", "weekdays are numbers from 1 (Monday) to 7, at least one")
    closes = hour(entry, "closes")
    entry.done()
    return Office(frozenset(day - 1 for day in days), closes)


def hour(entry: Entry, key: str) -> time:
    """An hour as people write it here, "16.00"."""
    text = entry.matching(key, r"([01]\d|2[0-3])\.[0-5]\d", "an hour like 16.00")
    return _time(text)


def rules(told: Entry) -> Rules:
    entry = told.table("rules")
    found = Rules(
        reopen_days=entry.whole("reopen_days", least=1),
        fire_area_km=entry.positive("fire_area_km"),
        near_outline_m=entry.positive("near_outline_m"),
        outside_km=entry.positive("outside_km"),
        referral_link_days=entry.whole("referral_link_days", 14, least=1),
        referral_link_most=entry.whole("referral_link_most", 90, least=1),
    )
    entry.done()
    return found


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text.replace(".", ":"))
    except ValueError:
        return time(16)
