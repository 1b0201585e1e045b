"""Reports taken and pages served by one process, beside the limits of a bare handler."""

import asyncio
import os
import tempfile
from pathlib import Path
from statistics import median

import aiohttp

from bench import board, table, town, wrk
from bench.server import Server
from src.domain.region import Region
from src.services.region_pack import load_region
from src.settings import Settings

ROUNDS = 3
KINDS = ["fire.house", "rescue.snake", "public_order.noise", "public_order.livestock"]


def run(engine: str) -> None:
    """Create, share page, constant page, board, start and memory on `engine`."""
    url = os.environ.get("LACAK_TEST_DATABASE_URL", "") if engine == "postgres" else ""
    table.heading(f"One process on {engine}, load generator on the same machine")
    with tempfile.TemporaryDirectory(prefix="lacak-bench-") as folder:
        settings = Settings(data_directory=Path(folder), database_url=url)
        asyncio.run(town.empty(settings))
        asyncio.run(town.settle(settings))
        region = load_region(settings.region)
        server = Server(Path(folder), database_url=url, LACAK_PROXIES="1")
        first = server.start()
        server.stop()
        again = server.start()
        try:
            table.line("start, migrated database", min(first, again), "s", 3)
            table.line("memory, idle", server.memory_mb(), "MB", 120)
            constant = _pages(server, engine)
            board.measure(server, settings, region)
            _create(server, region, engine, constant)
        finally:
            server.stop()


def _create(server: Server, region: Region, engine: str, constant: float) -> None:
    sent = script(region)
    wrk.load(server.url, seconds=1, script=sent)
    made = wrk.load(server.url, seconds=8, script=sent)
    limit = 600 if engine == "sqlite" else 900
    figure = "POST /aduan, whole job, 16 at once"
    table.line(figure, made.per_second, "/s", limit, wanted="at least")
    ratio = made.per_second / constant
    wanted = 0.02 if engine == "sqlite" else 0.03
    table.line("  ratio to the constant page", ratio, "", wanted, wanted="at least")
    table.line("  p50", made.p50_ms, "ms")
    table.line("  p99", made.p99_ms, "ms", 50)
    table.line("  refused", made.refused, "", 0)


def script(region: Region) -> str:
    """Reports from all over the region."""
    points = [(village.point[0], village.point[1]) for village in region.villages.values()]
    return wrk.reports(points, [kind for kind in KINDS if kind in region.categories])


def _pages(server: Server, engine: str) -> float:
    """Constant page, share page and its 304 in turns, medians; returns the constant page's.

    The limits are those of one process on SQLite; on PostgreSQL the figures stand alone.
    """
    share, tag = asyncio.run(a_report(server))
    found: dict[str, list[float]] = {"constant": [], "page": [], "same": []}
    for _ in range(ROUNDS):
        found["constant"].append(wrk.load(f"{server.url}/robots.txt", seconds=2).per_second)
        found["page"].append(wrk.load(share, seconds=2).per_second)
        same = wrk.load(share, seconds=2, header=f"If-None-Match: {tag}")
        found["same"].append(same.per_second)
    constant, page, same_page = (median(found[name]) for name in ("constant", "page", "same"))

    def line(figure: str, measured: float, limit: float) -> None:
        table.line(figure, measured, "/s", limit if engine == "sqlite" else None, wanted="at least")

    line("constant answer, all middleware", constant, 10_000)
    line("share page as HTML", page, 2_500)
    line("share page, If-None-Match", same_page, 8_000)
    table.line("  ratio to the constant page", same_page / constant, "")
    return constant


async def a_report(server: Server) -> tuple[str, str]:
    """The address of a share page and its ETag; no alarm climbs on it, so that the tag stays."""
    headers = {"Accept": "application/json", **town.somebody("bench")}
    fields = {"category": "public_order.noise", "landmark": "pasar"}
    async with aiohttp.ClientSession() as http:
        async with http.post(f"{server.url}/aduan", data=fields, headers=headers) as answer:
            receipt = await answer.json()
        async with http.get(receipt["share_url"]) as page:
            return receipt["share_url"], page.headers.get("ETag", "")
