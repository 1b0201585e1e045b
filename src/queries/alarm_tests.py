"""The last test alarms of each team, drawn as bars: heard in time, late, not at all."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import local_time
from src.domain.region import Region
from src.queries import weekly_tests
from src.words.alarm_tests import WEEKDAYS

SHOWN = 5  # tests of a team
_LAST = (
    "SELECT t.id, t.team, t.started_at, t.started_by, count(a.id) AS asked,"
    " count(CASE WHEN a.confirmed_at <= t.ends_at THEN 1 END) AS heard,"
    " count(a.confirmed_at) AS answered"
    " FROM alarm_test t LEFT JOIN alarm_test_answer a ON a.test = t.id WHERE t.id IN"
    " (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY team ORDER BY started_at DESC)"
    f" AS nth FROM alarm_test) latest WHERE nth <= {SHOWN})"
    " GROUP BY t.id ORDER BY t.started_at DESC"
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of those asked heard it in time, answered late, or never did."""

    asked: int
    heard: int
    late: int

    @property
    def missed(self) -> int:
        return self.asked - self.heard - self.late


@dataclass(frozen=True, slots=True)
class PastTest:
    id: UUID
    moment: str
    weekly: bool
    tally: Tally


@dataclass(frozen=True, slots=True)
class TeamRecord:
    """`put_off_to` is the hour at which this week's test is tried again, "" where it is not."""

    code: str
    name: str
    people: int
    put_off_to: str
    tests: tuple[PastTest, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """`schedule` is a weekday with its hour and `next_on` a date; both "" without a weekly test."""

    teams: tuple[TeamRecord, ...]
    schedule: str
    next_on: str


async def records_of(teams: Collection[str], region: Region, *, now: datetime) -> Records:
    """Of these teams, in the order of the region pack."""
    zone = region.timezone
    last = await _last(region)
    people = await _people()
    weeks = await weekly_tests.weeks(region, now=now)
    again = local_time.clock(weeks.again_at, zone) if weeks.again_at else ""
    weekly, next_at = region.test_alarm, weeks.next_at
    return Records(
        teams=tuple(
            TeamRecord(
                code=code,
                name=team.name,
                people=people.get(code, 0),
                put_off_to=again if code in weeks.put_off else "",
                tests=tuple(last.get(code, ())),
            )
            for code, team in region.teams.items()
            if code in teams
        ),
        schedule=f"{WEEKDAYS[weekly.weekday]} {weekly.at:%H.%M} {region.zone_label}"
        if weekly
        else "",
        next_on=local_time.date(next_at, zone) if next_at else "",
    )


async def _last(region: Region) -> dict[str, list[PastTest]]:
    found: dict[str, list[PastTest]] = defaultdict(list)
    for row in await database.rows(_LAST):
        moment = local_time.moment(row["started_at"], region.timezone, region.zone_label)
        tally = Tally(row["asked"], row["heard"], row["answered"] - row["heard"])
        found[row["team"]].append(PastTest(row["id"], moment, row["started_by"] is None, tally))
    return found


async def _people() -> dict[str, int]:
    found = await database.rows(
        "SELECT team, count(*) AS n FROM person WHERE active AND role = 'responder'"
        " AND team IS NOT NULL GROUP BY team"
    )
    return {row["team"]: row["n"] for row in found}
