"""When the phones of every team are tested each week; a pack without it tests by hand only."""

from src.domain.test_schedule import Weekly
from src.services.pack.entry import Entry
from src.services.pack.office import hour


def test_alarm(told: Entry) -> Weekly | None:
    """In the file Monday is 1 and Sunday 7."""
    if not told.has("test_alarm"):
        return None
    entry = told.table("test_alarm")
    weekday = entry.whole("weekday", least=1)
    if weekday > 7:
        entry.wrong("weekday", "weekday is a number from 1 (Monday) to 7")
    found = Weekly((weekday - 1) % 7, hour(entry, "clock"))
    entry.done()
    return found
