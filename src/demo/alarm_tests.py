"""Four weeks of test alarms in the demo town: most hear it, some late, one phone is always off."""

from datetime import datetime, timedelta
from itertools import groupby
from uuid import uuid5

from src import database
from src.demo.players import Player
from src.domain.region import Region
from src.domain.test_schedule import WEEK, current_try, next_due, weekly_id
from src.services.alarm_tests import IN_TIME

WEEKS = 4
ANSWERED_S = (6, 11, 8, 95, 19, None, 14)  # after so many seconds, one after the other


async def test_phones(players: tuple[Player, ...], region: Region, now: datetime) -> None:
    """The weekly tests before this one, for every team that has people; once."""
    weekly = region.test_alarm
    if weekly is None or await database.row("SELECT 1 AS found FROM alarm_test LIMIT 1"):
        return
    due = next_due(weekly, now, region.timezone)
    crews = groupby((player for player in players if player.team), lambda player: player.team)
    async with database.transaction():
        for team, crew in crews:
            people = list(crew)
            for week in range(1, WEEKS + 1):
                at = due - week * WEEK
                this = current_try(weekly, at, region.timezone)
                assert team is not None and this is not None
                await _tested(team, people, week, this.week, at)


async def _tested(
    team: str, people: list[Player], turn: int, week: str, started_at: datetime
) -> None:
    test = weekly_id(team, week)
    await database.rows(
        f"INSERT INTO alarm_test (id, team, started_at, ends_at) VALUES {database.marks(1, 4)}",
        test,
        team,
        started_at,
        started_at + IN_TIME,
    )
    values: list[object] = []
    for place, player in enumerate(people):
        seconds = ANSWERED_S[(place + turn) % len(ANSWERED_S)]
        answered = None if seconds is None else started_at + timedelta(seconds=seconds)
        values += [uuid5(test, str(player.id)), test, player.id, int(seconds is not None), answered]
    await database.rows(
        "INSERT INTO alarm_test_answer (id, test, person, devices, confirmed_at)"
        f" VALUES {database.marks(len(people), 5)}",
        *values,
    )
