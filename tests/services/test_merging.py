"""Several messages become one incident and can be parted again; links follow their report."""

import asyncio

import pytest

from src import database
from src.domain.errors import Conflict
from src.services import merging, triage
from src.services.verification import verify
from tests.town import Town


async def incident_of(report: object) -> int:
    row = await database.row("SELECT incident FROM report WHERE id = {}", report)
    assert row is not None
    return int(row["incident"])


async def test_merging_moves_the_reports_and_lets_the_second_team_go(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    first = await town.report("api di pasar")
    await town.passes(minutes=1)
    second = await town.report("asap tebal")
    await merging.merge(second.incident, first.incident, **town.by("yuliana"))
    assert await incident_of(second.id) == first.incident
    kept, gone = await town.case(first.incident), await town.case(second.incident)
    assert (kept.reports, kept.received_at) == (2, first.received_at)
    assert (gone.state, gone.merged_into) == ("merged", first.incident)
    ringing = await database.rows("SELECT incident FROM alarm WHERE ended_at IS NULL")
    assert [row["incident"] for row in ringing] == [first.incident]
    assert not (await verify()).flaws


async def test_a_merged_incident_counts_from_the_earliest_report(town: Town) -> None:
    await town.operator("yuliana")
    first = await town.report()
    await town.passes(minutes=5)
    second = await town.report()
    await merging.merge(first.incident, second.incident, **town.by("yuliana"))
    assert (await town.case(second.incident)).received_at == first.received_at


async def test_splitting_gives_a_report_its_own_incident_and_its_own_clock(town: Town) -> None:
    await town.operator("yuliana")
    first = await town.report(position=(-1.30, 123.29), accuracy_m=5)
    await town.passes(minutes=2)
    joined = await town.report(position=(-1.3002, 123.29), accuracy_m=5)
    assert joined.incident == first.incident
    await town.passes(minutes=3)
    new = await merging.split(joined.id, **town.by("yuliana"))
    assert await incident_of(joined.id) == new != first.incident
    told = await town.case(new)
    assert (told.reports, told.received_at) == (1, joined.received_at)
    assert told.state == "assigned"
    assert (await town.case(first.incident)).reports == 1
    assert not (await verify()).flaws


async def test_what_was_merged_can_be_split_again(town: Town) -> None:
    await town.operator("yuliana")
    first, second = await town.report(), await town.report()
    how = town.by("yuliana")
    await merging.merge(second.incident, first.incident, **how)
    new = await merging.split(second.id, **how)
    assert await incident_of(second.id) == new
    assert await incident_of(first.id) == first.incident


async def test_the_last_report_of_an_incident_cannot_be_split_off(town: Town) -> None:
    await town.operator("yuliana")
    only = await town.report()
    with pytest.raises(Conflict):
        await merging.split(only.id, **town.by("yuliana"))


async def test_two_operators_who_merge_crosswise_do_not_lose_a_report(town: Town) -> None:
    await town.operator("yuliana")
    one, two = await town.report(), await town.report()
    how = town.by("yuliana")
    done = await asyncio.gather(
        merging.merge(one.incident, two.incident, **how),
        merging.merge(two.incident, one.incident, **how),
        return_exceptions=True,
    )
    assert [type(each) for each in done].count(Conflict) == 1
    places = {await incident_of(one.id), await incident_of(two.id)}
    assert len(places) == 1
    assert (await town.case(places.pop())).reports == 2


async def test_an_incident_cannot_swallow_itself_or_what_is_over(town: Town) -> None:
    await town.operator("yuliana")
    one, two, three = await town.report(), await town.report(), await town.report()
    how = town.by("yuliana")
    with pytest.raises(Conflict):
        await merging.merge(one.incident, one.incident, **how)
    await merging.merge(one.incident, two.incident, **how)
    with pytest.raises(Conflict):
        await merging.merge(one.incident, three.incident, **how)
    with pytest.raises(Conflict):
        await merging.merge(three.incident, one.incident, **how)


async def test_a_report_of_an_exercise_stays_one_when_it_is_split_off(town: Town) -> None:
    await town.operator("yuliana")
    first = await town.report(position=(-1.30, 123.29), accuracy_m=5)
    joined = await town.report(position=(-1.30, 123.29), accuracy_m=5, landmark="dekat pasar")
    await triage.mark_drill(first.incident, **town.by("yuliana"))
    new = await town.case(await merging.split(joined.id, **town.by("yuliana")))
    assert (new.drill, new.landmark) == (True, "dekat pasar")


async def test_a_complaint_about_officers_never_comes_before_them_by_a_merge(town: Town) -> None:
    await town.leader("kasat")
    complaint = await town.report("Petugas kasar", category="other.complaint")
    fire = await town.report()
    for one, other in ((complaint, fire), (fire, complaint)):
        with pytest.raises(Conflict):
            await merging.merge(one.incident, other.incident, **town.by("kasat"))


async def test_a_team_on_its_way_goes_on_with_its_task_on_what_stays(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    first = await town.report(category="rescue.snake")
    second = await town.report()
    await town.acts("rahim", "accepted", second.incident, eta_min=10)
    await town.passes(minutes=3)
    await town.acts("rahim", "arrived", second.incident)
    arrived = town.clock()
    await town.passes(minutes=2)
    await merging.merge(second.incident, first.incident, **town.by("yuliana"))
    kept = await town.case(first.incident)
    assert (kept.state, kept.on_scene_at) == ("on_scene", arrived)
    await town.acts("rahim", "completed", first.incident, outcome="rescued", photos=1)
    assert (await town.case(first.incident)).state == "resolved"
    assert not (await verify()).flaws


async def test_nothing_open_vanishes_in_what_is_over(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    ended, fire = await town.report(), await town.report()
    await town.acts("rahim", "arrived", ended.incident)
    await town.acts("rahim", "completed", ended.incident, outcome="extinguished", photos=1)
    with pytest.raises(Conflict, match="merge_into_ended"):
        await merging.merge(fire.incident, ended.incident, **town.by("yuliana"))


async def test_an_alarm_goes_on_ringing_on_what_stays_without_a_second_one(town: Town) -> None:
    """The operator keeps the older, calmer incident; the fire's alarm is not silenced by it."""
    await town.operator("yuliana")
    await town.responder("rahim")
    noise = await town.report("Ribut di pasar", category="public_order.noise")
    fire = await town.report("Api di pasar")
    await town.passes(seconds=20)
    await merging.merge(fire.incident, noise.incident, **town.by("yuliana"))
    await town.passes()
    kept = await town.case(noise.incident)
    assert (kept.priority, kept.category, kept.state) == ("P1", "fire.house", "assigned")
    assert len(town.phone("rahim").rang) == 1
    ringing = await database.rows("SELECT incident FROM alarm WHERE ended_at IS NULL")
    assert [row["incident"] for row in ringing] == [noise.incident]
    await town.acts("rahim", "accepted", noise.incident)
    assert not (await verify()).flaws


async def test_the_most_urgent_part_makes_the_whole_urgent_and_rings(town: Town) -> None:
    """Nobody was on duty for the first; the second came as an emergency and was let go."""
    await town.operator("yuliana")
    snake = await town.report("Ular", category="rescue.snake")
    trapped = await town.report("Terjepit", category="rescue.person_trapped")
    await town.responder("rahim")
    await merging.merge(trapped.incident, snake.incident, **town.by("yuliana"))
    await town.passes()
    kept = await town.case(snake.incident)
    assert (kept.priority, kept.category) == ("P1", "rescue.person_trapped")
    log = await town.log(snake.incident)
    assert log.index("absorbed") < log.index("classified")
    assert not (await verify()).flaws


async def test_a_calmer_part_changes_nothing(town: Town) -> None:
    await town.operator("yuliana")
    fire = await town.report("Api")
    noise = await town.report("Ribut", category="public_order.noise")
    await merging.merge(noise.incident, fire.incident, **town.by("yuliana"))
    assert "classified" not in await town.log(fire.incident)


async def test_an_exercise_never_swallows_what_is_real(town: Town) -> None:
    await town.operator("yuliana")
    real, practice = await town.report("Api"), await town.report("Api")
    await triage.mark_drill(practice.incident, **town.by("yuliana"))
    for one, other in ((real, practice), (practice, real)):
        with pytest.raises(Conflict, match="merge_with_drill"):
            await merging.merge(one.incident, other.incident, **town.by("yuliana"))
