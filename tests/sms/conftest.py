"""A gateway at the far end of the wire, and the exchange that texts through it."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from litestar import Litestar

from src.app import create_app
from src.database import Engine
from src.settings import Settings
from src.sms.capcom6 import Capcom6
from src.sms.sending import Texts
from tests.clock import Clock, Turned
from tests.fake_sms_gateway import KEY, PASSWORD, USER, FakeSmsGateway
from tests.sms.exchange import Exchange


@pytest.fixture
async def gateway(clock: Clock) -> AsyncIterator[FakeSmsGateway]:
    async with FakeSmsGateway(clock=clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def hooked(engine: Engine, settings: Settings) -> tuple[Litestar, Turned]:
    """Our application with a gateway's key, and the clock it goes by."""
    turned = Turned()
    own = replace(settings, worker_inside=False, sms_key=KEY)
    return create_app(own, clock=turned, engine=engine), turned


@pytest.fixture
async def web(
    database: Engine, hooked: tuple[Litestar, Turned], settings: Settings, clock: Clock
) -> AsyncIterator[httpx.AsyncClient]:
    """That application, asked by a program: no cookies, no Origin."""
    app, turned = hooked
    turned.clock = clock
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=transport, base_url=settings.public_url) as opened,
    ):
        yield opened


@pytest.fixture
async def exchange(
    database: Engine, gateway: FakeSmsGateway, clock: Clock
) -> AsyncIterator[Exchange]:
    adapter = Capcom6(gateway.url, USER, PASSWORD)
    await adapter.open()
    opened = Exchange(gateway, Texts(adapter, clock=clock, chance=lambda: 0.5), clock)
    await opened.opens()
    yield opened
    await adapter.close()
