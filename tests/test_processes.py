"""Several processes on one database: what one of them commits, a page at another one shows."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from uuid import uuid4

import httpx

from src.database import Engine
from src.settings import ROOT, Settings
from tests.test_serve import free_port

SOON_S = 20.0


@asynccontextmanager
async def process(settings: Settings, *arguments: str, **more: str) -> AsyncIterator[None]:
    """A process of ours on the database of this run, ended when this is left."""
    own = {
        "LACAK_DATA": str(settings.data_directory),
        "DATABASE_URL": settings.database_url,
        **more,
    }
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *arguments, cwd=ROOT, env=os.environ | own
    )
    try:
        yield
    finally:
        running.terminate()
        await asyncio.wait_for(running.wait(), SOON_S)


@asynccontextmanager
async def web(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A web process without a worker, and a client of it."""
    port = free_port()
    more = {"LACAK_PORT": str(port), "LACAK_WORKER": "apart"}
    async with (
        process(settings, "src.cli", "serve", **more),
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=SOON_S) as client,
    ):
        await _until(client, {200, 503})
        yield client


async def test_a_change_reaches_the_page_that_another_process_serves(
    database: Engine, settings: Settings
) -> None:
    async with AsyncExitStack() as opened:
        one = await opened.enter_async_context(web(settings))
        # SQLite is for one web process: there the same one takes the reports.
        other = await opened.enter_async_context(web(settings)) if settings.database_url else one
        share = httpx.URL((await _report(other))["share_url"]).path
        async with one.stream("GET", f"{share}/aliran") as page:
            events = (line async for line in page.aiter_lines() if line.startswith("id: "))
            first = await asyncio.wait_for(anext(events), SOON_S)
            await _report(other)
            assert await asyncio.wait_for(anext(events), SOON_S) != first


async def test_a_worker_of_its_own_keeps_the_house_alive(
    database: Engine, settings: Settings
) -> None:
    async with web(settings) as client:
        assert (await client.get("/kesehatan")).status_code == 503
        async with process(settings, "src.worker"):
            await _until(client, {200})


async def _until(client: httpx.AsyncClient, wanted: set[int]) -> None:
    """Ask for the health until the answer is one of `wanted`."""
    status = 0
    for _ in range(round(SOON_S / 0.05)):
        with contextlib.suppress(httpx.TransportError):
            status = (await client.get("/kesehatan")).status_code
        if status in wanted:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"the last answer was {status}")


async def _report(client: httpx.AsyncClient) -> dict[str, str]:
    """A fire at one and the same place: every further report joins the first."""
    at = datetime.now(UTC).isoformat()
    form = {
        "id": str(uuid4()),
        "category": "fire",
        "latitude": "-1.3100",
        "longitude": "123.3300",
        "accuracy_m": "10",
        "created_at": at,
        "sent_at": at,
    }
    headers = {"Accept": "application/json", "X-Lacak": "1", "X-Lacak-Device": "A" * 22}
    answer = await client.post("/aduan", data=form, headers=headers)
    receipt: dict[str, str] = answer.raise_for_status().json()
    return receipt
