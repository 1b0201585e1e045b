"""Ready, not ready, away and swapped: who is rung follows what people say, at once."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from src import database
from src.domain.errors import Conflict, Forbidden, Invalid, NotFound
from src.queries import duty
from src.services import absences, shifts, swaps
from src.services.absences import NewAbsence
from src.services.swaps import Question
from tests.duty_plan import local, on_duty, roster, someone
from tests.town import Town


@pytest.fixture
async def crews(town: Town) -> Town:
    for name in ("Rahim", "Selfi", "Daud"):
        await town.responder(name, on_duty=False)
    await town.operator("Yuliana")
    return town


async def says_ready(town: Town, name: str, *, by: str = "") -> None:
    who = someone(town, by, "operator") if by else someone(town, name)
    await shifts.begin(town.people[name], by=who, now=town.clock())


async def says_not_ready(town: Town, name: str) -> None:
    await shifts.end(town.people[name], by=someone(town, name), now=town.clock())


async def test_ready_until_he_says_otherwise(crews: Town) -> None:
    await says_ready(crews, "Rahim")
    crews.clock.passes(days=1)
    assert await on_duty(crews) == ["Rahim"]
    await says_not_ready(crews, "Rahim")
    assert await on_duty(crews) == []
    await crews.report("Api")
    assert crews.phone("Rahim").rang == []


async def test_not_ready_in_a_turn_lasts_until_the_turn_is_over(crews: Town) -> None:
    await roster(crews, "Rahim Selfi")
    await says_not_ready(crews, "Rahim")
    assert await on_duty(crews) == ["Selfi"]
    assert await on_duty(crews, local(13, 7, 59, 59)) == ["Selfi"]
    assert await on_duty(crews, local(13, 8)) == ["Rahim", "Selfi"]


async def test_ready_again_in_the_same_turn(crews: Town) -> None:
    await roster(crews, "Rahim")
    await says_not_ready(crews, "Rahim")
    crews.clock.passes(minutes=10)
    await says_ready(crews, "Rahim")
    assert await on_duty(crews) == ["Rahim"]
    open_ended = await database.row("SELECT 1 AS found FROM shift WHERE ends_at IS NULL")
    assert open_ended is None  # the turn of the roster was enough


async def test_nobody_says_it_for_a_colleague_but_the_office_may(crews: Town) -> None:
    with pytest.raises(Forbidden):
        await shifts.begin(crews.people["Rahim"], by=someone(crews, "Selfi"), now=crews.clock())
    await says_ready(crews, "Rahim", by="Yuliana")
    assert await on_duty(crews) == ["Rahim"]


async def away(
    town: Town, name: str, start: tuple[int, int], end: tuple[int, int] | None, *, by: str = ""
) -> UUID:
    new = NewAbsence(
        id=uuid4(),
        person=town.people[name],
        kind="sick",
        starts_at=local(*start),
        ends_at=local(*end) if end else None,
    )
    await absences.add(new, by=someone(town, by or name), now=town.clock())
    return new.id


async def test_an_absence_over_a_turn_takes_him_out_of_it(crews: Town) -> None:
    await roster(crews, "Rahim Selfi")
    await away(crews, "Rahim", (12, 20), (13, 12))
    assert await on_duty(crews, local(12, 19, 59, 59)) == ["Rahim", "Selfi"]
    assert await on_duty(crews, local(12, 20)) == ["Selfi"]
    assert await on_duty(crews, local(13, 11, 59)) == ["Selfi"]
    assert await on_duty(crews, local(13, 12)) == ["Rahim", "Selfi"]


async def test_an_absence_without_an_end_ends_when_he_says_ready(crews: Town) -> None:
    await roster(crews, "Rahim")
    await away(crews, "Rahim", (12, 8), None)
    crews.clock.passes(days=3)
    assert await on_duty(crews) == []
    await says_ready(crews, "Rahim")
    assert await on_duty(crews) == ["Rahim"]


async def test_an_absence_taken_back_never_was(crews: Town) -> None:
    await roster(crews, "Rahim")
    coming = await away(crews, "Rahim", (13, 8), (14, 8))
    running = await away(crews, "Rahim", (12, 8), (14, 8))
    for absence in (coming, running):
        await absences.take_back(absence, by=someone(crews, "Rahim"), now=crews.clock())
    assert await on_duty(crews) == ["Rahim"] == await on_duty(crews, local(13, 9))


async def test_absences_are_checked(crews: Town) -> None:
    with pytest.raises(Forbidden):
        await away(crews, "Rahim", (12, 8), None, by="Selfi")
    with pytest.raises(Invalid):
        await away(crews, "Rahim", (13, 8), (13, 8))
    with pytest.raises(Invalid):
        await away(crews, "Rahim", (11, 8), (12, 8))  # over already
    with pytest.raises(NotFound):
        await absences.take_back(uuid4(), by=someone(crews, "Rahim"), now=crews.clock())


async def turn_of(town: Town, name: str) -> UUID:
    """The next turn of somebody that has not begun."""
    row = await database.row(
        "SELECT id FROM shift WHERE person = {} AND starts_at > {} ORDER BY starts_at",
        town.people[name],
        town.clock(),
    )
    assert row is not None
    found: UUID = row["id"]
    return found


async def asks(town: Town, name: str, stand_in: str, *, shift: UUID | None = None) -> UUID:
    question = Question(
        id=uuid4(), shift=shift or await turn_of(town, name), stand_in=town.people[stand_in]
    )
    await swaps.ask(question, by=someone(town, name), now=town.clock())
    return question.id


async def test_a_swap_holds_when_the_stand_in_agrees(crews: Town) -> None:
    await roster(crews, "Rahim", "Selfi")
    question = await asks(crews, "Selfi", "Daud")
    assert await on_duty(crews, local(13, 9)) == ["Selfi"]
    await swaps.agree(question, by=someone(crews, "Daud"), now=crews.clock())
    assert await on_duty(crews, local(13, 9)) == ["Daud"]
    assert await on_duty(crews, local(15, 9)) == ["Selfi"]
    await crews.passes()  # the worker plans, and lets it stand
    assert await on_duty(crews, local(13, 9)) == ["Daud"]


async def test_the_office_may_agree_for_him_or_ask_at_once(crews: Town) -> None:
    await roster(crews, "Rahim", "Selfi")
    question = await asks(crews, "Selfi", "Daud")
    await swaps.agree(question, by=someone(crews, "Yuliana", "operator"), now=crews.clock())
    assert await on_duty(crews, local(13, 9)) == ["Daud"]
    next_one = Question(
        id=uuid4(), shift=await turn_of(crews, "Rahim"), stand_in=crews.people["Selfi"]
    )
    await swaps.ask(next_one, by=someone(crews, "Yuliana", "operator"), now=crews.clock())
    assert await on_duty(crews, local(14, 9)) == ["Selfi"]


async def test_a_turn_that_runs_changes_hands_now(crews: Town) -> None:
    await roster(crews, "Rahim", "Selfi")
    row = await database.row(
        "SELECT id FROM shift WHERE person = {} AND starts_at < {}",
        crews.people["Rahim"],
        crews.clock(),
    )
    assert row is not None
    question = await asks(crews, "Rahim", "Daud", shift=row["id"])
    await swaps.agree(question, by=someone(crews, "Daud"), now=crews.clock())
    assert await on_duty(crews) == ["Daud"]
    assert await on_duty(crews, crews.clock() - timedelta(seconds=1)) == ["Rahim"]
    await crews.passes()
    assert await on_duty(crews) == ["Daud"] == await on_duty(crews, local(13, 7))


async def test_a_question_may_be_dropped_and_is_asked_once_a_turn(crews: Town) -> None:
    await roster(crews, "Rahim", "Selfi")
    first = await asks(crews, "Selfi", "Daud")
    second = await asks(crews, "Selfi", "Daud")
    with pytest.raises(NotFound):
        await swaps.agree(first, by=someone(crews, "Daud"), now=crews.clock())
    await swaps.drop(second, by=someone(crews, "Daud"))
    with pytest.raises(NotFound):
        await swaps.agree(second, by=someone(crews, "Daud"), now=crews.clock())
    assert await on_duty(crews, local(13, 9)) == ["Selfi"]


async def test_only_who_was_asked_agrees(crews: Town) -> None:
    await roster(crews, "Rahim", "Selfi")
    question = await asks(crews, "Selfi", "Daud")
    for name in ("Selfi", "Rahim"):
        with pytest.raises(Forbidden):
            await swaps.agree(question, by=someone(crews, name), now=crews.clock())
    with pytest.raises(Forbidden):
        await swaps.drop(question, by=someone(crews, "Rahim"))


async def test_a_stand_in_is_of_the_team_and_free(crews: Town) -> None:
    other = list(crews.region.teams)[-1]
    await crews.responder("Meri", team=other, on_duty=False)
    await roster(crews, "Rahim", "Selfi", "Daud")
    with pytest.raises(Invalid):
        await asks(crews, "Selfi", "Meri")
    with pytest.raises(Invalid):
        await asks(crews, "Selfi", "Selfi")
    await roster(crews, "Daud", hours=8)
    with pytest.raises(Conflict):
        await asks(crews, "Selfi", "Daud")
    await away(crews, "Rahim", (13, 7), (13, 9))
    with pytest.raises(Conflict):
        await asks(crews, "Selfi", "Rahim")


async def test_a_swap_of_a_turn_that_was_planned_anew_is_told(crews: Town) -> None:
    first = await roster(crews, "Rahim", "Selfi")
    question = await asks(crews, "Selfi", "Daud")
    await roster(crews, "Rahim", "Selfi", again=first.id, hours=12)
    with pytest.raises(Conflict):
        await swaps.agree(question, by=someone(crews, "Daud"), now=crews.clock())


async def test_off_duty_volunteers_are_who_opted_in_and_is_neither_on_duty_nor_away(
    crews: Town,
) -> None:
    await database.rows("UPDATE person SET off_duty = {}", True)
    await roster(crews, "Rahim")
    await away(crews, "Daud", (12, 8), (13, 8))
    volunteers = await duty.off_duty_volunteers([crews.first_team], crews.clock())
    assert volunteers == [crews.people["Selfi"]]
    await crews.signs_out("Selfi")
    assert await duty.off_duty_volunteers([crews.first_team], crews.clock()) == []
    assert await duty.off_duty_volunteers([], crews.clock()) == []
