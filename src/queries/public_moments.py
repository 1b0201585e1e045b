"""Lines of the public timeline as they stand on the page: a clock, a sentence, names of teams."""

from dataclasses import dataclass
from datetime import datetime

from src.domain import local_time
from src.domain.public_timeline import Line
from src.domain.region import Region
from src.words import public as words
from src.words.referrals import UNNAMED_AGENCY


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline, as `components/timeline.html` takes it."""

    clock: str
    date: str
    iso: str
    text: str


def moments(
    told: tuple[Line, ...], region: Region, *, names_agencies: bool = True
) -> tuple[Moment, ...]:
    """Each with its clock; with its day where that differs from the day of the report.

    `names_agencies` is false where the agency alone would tell what has to stay hidden.
    """
    first = local_time.date(told[-1].at, region.timezone) if told else ""
    found = []
    for line in told:
        day = local_time.date(line.at, region.timezone)
        clock = local_time.clock(line.at, region.timezone)
        shown = "" if day == first else _short(line.at, region)
        text = _sentence(line, region, names_agencies)
        found.append(Moment(clock, shown, line.at.isoformat(), text))
    return tuple(found)


def _short(at: datetime, region: Region) -> str:
    """ "13 Okt": the year is told elsewhere."""
    return local_time.date(at, region.timezone).rpartition(" ")[0]


def _sentence(line: Line, region: Region, names_agencies: bool) -> str:
    told = dict(line.told)
    known = region.agency_named(told.get("agency", "")) if names_agencies else None
    agency = known.short_name if known else UNNAMED_AGENCY
    team = team_name(told.get("team", ""), region)
    outcome = words.PUBLIC_OUTCOMES.get(told.get("outcome", ""), "")
    values = told | {"team": team, "agency": agency, "outcome": outcome}
    said = words.PUBLIC_EVENTS[line.said].format(**values).strip()
    return said[0].upper() + said[1:]


def team_name(code: str, region: Region) -> str:
    """As the region pack calls it."""
    team = region.team_named(code)
    return team.name if team else words.TEAM_UNKNOWN
