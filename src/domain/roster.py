"""Recurring turns of duty: crews that take turns by days, by the region's own clock.

A roster has one turn on each of its weekdays; what needs two turns a day (a day and a night
watch) is two rosters. The crew changes with every turn, so nobody's turn falls on a day without
one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

AHEAD = timedelta(days=14)  # so far turns are planned
MOST_HOURS = 24
MOST_CREWS = 7
EVERY_DAY = "1111111"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How turns recur; see `tables.duty.Roster` for the fields."""

    anchor: date
    starts: time
    hours: int
    crews: int = 1
    weekdays: str = EVERY_DAY

    def on(self, day: date) -> bool:
        """Whether a turn begins on this day."""
        return day >= self.anchor and self.weekdays[day.weekday()] == "1"

    def crew(self, day: date) -> int:
        """Whose turn begins on this day: crew 0 has the first since the anchor."""
        weeks, rest = divmod((day - self.anchor).days, 7)
        since = sum(self.on(self.anchor + n * _DAY) for n in range(rest))
        return (weeks * self.weekdays.count("1") + since) % self.crews


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of one crew, in aware UTC."""

    crew: int
    starts_at: datetime
    ends_at: datetime


def turns(pattern: Pattern, zone: tzinfo, *, after: datetime, until: datetime) -> Iterator[Turn]:
    """Every turn that ends after `after` and begins before `until`, in order of time.

    Beginning and end are times of the local clock: where clocks are changed, the turn of that
    night is an hour longer or shorter, and the next begins on time.
    """
    day = max(pattern.anchor, after.astimezone(zone).date() - 2 * _DAY)
    last = until.astimezone(zone).date()
    while day <= last:
        if pattern.on(day):
            begins = datetime.combine(day, pattern.starts, tzinfo=zone)
            ends = begins + timedelta(hours=pattern.hours)
            turn = Turn(pattern.crew(day), begins.astimezone(UTC), ends.astimezone(UTC))
            if turn.ends_at > after and turn.starts_at < until:
                yield turn
        day += _DAY
