"""From a phone's POST to the push host's 201, through the whole running application."""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import aiohttp

from bench import table, town
from bench.push_service import service
from bench.server import Server
from src import database
from src.services.region_pack import load_region
from src.settings import Settings
from tests.certificates import self_signed

RTT_MS = 50.0
CASES = ((1, 30, 1_000), (200, 6, 1_000), (1_000, 4, 2_000))
"""Devices that one fire rings, how many fires, and the limit in ms."""


def run(engine: str) -> None:
    table.heading(
        f"Alarm on {engine}: fire taken → accepted by the push host, TLS, {RTT_MS:.0f} ms RTT"
    )
    for devices, fires, limit in CASES:
        answered, accepted = asyncio.run(_case(engine, devices, fires))
        label = f"{devices} device{'s' if devices > 1 else ''}"
        table.line(f"{label}: receipt, p50", statistics.median(answered), "ms")
        table.line(f"{label}: accepted, p50", statistics.median(accepted), "ms")
        table.line(f"{label}: accepted, p99", p99(accepted), "ms", limit)


async def _case(engine: str, devices: int, fires: int) -> tuple[list[float], list[float]]:
    """Ms until each receipt, and from each commit until each device's message was accepted."""
    url = os.environ.get("LACAK_TEST_DATABASE_URL", "") if engine == "postgres" else ""
    with tempfile.TemporaryDirectory(prefix="lacak-bench-") as name:
        folder = Path(name)
        certificate = str(self_signed(folder)[0])
        settings = Settings(data_directory=folder, database_url=url)
        await town.empty(settings)
        with service(certificate, rtt_ms=RTT_MS) as host:
            await town.settle(settings, responders=devices, host=host)
            server = serving(settings, host, certificate)
            opened = database.engine_for(settings)
            await database.start(opened, most_connections=2)
            try:
                await asyncio.to_thread(server.start)
                return await _fires(server, settings, devices, fires)
            finally:
                await asyncio.to_thread(server.stop)
                await database.stop(opened)


def serving(settings: Settings, host: str, certificate: str) -> Server:
    """The application, allowed to write to that push service."""
    return Server(
        settings.data_directory,
        database_url=settings.database_url,
        LACAK_PROXIES="1",
        LACAK_PUSH_HOSTS=host,
        LACAK_PUSH_CA=certificate,
    )


async def _fires(
    server: Server, settings: Settings, devices: int, fires: int
) -> tuple[list[float], list[float]]:
    answered: list[float] = []
    accepted: list[float] = []
    village = first_village(settings)
    async with aiohttp.ClientSession() as http:
        for number in range(fires):
            began = time.monotonic()
            await report(http, server, village, number)
            answered.append((time.monotonic() - began) * 1_000)
            accepted += await _accepted(devices * (number + 1))
    return answered, accepted[-devices * fires :]


def first_village(settings: Settings) -> str:
    """Where the crew of `town.settle` is called first."""
    return next(iter(load_region(settings.region).villages))


async def report(
    http: aiohttp.ClientSession, server: Server, village: str, number: int, what: str = "fire.house"
) -> str:
    """Something that happened in this village; the number that the receipt names."""
    fields = {"category": what, "village": village, "landmark": f"lorong {number}"}
    headers = {"Accept": "application/json", **town.somebody(f"fire{number}")}
    async with http.post(f"{server.url}/aduan", data=fields, headers=headers) as answer:
        assert answer.status == 201, await answer.text()
        return str((await answer.json())["number"])


async def _accepted(wanted: int) -> list[float]:
    """Wait until so many first rings are accepted; ms of each of the newest fire."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = await database.row("SELECT count(*) AS n FROM delivery WHERE state = 'accepted'")
        if found and found["n"] >= wanted:
            break
        await asyncio.sleep(0.05)
    else:
        raise TimeoutError(f"{wanted} messages were not accepted within 30 s")
    rows = await database.rows(
        "SELECT d.created_at, d.accepted_at FROM delivery d WHERE d.step = 0"
        " AND d.incident = (SELECT max(incident) FROM delivery)"
    )
    return [(row["accepted_at"] - row["created_at"]) / timedelta(milliseconds=1) for row in rows]


def p99(times: Sequence[float]) -> float:
    return sorted(times)[-(-len(times) * 99 // 100) - 1]
