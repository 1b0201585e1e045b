"""Who answers, how many are needed, and what is told to those who are not."""

import asyncio
from dataclasses import replace

import pytest

from src import database
from src.domain.alarm_rule import edition
from src.domain.errors import Conflict
from src.domain.strength import Strength
from src.queries.alarms import ringing_on
from src.queries.musters import musters_on
from src.services import alarm_rules, dispatch, merging
from src.services.verification import verify
from tests.services.test_dispatch import another_team, ringing
from tests.town import Town

RANG, AGAIN, SHORT = "KEBAKARAN: Salakan", "Belum diterima", "Masih kurang orang"
ENOUGH = "Tidak perlu"


async def crew(town: Town, *names: str, driver: str = "") -> None:
    """People on duty in the first team, one of whom may drive."""
    for name in names:
        await town.responder(name, skills="driver" if name == driver else "")


async def test_a_late_yes_reaches_the_strength_and_the_others_need_not_come(town: Town) -> None:
    await crew(town, "rahim", "selfi", "yopi", "amir", driver="yopi")
    fire = await town.report()
    await town.acts("rahim", "accepted", fire.incident, eta_min=5)
    await town.acts("selfi", "accepted", fire.incident, eta_min=10)
    await town.passes(seconds=119)
    assert await ringing(fire.incident) == 1
    await town.passes(seconds=1)
    await town.acts("yopi", "accepted", fire.incident, eta_min=15)
    await town.passes()
    assert await ringing(fire.incident) == 0
    assert town.phone("amir").quiet == [ENOUGH]
    assert town.phone("rahim").quiet == town.phone("yopi").quiet == []
    with pytest.raises(Conflict) as told:
        await town.acts("amir", "accepted", fire.incident)
    assert told.value.reason == "enough"
    log = await town.log(fire.incident)
    assert [log.count(each) for each in ("accepted", "joined", "strength_reached")] == [1, 2, 1]
    rang = len(town.phone("amir").rang)
    await town.passes(hours=1)
    assert len(town.phone("amir").rang) == rang
    assert not (await verify()).flaws


async def test_what_takes_an_alarms_place_has_its_tag_and_makes_no_sound(town: Town) -> None:
    await crew(town, "rahim", "selfi")
    slide = await town.report(category="disaster.landslide")
    await town.passes(seconds=60)
    await town.acts("rahim", "accepted", slide.incident)
    await town.passes()
    *_, rang, quiet = (message["notification"] for message in town.phone("selfi").messages)
    assert (rang["title"], quiet["title"]) == (AGAIN, ENOUGH)
    assert rang["tag"] == quiet["tag"]
    assert quiet["silent"] and not rang["silent"]


async def test_while_some_come_the_others_hear_that_more_are_needed(town: Town) -> None:
    await crew(town, "rahim", "selfi", driver="rahim")
    await town.leader("kasat")
    fire = await town.report()
    await town.acts("rahim", "accepted", fire.incident)
    await town.passes(seconds=119)
    assert town.phone("selfi").rang == [RANG]  # somebody comes: the step for nobody is passed over
    await town.passes(seconds=2)
    assert town.phone("kasat").rang == [SHORT]
    told = town.phone("kasat").messages[-1]["notification"]["body"]
    assert "1 dari 3 datang" in told
    for _ in range(2):
        await town.passes(minutes=1)
    assert SHORT in town.phone("selfi").rang
    assert town.phone("rahim").rang == [RANG]


async def test_three_without_a_driver_are_not_enough(town: Town) -> None:
    await crew(town, "rahim", "selfi", "amir", "yopi", driver="yopi")
    fire = await town.report()
    for name in ("rahim", "selfi", "amir"):
        await town.acts(name, "accepted", fire.incident)
    assert await ringing(fire.incident) == 1
    alarm = (await ringing_on([fire.incident], town.region))[fire.incident][0]
    assert alarm.turnout == "3 datang, belum lengkap"
    await town.acts("yopi", "accepted", fire.incident)
    assert await ringing(fire.incident) == 0


