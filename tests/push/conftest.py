"""A push service, a sender, and the little town whose phones these tests ring."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from src.database import Engine
from src.push.delivery import Sender
from src.settings import Settings
from tests.clock import Clock
from tests.fake_push_service import FakePushService
from tests.push.belltower import Belltower


@pytest.fixture
async def service(clock: Clock) -> AsyncIterator[FakePushService]:
    async with FakePushService(clock=clock) as service:
        yield service


@pytest.fixture
async def tower(
    database: Engine, settings: Settings, service: FakePushService, clock: Clock
) -> AsyncIterator[Belltower]:
    settings = replace(settings, push_hosts=(service.host,))
    sender = Sender(settings, clock=clock, chance=lambda: 0.5)
    await sender.start()
    yield Belltower(settings, service, sender, clock)
    await sender.stop(patience_s=0.1)
    assert not service.problems
