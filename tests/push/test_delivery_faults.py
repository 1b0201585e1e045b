"""Everything a push service, a phone or another sender can do to us, and what we do then."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import pytest

from src import database
from src.push import claims, wire
from src.push.claims import Claimed, Result
from src.push.delivery import MOST_AT_ONCE, Sender
from tests.fake_push_service import FakePushService, How
from tests.push.belltower import FIRE, Belltower

# What it answers → the row's state, the reason kept, whether the subscription is given up.
MATRIX = {
    200: ("accepted", "", False),
    201: ("accepted", "", False),
    202: ("accepted", "", False),
    204: ("accepted", "", False),
    301: ("failed", "redirected", False),
    302: ("failed", "redirected", False),
    307: ("failed", "redirected", False),
    400: ("failed", "bad_request", False),
    401: ("failed", "key_refused", False),
    403: ("failed", "key_refused", False),
    404: ("failed", "gone", True),
    405: ("failed", "refused", False),
    408: ("planned", "timed_out", False),
    410: ("failed", "gone", True),
    413: ("failed", "too_large", False),
    418: ("failed", "refused", False),
    429: ("planned", "throttled", False),
    500: ("planned", "service_trouble", False),
    502: ("planned", "service_trouble", False),
    503: ("planned", "service_trouble", False),
    504: ("planned", "service_trouble", False),
}


@pytest.mark.parametrize(("status", "expected"), MATRIX.items())
async def test_every_answer_has_its_reaction(
    tower: Belltower, status: int, expected: tuple[str, str, bool]
) -> None:
    await tower.has("rahim", "yusuf")
    tower.service.answers(status, for_phone="rahim")
    await tower.rings("rahim", "yusuf")
    row, subscription = await tower.delivery("rahim"), await tower.subscription("rahim")
    given_up = subscription["gone_at"] is not None
    assert (row["state"], row["failure"], given_up) == expected
    assert (subscription["p256dh"] == "") == (subscription["auth"] == "") == given_up
    assert subscription["gone_because"] == ("refused" if given_up else "")
    assert (row["due_at"] is None) == (row["state"] != "planned")
    assert row["lease_until"] is None
    assert tower.phone("yusuf").rang == [FIRE.title]


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("hang", "timed_out"),
        ("garbage", "unreachable"),
        ("close", "unreachable"),
        ("cut", "unreachable"),
    ],
)
async def test_no_answer_or_a_broken_one_means_later(
    tower: Belltower, monkeypatch: pytest.MonkeyPatch, how: How, reason: str
) -> None:
    monkeypatch.setattr(wire, "WHOLE_S", 0.3)
    await tower.has("rahim", "yusuf")
    tower.service.answers(how=how, for_phone="rahim")
    await tower.rings("rahim", "yusuf")
    row = await tower.delivery("rahim")
    assert (row["state"], row["failure"]) == ("planned", reason)
    assert row["due_at"] == tower.clock() + timedelta(seconds=1)
    assert (await tower.subscription("rahim"))["gone_at"] is None
    assert tower.phone("yusuf").rang == [FIRE.title]

    tower.service.answers(for_phone="rahim")
    tower.clock.passes(seconds=1)
    await tower.sends()
    assert tower.phone("rahim").rang == [FIRE.title]


async def test_a_service_that_is_down_is_asked_again(tower: Belltower) -> None:
    await tower.has("rahim")
    await tower.service.__aexit__(None, None, None)
    await tower.rings("rahim")
    row = await tower.delivery("rahim")
    assert (row["state"], row["failure"]) == ("planned", "unreachable")


async def test_a_redirect_is_never_followed(tower: Belltower) -> None:
    async with FakePushService(clock=tower.clock) as elsewhere:
        trap = elsewhere.phone("trap")
        await tower.has("rahim")
        for status in (301, 302, 303, 307, 308):
            tower.service.answers(status, headers={"Location": trap.endpoint})
            await tower.rings("rahim")
        assert elsewhere.requests == 0
        assert tower.service.requests == 5


async def test_an_answer_with_an_endless_body_is_an_answer(tower: Belltower) -> None:
    await tower.has("rahim")
    tower.service.answers(201, headers={"Content-Length": "1000000000"})
    await tower.rings("rahim")
    assert (await tower.delivery("rahim"))["state"] == "accepted"


@pytest.mark.parametrize(("status", "reason"), [(429, "throttled"), (503, "service_trouble")])
async def test_retry_after_is_obeyed(tower: Belltower, status: int, reason: str) -> None:
    await tower.has("rahim", "yusuf")
    at = tower.clock() + timedelta(seconds=90)
    tower.service.answers(status, headers={"Retry-After": "20"}, for_phone="rahim")
    tower.service.answers(
        status, headers={"Retry-After": format_datetime(at, usegmt=True)}, for_phone="yusuf"
    )
    await tower.rings("rahim", "yusuf")
    for name, seconds in {"rahim": 20, "yusuf": 90}.items():
        row = await tower.delivery(name)
        assert row["failure"] == reason
        # Half a second more: our chance of the test, so that not all come back at once.
        assert row["due_at"] == tower.clock() + timedelta(seconds=seconds + 0.5)


async def test_a_service_in_trouble_is_tried_ever_less_often_until_the_message_is_worth_nothing(
    tower: Belltower,
) -> None:
    await tower.has("rahim")
    tower.service.answers(503)
    await tower.plans("rahim")
    started = tower.clock()
    tried: list[float] = []
    for _ in range(1_000):
        if await tower.sends() and (await tower.delivery("rahim"))["state"] == "planned":
            tried.append((tower.clock() - started).total_seconds())
        tower.clock.passes(seconds=1)
    assert tried[:7] == [0, 1, 3, 7, 15, 31, 61]
    assert tried[-1] < 900
    row = await tower.delivery("rahim")
    assert (row["state"], row["failure"]) == ("failed", "expired")
    assert row["attempts"] == len(tried) + 1


async def test_what_was_planned_for_a_browser_that_is_gone_is_not_sent(tower: Belltower) -> None:
    await tower.has("rahim")
    await tower.plans("rahim")
    tower.phone("rahim").gone = True
    await tower.rings("rahim")
    sent = tower.service.requests
    assert (await tower.subscription("rahim"))["gone_at"] == tower.clock()
    async with database.transaction():
        await database.rows("UPDATE delivery SET state = 'planned', due_at = {}", tower.clock())
    await tower.sends()
    assert tower.service.requests == sent
    assert (await tower.delivery("rahim"))["failure"] == "gone"


async def test_one_broken_row_stops_nobody(tower: Belltower) -> None:
    await tower.has("rahim", "yusuf", "sitti", "imran")
    await tower.plans("rahim", "yusuf", "sitti", "imran")
    async with database.transaction():
        for name, broken in {"rahim": '{"title": 3', "yusuf": "{}"}.items():
            await database.rows(
                "UPDATE delivery SET payload = {} WHERE person = {}", broken, tower.people[name]
            )
        await database.rows(
            "UPDATE subscription SET auth = 'x' WHERE person = {}", tower.people["sitti"]
        )
    await tower.sends()
    assert tower.phone("imran").rang == [FIRE.title]
    for name in ("rahim", "yusuf"):
        row = await tower.delivery(name)
        assert (row["state"], row["failure"]) == ("planned", "unexpected")
        assert row["due_at"] == tower.clock() + timedelta(seconds=1)
    row = await tower.delivery("sitti")
    assert (row["state"], row["failure"]) == ("failed", "bad_keys")


async def test_a_host_that_settings_no_longer_name_is_not_sent_to(tower: Belltower) -> None:
    await tower.has("rahim")
    await tower.plans("rahim")
    sender = Sender(replace(tower.settings, push_hosts=()), clock=tower.clock)
    await sender.start()
    await sender.send_due(tower.clock())
    await sender.stop()
    assert tower.service.requests == 0
    assert (await tower.delivery("rahim"))["failure"] == "host_refused"


async def test_a_black_hole_never_delays_the_others(tower: Belltower) -> None:
    async with FakePushService(clock=tower.clock) as hole:
        hole.answers(how="hang")
        tower.settings = replace(tower.settings, push_hosts=(tower.service.host, hole.host))
        await tower.has("rahim")
        await tower.signs_in("hilang")
        await tower.has_phones("hilang", [hole.phone(f"hilang-{n}") for n in range(450)])
        await tower.plans("hilang")
        tower.clock.passes(seconds=1)
        await tower.plans("rahim")
        sender = Sender(tower.settings, clock=tower.clock)
        await sender.start()
        await sender.send_due(tower.clock(), patience_s=0.01)
        await tower.phone("rahim").hears(1)
        # What is planned now, while the hole holds all its places, goes at once as well.
        await tower.plans("rahim", step=1)
        await sender.send_due(tower.clock(), patience_s=0.01)
        await tower.phone("rahim").hears(2)
        assert len(hole.phones) > MOST_AT_ONCE == hole.most_at_once
        await sender.stop(patience_s=0.0)


async def test_two_senders_never_ring_a_phone_twice(tower: Belltower) -> None:
    names = [f"petugas-{number}" for number in range(60)]
    await tower.has(*names)
    await tower.plans(*names)
    tower.service.answers(delay=0.02)
    second = Sender(tower.settings, clock=tower.clock)
    await second.start()
    taken = await asyncio.gather(tower.sends(), second.send_due(tower.clock()), tower.sends())
    await second.stop()
    assert sum(taken[:2]) == 60
    assert {len(tower.phone(name).messages) for name in names} == {1}


async def taken(tower: Belltower) -> list[Claimed]:
    return await claims.claim(
        tower.clock(),
        now=tower.clock(),
        room={},
        otherwise=100,
        further_hosts=tower.settings.push_hosts,
    )


async def test_the_messages_of_a_sender_that_died_are_sent_when_its_lease_ends(
    tower: Belltower,
) -> None:
    await tower.has("rahim")
    await tower.plans("rahim")
    assert len(await taken(tower)) == 1  # and nothing is heard of it again
    tower.clock.passes(seconds=14.9)
    assert await tower.sends() == 0
    tower.clock.passes(seconds=0.1)
    assert await tower.sends() == 1
    assert tower.phone("rahim").rang == [FIRE.title]
    assert (await tower.delivery("rahim"))["attempts"] == 2


async def test_a_sender_that_was_overtaken_cannot_undo_what_the_other_does(
    tower: Belltower,
) -> None:
    await tower.has("rahim")
    await tower.plans("rahim")
    [slow] = await taken(tower)
    tower.clock.passes(seconds=20)
    [quick] = await taken(tower)
    await claims.settle([Result(slow, "failed", "timed_out")], now=tower.clock())
    row = await tower.delivery("rahim")
    assert (row["state"], row["lease_until"]) == ("planned", quick.lease_until)
    await claims.settle([Result(quick, "accepted", accepted_at=tower.clock())], now=tower.clock())
    again = Result(slow, "planned", "timed_out", due_at=tower.clock())
    await claims.settle([again], now=tower.clock())
    row = await tower.delivery("rahim")
    assert (row["state"], row["due_at"]) == ("accepted", None)


async def test_a_sender_that_stops_gives_back_what_is_on_its_way(tower: Belltower) -> None:
    await tower.has("rahim")
    await tower.plans("rahim")
    tower.service.answers(how="hang")
    first = Sender(tower.settings, clock=tower.clock)
    await first.start()
    await first.send_due(tower.clock(), patience_s=0.1)
    await first.stop(patience_s=0.0)
    row = await tower.delivery("rahim")
    assert (row["state"], row["due_at"], row["lease_until"]) == ("planned", tower.clock(), None)
    tower.service.answers()
    await tower.sends()
    assert (await tower.delivery("rahim"))["state"] == "accepted"
