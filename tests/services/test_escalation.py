"""How an alarm climbs: told as nights on which nobody answers, or nothing works."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from src import database
from src.domain.alarm_rule import edition
from src.domain.escalation import Policy, Step
from src.push import subscriptions
from src.services import alarm_rules, dispatch, triage
from src.services.escalation import climb_due
from src.services.verification import verify
from tests.services.test_dispatch import another_team
from tests.town import VILLAGE, Town

RANG, UNREACHED, AGAIN = "KEBAKARAN: Salakan", "Belum sampai", "Belum diterima"


async def alarm_of(incident: int) -> database.Row:
    """The alarm of an incident that was started first."""
    row = await database.row(
        "SELECT * FROM alarm WHERE incident = {} ORDER BY started_at, id LIMIT 1", incident
    )
    assert row is not None
    return row


async def climbed(incident: int) -> list[tuple[int, list[str]]]:
    """When each step fell due, in seconds from the start, and whom it was for."""
    alarm = await alarm_of(incident)
    rows = await database.rows(
        "SELECT at, detail FROM incident_event WHERE incident = {} AND event = 'escalated'"
        " ORDER BY number",
        incident,
    )
    return [
        (
            round((row["at"] - alarm["started_at"]).total_seconds()),
            row["detail"].partition('"to":[')[2].partition("]")[0].replace('"', "").split(","),
        )
        for row in rows
    ]


async def test_a_silent_crew_brings_the_leader_then_volunteers_then_the_next_teams(
    town: Town,
) -> None:
    await town.responder("rahim")
    await town.responder("danru", leads=True, on_duty=False)
    await town.responder("selfi", on_duty=False, willing=True)
    await town.responder("amir", on_duty=False)
    await town.responder("yopi", team=another_team(town), on_duty=False)
    await town.operator("yuliana")
    await town.leader("kasat")
    fire = await town.report()
    for _ in range(200):
        await town.passes(seconds=1)
        if town.clock() - fire.received_at == timedelta(seconds=150):
            await town.goes_on_duty("yopi")
    assert await climbed(fire.incident) == [
        (30, ["operators"]),
        (60, ["team", "team_leader"]),
        (120, ["volunteers", "leaders"]),
        (180, ["next_level", "station"]),
    ]
    assert town.phone("yuliana").rang == [UNREACHED]
    assert town.phone("danru").rang == [AGAIN]
    assert town.phone("selfi").rang == [AGAIN]
    assert town.phone("kasat").rang == [AGAIN]
    assert town.phone("yopi").rang == [RANG]
    assert town.phone("amir").rang == []
    assert town.phone("rahim").rang == [RANG, AGAIN]
    assert not (await verify()).flaws


async def test_a_phone_that_confirms_spares_the_operator(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    fire = await town.report()
    await town.confirms("rahim")
    await town.passes(seconds=59)
    assert town.phone("yuliana").rang == []
    assert await climbed(fire.incident) == []
    await town.passes(seconds=1)
    assert await climbed(fire.incident) == [(60, ["team", "team_leader"])]


async def test_a_push_service_that_accepts_and_never_delivers_is_heard_of_after_30_seconds(
    town: Town,
) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    town.service.answers(how="silent", for_phone="rahim")
    await town.report()
    await town.passes(seconds=30)
    assert town.phone("rahim").rang == []
    assert town.phone("yuliana").rang == [UNREACHED]


async def test_a_push_service_that_is_down_is_heard_of_after_30_seconds(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    town.service.answers(503, for_phone="rahim")
    await town.report()
    await town.passes(seconds=30)
    assert town.phone("yuliana").rang == [UNREACHED]
    town.service.answers(for_phone="rahim")
    await town.passes(seconds=40)
    assert RANG in town.phone("rahim").rang


async def test_somebody_on_duty_without_a_phone_is_heard_of_by_the_operator(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("selfi", phone=False)
    await town.operator("yuliana")
    await town.report()
    await town.confirms("rahim")
    await town.passes(seconds=30)
    assert town.phone("yuliana").rang == [UNREACHED]


async def test_with_nobody_on_duty_everybody_above_hears_at_once(town: Town) -> None:
    await town.operator("yuliana")
    await town.leader("kasat")
    await town.responder("selfi", on_duty=False, willing=True)
    fire = await town.report()
    await town.passes(seconds=1)
    assert town.phone("yuliana").rang == [AGAIN]
    assert town.phone("kasat").rang == [AGAIN]
    assert town.phone("selfi").rang == [AGAIN]
    assert [at for at, _ in await climbed(fire.incident)] == [0, 0, 0]
    await town.passes(seconds=179)
    assert (await climbed(fire.incident))[-1] == (180, ["next_level", "station"])


async def test_who_is_on_duty_but_out_of_reach_does_not_keep_the_others_waiting(
    town: Town,
) -> None:
    await town.responder("rahim", phone=False)
    await town.responder("danru", leads=True, on_duty=False)
    await town.report()
    await town.passes(seconds=1)
    assert town.phone("danru").rang == [AGAIN]


async def test_a_responder_who_signs_out_is_rung_no_more(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("selfi")
    await town.report()
    await town.signs_out("rahim")
    await town.passes(minutes=10)
    assert town.phone("rahim").rang == [RANG]
    assert AGAIN in town.phone("selfi").rang


async def test_two_who_decline_and_nobody_else_to_ask_are_not_waited_for(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("selfi")
    await town.responder("danru", leads=True, on_duty=False)
    fire = await town.report()
    await town.acts("rahim", "refused", fire.incident)
    await town.passes(seconds=1)
    assert town.phone("danru").rang == []
    await town.acts("selfi", "refused", fire.incident)
    await town.passes(seconds=1)
    assert town.phone("danru").rang == [AGAIN]
    await town.passes(hours=1)
    assert town.phone("rahim").rang == town.phone("selfi").rang == [RANG]


async def test_a_worker_that_was_dead_for_90_seconds_makes_up_for_every_step(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    fire = await town.report()
    await town.passes(seconds=90)
    assert [at for at, _ in await climbed(fire.incident)] == [30, 60]
    assert town.phone("rahim").rang == [RANG, AGAIN]
    assert town.phone("yuliana").rang == [AGAIN]
    alarm = await alarm_of(fire.incident)
    assert alarm["next_due_at"] - alarm["started_at"] == timedelta(seconds=120)


async def test_two_workers_carry_out_each_step_once(town: Town) -> None:
    await town.responder("rahim")
    fires = [await town.report(position=(-1.3 - n / 10, 123.3)) for n in range(4)]
    for _ in range(25):
        town.clock.passes(seconds=10)
        await asyncio.gather(
            *(climb_due(town.clock(), region=town.region) for _ in range(3)),
        )
    for fire in fires:
        assert [at for at, _ in await climbed(fire.incident)] == [30, 60, 120, 180]
        alarm = await alarm_of(fire.incident)
        assert alarm["repeats"] == 1  # after 240 seconds
    doubled = await database.rows("SELECT key FROM delivery GROUP BY key HAVING count(*) > 1")
    assert not doubled
    assert not (await verify()).flaws


async def test_at_the_top_it_rings_again_ever_more_rarely_until_it_is_answered(
    town: Town,
) -> None:
    await town.responder("rahim")
    fire = await town.report(category="disaster.landslide")
    await town.passes(seconds=180)
    before = len(town.phone("rahim").rang)
    rang: list[int] = []
    for second in range(1, 2400):
        await climb_due(town.clock.passes(seconds=1), region=town.region)
        alarm = await alarm_of(fire.incident)
        if alarm["repeats"] > len(rang):
            rang.append(second)
    assert rang == [60, 180, 420, 900, 1800]
    assert alarm["at_top"] and alarm["ended_at"] is None
    await town.passes()
    assert len(town.phone("rahim").rang) > before
    assert [at for at, _ in await climbed(fire.incident)] == [30, 60, 120, 180]
    await town.acts("rahim", "accepted", fire.incident)
    await town.passes(hours=2)
    assert (await alarm_of(fire.incident))["repeats"] == len(rang)


async def test_what_has_only_one_step_and_no_repeat_rings_once(town: Town) -> None:
    await town.responder("selfi", team=list(town.region.teams)[5])
    await town.operator("yuliana")
    noise = await town.report(category="public_order.noise")
    await dispatch.assign(noise.incident, list(town.region.teams)[5], **town.by("yuliana"))
    for _ in range(3):
        await town.passes(minutes=10)
    assert len(town.phone("selfi").rang) == 1
    assert (await alarm_of(noise.incident))["next_due_at"] is None


async def test_a_policy_edited_during_an_alarm_holds_for_the_next_one(town: Town) -> None:
    await town.responder("rahim")
    await town.leader("kasat")
    first = await town.report(position=(-1.3, 123.3))
    fire = town.region.alarm_rules["fire_p1"]
    quick = Policy((Step(0, ("team",)), Step(5, ("leaders",))), 600)
    seen = edition(fire)
    await alarm_rules.save(replace(fire, policy=quick), seen=seen, **town.by("kasat"))
    await town.passes(seconds=10)
    assert town.phone("kasat").rang == []
    second = await town.report(position=(-1.5, 123.3))
    await town.passes(seconds=5)
    assert town.phone("kasat").rang == [AGAIN]
    await town.passes(seconds=45)
    assert [at for at, _ in await climbed(first.incident)] == [30, 60]
    assert [at for at, _ in await climbed(second.incident)] == [5]
    stamped = await database.rows(
        "SELECT detail FROM incident_event WHERE event = 'dispatched' ORDER BY id"
    )
    assert [row["detail"].count('"after_s"') for row in stamped] == [5, 2]


async def test_a_policy_of_one_district_holds_there_alone(town: Town) -> None:
    await town.responder("rahim")
    await town.leader("kasat")
    fire = town.region.alarm_rules["fire_p1"]
    islands = {village.district.code: village for village in town.region.villages.values()}
    here, elsewhere = list(islands.values())[:2]
    quick = Policy((Step(0, ("team",)), Step(5, ("leaders",))), 600)
    own = replace(fire, code=alarm_rules.new_code(), districts=(here.district.code,), policy=quick)
    await alarm_rules.save(own, seen="", **town.by("kasat"))
    there = await town.report(village=elsewhere.name)
    await town.passes(seconds=10)
    assert town.phone("kasat").rang == []
    near = await town.report(village=here.name)
    await town.passes(seconds=5)
    assert town.phone("kasat").rang == [AGAIN]
    assert [(await alarm_of(each.incident))["rule"] for each in (there, near)] == [
        "fire_p1",
        own.code,
    ]


async def test_a_drill_says_so_at_every_step(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    drill = await town.report("Latihan", category="other.drill")
    await triage.classify(
        drill.incident, category="fire.house", priority="P1", reason="x", **town.by("yuliana")
    )
    await dispatch.assign(drill.incident, town.first_team, **town.by("yuliana"))
    for _ in range(3):
        await town.passes(minutes=1)
    for name in ("rahim", "yuliana"):
        told = [message["notification"]["title"] for message in town.phone(name).messages]
        assert told and all(title.startswith("LATIHAN") for title in told)


async def test_a_browser_that_was_replaced_rings_no_more_and_the_new_one_does(town: Town) -> None:
    rahim = await town.responder("rahim")
    await subscriptions.subscribe(
        **town.service.phone("rahim-baru").subscription,
        person=rahim,
        session=town.sessions["rahim"],
        report=None,
        now=town.clock(),
        further_hosts=town.settings.push_hosts,
    )
    await town.report()
    assert town.phone("rahim").rang == []
    assert town.phone("rahim-baru").rang == [RANG]


def crew_beside(town: Town) -> str:
    """The other crew of the team that is called first: same place, same kinds, other shifts."""
    fire = town.region.leaf("fire.house")
    village = town.region.villages[town.village(VILLAGE)]
    return town.region.beside(town.first_team, fire, village)[1]


async def test_willing_people_of_the_other_crew_are_rung_too(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("toni", team=crew_beside(town), on_duty=False, willing=True)
    await town.report()
    await town.passes(seconds=119)
    assert town.phone("toni").rang == []
    await town.passes(seconds=1)
    assert town.phone("toni").rang == [AGAIN]


async def test_a_crew_that_comes_on_duty_while_it_is_red_is_called(town: Town) -> None:
    await town.responder("toni", team=crew_beside(town), on_duty=False)
    await town.leader("kasat")
    fire = await town.report()
    await town.passes(minutes=10)
    assert town.phone("toni").rang == []
    await town.goes_on_duty("toni")
    await town.passes(minutes=15)
    assert town.phone("toni").rang[0] == RANG
    done = await town.acts("toni", "accepted", fire.incident, team=crew_beside(town), eta_min=5)
    assert done.state == "accepted"
    assert not (await verify()).flaws


async def test_the_head_of_section_is_rung_days_after_he_last_looked(town: Town) -> None:
    await town.leader("kasat")
    await town.responder("rahim", on_duty=False)
    town.clock.passes(days=6)
    await town.goes_on_duty("rahim")
    await town.report()
    await town.passes(seconds=125)
    assert town.phone("kasat").rang != []
