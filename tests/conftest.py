"""What every test stands on: one loop, one migrated database of either engine, a turned clock.

LACAK_TEST_DATABASE_URL names a PostgreSQL database that belongs to the tests; without it they run
on an SQLite file. The loop and the open engine last for the whole run (a pool is bound to its
loop); the tables are emptied before each test that asks for `database`.
"""

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from src import database as open_database
from src import migrations
from src.app import create_app
from src.database import Engine
from src.domain.region import Region
from src.services.region_pack import load_places, load_region
from src.settings import Settings
from src.sqlite_engine import PersistentSQLite
from tests.cast import Cast
from tests.clock import Clock, Turned
from tests.emptying import afresh, empty
from tests.fake_push_service import FakePushService
from tests.town import Town, open_town


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Of a data directory of this run; use `dataclasses.replace` for others."""
    return Settings(
        data_directory=tmp_path_factory.mktemp("data"),
        database_url=os.environ.get("LACAK_TEST_DATABASE_URL", ""),
        public_url="http://lacak.test",
        push_hosts=("push.test",),
        vapid_contact="mailto:piket@lacak.test",
    )


@pytest.fixture(scope="session")
async def engine(anyio_backend: str, settings: Settings) -> AsyncIterator[Engine]:
    """Open and migrated once; being of the session, it also keeps the one loop alive."""
    opened = open_database.engine_for(settings)
    await open_database.start(opened)
    await afresh(opened)
    await migrations.migrate(opened)
    if isinstance(opened, PersistentSQLite):
        # Power cuts are the fault runs' business.
        opened.writer.execute("PRAGMA synchronous=OFF")
    yield opened
    await open_database.stop(opened)


@pytest.fixture
async def database(engine: Engine, settings: Settings) -> Engine:
    """An empty database, open for `src.database` and every table."""
    open_database.bind(engine)
    open_database.on_signal(lambda topics: None)
    await empty(engine)
    _forget(settings.media_directory)
    return engine


def _forget(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def region(settings: Settings) -> Region:
    return load_region(settings.region)


@pytest.fixture
def cast(database: Engine, clock: Clock) -> Cast:
    """People with sessions but without phones that ring (those live in `town`)."""
    return Cast(clock)


@pytest.fixture(scope="session")
def built(engine: Engine, settings: Settings) -> tuple[Litestar, Turned]:
    """The application, which takes a quarter of a second to build, and the clock it goes by."""
    turned = Turned()
    quiet = replace(settings, worker_inside=False)
    return create_app(quiet, clock=turned, engine=engine), turned


@pytest.fixture
async def app(
    database: Engine, built: tuple[Litestar, Turned], clock: Clock
) -> AsyncIterator[Litestar]:
    """The whole application on this database and clock, without the worker's own loop.

    Built once; all that a run of it remembers is made anew for each test.
    """
    made, turned = built
    turned.clock = clock
    async with made.lifespan():
        yield made


@pytest.fixture
async def client(app: Litestar, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without a session: follows no redirects, sends what same-origin pages send."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app),  # type: ignore[arg-type]
        base_url=settings.public_url,
        headers={"Sec-Fetch-Site": "same-origin", "Accept": "text/html"},
    ) as opened:
        yield opened


@pytest.fixture
async def town(
    database: Engine, region: Region, settings: Settings, clock: Clock
) -> AsyncIterator[Town]:
    """The town with a push service that rings real (test) phones."""
    async with FakePushService(clock=clock) as service:
        opened = await open_town(region, await load_places(region), settings, clock, service)
        yield opened
        await opened.sender.stop()
        assert not service.problems