async def test_a_broken_engine_keeps_the_alarm_open(town: Town) -> None:
    await crew(town, "rahim", "selfi", "amir", driver="amir")
    station = town.region.teams[town.first_team].station
    engines = [
        each.code
        for each in town.region.vehicles.values()
        if each.kind == "engine" and each.station == station
    ]
    for code in engines:
        await break_down(town, code)
    fire = await town.report()
    for name in ("rahim", "selfi", "amir"):
        await town.acts(name, "accepted", fire.incident)
    assert await ringing(fire.incident) == 1


async def break_down(town: Town, code: str) -> None:
    await database.rows(
        "INSERT INTO vehicle_state (code, ready, note, changed_at) VALUES ({}, {}, {}, {})",
        code,
        False,
        "",
        town.clock(),
    )


async def test_answers_of_all_teams_rung_together_add_up(town: Town) -> None:
    other = another_team(town)
    await town.responder("rahim", skills="driver")
    await town.responder("yopi", team=other)
    await town.responder("amir", team=other)
    fire = await town.report()
    await town.acts("rahim", "accepted", fire.incident)
    await town.acts("yopi", "accepted", fire.incident, team=other)
    assert await ringing(fire.incident) == 2
    await town.acts("amir", "accepted", fire.incident, team=other)
    assert await ringing(fire.incident) == 0


async def test_a_team_of_which_nobody_comes_is_let_go_when_enough_others_do(town: Town) -> None:
    other = another_team(town)
    await crew(town, "rahim", "selfi", "amir", driver="rahim")
    await town.responder("yopi", team=other)
    fire = await town.report()
    for name in ("rahim", "selfi", "amir"):
        await town.acts(name, "accepted", fire.incident)
    await town.passes()
    assert town.phone("yopi").quiet == [ENOUGH]
    with pytest.raises(Conflict) as told:
        await town.acts("yopi", "accepted", fire.incident, team=other)
    assert told.value.reason == "enough"
    assert (await town.case(fire.incident)).state == "assigned"


async def test_a_team_sent_by_hand_fills_up_the_call_that_is_short(town: Town) -> None:
    other = another_team(town)
    await town.operator("yuliana")
    await town.responder("rahim", skills="driver")
    fire = await town.report()
    await town.acts("rahim", "accepted", fire.incident)
    for name in ("yopi", "amir"):
        await town.responder(name, team=other)
    await dispatch.assign(fire.incident, other, **town.by("yuliana"))
    for name in ("yopi", "amir"):
        await town.acts(name, "accepted", fire.incident, team=other)
    assert await ringing(fire.incident) == 0


async def test_who_leaves_without_a_word_comes_all_the_same(town: Town) -> None:
    await crew(town, "rahim")
    slide = await town.report(category="disaster.landslide")
    await town.acts("rahim", "departed", slide.incident)
    assert await ringing(slide.incident) == 0


async def test_one_who_comes_already_cannot_accept_again(town: Town) -> None:
    await crew(town, "rahim", "selfi")
    fire = await town.report()
    await town.acts("rahim", "accepted", fire.incident)
    with pytest.raises(Conflict) as told:
        await town.acts("rahim", "accepted", fire.incident)
    assert told.value.reason == "done_before"


async def test_when_all_have_answered_and_too_few_come_nobody_waits(town: Town) -> None:
    await crew(town, "rahim", "selfi")
    await town.leader("kasat")
    fire = await town.report()
    await town.acts("rahim", "accepted", fire.incident)
    done = await town.acts("selfi", "refused", fire.incident)
    assert done.state == "accepted"
    await town.passes(seconds=1)
    assert town.phone("kasat").rang == [SHORT]


async def test_somebody_may_change_his_mind_and_come(town: Town) -> None:
    await crew(town, "rahim", "selfi")
    slide = await town.report(category="disaster.landslide")
    await town.acts("rahim", "refused", slide.incident)
    await town.acts("rahim", "accepted", slide.incident)
    assert await ringing(slide.incident) == 0


