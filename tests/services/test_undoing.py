"""A slip of the hand is taken back by one more line; what has been built upon stands."""

import asyncio

import pytest

from src.domain.errors import Conflict
from src.queries import log
from src.queries.undoable import undoable
from src.services import dispatch, notes, triage, undoing
from src.services.reporting import Receipt
from src.services.verification import verify
from tests.town import Town


async def takes_back(town: Town, incident: int) -> None:
    found = await undoable(incident, town.clock())
    assert found is not None
    await undoing.undo_decision(incident, found.number, **town.by("yuliana"))


async def music(town: Town) -> Receipt:
    await town.operator("yuliana")
    return await town.report("Musik keras", category="public_order.noise")


async def test_a_wrong_kind_is_put_back(town: Town) -> None:
    told = await music(town)
    before = await town.case(told.incident)
    await triage.classify(
        told.incident,
        category="public_order.parking",
        priority="P4",
        reason="salah baca",
        **town.by("yuliana"),
    )
    await takes_back(town, told.incident)
    after = await town.case(told.incident)
    assert (after.category, after.priority) == (before.category, before.priority)
    assert (await town.log(told.incident))[-2:] == ["classified", "undone"]
    assert not (await verify()).flaws


async def test_a_refusal_in_error_opens_again_and_whoever_follows_hears_of_it(town: Town) -> None:
    told = await music(town)
    await town.follows("tetangga", told.id)
    await triage.decline(told.incident, reason="Bukan wilayah kami", **town.by("yuliana"))
    await takes_back(town, told.incident)
    await town.passes()
    case = await town.case(told.incident)
    assert case.state == "received" and case.closed_at is None
    assert town.phone("tetangga").rang[-1] == "Dibuka lagi"


async def test_an_exercise_that_was_none_rings_again(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    fire = await town.report("Api di dapur")
    await triage.mark_drill(fire.incident, **town.by("yuliana"))
    await town.passes(seconds=30)
    rang = len(town.phone("rahim").rang)
    await takes_back(town, fire.incident)
    await town.passes()
    case = await town.case(fire.incident)
    assert not case.drill and case.state == "assigned"
    assert len(town.phone("rahim").rang) == rang + 1
    assert not (await verify()).flaws


async def test_a_question_is_withdrawn_and_the_clock_goes_on(town: Town) -> None:
    told = await music(town)
    before = await town.case(told.incident)
    await triage.ask_information(told.incident, question="Di mana?", **town.by("yuliana"))
    await town.passes(minutes=10)
    await takes_back(town, told.incident)
    after = await town.case(told.incident)
    assert not after.info_needed and after.waiting_since is None
    assert after.waited_s == before.waited_s


async def test_what_has_been_built_upon_stands(town: Town) -> None:
    told = await music(town)
    await triage.ask_information(told.incident, question="Di mana?", **town.by("yuliana"))
    found = await undoable(told.incident, town.clock())
    assert found is not None
    team = next(code for code, t in town.region.teams.items() if "public_order" in t.groups)
    await dispatch.assign(told.incident, team, **town.by("yuliana"))
    assert await undoable(told.incident, town.clock()) is None
    with pytest.raises(Conflict, match="nothing_to_undo"):
        await undoing.undo_decision(told.incident, found.number, **town.by("yuliana"))


async def test_after_half_an_hour_a_decision_stands(town: Town) -> None:
    told = await music(town)
    await triage.ask_information(told.incident, question="Di mana?", **town.by("yuliana"))
    await town.passes(minutes=30, seconds=1)
    assert await undoable(told.incident, town.clock()) is None


async def test_a_note_behind_it_is_no_hindrance(town: Town) -> None:
    told = await music(town)
    await triage.decline(told.incident, reason="Bukan wilayah kami", **town.by("yuliana"))
    await notes.write(told.incident, text="Pelapor menelepon", **town.by("yuliana"))
    await takes_back(town, told.incident)
    assert (await town.case(told.incident)).state == "received"


async def test_of_two_who_take_it_back_one_does(town: Town) -> None:
    told = await music(town)
    await triage.decline(told.incident, reason="Bukan wilayah kami", **town.by("yuliana"))
    found = await undoable(told.incident, town.clock())
    assert found is not None
    answers = await asyncio.gather(
        *(
            undoing.undo_decision(told.incident, found.number, **town.by("yuliana"))
            for _ in range(2)
        ),
        return_exceptions=True,
    )
    assert sum(answer is None for answer in answers) == 1
    assert (await town.log(told.incident)).count("undone") == 1


async def test_what_a_team_finished_is_not_undone_from_the_desk(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    fire = await town.report("Api")
    await town.acts("rahim", "accepted", fire.incident, eta_min=5)
    await town.acts("rahim", "arrived", fire.incident)
    await town.acts("rahim", "completed", fire.incident, outcome="extinguished", photos=1)
    assert (await log.events_of(fire.incident))[-1].event == "resolved"
    assert await undoable(fire.incident, town.clock()) is None
