"""The phone's word on a message: it only ever adds, whatever order it comes in."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from src import database
from src.domain.errors import Invalid
from src.push import receipts
from tests.push.belltower import Belltower


async def rung(tower: Belltower) -> UUID:
    await tower.has("rahim")
    await tower.rings("rahim")
    delivery: UUID = (await tower.delivery("rahim"))["id"]
    return delivery


async def test_received_shown_and_opened_are_noted_with_their_times(tower: Belltower) -> None:
    delivery = await rung(tower)
    times = {}
    for what in ("received", "shown", "opened"):
        times[what] = tower.clock.passes(seconds=2)
        await receipts.record(delivery, what, tower.clock(), now=tower.clock())
    row = await tower.delivery("rahim")
    assert [row[f"{what}_at"] for what in times] == list(times.values())


async def test_opened_means_shown_and_received(tower: Belltower) -> None:
    delivery = await rung(tower)
    at = tower.clock.passes(seconds=5)
    await receipts.record(delivery, "opened", at, now=at)
    row = await tower.delivery("rahim")
    assert row["received_at"] == row["shown_at"] == row["opened_at"] == at


async def test_the_same_receipt_twice_changes_nothing(tower: Belltower) -> None:
    delivery = await rung(tower)
    await receipts.record(delivery, "shown", None, now=tower.clock())
    before = dict(await tower.delivery("rahim"))
    tower.clock.passes(minutes=5)
    for what in ("shown", "received", "shown"):
        await receipts.record(delivery, what, None, now=tower.clock())
    assert dict(await tower.delivery("rahim")) == before


@pytest.mark.parametrize("off", [timedelta(hours=-3), timedelta(days=400)])
async def test_a_phone_whose_clock_is_wrong_is_dated_by_ours(
    tower: Belltower, off: timedelta
) -> None:
    delivery = await rung(tower)
    now = tower.clock.passes(seconds=3)
    await receipts.record(delivery, "received", now + off, now=now)
    assert (await tower.delivery("rahim"))["received_at"] == now


async def test_later_steps_are_never_dated_before_earlier_ones(tower: Belltower) -> None:
    delivery = await rung(tower)
    received = tower.clock.passes(seconds=5)
    await receipts.record(delivery, "received", received, now=received)
    now = tower.clock.passes(seconds=5)
    await receipts.record(delivery, "shown", received - timedelta(seconds=4), now=now)
    assert (await tower.delivery("rahim"))["shown_at"] == received


async def test_a_message_that_arrived_without_an_answer_is_not_sent_again(
    tower: Belltower,
) -> None:
    await tower.has("rahim")
    tower.service.answers(how="cut")
    await tower.rings("rahim")
    row = await tower.delivery("rahim")
    assert row["state"] == "planned"
    await receipts.record(row["id"], "received", None, now=tower.clock())
    tower.service.answers()
    tower.clock.passes(minutes=1)
    assert await tower.sends() == 0
    row = await tower.delivery("rahim")
    assert (row["state"], row["failure"], row["due_at"]) == ("accepted", "", None)


async def test_a_receipt_shows_that_the_device_is_alive(tower: Belltower) -> None:
    delivery = await rung(tower)
    now = tower.clock.passes(hours=1)
    await receipts.record(delivery, "received", None, now=now)
    row = await tower.subscription("rahim")
    assert (row["seen_at"], row["receipt_at"]) == (now, now)


async def test_a_receipt_for_nothing_is_taken_quietly_and_other_words_are_not(
    tower: Belltower,
) -> None:
    await receipts.record(uuid4(), "shown", None, now=tower.clock())
    assert await database.rows("SELECT id FROM delivery") == []
    with pytest.raises(Invalid):
        await receipts.record(uuid4(), "accepted_at = now(); --", None, now=tower.clock())
