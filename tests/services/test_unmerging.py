"""A merge taken back: reports, teams and clocks go where they came from, and the log tells it."""

from typing import Any

import pytest

from src import database
from src.domain.errors import Conflict
from src.push import subscriptions
from src.queries import share_page
from src.services import merging, triage, unmerging
from src.services.verification import verify
from tests.services.test_merging import incident_of
from tests.town import Town


async def test_everything_that_came_goes_back_and_both_stand_as_before(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    first = await town.report("Musik", category="public_order.noise")
    await town.passes(minutes=1)
    before = await town.case(first.incident)
    fire = await town.report("Api di pasar")
    how = town.by("yuliana")
    await merging.merge(fire.incident, first.incident, **how)
    assert (await town.case(first.incident)).priority == "P1"
    await unmerging.undo(first.incident, fire.incident, **town.by("yuliana"))
    assert await incident_of(fire.id) == fire.incident
    kept, back = await town.case(first.incident), await town.case(fire.incident)
    told = ("state", "category", "priority", "reports", "received_at", "assigned_at")
    assert [getattr(kept, name) for name in told] == [getattr(before, name) for name in told]
    assert (back.state, back.merged_into, back.reports) == ("assigned", None, 1)
    assert back.received_at == fire.received_at
    await town.acts("rahim", "accepted", fire.incident)
    assert not (await verify()).flaws


async def test_a_team_on_its_way_goes_back_with_its_steps(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    snake = await town.report("Ular", category="rescue.snake")
    fire = await town.report("Api")
    await town.acts("rahim", "accepted", fire.incident)
    await merging.merge(fire.incident, snake.incident, **town.by("yuliana"))
    await town.passes(minutes=4)
    await town.acts("rahim", "arrived", snake.incident)
    arrived = town.clock()
    assert (await town.case(snake.incident)).on_scene_at == arrived
    await town.passes(minutes=1)
    await unmerging.undo(snake.incident, fire.incident, **town.by("yuliana"))
    kept, back = await town.case(snake.incident), await town.case(fire.incident)
    assert (kept.on_scene_at, kept.priority) == (None, "P2")
    assert (back.state, back.on_scene_at) == ("on_scene", arrived)
    await town.acts("rahim", "completed", fire.incident, outcome="extinguished", photos=1)
    assert (await town.case(fire.incident)).state == "resolved"
    assert not (await verify()).flaws


async def test_a_fire_wrongly_joined_rings_again_when_nobody_is_called_to_it(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    first = await town.report("Api di pasar")
    second = await town.report("Api di pelabuhan")
    await merging.merge(second.incident, first.incident, **town.by("yuliana"))
    await town.passes(minutes=1)
    before = len(town.phone("rahim").rang)
    await unmerging.undo(first.incident, second.incident, **town.by("yuliana"))
    await town.passes()
    assert len(town.phone("rahim").rang) == before + 1
    assert (await town.case(second.incident)).state == "assigned"
    assert not (await verify()).flaws


async def test_followers_are_led_to_the_incident_their_report_is_part_of(town: Town) -> None:
    await town.operator("yuliana")
    first, second = await town.report("Api"), await town.report("Asap")
    await merging.merge(second.incident, first.incident, **town.by("yuliana"))
    assert (await share_page.find(second.share_token)).incident == first.incident
    shown = await share_page.show(first.incident, town.region)
    assert "Digabung dengan 1 laporan lain." in [line.text for line in shown.timeline]
    await unmerging.undo(first.incident, second.incident, **town.by("yuliana"))
    assert (await share_page.find(second.share_token)).incident == second.incident
    shown = await share_page.show(second.incident, town.region)
    told = [line.text for line in shown.timeline]
    assert "Dipisahkan lagi. Diperiksa sebagai kejadian sendiri." in told
    shown = await share_page.show(first.incident, town.region)
    told = [line.text for line in shown.timeline]
    assert "Laporan yang tadi digabung dipisahkan lagi." in told


async def test_what_came_later_and_what_was_split_off_stays_where_it_is(town: Town) -> None:
    await town.operator("yuliana")
    here: dict[str, Any] = {"position": (-1.30, 123.29), "accuracy_m": 5}
    first = await town.report("Api", **here)
    second, third = await town.report("Asap"), await town.report("Api besar")
    how = town.by("yuliana")
    await merging.merge(third.incident, second.incident, **how)
    await merging.merge(second.incident, first.incident, **how)
    later = await town.report("Masih menyala", **here)
    assert later.incident == first.incident
    alone = await merging.split(third.id, **how)
    await unmerging.undo(first.incident, second.incident, **how)
    assert await incident_of(second.id) == second.incident
    assert await incident_of(third.id) == alone
    assert await incident_of(later.id) == first.incident
    assert (await town.case(first.incident)).reports == 2
    assert (await town.case(second.incident)).reports == 1
    await merging.merge(alone, second.incident, **how)
    assert not (await verify()).flaws


async def test_it_is_undone_once_and_only_while_something_can_go_back(town: Town) -> None:
    await town.operator("yuliana")
    first, second, other = [await town.report("Api") for _ in range(3)]
    how = town.by("yuliana")
    with pytest.raises(Conflict, match="merge_undone_before"):
        await unmerging.undo(first.incident, second.incident, **how)
    await merging.merge(second.incident, first.incident, **how)
    with pytest.raises(Conflict, match="merge_undone_before"):
        await unmerging.undo(other.incident, second.incident, **how)
    await unmerging.undo(first.incident, second.incident, **how)
    with pytest.raises(Conflict, match="merge_undone_before"):
        await unmerging.undo(first.incident, second.incident, **how)
    await merging.merge(second.incident, first.incident, **how)
    await merging.split(second.id, **how)
    with pytest.raises(Conflict, match="nothing_to_take_back"):
        await unmerging.undo(first.incident, second.incident, **how)


async def test_it_can_be_undone_after_the_end_too(town: Town) -> None:
    """The second fire was found to be another one when the first was long out."""
    await town.operator("yuliana")
    await town.responder("rahim")
    first, second = await town.report("Api"), await town.report("Api")
    await merging.merge(second.incident, first.incident, **town.by("yuliana"))
    await town.acts("rahim", "arrived", first.incident)
    await town.acts("rahim", "completed", first.incident, outcome="extinguished", photos=1)
    await unmerging.undo(first.incident, second.incident, **town.by("yuliana"))
    assert (await town.case(first.incident)).state == "resolved"
    assert (await town.case(second.incident)).state == "assigned"
    ringing = await database.rows("SELECT incident FROM alarm WHERE ended_at IS NULL")
    assert [row["incident"] for row in ringing] == [second.incident]


async def test_the_operator_may_have_chosen_another_kind_meanwhile(town: Town) -> None:
    await town.operator("yuliana")
    first = await town.report("Musik", category="public_order.noise")
    fire = await town.report("Api")
    how = town.by("yuliana")
    await merging.merge(fire.incident, first.incident, **how)
    later = {"category": "rescue.snake", "priority": "P2", "reason": "Ternyata ular"}
    await triage.classify(first.incident, **later, **how)
    await unmerging.undo(first.incident, fire.incident, **how)
    told = await town.case(first.incident)
    assert (told.category, told.priority) == ("rescue.snake", "P2")


async def test_everybody_who_follows_a_moved_report_hears_of_it_once(town: Town) -> None:
    """Ani follows the first report, Budi the second: one update reaches both, by their own link."""
    await town.operator("yuliana")
    first, second = await town.report("Api"), await town.report("Asap")
    for name, report in (("ani", first), ("budi", second)):
        await subscriptions.subscribe(
            **town.service.phone(name).subscription,
            person=None,
            session=None,
            report=report.id,
            now=town.clock(),
            further_hosts=town.settings.push_hosts,
        )
    await merging.merge(second.incident, first.incident, **town.by("yuliana"))
    await town.passes()
    assert town.phone("ani").rang == town.phone("budi").rang == ["Aduan digabung"]
    assert second.share_token in str(town.phone("budi").messages)
    await unmerging.undo(first.incident, second.incident, **town.by("yuliana"))
    await town.passes()
    assert town.phone("budi").rang == ["Aduan digabung", "Diperiksa sendiri"]
    assert town.phone("ani").rang == ["Aduan digabung"]


async def test_what_was_merged_on_is_taken_apart_from_the_last_merge_backwards(town: Town) -> None:
    await town.operator("yuliana")
    first, second, third = [await town.report("Api") for _ in range(3)]
    how = town.by("yuliana")
    await merging.merge(third.incident, second.incident, **how)
    await merging.merge(second.incident, first.incident, **how)
    with pytest.raises(Conflict, match="incident_over"):
        await unmerging.undo(second.incident, third.incident, **how)
    await unmerging.undo(first.incident, second.incident, **how)
    await unmerging.undo(second.incident, third.incident, **how)
    for each in (first, second, third):
        assert await incident_of(each.id) == each.incident
        assert (await town.case(each.incident)).reports == 1
    assert not (await verify()).flaws