async def test_asking_for_more_calls_the_next_teams_and_rings_until_they_come(
    town: Town,
) -> None:
    other = another_team(town)
    await crew(town, "rahim", "selfi")
    await town.responder("yopi", team=other, on_duty=False)
    slide = await town.report(category="disaster.landslide")
    await town.acts("rahim", "accepted", slide.incident)
    await town.passes(minutes=5)
    await town.goes_on_duty("yopi")
    await town.acts("rahim", "arrived", slide.incident)
    await town.acts("rahim", "backup_requested", slide.incident)
    await town.passes()
    assert town.phone("yopi").rang == ["BENCANA: Salakan"]
    assert town.phone("selfi").rang.count("BENCANA: Salakan") == 2
    assert await ringing(slide.incident) == 2
    await town.acts("yopi", "accepted", slide.incident, team=other)
    await town.passes()
    assert await ringing(slide.incident) == 0
    log = await town.log(slide.incident)
    assert log.count("strength_raised") == 1
    assert log.count("strength_reached") == 2
    assert not (await verify()).flaws


async def test_asking_for_more_while_it_still_rings_raises_what_is_asked(town: Town) -> None:
    await crew(town, "rahim", "selfi", driver="rahim")
    fire = await town.report()
    await town.acts("rahim", "accepted", fire.incident)
    await town.acts("rahim", "backup_requested", fire.incident)
    rows = await database.rows("SELECT strength FROM alarm WHERE incident = {}", fire.incident)
    assert ['"people": 6' in row["strength"] for row in rows] == [True]


async def test_a_fire_under_control_needs_nobody_more(town: Town) -> None:
    await crew(town, "rahim", "selfi")
    fire = await town.report()
    await town.acts("rahim", "arrived", fire.incident)
    assert await ringing(fire.incident) == 1
    await town.acts("rahim", "controlled", fire.incident)
    await town.passes()
    assert await ringing(fire.incident) == 0
    assert town.phone("selfi").quiet == [ENOUGH]


async def test_an_edited_strength_holds_for_alarms_that_start_from_now_on(town: Town) -> None:
    await crew(town, "rahim", "selfi")
    await town.leader("kasat")
    before = await town.report(position=(-1.3, 123.3))
    was = town.region.alarm_rules["fire_p1"]
    rule = replace(was, strength=Strength(1))
    await alarm_rules.save(rule, seen=edition(was), **town.by("kasat"))
    after = await town.report(position=(-1.5, 123.3))
    for fire in (before, after):
        await town.acts("rahim", "accepted", fire.incident)
    assert [await ringing(fire.incident) for fire in (before, after)] == [1, 0]


async def test_an_engine_mended_during_the_alarm_ends_it_at_the_next_step(town: Town) -> None:
    await crew(town, "rahim", "selfi", "amir", driver="amir")
    for each in town.region.vehicles.values():
        await break_down(town, each.code)
    fire = await town.report()
    for name in ("rahim", "selfi", "amir"):
        await town.acts(name, "accepted", fire.incident)
    await database.rows("UPDATE vehicle_state SET ready = {}", True)
    await town.passes(seconds=121)
    assert await ringing(fire.incident) == 0
    assert (await town.log(fire.incident)).count("strength_reached") == 1


async def test_of_six_who_say_yes_at_once_two_are_counted_and_four_are_told(town: Town) -> None:
    names = [f"petugas{n}" for n in range(6)]
    await crew(town, *names)
    trapped = await town.report(category="rescue.person_trapped")
    told = await asyncio.gather(
        *(town.acts(name, "accepted", trapped.incident) for name in names), return_exceptions=True
    )
    late = [each for each in told if isinstance(each, Conflict)]
    assert [each.reason for each in late] == ["enough"] * 4
    rows = await database.rows("SELECT answer FROM alarm_answer")
    assert [row["answer"] for row in rows] == ["coming", "coming"]
    assert (await town.log(trapped.incident)).count("strength_reached") == 1
    assert not (await verify()).flaws


async def test_who_comes_is_still_known_when_the_incident_is_merged(town: Town) -> None:
    await town.operator("yuliana")
    await crew(town, "rahim", "selfi")
    flood = await town.report(category="disaster.flood")
    fire = await town.report()
    await town.acts("rahim", "accepted", fire.incident)
    task = await town.assignment(fire.incident)
    await merging.merge(fire.incident, flood.incident, **town.by("yuliana"))
    found = await musters_on([flood.incident], town.people["selfi"], town.region)
    assert found[task].line == "1 dari 3 datang"
    assert await ringing(flood.incident) == 1
