"""Reports taken and pages served by one process, beside the limits of a bare handler."""

import asyncio
import os
import tempfile
from pathlib import Path
from typing import Any

import aiohttp

from bench import table, town, wrk
from bench.server import Server
from src.services.region_pack import load_region
from src.settings import Settings

KINDS = ["fire.house", "rescue.snake", "public_order.noise", "public_order.livestock"]


def run(engine: str) -> None:
    """Create, share page, constant page, board, start and memory on `engine`."""
    url = os.environ.get("LACAK_TEST_DATABASE_URL", "") if engine == "postgres" else ""
    table.heading(f"One process on {engine}, load generator on the same machine")
    with tempfile.TemporaryDirectory(prefix="lacak-bench-") as folder:
        settings = Settings(data_directory=Path(folder), database_url=url)
        crew = asyncio.run(town.settle(settings))
        region = load_region(settings.region)
        server = Server(Path(folder), database_url=url, LACAK_PROXIES="1")
        first = server.start()
        server.stop()
        again = server.start()
        try:
            table.line("start, migrated database", min(first, again), "s", 3)
            table.line("memory, idle", server.memory_mb(), "MB", 120)
            _pages(server, crew)
            _create(server, region, engine)
        finally:
            server.stop()


def _create(server: Server, region: Any, engine: str) -> None:
    points = [tuple(village.point) for village in region.villages.values()]
    kinds = [kind for kind in KINDS if kind in region.categories]
    script = wrk.reports(points, kinds)
    wrk.load(server.url, seconds=1, script=script)
    made = wrk.load(server.url, seconds=8, script=script)
    limit = 600 if engine == "sqlite" else 900
    figure = "POST /aduan, whole job, 16 at once"
    table.line(figure, made.per_second, "/s", limit, wanted="at least")
    table.line("  p50", made.p50_ms, "ms")
    table.line("  p99", made.p99_ms, "ms", 50)
    table.line("  refused", made.refused, "", 0)


def _pages(server: Server, crew: town.Crew) -> None:
    constant = wrk.load(f"{server.url}/robots.txt", seconds=4)
    table.line(
        "constant answer, all middleware", constant.per_second, "/s", 10_000, wanted="at least"
    )
    share, tag = asyncio.run(_a_report(server))
    page = wrk.load(share, seconds=4)
    table.line("share page as HTML", page.per_second, "/s", 2_500, wanted="at least")
    same = wrk.load(share, seconds=4, header=f"If-None-Match: {tag}")
    table.line("share page, If-None-Match", same.per_second, "/s", 8_000, wanted="at least")
    table.line("  ratio to the constant page", same.per_second / constant.per_second, "")


async def _a_report(server: Server) -> tuple[str, str]:
    """The address of a share page and its ETag."""
    headers = {"Accept": "application/json", **town.somebody("bench")}
    fields = {"category": "fire.house", "landmark": "pasar"}
    async with aiohttp.ClientSession() as http:
        async with http.post(f"{server.url}/aduan", data=fields, headers=headers) as answer:
            receipt = await answer.json()
        async with http.get(receipt["share_url"]) as page:
            return receipt["share_url"], page.headers.get("ETag", "")
