"""However much there is, a staff page is read in the same number of statements."""

from collections.abc import Callable, Coroutine
from typing import Any
from uuid import uuid4

import pytest

from src import database
from src.domain.access import Person, Role
from src.domain.village import Point
from src.queries.board import board_for
from src.queries.board_filters import Filters
from src.queries.incident_page import case_for
from src.queries.station import screen_of
from src.queries.tasks import tasks_of
from src.services.reporting import NewReport
from tests.town import Town

Read = Callable[[Town, int], Coroutine[Any, Any, Any]]


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that is run from now on."""
    run = database.rows
    seen: list[str] = []

    async def counted(template: str, *values: Any) -> Any:
        seen.append(template)
        return await run(template, *values)

    monkeypatch.setattr(database, "rows", counted)
    return seen


def person(town: Town, name: str, role: Role) -> Person:
    team = town.first_team if role == "responder" else None
    return Person(id=town.people[name], session=uuid4(), name=name, role=role, team=team)


async def read_tasks(town: Town, _: int) -> Any:
    who = person(town, "Rahim", "responder")
    return await tasks_of(who, town.region, now=town.clock())


async def read_board(town: Town, _: int) -> Any:
    who = person(town, "Yuliana", "operator")
    return await board_for(who, town.region, filters=Filters(), now=town.clock())


async def read_case(town: Town, incident: int) -> Any:
    who = person(town, "Yuliana", "operator")
    return await case_for(who, incident, town.region, now=town.clock())


async def read_screen(town: Town, _: int) -> Any:
    station = town.region.stations[town.region.teams[town.first_team].station]
    return await screen_of(station, town.region, now=town.clock())


@pytest.mark.parametrize("read", [read_tasks, read_board, read_case, read_screen])
async def test_twenty_incidents_cost_no_more_statements_than_two(
    town: Town, statements: list[str], read: Read
) -> None:
    await town.responder("Rahim")
    await town.responder("Selfi")
    await town.operator("Yuliana")
    counts = []
    for many in (2, 20):
        for n in range(many):
            here = Point(-1.31 - n / 500, 123.32)
            fire = await town.report(f"Api {n}", position=here, accuracy_m=200)
            await town.acts("Selfi", "refused" if n % 2 else "noted", fire.incident, note="x")
        await town.passes(minutes=10)
        statements.clear()
        await read(town, fire.incident)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    with_telephones: dict[Read, int] = {read_case: 44, read_tasks: 18, read_screen: 18}
    assert counts[0] <= with_telephones.get(read, 14)


async def test_a_busy_incident_is_read_as_cheaply_as_a_quiet_one(
    town: Town, statements: list[str]
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    fire = await town.report("Api", position=Point(-1.31, 123.32), accuracy_m=20)
    statements.clear()
    await read_case(town, fire.incident)
    quiet = len(statements)
    leaf = town.region.categories["fire.house"]
    for n in range(15):
        more = NewReport(
            id=uuid4(), category=leaf, text=f"{n}", position=Point(-1.31, 123.32), accuracy_m=20
        )
        assert (await town.takes(more)).incident == fire.incident
    statements.clear()
    case = await read_case(town, fire.incident)
    assert len(case.told.reports) == 16
    assert len(statements) == quiet
