"""Duty and alarms together: who is rung when crews change, somebody is away, or nobody is there."""

from datetime import time
from uuid import uuid4

from src import database
from src.services import absences, shifts, swaps
from src.services.absences import NewAbsence
from src.services.swaps import Question
from tests.duty_plan import local, roster, someone
from tests.town import Town


async def test_an_alarm_that_rings_over_midnight_calls_the_new_crew(town: Town) -> None:
    for name in ("Rahim", "Selfi"):
        await town.responder(name, on_duty=False)
    await roster(town, "Rahim", "Selfi", starts=time(0))
    town.clock.now = local(12, 23, 59, 30)
    await town.report("Api di belakang pasar")
    assert town.phone("Rahim").rang == ["KEBAKARAN: Salakan"]
    assert town.phone("Selfi").rang == []
    await town.passes(seconds=29)  # 23.59.59
    assert town.phone("Selfi").rang == []
    await town.passes(seconds=31)  # a minute without an answer, half of it in the new turn
    assert len(town.phone("Selfi").rang) == 1
    assert town.phone("Rahim").rang == ["KEBAKARAN: Salakan"]


async def test_who_is_away_is_not_rung_although_it_is_his_turn(town: Town) -> None:
    for name in ("Rahim", "Selfi"):
        await town.responder(name, on_duty=False)
    await roster(town, "Rahim Selfi")
    new = NewAbsence(
        id=uuid4(),
        person=town.people["Rahim"],
        kind="sick",
        starts_at=local(12, 8),
        ends_at=local(13, 8),
    )
    await absences.add(new, by=someone(town, "Rahim"), now=town.clock())
    await town.report("Api di belakang pasar")
    await town.passes(minutes=10)
    assert town.phone("Selfi").rang and not town.phone("Rahim").rang


async def test_not_ready_is_heard_at_once_by_an_alarm_that_rings(town: Town) -> None:
    await town.responder("Rahim", on_duty=False)
    await town.responder("Selfi", on_duty=False)
    await roster(town, "Rahim Selfi")
    await town.report("Api di belakang pasar")
    await shifts.end(town.people["Rahim"], by=someone(town, "Rahim"), now=town.clock())
    before = len(town.phone("Rahim").rang)
    await town.passes(seconds=61)
    assert len(town.phone("Rahim").rang) == before
    assert len(town.phone("Selfi").rang) > before


async def test_the_stand_in_is_rung_instead(town: Town) -> None:
    for name in ("Rahim", "Daud"):
        await town.responder(name, on_duty=False)
    await roster(town, "Rahim")
    row = await database.row("SELECT id FROM shift ORDER BY starts_at")
    assert row is not None
    question = Question(id=uuid4(), shift=row["id"], stand_in=town.people["Daud"])
    await swaps.ask(question, by=someone(town, "Rahim"), now=town.clock())
    await swaps.agree(question.id, by=someone(town, "Daud"), now=town.clock())
    await town.report("Api di belakang pasar")
    assert town.phone("Daud").rang == ["KEBAKARAN: Salakan"]
    assert town.phone("Rahim").rang == []


async def test_a_turn_that_ends_this_second_rings_nobody_of_it(town: Town) -> None:
    await town.responder("Rahim", on_duty=False)
    await roster(town, "Rahim", starts=time(8), hours=8, weekdays="1000000")
    town.clock.now = local(12, 16)
    await town.report("Api di belakang pasar")
    await town.passes(minutes=10)
    assert town.phone("Rahim").rang == []
