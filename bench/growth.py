"""What ten years cost: the same three requests with a thousand incidents and with a million.

Two servers side by side take turns, so that a noisy machine disturbs both; what is told is the
share of its speed that each request keeps. `LACAK_BENCH_INCIDENTS` asks for another number.
"""

import asyncio
import contextlib
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from bench import board, history, pages, table, town, wrk
from bench.server import Server
from src.domain.region import Region
from src.services.region_pack import load_region
from src.settings import Settings

FEW = 1_000
MANY = int(os.environ.get("LACAK_BENCH_INCIDENTS", "1000000"))
ROUNDS = 5
KEPT = 0.9
SMALL, LARGE = "bench_few", "bench_many"


@dataclass(frozen=True, slots=True)
class House:
    """A running server with its history, a share page, an operator's cookie."""

    server: Server
    share: str
    cookie: str
    region: Region


def run(engine: str) -> None:
    """Create, share page and board on `engine`, at both sizes."""
    asyncio.run(_run(engine))


async def _run(engine: str) -> None:
    url = os.environ.get("LACAK_TEST_DATABASE_URL", "") if engine == "postgres" else ""
    table.heading(f"Growth from {FEW:,} to {MANY:,} incidents on {engine}")
    async with _house(url, SMALL, FEW) as few, _house(url, LARGE, MANY) as many:
        script = pages.script(few.region)
        _compare("share page", few, many, lambda house: wrk.load(house.share, seconds=2))
        _compare(
            "board, 200 open incidents",
            few,
            many,
            lambda house: wrk.load(f"{house.server.url}/papan", seconds=2, header=house.cookie),
        )
        _compare(
            "POST /aduan",
            few,
            many,
            lambda house: wrk.load(house.server.url, seconds=3, script=script),
        )


def _compare(figure: str, few: House, many: House, load: Callable[[House], wrk.Load]) -> None:
    for house in (few, many):
        load(house)  # warm
    taken = [(load(few).per_second, load(many).per_second) for _ in range(ROUNDS)]
    small, large = (median(each[n] for each in taken) for n in (0, 1))
    table.line(f"{figure}, {FEW:,}", small, "/s")
    table.line(f"{figure}, {MANY:,}", large, "/s")
    table.line("  share kept", large / small, "", KEPT, wanted="at least")


@contextlib.asynccontextmanager
async def _house(url: str, name: str, count: int) -> AsyncIterator[House]:
    """A database of its own with `count` old incidents and 200 open ones, served."""
    async with _database(url, name) as own:
        with tempfile.TemporaryDirectory(prefix="lacak-growth-") as folder:
            settings = Settings(data_directory=Path(folder), database_url=own)
            await town.settle(settings)
            region = load_region(settings.region)
            seconds = await history.load(settings, region, count)
            table.line(f"loading {count:,} incidents", seconds, "s")
            server = Server(Path(folder), database_url=own, LACAK_PROXIES="1")
            server.start()
            try:
                yield await _ready(server, settings, region)
            finally:
                server.stop()


async def _ready(server: Server, settings: Settings, region: Region) -> House:
    await board.report(server, region)
    cookie = f"Cookie: lacak_sesi={await board.operator(settings)}"
    share, _ = await pages.a_report(server)
    return House(server, share, cookie, region)


@contextlib.asynccontextmanager
async def _database(url: str, name: str) -> AsyncIterator[str]:
    """The address of a PostgreSQL database of this name, made anew; "" for SQLite."""
    if not url:
        yield ""
        return
    own = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    admin = await asyncpg.connect(url)
    try:
        await admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await admin.execute(f"CREATE DATABASE {name}")
        yield own
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await admin.close()
