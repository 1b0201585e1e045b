"""Sending teams by hand: where it is possible, and what becomes of alarms that rang before."""

import asyncio
from uuid import uuid4

import pytest

from src import database
from src.domain.errors import Conflict
from src.services import confirmation, dispatch, triage
from src.services.verification import verify
from tests.town import Town


async def ringing(incident: int) -> int:
    """How many alarms of an incident have not ended."""
    row = await database.row(
        "SELECT count(*) AS n FROM alarm WHERE incident = {} AND ended_at IS NULL", incident
    )
    assert row is not None
    return int(row["n"])


def another_team(town: Town) -> str:
    return next(code for code in town.region.teams if code != town.first_team)


async def test_nobody_is_sent_to_what_is_over(town: Town) -> None:
    await town.operator("yuliana")
    noise = await town.report("Musik", category="public_order.noise")
    await triage.decline(noise.incident, reason="di luar wilayah", **town.by("yuliana"))
    with pytest.raises(Conflict) as told:
        await dispatch.assign(noise.incident, town.first_team, **town.by("yuliana"))
    assert told.value.reason == "incident_over"


async def test_no_team_is_sent_after_a_complaint_about_officers(town: Town) -> None:
    await town.leader("kasat")
    complaint = await town.report("Petugas kasar", category="other.complaint")
    with pytest.raises(Conflict) as told:
        await dispatch.assign(complaint.incident, town.first_team, **town.by("kasat"))
    assert told.value.reason == "for_leaders_only"
    assert await town.log(complaint.incident) == ["received"]


async def test_another_team_sent_ends_the_alarm_of_the_one_that_refused(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    fire = await town.report(category="disaster.landslide")
    await town.responder("yopi", team=another_team(town))
    await town.acts("rahim", "refused", fire.incident)
    assert await ringing(fire.incident) == 1
    await dispatch.assign(fire.incident, another_team(town), **town.by("yuliana"))
    assert await ringing(fire.incident) == 1
    await town.acts("yopi", "accepted", fire.incident, team=another_team(town))
    assert await ringing(fire.incident) == 0
    await town.passes(minutes=30)
    assert not (await verify()).flaws


async def test_a_reopened_emergency_rings_again_by_itself(town: Town) -> None:
    await town.responder("rahim")
    fire = await town.report()
    for event in ("accepted", "arrived"):
        await town.acts("rahim", event, fire.incident)
    await town.acts("rahim", "completed", fire.incident, outcome="other", photo_reason="gelap")
    await confirmation.answer(fire.id, False, "menyala lagi", **town.here)
    await town.passes()
    assert await ringing(fire.incident) == 1
    assert len(town.phone("rahim").rang) == 2
    assert (await town.case(fire.incident)).state == "assigned"


async def test_one_tap_on_two_tasks_at_once_counts_for_one_and_is_told_on_the_other(
    town: Town,
) -> None:
    await town.responder("rahim")
    fires = [await town.report(), await town.report()]
    one_id = uuid4()
    told = await asyncio.gather(
        *(town.acts("rahim", "accepted", fire.incident, action_id=one_id) for fire in fires),
        return_exceptions=True,
    )
    refused = [each for each in told if isinstance(each, Conflict)]
    assert [each.reason for each in refused] == ["action_id_taken"]
    assert not (await verify()).flaws


async def test_what_becomes_an_emergency_rings_anew_and_calls_the_nearest_others(
    town: Town,
) -> None:
    """Smoke that nobody took seriously, and the civil-order police sent to look."""
    await town.operator("yuliana")
    patrol = next(code for code in reversed(list(town.region.teams)))
    await town.responder("yopi", team=patrol)
    await town.responder("rahim")
    smoke = await town.report("Asap", category="public_order.waste_burning")
    await dispatch.assign(smoke.incident, patrol, **town.by("yuliana"))
    await town.passes()
    fire = {"category": "fire.house", "priority": "P1", "reason": "api"}
    await triage.classify(smoke.incident, **fire, **town.by("yuliana"))
    await town.passes()
    assert town.phone("yopi").rang[-1] == "KEBAKARAN: Salakan"
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan"]
    assert await ringing(smoke.incident) == 2
    await town.passes(seconds=30)
    assert town.phone("yuliana").rang
    assert not (await verify()).flaws


async def test_who_came_before_it_was_an_emergency_is_not_asked_again(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    await town.responder("selfi")
    snake = await town.report(category="rescue.snake")
    await dispatch.assign(snake.incident, town.first_team, **town.by("yuliana"))
    await town.acts("rahim", "accepted", snake.incident)
    await town.passes()
    worse = {"category": "rescue.person_trapped", "priority": "P1", "reason": "orang"}
    await triage.classify(snake.incident, **worse, **town.by("yuliana"))
    await town.passes()
    assert len(town.phone("rahim").rang) == 1
    assert len(town.phone("selfi").rang) == 2
    await town.acts("selfi", "accepted", snake.incident)
    assert await ringing(snake.incident) == 0


async def test_what_turns_out_to_be_no_emergency_climbs_no_further(town: Town) -> None:
    await town.operator("yuliana")
    await town.leader("kasat")
    await town.responder("rahim")
    fire = await town.report("Asap tebal")
    await town.passes(seconds=20)
    mild = {"category": "public_order.waste_burning", "priority": "P3", "reason": "sampah"}
    await triage.classify(fire.incident, **mild, **town.by("yuliana"))
    for _ in range(4):
        await town.passes(minutes=5)
    assert town.phone("kasat").rang == town.phone("yuliana").rang == []
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan"]
    assert await ringing(fire.incident) == 1
    await town.acts("rahim", "accepted", fire.incident)
    assert await ringing(fire.incident) == 0
    assert not (await verify()).flaws


async def test_a_milder_rule_that_is_met_already_ends_the_alarm(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    await town.responder("selfi")
    fire = await town.report("Asap")
    await town.acts("rahim", "accepted", fire.incident)
    slide = {"category": "disaster.landslide", "priority": "P1", "reason": "longsor"}
    await triage.classify(fire.incident, **slide, **town.by("yuliana"))
    await town.passes()
    assert await ringing(fire.incident) == 0
    assert town.phone("selfi").quiet == ["Tidak perlu"]
