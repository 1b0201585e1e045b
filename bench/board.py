"""The operators' board with two hundred open incidents: as everybody sees it, and drawn for one."""

import asyncio
from itertools import islice

import aiohttp

from bench import table, town, wrk
from bench.server import Server
from src import database
from src.domain.region import Region
from src.settings import Settings

OPEN = 200


def measure(server: Server, settings: Settings, region: Region) -> None:
    """Needs a running server; leaves the incidents behind."""
    asyncio.run(report(server, region))
    cookie = f"Cookie: lacak_sesi={asyncio.run(operator(settings))}"
    everybody = wrk.load(f"{server.url}/papan", seconds=4, header=cookie)
    table.line("board, 200 open incidents", everybody.per_second, "/s", 150, wanted="at least")
    table.line("  p99", everybody.p99_ms, "ms")
    # What somebody has not seen is his alone, so that this page is drawn anew each time.
    own = wrk.load(f"{server.url}/papan?saring=belum", seconds=4, header=cookie)
    table.line("  drawn anew for one person", own.per_second, "/s")
    table.line("  refused", everybody.refused + own.refused, "", 0)


async def report(server: Server, region: Region) -> None:
    async with aiohttp.ClientSession() as http:
        for number, (_, body) in enumerate(islice(town.reports(7, region), OPEN)):
            headers = {
                "Accept": "application/json",
                "Content-Type": "application/x-www-form-urlencoded",
                **town.somebody(f"board{number}"),
            }
            async with http.post(f"{server.url}/aduan", data=body, headers=headers) as answer:
                answer.raise_for_status()


async def operator(settings: Settings) -> str:
    engine = database.engine_for(settings)
    await database.start(engine, most_connections=2)
    try:
        return (await town.signed_in("Yuliana", "operator"))[2]
    finally:
        await database.stop(engine)
