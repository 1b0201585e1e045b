"""From the planned row to the phone at the other end."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from src import database
from src.sms import capcom6, claims, planning
from src.sms.capcom6 import Capcom6
from src.sms.gateway import Outgoing, Verdict
from src.sms.sending import Texts
from src.tables import Alarm, Session
from tests.clock import Clock
from tests.fake_sms_gateway import PASSWORD, USER, FakeSmsGateway
from tests.sms.exchange import FIRE, Exchange


async def test_a_planned_text_reaches_the_gateway(exchange: Exchange) -> None:
    await exchange.has("rahim")
    message = await exchange.texts_to("rahim")
    assert exchange.inbox("rahim") == [FIRE]
    row = await exchange.row("rahim")
    assert (row["state"], row["failure"], row["attempts"]) == ("accepted", "", 1)
    assert (row["accepted_at"], row["gateway_id"]) == (exchange.clock(), str(row["id"]))
    assert (message.ttl, message.priority) == (900, 127)


async def test_a_person_is_texted_once_for_each_step(exchange: Exchange) -> None:
    await exchange.has("rahim", "sitti")
    assert len(await exchange.plans("rahim", "sitti")) == 2
    assert await exchange.plans("rahim", "sitti") == ()
    assert len(await exchange.plans("rahim", step=1)) == 1
    assert await exchange.sends() == 3
    assert exchange.inbox("rahim") == [FIRE, FIRE]


async def test_without_a_number_or_a_session_nobody_is_texted(exchange: Exchange) -> None:
    await exchange.has("tanpa nomor", number=None)
    await exchange.has("keluar")
    await Session.update({Session.revoked_at: exchange.clock()}).where(
        Session.id == exchange.sessions["keluar"]
    )
    assert len(await exchange.plans("tanpa nomor", "keluar")) == 0


async def test_who_signs_out_before_it_leaves_is_not_texted(exchange: Exchange) -> None:
    await exchange.has("rahim")
    await exchange.plans("rahim")
    await Session.update({Session.revoked_at: exchange.clock()}).where(
        Session.id == exchange.sessions["rahim"]
    )
    await exchange.sends()
    assert exchange.inbox("rahim") == []
    assert await exchange.state("rahim") == ("failed", "signed_out")


async def test_an_alarm_that_has_ended_texts_nobody(exchange: Exchange) -> None:
    await exchange.has("rahim")
    await exchange.plans("rahim")
    await Alarm.update({Alarm.ended_at: exchange.clock()}).where(Alarm.id == exchange.alarm)
    await exchange.sends()
    assert await exchange.state("rahim") == ("failed", "answered")


async def breaks_off(exchange: Exchange) -> None:
    async with database.transaction():
        made = await planning.plan_texts(
            [exchange.people["rahim"]],
            FIRE,
            alarm=exchange.alarm,
            incident=exchange.incident,
            step=0,
            now=exchange.clock(),
        )
        raise ZeroDivisionError(made)


async def test_a_rolled_back_alarm_texts_nobody(exchange: Exchange) -> None:
    await exchange.has("rahim")
    with pytest.raises(ZeroDivisionError):
        await breaks_off(exchange)
    assert await exchange.sends() == 0


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (200, "later", "service_trouble"),  # not a word of the message: a sign-in page, say
        (301, "failed", "redirected"),
        (400, "failed", "bad_request"),
        (401, "later", "password_refused"),
        (403, "later", "password_refused"),
        (404, "failed", "refused"),
        (408, "later", "timed_out"),
        (409, "accepted", ""),
        (413, "failed", "refused"),
        (429, "later", "throttled"),
        (500, "later", "service_trouble"),
        (503, "later", "service_trouble"),
    ],
)
async def test_each_answer_means_one_thing(
    exchange: Exchange, status: int, outcome: str, reason: str
) -> None:
    await exchange.has("rahim")
    exchange.gateway.answers(status)
    await exchange.plans("rahim")
    await exchange.sends()
    expected = {"accepted": "accepted", "failed": "failed", "later": "planned"}[outcome]
    assert await exchange.state("rahim") == (expected, reason)
    assert len(exchange.gateway.asked) == 1  # redirects are not followed


async def test_a_wrong_password_is_told_and_mended_in_time(exchange: Exchange) -> None:
    wrong = Capcom6(exchange.gateway.url, USER, "salah")
    await wrong.open()
    await exchange.has("rahim")
    await exchange.plans("rahim")
    await Texts(wrong, clock=exchange.clock).send_due(exchange.clock())
    await wrong.close()
    assert await exchange.state("rahim") == ("planned", "password_refused")
    await exchange.passes(seconds=10)
    assert exchange.inbox("rahim") == [FIRE]


async def test_tries_wait_longer_each_time_and_end_after_15_minutes(exchange: Exchange) -> None:
    await exchange.has("rahim")
    exchange.gateway.answers(500)
    await exchange.plans("rahim")
    waits = []
    while (await exchange.row("rahim"))["state"] == "planned":
        await exchange.sends()
        row = await exchange.row("rahim")
        if row["due_at"] is not None:
            waits.append(round((row["due_at"] - exchange.clock()).total_seconds()))
            exchange.clock.now = row["due_at"]
    assert waits[:6] == [2, 4, 8, 16, 30, 30]
    assert await exchange.state("rahim") == ("failed", "expired")
    assert exchange.clock() == row["created_at"] + timedelta(minutes=15)


async def test_a_gateway_that_asks_to_wait_is_left_alone(exchange: Exchange) -> None:
    await exchange.has("rahim")
    exchange.gateway.answers(429, Retry_After="40")
    await exchange.plans("rahim")
    await exchange.sends()
    assert await exchange.passes(seconds=39) == 0
    exchange.gateway.answers()
    await exchange.passes(seconds=3)
    assert exchange.inbox("rahim") == [FIRE]


@pytest.mark.parametrize("mode", ["cloud", "local"])
async def test_an_answer_lost_on_the_way_does_not_double_the_text(
    mode: str, database: object, clock: Clock
) -> None:
    async with FakeSmsGateway(clock=clock, mode=mode) as gateway:  # type: ignore[arg-type]
        adapter = Capcom6(gateway.url, USER, PASSWORD)
        await adapter.open()
        exchange = Exchange(gateway, Texts(adapter, clock=clock), clock)
        await exchange.opens()
        await exchange.has("rahim")
        await exchange.plans("rahim")
        gateway.answers(how="lost")
        await exchange.sends()
        assert await exchange.state("rahim") == ("planned", "unreachable")
        gateway.answers()
        await exchange.passes(seconds=10)
        await adapter.close()
        assert exchange.inbox("rahim") == [FIRE]
        assert await exchange.state("rahim") == ("accepted", "")
        assert [method for method, _ in gateway.asked] == ["POST", "GET"]


@pytest.mark.parametrize("mode", ["cloud", "local"])
async def test_a_gateway_that_cannot_be_asked_first_takes_an_id_once_all_the_same(
    mode: str, database: object, clock: Clock
) -> None:
    async with FakeSmsGateway(clock=clock, mode=mode) as gateway:  # type: ignore[arg-type]
        adapter = Capcom6(gateway.url, USER, PASSWORD)
        await adapter.open()
        message = Outgoing(uuid4(), "+6281200000000", FIRE, 900)
        verdicts = [await adapter.send(message) for _ in range(3)]
        await adapter.close()
        assert verdicts == [Verdict("accepted", gateway_id=str(message.id))] * 3
        assert gateway.inbox(message.number) == [FIRE]


@pytest.mark.parametrize(
    ("how", "reason"),
    [("close", "unreachable"), ("garbage", "service_trouble"), ("hang", "timed_out")],
)
async def test_no_proper_answer_holds_nobody_up(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch, how: str, reason: str
) -> None:
    monkeypatch.setattr(capcom6, "WHOLE_S", 0.1)
    await exchange.has("rahim")
    await exchange.plans("rahim")
    exchange.gateway.answers(how=how)  # type: ignore[arg-type]
    await asyncio.wait_for(exchange.sends(), 2)
    assert await exchange.state("rahim") == ("planned", reason)


async def test_a_gateway_that_is_off_is_unreachable(exchange: Exchange) -> None:
    await exchange.has("rahim")
    await exchange.plans("rahim")
    await exchange.gateway.__aexit__(None, None, None)
    await exchange.sends()
    assert await exchange.state("rahim") == ("planned", "unreachable")


async def test_without_a_gateway_the_rows_say_so(exchange: Exchange) -> None:
    await exchange.has("rahim")
    await exchange.plans("rahim")
    await Texts(None, clock=exchange.clock).send_due(exchange.clock())
    assert await exchange.state("rahim") == ("failed", "no_gateway")


async def test_a_gateway_that_only_writes_says_it_cannot_call(exchange: Exchange) -> None:
    adapter = Capcom6(exchange.gateway.url, USER, PASSWORD)
    message = Outgoing(exchange.alarm, "+6281200000000", FIRE, 900)
    assert await adapter.call(message) == Verdict("failed", "no_voice")
    assert exchange.gateway.asked == []


async def test_two_workers_send_each_text_once(exchange: Exchange) -> None:
    names = [f"petugas {number}" for number in range(30)]
    await exchange.has(*names)
    await exchange.plans(*names)
    other = Capcom6(exchange.gateway.url, USER, PASSWORD)
    await other.open()
    second = Texts(other, clock=exchange.clock)
    taken = await asyncio.gather(exchange.sends(), second.send_due(exchange.clock()))
    await other.close()
    assert sum(taken) == 30
    assert len(exchange.gateway.asked) == 30
    assert all(exchange.inbox(name) == [FIRE] for name in names)
    assert exchange.gateway.most_at_once <= 2 * claims.BATCH


async def test_what_a_dead_worker_held_is_sent_after_its_lease(exchange: Exchange) -> None:
    await exchange.has("rahim")
    await exchange.plans("rahim")
    [held] = await claims.claim(exchange.clock(), now=exchange.clock())
    assert await exchange.passes(seconds=29) == 0
    assert await exchange.passes(seconds=2) == 1
    assert exchange.inbox("rahim") == [FIRE]
    late = Verdict("failed", "refused")  # the dead one wakes: its word does not count any more
    await claims.settle(held, late, again_at=None, now=exchange.clock())
    assert await exchange.state("rahim") == ("accepted", "")
