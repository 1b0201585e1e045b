"""A team gives its task back, or is taken off: others come instead, and nobody is forgotten."""

from uuid import uuid4

import pytest

from src import database
from src.domain.access import Person
from src.domain.errors import Conflict, Invalid, NotFound
from src.domain.public_timeline import lines
from src.queries import log
from src.queries.board import board_for
from src.queries.board_filters import Filters
from src.queries.command import asked_of_the_office
from src.queries.incident_log import log_of
from src.services import dispatch, recalling
from src.services.verification import verify
from tests.services.test_dispatch import another_team, ringing
from tests.town import Town

SLIDE = "disaster.landslide"  # one person's yes ends its alarm
BACK = "Tugas dikembalikan"


async def asks(town: Town, incident: int) -> tuple[str, ...]:
    """What stands loud on the page of the office."""
    return asked_of_the_office((await log_of(incident, town.region)).rows, town.region)


async def mark(town: Town, incident: int) -> str:
    """What the incident's ticket on the board is marked with."""
    office = Person(id=uuid4(), session=uuid4(), name="", role="operator")
    board = await board_for(office, town.region, filters=Filters(), now=town.clock())
    return next(each.mark for each in board.tickets if each.id == incident)


async def state_of(incident: int, team: str) -> str:
    row = await database.row(
        "SELECT state FROM assignment WHERE incident = {} AND team = {} ORDER BY alerted_at DESC",
        incident,
        team,
    )
    assert row is not None
    return str(row["state"])


async def on_the_way(town: Town, *, other: bool = True) -> int:
    """Rahim is on his way; in another team Yopi has gone on duty since."""
    await town.operator("yuliana")
    await town.responder("rahim")
    slide = await town.report(category=SLIDE)
    await town.acts("rahim", "departed", slide.incident)
    if other:
        await town.responder("yopi", team=another_team(town))
    return slide.incident


async def test_the_next_team_is_rung_and_the_office_told(town: Town) -> None:
    incident = await on_the_way(town)
    await town.acts("rahim", "handed_back", incident, why="vehicle", note="Ban pecah")
    await town.passes()
    assert town.phone("yopi").rang == ["BENCANA: Salakan"]
    assert town.phone("yuliana").rang == [BACK]
    assert await state_of(incident, town.first_team) == "refused"
    told = await town.log(incident)
    assert told[-3:] == ["handed_back", "dispatched", "unattended"]
    assert (await town.case(incident)).state == "assigned"
    assert [await ringing(incident)] == [1]
    assert len(await asks(town, incident)) == 1
    await town.acts("yopi", "accepted", incident, team=another_team(town))
    assert await ringing(incident) == 0
    assert await asks(town, incident) == ()
    assert not (await verify()).flaws


async def test_the_public_reads_that_the_team_cannot_go_on_and_no_reason(town: Town) -> None:
    incident = await on_the_way(town)
    await town.acts("rahim", "handed_back", incident, why="other", note="Sopir sakit")
    told = lines(await log.events_of(incident))
    back = next(line for line in told if line.said == "handed_back")
    assert dict(back.told) == {"team": town.first_team}


async def test_with_nobody_else_on_duty_it_climbs_at_once(town: Town) -> None:
    await town.leader("kasat")
    incident = await on_the_way(town, other=False)
    await town.acts("rahim", "handed_back", incident, why="road")
    await town.passes(seconds=1)
    assert len(town.phone("kasat").rang) == 1
    assert town.phone("rahim").rang == ["BENCANA: Salakan"]
    assert not (await verify()).flaws


async def test_while_another_team_comes_the_state_says_so(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    await town.responder("yopi", team=another_team(town))
    fire = await town.report()
    await town.acts("rahim", "departed", fire.incident)
    await town.acts("yopi", "departed", fire.incident, team=another_team(town))
    await town.acts("rahim", "handed_back", fire.incident, why="elsewhere")
    assert (await town.case(fire.incident)).state == "en_route"
    assert "unattended" not in await town.log(fire.incident)
    assert (await town.log(fire.incident)).count("dispatched") == 2


async def test_it_needs_its_cause_and_is_done_once(town: Town) -> None:
    incident = await on_the_way(town)
    with pytest.raises(Invalid):
        await town.acts("rahim", "handed_back", incident)
    with pytest.raises(Invalid):
        await town.acts("rahim", "handed_back", incident, why="other")
    await town.acts("rahim", "handed_back", incident, why="people")
    with pytest.raises(Conflict, match="done_before"):
        await town.acts("rahim", "handed_back", incident, why="people")


async def test_what_was_given_back_may_be_taken_up_again(town: Town) -> None:
    incident = await on_the_way(town, other=False)
    await town.acts("rahim", "handed_back", incident, why="vehicle")
    await town.acts("rahim", "accepted", incident, eta_min=10)
    assert await state_of(incident, town.first_team) == "accepted"
    assert await ringing(incident) == 0
    assert not (await verify()).flaws


async def test_a_team_is_taken_off_and_told_and_the_second_click_too(town: Town) -> None:
    incident = await on_the_way(town)
    task = await town.assignment(incident)
    await recalling.recall(incident, task, **town.by("yuliana"))
    await town.passes()
    assert town.phone("rahim").rang[-1] == "Tugas ditarik piket"
    assert (await town.log(incident))[-2:] == ["released", "unattended"]
    assert (await town.case(incident)).state == "assigned"
    with pytest.raises(Conflict, match="team_gone_already"):
        await recalling.recall(incident, task, **town.by("yuliana"))
    await dispatch.assign(incident, town.first_team, **town.by("yuliana"))
    assert not (await verify()).flaws


async def test_a_team_that_is_only_called_is_taken_off_with_its_alarm(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    slide = await town.report(category=SLIDE)
    task = await town.assignment(slide.incident)
    await recalling.recall(slide.incident, task, **town.by("yuliana"))
    assert await ringing(slide.incident) == 0
    await town.passes()
    assert town.phone("rahim").rang[-1] == "Tugas ditarik piket"
    elsewhere = await town.report(category="public_order.noise")
    with pytest.raises(NotFound):
        await recalling.recall(elsewhere.incident, task, **town.by("yuliana"))


async def test_asking_for_more_is_loud_in_the_office_until_it_is_answered(town: Town) -> None:
    incident = await on_the_way(town)
    await town.acts("rahim", "backup_requested", incident)
    await town.passes()
    assert "Regu minta tambahan" in town.phone("yuliana").rang
    assert len(await asks(town, incident)) == 1
    await town.acts("yopi", "accepted", incident, team=another_team(town))
    assert await asks(town, incident) == ()


async def test_the_board_marks_what_a_team_asks_until_it_is_answered(town: Town) -> None:
    incident = await on_the_way(town, other=False)
    await town.acts("rahim", "backup_requested", incident)
    assert await mark(town, incident) == "Minta tambahan"
    await dispatch.assign(incident, another_team(town), **town.by("yuliana"))
    assert await mark(town, incident) == ""
    await town.acts("rahim", "handed_back", incident, why="road")
    assert await mark(town, incident) == "Tugas dikembalikan"
    assert not (await verify()).flaws
