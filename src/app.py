"""Wires everything into one Litestar application; the edge where the real clock is read."""

import contextlib
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from functools import partial

from litestar import Litestar

from src import database, live, migrations
from src.assets import Assets
from src.dead_man import DeadMan
from src.live import Hub
from src.push.vapid import Vapid
from src.routes.edge import surround
from src.routes.errors import EXCEPTION_HANDLERS
from src.routes.guards import guard
from src.routes.handlers import HANDLERS
from src.routes.readings import Readings
from src.routes.region_style import region_files
from src.routes.rendering import Pages
from src.routes.session_cookie import tell_of_end
from src.routes.streams import Streams
from src.routes.surroundings import Surroundings
from src.services.auditing import Auditor
from src.services.health import Pulse
from src.services.live_region import LiveRegion
from src.services.media.cleaner import Cleaner
from src.services.media.store import MediaStore
from src.services.rate_limits import RateLimits
from src.settings import ROOT, Settings
from src.sms.sending import texting
from src.worker import running, sending, watch, worker

Clock = Callable[[], datetime]
real_clock: Clock = partial(datetime.now, UTC)


def create_app(
    settings: Settings, *, clock: Clock = real_clock, engine: database.Engine | None = None
) -> Litestar:
    """The application; it opens and migrates its database itself unless an open `engine` is given.

    Raises RegionPackError where the pack cannot be used, OSError where the data directory can't.
    """
    region = LiveRegion(settings.region)
    assets = Assets.read(
        ROOT / "src" / "static", ROOT / "src" / "service_worker", region_files(region.region)
    )
    app = Litestar(
        HANDLERS,
        guards=[guard],
        before_send=[tell_of_end],
        exception_handlers=EXCEPTION_HANDLERS,
        lifespan=[
            partial(
                _living,
                settings=settings,
                region=region,
                clock=clock,
                engine=engine,
            )
        ],
        logging_config=None,
        openapi_config=None,
        request_max_body_size=None,
    )
    app.state.pages = Pages(
        region=lambda: region.region,
        assets=assets,
        public_url=settings.public_url,
        troubles=lambda: app.state.surroundings.auditor.shown,
    )
    app.state.assets = assets
    surround(app, public_url=settings.public_url)
    return app


@contextlib.asynccontextmanager
async def _living(
    app: Litestar,
    *,
    settings: Settings,
    region: LiveRegion,
    clock: Clock,
    engine: database.Engine | None,
) -> AsyncIterator[None]:
    """From the open database to the ticking worker, and back in reverse.

    What a run remembers is made here, so that an application may live again after its end.
    """
    hub = Hub()
    auditor = Auditor(settings.data_directory, monotonic=time.monotonic)
    async with contextlib.AsyncExitStack() as open_things:
        if engine is None:
            engine = await open_things.enter_async_context(opened_database(settings))
        await open_things.enter_async_context(live.connected(hub, engine))
        await open_things.enter_async_context(region.followed(hub))
        app.state.surroundings = Surroundings(
            settings=settings,
            live_region=region,
            clock=clock,
            hub=hub,
            limits=RateLimits(),
            streams=Streams(),
            readings=Readings(),
            pulse=Pulse(),
            auditor=auditor,
            secret=settings.secret(),
            push_key=Vapid(settings.vapid_key(), settings.vapid_contact).public_key,
            media=MediaStore(settings.media_directory),
            cleaner=Cleaner(),
        )
        if settings.worker_inside:
            sender = await open_things.enter_async_context(sending(settings, region.region, clock))
            texts = await open_things.enter_async_context(texting(settings, clock))
            around = app.state.surroundings
            inside = worker(
                region=lambda: region.region,
                hub=hub,
                sender=sender,
                media=around.media,
                cleaner=around.cleaner,
                clock=clock,
                texts=texts,
            )
            await open_things.enter_async_context(running(inside))
        url = settings.dead_man_url
        watcher = DeadMan(url, well=auditor.well) if url else None
        watching = watch(auditor, hub=hub, clock=clock, watcher=watcher)
        await open_things.enter_async_context(running(watching))
        open_things.callback(hub.close)
        yield


@contextlib.asynccontextmanager
async def opened_database(settings: Settings) -> AsyncIterator[database.Engine]:
    """The installation's database, migrated, until this is left."""
    engine = database.engine_for(settings)
    await database.start(engine)
    try:
        await migrations.migrate(engine)
        yield engine
    finally:
        await database.stop(engine)
