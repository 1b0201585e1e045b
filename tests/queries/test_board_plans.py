"""However many incidents have ended, the board and its search never walk through all of them."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest

from src import database
from src.domain.access import Person
from src.domain.search_words import asked
from src.queries.board import board_for
from src.queries.board_filters import Filters
from src.queries.incident_search import search
from tests.town import Town

GROWING = ("incident", "incident_event", "report", "assignment", "attachment", "alarm")


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Sequence[Any]]]:
    """Every statement that is run from now on, with its values."""
    seen: list[tuple[str, Sequence[Any]]] = []
    for name in ("rows", "long_rows"):
        run = getattr(database, name)

        async def noted(template: str, *values: Any, run: Any = run) -> Any:
            seen.append((template, values))
            return await run(template, *values)

        monkeypatch.setattr(database, name, noted)
    return seen


async def walks(template: str, values: Sequence[Any]) -> list[str]:
    """Steps of the plan that go through a whole table that grows with the years."""
    if not database.on_postgres():
        plan = await database.rows(f"EXPLAIN QUERY PLAN {template}", *values)
        named = {each for name in GROWING for each in (name, name[0])}
        steps = [step["detail"].split() for step in plan]
        return [" ".join(step) for step in steps if step[0] == "SCAN" and step[1] in named]
    async with database.transaction():
        # With next to no rows a planner would read them all; asked like this it cannot, unless
        # it has no other way.
        await database.rows("SET LOCAL enable_seqscan = off")
        plan = await database.rows(f"EXPLAIN {template}", *values)
    whole = [f"Seq Scan on {name} " for name in GROWING]
    lines = [str(step["QUERY PLAN"]) for step in plan]
    return [line for line in lines if any(each in f"{line} " for each in whole)]


@pytest.mark.parametrize("what", ["board", "LB-7K3M", "4471", "pasar", "salakan ular", "zzz"])
async def test_every_statement_finds_its_rows_by_an_index(
    town: Town, statements: list[tuple[str, Sequence[Any]]], what: str
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    await town.report("Api di pasar", reporter_phone="+6281234564471")
    who = Person(id=town.people["Yuliana"], session=uuid4(), name="", role="operator")
    statements.clear()
    if what == "board":
        await board_for(who, town.region, filters=Filters(("saya",)), now=town.clock())
    else:
        await search(who, asked(what), town.region)
    taken = list(statements)
    assert taken
    slow = [(template, found) for template, v in taken if (found := await walks(template, v))]
    assert slow == []
