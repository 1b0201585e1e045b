"""Somebody sets the clock back in the middle of an alarm: nobody waits an hour for a step."""

import asyncio
from datetime import timedelta

from src.services.clock_set_back import ClockWatch
from src.services.escalation import climb_due
from tests.services.test_escalation import UNREACHED, alarm_of
from tests.town import Town


async def test_a_clock_set_back_puts_no_step_off(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    watch = ClockWatch()
    await town.report()
    await town.passes(seconds=20)
    await watch.look(town.clock())
    town.clock.passes(hours=-1)
    await watch.look(town.clock.passes(seconds=1))
    await town.passes(seconds=8)
    assert town.phone("yuliana").rang == []
    await town.passes(seconds=3)
    assert town.phone("yuliana").rang == [UNREACHED]


async def test_a_clock_set_back_while_the_worker_is_stopped_is_noticed_when_it_starts(
    town: Town,
) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    await town.report()
    await town.passes(seconds=20)
    town.clock.passes(hours=-1)
    await town.passes(seconds=1)  # every look of the town is a worker that starts anew
    await town.passes(seconds=15)
    assert town.phone("yuliana").rang == [UNREACHED]


async def test_of_several_workers_one_moves_the_alarm(town: Town) -> None:
    await town.responder("rahim")
    fire = await town.report()
    watches = [ClockWatch() for _ in range(3)]
    for watch in watches:
        await watch.look(town.clock())
    before = (await alarm_of(fire.incident))["next_due_at"]
    town.clock.passes(minutes=-30)
    await asyncio.gather(*(watch.look(town.clock()) for watch in watches))
    after = (await alarm_of(fire.incident))["next_due_at"]
    assert before - after == timedelta(minutes=30)


async def test_an_alarm_begun_after_the_clock_was_set_is_left_alone(town: Town) -> None:
    await town.responder("rahim")
    watch = ClockWatch()
    await watch.look(town.clock())
    town.clock.passes(minutes=-30)
    fire = await town.report()
    before = (await alarm_of(fire.incident))["next_due_at"]
    await watch.look(town.clock.passes(seconds=1))
    assert (await alarm_of(fire.incident))["next_due_at"] == before


async def test_a_clock_put_right_by_a_second_moves_nothing(town: Town) -> None:
    await town.responder("rahim")
    fire = await town.report()
    watch = ClockWatch()
    await watch.look(town.clock())
    before = (await alarm_of(fire.incident))["next_due_at"]
    await watch.look(town.clock.passes(seconds=-1))
    assert (await alarm_of(fire.incident))["next_due_at"] == before


async def test_a_clock_set_forward_brings_steps_early_but_each_once(town: Town) -> None:
    await town.responder("rahim")
    fire = await town.report()
    town.clock.passes(hours=2)
    for _ in range(2):
        await climb_due(town.clock(), region=town.region)
    assert (await town.log(fire.incident)).count("escalated") == 4
