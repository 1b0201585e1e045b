"""Lines of the public timeline as they stand on the page: a clock, a sentence, names of teams."""

from dataclasses import dataclass
from datetime import datetime

from src.domain import local_time
from src.domain.public_timeline import Line
from src.domain.region import Region
from src.words import public as words


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline, as `components/timeline.html` takes it."""

    clock: str
    date: str
    iso: str
    text: str


def moments(told: tuple[Line, ...], region: Region) -> tuple[Moment, ...]:
    """Each with its clock; with its day where that differs from the day of the report."""
    first = local_time.date(told[-1].at, region.timezone) if told else ""
    found = []
    for line in told:
        day = local_time.date(line.at, region.timezone)
        clock = local_time.clock(line.at, region.timezone)
        shown = "" if day == first else _short(line.at, region)
        found.append(Moment(clock, shown, line.at.isoformat(), _sentence(line, region)))
    return tuple(found)


def _short(at: datetime, region: Region) -> str:
    """ "13 Okt": the year is told elsewhere."""
    return local_time.date(at, region.timezone).rpartition(" ")[0]


def _sentence(line: Line, region: Region) -> str:
    told = dict(line.told)
    team = team_name(told.get("team", ""), region)
    outcome = words.PUBLIC_OUTCOMES.get(told.get("outcome", ""), "")
    values = told | {"team": team, "outcome": outcome}
    return words.PUBLIC_EVENTS[line.said].format(**values).strip()


def team_name(code: str, region: Region) -> str:
    """As the region pack calls it."""
    return region.teams[code].name if code in region.teams else words.TEAM_UNKNOWN
