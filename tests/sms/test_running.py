"""Texts in the running worker: sent when the commit wakes it, by every worker there is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from src import live
from src.database import Engine
from src.live import Hub
from src.services.health import Pulse
from src.settings import Settings
from src.sms.sending import texting
from src.worker import Part, Worker, running
from tests.fake_sms_gateway import PASSWORD, USER, FakeSmsGateway
from tests.sms.exchange import Exchange


@pytest.fixture
def own(settings: Settings, gateway: FakeSmsGateway) -> Settings:
    return replace(settings, sms_url=gateway.url, sms_user=USER, sms_password=PASSWORD)


@pytest.fixture
async def workers(database: Engine, own: Settings, exchange: Exchange) -> AsyncIterator[Exchange]:
    """Three workers over one database, which never look unless they are woken."""
    async with AsyncExitStack() as open_things:
        hub = Hub()
        await open_things.enter_async_context(live.connected(hub, database))
        for _ in range(3):
            texts = await open_things.enter_async_context(texting(own, exchange.clock))
            part = Part("texts", texts.send_due, ("texts",), every_s=60)
            worker = Worker((part,), hub, exchange.clock, Pulse())
            await open_things.enter_async_context(running(worker))
        await asyncio.sleep(0.05)  # each has had its first look
        yield exchange


async def test_a_commit_wakes_the_workers_and_each_text_leaves_once(workers: Exchange) -> None:
    names = [f"petugas {number}" for number in range(40)]
    await workers.has(*names)
    await workers.plans(*names)
    await workers.gateway.hears(40)
    await asyncio.sleep(0.1)
    assert len(workers.gateway.asked) == len(workers.gateway.messages) == 40


async def test_a_worker_that_stops_in_the_middle_leaves_its_texts_to_others(
    own: Settings, exchange: Exchange
) -> None:
    await exchange.has("rahim")
    await exchange.plans("rahim")
    exchange.gateway.answers(how="hang")
    async with texting(own, exchange.clock) as texts:
        sending = asyncio.create_task(texts.send_due(exchange.clock()))
        await exchange.gateway.hears(1)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    exchange.gateway.answers()
    assert await exchange.passes(seconds=31) == 1
    assert len(exchange.inbox("rahim")) == 1


async def test_settings_without_a_gateway_open_none(settings: Settings, exchange: Exchange) -> None:
    await exchange.has("rahim")
    await exchange.plans("rahim")
    async with texting(settings, exchange.clock) as texts:
        await texts.send_due(exchange.clock())
    assert await exchange.state("rahim") == ("failed", "no_gateway")
