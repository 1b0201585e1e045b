"""The last test alarm of a station's teams, as its screen shows it while nothing rings."""

from collections.abc import Sequence
from dataclasses import dataclass

from src import database
from src.domain import local_time
from src.domain.region import Region

_LAST = (
    "SELECT t.id, t.started_at, t.ends_at FROM alarm_test t"
    " WHERE t.team IN {teams} ORDER BY t.started_at DESC LIMIT 1"
)
_HEARD = (
    "SELECT count(*) AS asked, count(CASE WHEN confirmed_at <= {} THEN 1 END) AS heard"
    " FROM alarm_test_answer WHERE test = {}"
)


@dataclass(frozen=True, slots=True)
class LastTest:
    """How many of those asked heard it in time."""

    when: str
    heard: int
    asked: int


async def last_test(teams: Sequence[str], region: Region) -> LastTest | None:
    """None where none of these teams has had one."""
    if not teams:
        return None
    found = await database.row(_LAST.replace("{teams}", database.marks(1, len(teams))), *teams)
    if found is None:
        return None
    told = await database.row(_HEARD, found["ends_at"], found["id"])
    assert told is not None
    when = local_time.moment(found["started_at"], region.timezone, region.zone_label)
    return LastTest(when, told["heard"], told["asked"])
