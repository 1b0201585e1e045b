"""holidays.csv: the days on which promises in working days stand still."""

from datetime import date

from src.domain.region import Holiday
from src.services.pack.entry import Entry
from src.services.pack.source import Source


def holidays(pack: Source) -> dict[date, Holiday]:
    """By date. `movable` and `source` are for whoever edits the list next year."""
    found = pack.keyed(pack.rows("holidays.csv"), _holiday, key="date")
    return {holiday.date: holiday for holiday in found.values()}


def _holiday(row: Entry) -> Holiday:
    row.flag("movable", False)
    row.text("source", "")
    return Holiday(_date(row), row.text("name"), row.one_of("kind", ("national", "joint_leave")))


def _date(row: Entry) -> date:
    text = row.text("date")
    try:
        return date.fromisoformat(text)
    except ValueError:
        if text:
            row.wrong("date", f"date {text!r} is not a day like 2026-08-17")
        return date.min
