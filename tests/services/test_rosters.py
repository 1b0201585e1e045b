"""Rosters become shifts two weeks ahead; what has begun is history, what comes follows the edit."""

import asyncio
from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from src import database
from src.domain.errors import Conflict, Invalid
from src.services import roster_planning, rosters
from tests.duty_plan import local, on_duty, roster
from tests.emptying import counts
from tests.town import Town


@pytest.fixture
async def crews(town: Town) -> Town:
    for name in ("Rahim", "Selfi", "Daud", "Meri"):
        await town.responder(name, on_duty=False)
    return town


async def test_a_new_roster_holds_from_this_turn_on(crews: Town) -> None:
    assert await on_duty(crews) == []
    await roster(crews, "Rahim Selfi", "Daud Meri")
    assert await on_duty(crews) == ["Rahim", "Selfi"]
    assert await on_duty(crews, local(13, 7, 59)) == ["Rahim", "Selfi"]
    assert await on_duty(crews, local(13, 8)) == ["Daud", "Meri"]


async def test_the_crew_changes_at_midnight_in_salakan_to_the_second(crews: Town) -> None:
    await roster(crews, "Rahim", "Selfi", starts=time(0))
    assert await on_duty(crews, local(12, 23, 59, 59)) == ["Rahim"]
    assert await on_duty(crews, local(13, 0)) == ["Selfi"]


async def test_a_fire_at_midnight_rings_the_crew_that_has_just_begun(crews: Town) -> None:
    await roster(crews, "Rahim", "Selfi", starts=time(0))
    crews.clock.now = local(13, 0)
    await crews.report("Api di belakang pasar")
    assert crews.phone("Selfi").rang == ["KEBAKARAN: Salakan"]
    assert crews.phone("Rahim").rang == []


async def test_the_worker_plans_two_weeks_ahead_and_only_once(crews: Town) -> None:
    await roster(crews, "Rahim", "Selfi")
    planned = (await counts())["shift"]
    assert planned == 15  # the turn that runs, and those that begin within 14 days
    assert await roster_planning.plan_ahead(crews.clock(), region=crews.region) == 0
    crews.clock.passes(days=3)
    assert await roster_planning.plan_ahead(crews.clock(), region=crews.region) == 1
    assert (await counts())["shift"] == planned + 3
    assert await on_duty(crews, local(28, 12)) == ["Rahim"]


async def test_two_workers_at_once_plan_every_turn_once(crews: Town) -> None:
    await roster(crews, "Rahim", "Selfi")
    crews.clock.passes(days=5)
    await asyncio.gather(
        *(roster_planning.plan_ahead(crews.clock(), region=crews.region) for _ in range(4))
    )
    row = await database.row("SELECT count(*) AS n, count(DISTINCT starts_at) AS d FROM shift")
    assert row is not None and row["n"] == row["d"] == 20


async def test_after_two_silent_weeks_the_turn_that_runs_is_planned_too(crews: Town) -> None:
    await roster(crews, "Rahim", "Selfi")
    crews.clock.passes(days=20)
    assert await on_duty(crews) == []
    await crews.passes()
    assert await on_duty(crews) == ["Rahim"]


async def test_an_edit_leaves_the_turn_that_runs_and_changes_the_next(crews: Town) -> None:
    first = await roster(crews, "Rahim", "Selfi")
    await roster(crews, "Daud", "Meri", again=first.id, starts=time(7))
    assert await on_duty(crews) == ["Rahim"]
    assert await on_duty(crews, local(13, 7, 30)) == ["Meri", "Rahim"]  # one comes, one stays
    assert await on_duty(crews, local(13, 9)) == ["Meri"]
    assert await on_duty(crews, local(14, 9)) == ["Daud"]
    await crews.passes()
    assert await on_duty(crews) == ["Rahim"]


async def test_a_roster_that_is_stopped_ends_with_the_turn_that_runs(crews: Town) -> None:
    first = await roster(crews, "Rahim", "Selfi")
    await roster(crews, "Rahim", "Selfi", again=first.id, active=False)
    assert await on_duty(crews) == ["Rahim"]
    assert await on_duty(crews, local(13, 8)) == []


async def test_who_leaves_is_planned_no_more(crews: Town) -> None:
    await roster(crews, "Rahim", "Selfi")
    await database.rows("UPDATE person SET active = {} WHERE name = 'Selfi'", False)
    await crews.passes()
    row = await database.row(
        "SELECT count(*) AS n FROM shift WHERE person = {}", crews.people["Selfi"]
    )
    assert row is not None and row["n"] == 0


async def test_a_second_tap_writes_the_same_roster(crews: Town) -> None:
    first = await roster(crews, "Rahim", "Selfi")
    before = await counts()
    await roster(crews, "Rahim", "Selfi", again=first.id)
    assert await counts() == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"hours": 0}, "hours"),
        ({"hours": 25}, "hours"),
        ({"weekdays": "0000000"}, "weekdays"),
        ({"team": "NOBODY"}, "team"),
        ({"crews": {}}, "crews"),
        ({"crews": {uuid4(): 1}}, "crews"),
    ],
)
async def test_what_cannot_be_planned_is_told(
    crews: Town, wrong: dict[str, object], field: str
) -> None:
    said = {
        "id": uuid4(),
        "team": crews.first_team,
        "name": "Jaga harian",
        "anchor": date(2026, 10, 12),
        "starts": time(8),
        "hours": 24,
        "weekdays": "1111111",
        "crews": {crews.people["Rahim"]: 0},
    }
    plan = rosters.Plan(**(said | wrong))  # type: ignore[arg-type]
    with pytest.raises(Invalid) as told:
        await rosters.save(plan, by=uuid4(), region=crews.region, now=crews.clock())
    assert set(told.value.fields) == {field}
    assert "roster" not in await counts()


async def test_a_roster_stays_with_its_team(crews: Town) -> None:
    first = await roster(crews, "Rahim")
    other = next(code for code in crews.region.teams if code != crews.first_team)
    with pytest.raises(Conflict):
        await roster(crews, "Rahim", again=first.id, team=other)


async def test_who_is_in_two_rosters_is_on_duty_once(crews: Town) -> None:
    await roster(crews, "Rahim")
    await roster(crews, "Rahim Selfi", starts=time(12), hours=12)
    assert await on_duty(crews) == ["Rahim", "Selfi"]
    assert await on_duty(crews, local(13, 0)) == ["Rahim"]
    assert await on_duty(crews, local(12, 12) - timedelta(seconds=1)) == ["Rahim"]
