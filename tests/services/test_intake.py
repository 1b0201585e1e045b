"""The office writes down what others tell it: the same report, alarm and clock as everybody's."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from src import database
from src.domain.channel import INTAKE
from src.domain.errors import Conflict, Invalid
from src.services import callbacks, merging, triage
from src.services.callbacks import Promise
from src.services.intake import FromOffice
from src.services.reporting import NewReport, Receipt
from src.services.verification import verify
from tests.town import VILLAGE, Town

CHANNELS = [channel.code for channel in INTAKE]


async def take(
    town: Town, text: str = "Api di pasar", *, category: str = "fire.house", **more: Any
) -> Receipt:
    """Yuliana writes it down; `heard`: minutes ago."""
    heard = more.pop("heard", None)
    leaf = town.region.category(category)
    assert leaf is not None
    office = FromOffice(
        by=town.people["yuliana"],
        origin=more.pop("origin", ""),
        heard_at=town.clock() - timedelta(minutes=heard) if heard else None,
        into=more.pop("into", None),
        promise=more.pop("promise", None),
    )
    new = NewReport(
        id=more.pop("id", None) or uuid4(),
        category=leaf,
        channel=more.pop("channel", "phone"),
        text=text,
        village=town.village(VILLAGE),
        office=office,
        **more,
    )
    receipt = await town.takes(new)
    await town.passes()
    return receipt


@pytest.fixture
async def office(town: Town) -> Town:
    await town.operator("yuliana")
    await town.responder("rahim")
    return town


@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_fire_rings_at_once_by_whatever_way_it_was_told(office: Town, channel: str) -> None:
    fire = await take(office, channel=channel, origin="+6281244550199")
    assert office.phone("rahim").rang == ["KEBAKARAN: Salakan"]
    row = await database.row("SELECT channel, received_at FROM report WHERE id = {}", fire.id)
    assert row is not None and row["channel"] == channel
    kept = await database.row("SELECT origin, taken_by FROM intake WHERE id = {}", fire.id)
    assert kept is not None
    assert (kept["origin"], kept["taken_by"]) == ("+6281244550199", office.people["yuliana"])
    log = await database.rows("SELECT detail, actor FROM incident_event")
    assert not [row for row in log if "81244550199" in row["detail"]]
    assert log[0]["actor"] == f"person:{office.people['yuliana']}"


async def test_the_same_form_sent_twice_is_one_report(office: Town) -> None:
    form = uuid4()
    first = await take(office, id=form)
    again = await take(office, id=form)
    assert (again.incident, again.again) == (first.incident, True)
    assert len(office.phone("rahim").rang) == 1


async def test_the_clock_runs_from_the_call_not_from_the_typing(office: Town) -> None:
    called = office.clock() - timedelta(minutes=7)
    fire = await take(office, heard=7)
    told = await office.case(fire.incident)
    assert told.received_at == told.created_at == called
    assert told.assigned_at == office.clock()


async def test_an_emergency_known_to_the_operator_rings_whatever_the_category(office: Town) -> None:
    snake = await take(office, "Ular melilit anak", category="rescue.snake", priority="P1")
    assert (await office.case(snake.incident)).priority == "P1"
    assert len(office.phone("rahim").rang) == 1


async def test_one_more_call_on_the_same_fire_rings_no_second_alarm(office: Town) -> None:
    fire = await office.report("Api")
    await office.passes(seconds=30)
    second = await take(office, into=fire.incident)
    assert second.incident == fire.incident
    told = await office.case(fire.incident)
    assert (told.reports, told.received_at) == (2, fire.received_at)
    assert len(office.phone("rahim").rang) == 1
    assert (await office.log(fire.incident))[-1] == "attached"


async def test_a_call_before_the_first_report_moves_the_clock_back(office: Town) -> None:
    """The office knew ten minutes before the app did: the response time tells so."""
    fire = await office.report("Api")
    called = office.clock() - timedelta(minutes=10)
    await take(office, into=fire.incident, heard=10)
    assert (await office.case(fire.incident)).received_at == called


async def test_a_more_urgent_call_makes_the_incident_urgent_and_rings(office: Town) -> None:
    noise = await office.report("Ribut", category="public_order.noise")
    assert office.phone("rahim").rang == []
    await take(office, into=noise.incident)
    told = await office.case(noise.incident)
    assert (told.priority, told.category) == ("P1", "fire.house")
    assert office.phone("rahim").rang == ["KEBAKARAN: Salakan"]
    assert not (await verify()).flaws


async def test_it_is_added_only_to_what_is_open_and_alike(office: Town) -> None:
    over, complaint, practice = (
        await office.report("Musik", category="public_order.noise"),
        await office.report("Petugas kasar", category="other.complaint"),
        await office.report("Api"),
    )
    await triage.decline(over.incident, reason="Acara berizin", **office.by("yuliana"))
    await triage.mark_drill(practice.incident, **office.by("yuliana"))
    for into, why in (
        (over, "add_to_ended"),
        (complaint, "for_leaders_only"),
        (practice, "merge_with_drill"),
    ):
        with pytest.raises(Conflict, match=why):
            await take(office, into=into.incident)
    assert await database.rows("SELECT id FROM intake") == []


async def test_what_was_added_can_be_split_off_again(office: Town) -> None:
    fire = await office.report("Api")
    added = await take(office, "Api di pelabuhan", into=fire.incident, heard=3)
    alone = await merging.split(added.id, **office.by("yuliana"))
    assert (await office.case(alone)).received_at == added.received_at


async def owed(town: Town, report: UUID) -> UUID:
    row = await database.row("SELECT id FROM callback WHERE report = {}", report)
    assert row is not None
    found: UUID = row["id"]
    return found


async def test_a_promised_call_is_owed_until_it_is_done(office: Town) -> None:
    promise = Promise(office.people["yuliana"], timedelta(minutes=30))
    fire = await take(office, promise=promise)
    assert (await office.log(fire.incident))[-1] == "callback_owed"
    callback = await owed(office, fire.id)
    await callbacks.called(callback, "no_answer", **office.by("yuliana"))
    await callbacks.called(callback, "answered", **office.by("yuliana"))
    assert (await office.log(fire.incident))[-2:] == ["called_back", "called_back"]
    with pytest.raises(Conflict, match="called_back_before"):
        await callbacks.called(callback, "answered", **office.by("yuliana"))
    with pytest.raises(Invalid):
        await callbacks.called(callback, "shrugged", **office.by("yuliana"))


async def test_a_promised_call_goes_with_its_report(office: Town) -> None:
    first = await office.report("Api")
    promise = Promise(office.people["yuliana"], timedelta(minutes=30))
    second = await take(office, promise=promise)
    await merging.merge(second.incident, first.incident, **office.by("yuliana"))
    callback = await owed(office, second.id)
    done = await callbacks.called(callback, "answered", **office.by("yuliana"))
    assert done == first.incident
    assert (await office.log(first.incident))[-1] == "called_back"


async def test_only_the_office_owes_calls(office: Town) -> None:
    promise = Promise(office.people["rahim"], timedelta(minutes=30))
    with pytest.raises(Invalid):
        await take(office, promise=promise)
    fire = await office.report("Api")
    other = await office.report("Musik", category="public_order.noise")
    own = Promise(office.people["yuliana"], timedelta(minutes=10))
    with pytest.raises(Conflict, match="report_moved"):
        await callbacks.promise(other.incident, fire.id, own, **office.by("yuliana"))
    await callbacks.promise(fire.incident, fire.id, own, **office.by("yuliana"))
    assert (await office.log(fire.incident))[-1] == "callback_owed"


@pytest.mark.parametrize("channel", CHANNELS)
async def test_two_fires_in_the_same_minute_stay_two_by_every_way(
    office: Town, channel: str
) -> None:
    """Nothing joins by itself where positions were not measured: the operator sees and decides."""
    first = await take(office, channel=channel)
    second = await take(office, "Api di pelabuhan", channel=channel)
    assert first.incident != second.incident
    assert len(office.phone("rahim").rang) == 2


@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_late_offline_report_joins_what_was_told_by_every_way(
    office: Town, channel: str
) -> None:
    """The phone had no signal; by when it was made it is the fire that was telephoned in."""
    here = (-1.30, 123.29)
    fire = await take(office, channel=channel)
    await database.rows(
        "UPDATE incident SET latitude = {}, longitude = {}, accuracy_m = 5 WHERE id = {}",
        *here,
        fire.incident,
    )
    received = (await office.case(fire.incident)).received_at
    made = office.clock() + timedelta(minutes=2)
    await office.passes(minutes=50)
    late = await office.report(
        "Api", position=here, accuracy_m=5, created_at=made, sent_at=office.clock()
    )
    assert late.incident == fire.incident
    assert (await office.case(fire.incident)).received_at == received
    assert (await office.log(fire.incident))[-1] == "attached"
