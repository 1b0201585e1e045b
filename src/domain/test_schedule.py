"""When the phones of every team are tested each week, and when it is tried again instead."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from uuid import UUID, uuid5

TRIES = 4
AGAIN_AFTER = timedelta(hours=1)
WEEK = timedelta(days=7)
_WEEKLY: Final = UUID("6d5a4f0e-6f0b-4d5e-9a53-3f0b6a4c7e21")


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week on `weekday` (0 is Monday) at `at`, by the region's clock."""

    weekday: int
    at: time


@dataclass(frozen=True, slots=True)
class Try:
    """One of the moments at which this week's test may begin.

    week      "2026-W42", the week whose test it is
    fell_due  when that test fell due; who joined later is not asked
    since     when this try began, until: when the next takes its place
    """

    week: str
    fell_due: datetime
    since: datetime
    until: datetime


def current_try(weekly: Weekly, now: datetime, zone: tzinfo) -> Try | None:
    """The try that is on at `now`; None by night and outside the hours of testing.

    What was put off, or missed because no worker ran, is tried four times at intervals of an hour,
    and at the same hours of the following days until the next week's test falls due.
    """
    today = now.astimezone(zone).date()
    number = (now - _at(today, weekly, zone)) // AGAIN_AFTER
    if not 0 <= number < TRIES:
        return None
    day = today - timedelta(days=(today.weekday() - weekly.weekday) % 7)
    year, week, _ = day.isocalendar()
    since = _at(today, weekly, zone) + number * AGAIN_AFTER
    return Try(f"{year}-W{week:02}", _at(day, weekly, zone), since, since + AGAIN_AFTER)


def next_due(weekly: Weekly, now: datetime, zone: tzinfo) -> datetime:
    """When the next week's test falls due."""
    today = now.astimezone(zone).date()
    day = today + timedelta(days=(weekly.weekday - today.weekday()) % 7)
    due = _at(day, weekly, zone)
    return due if due > now else _at(day + WEEK, weekly, zone)


def weekly_id(team: str, week: str) -> UUID:
    """Of the one test of a team in a week: whoever comes second finds it taken."""
    return uuid5(_WEEKLY, f"{team}/{week}")


def _at(day: date, weekly: Weekly, zone: tzinfo) -> datetime:
    return datetime.combine(day, weekly.at, zone).astimezone(UTC)
