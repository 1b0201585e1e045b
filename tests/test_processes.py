"""Several processes on one database: what one commits the others know, what one drops they do."""

import asyncio
import contextlib
import json
import os
import sys
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest

from src import database as open_database
from src.database import Engine
from src.domain import escalation
from src.domain.region import Region
from src.push.claims import LEASE
from src.routes.session_cookie import NAME
from src.services import sessions
from src.services.region_pack import load_places
from src.services.reporting import NewReport
from src.settings import ROOT, Settings
from tests.clock import Clock
from tests.fake_push_service import FakePushService
from tests.test_serve import free_port
from tests.town import VILLAGE, Town, open_town

SOON_S = 20.0


@asynccontextmanager
async def process(settings: Settings, *arguments: str, **more: str) -> AsyncIterator[Process]:
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
        yield running
    finally:
        with contextlib.suppress(ProcessLookupError):  # a test has killed it
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


@pytest.fixture
async def today(database: Engine, region: Region, settings: Settings) -> AsyncIterator[Town]:
    """The town by the real clock, which is the one that other processes go by."""
    async with FakePushService() as service:
        places, clock = await load_places(region), Clock(datetime.now(UTC))
        opened = await open_town(region, places, settings, clock, service)
        yield opened
        await opened.sender.stop()
        assert not service.problems


def worker_of(town: Town) -> contextlib.AbstractAsyncContextManager[Process]:
    """A worker that may write to the town's push service."""
    return process(town.settings, "src.worker", LACAK_PUSH_HOSTS=town.service.host)


async def test_what_a_killed_worker_held_another_one_sends(today: Town) -> None:
    await today.responder("rahim")
    today.service.answers(how="hang")
    await _burns(today, "dapur")
    async with worker_of(today) as dying:
        await _comes(lambda: _is(today.service.requests == 1))
        dying.kill()
    held = await _delivery()
    assert held["state"] == "planned" and held["lease_until"] > datetime.now(UTC)
    today.service.answers()
    async with worker_of(today):
        await asyncio.sleep(1)
        assert today.phone("rahim").rang == [], "nobody may touch it while its lease holds"
        await _lease_ends()
        await today.phone("rahim").hears(1, within_s=SOON_S)
        await _comes(lambda: _has_state("accepted"))
    assert len(today.phone("rahim").messages) == 1
    assert today.phone("rahim").messages[0]["lacak"]["delivery"] == str(held["id"])


async def test_two_workers_carry_out_each_due_step_once(today: Town) -> None:
    await today.responder("rahim")
    await today.operator("yuliana")
    fires = [await _burns(today, f"lorong {number}") for number in range(20)]
    async with worker_of(today), worker_of(today):
        await _comes(lambda: _is(len(today.phone("rahim").rang) == len(fires)))
        due = await _next_steps_fall_due()
        await _comes(lambda: _is(len(today.phone("yuliana").rang) == len(fires)))
        await asyncio.sleep(1)
    steps = await open_database.rows("SELECT * FROM incident_event WHERE event = 'escalated'")
    climbed = Counter(json.loads(step["detail"])["assignment"] for step in steps)
    assert len(climbed) == len(fires) and set(climbed.values()) == {1}
    assert {step["at"] for step in steps} == {due}
    tags = [message["notification"]["tag"] for message in today.phone("yuliana").messages]
    assert len(tags) == len(set(tags)) == len(fires)


async def test_a_fire_taken_by_one_process_rings_through_another(
    today: Town, settings: Settings
) -> None:
    await today.responder("rahim")
    async with web(settings) as client, worker_of(today):
        await _until(client, {200})
        await _report(client, village=today.village(VILLAGE), latitude="", longitude="")
        await today.phone("rahim").hears(1, within_s=SOON_S)


async def _burns(town: Town, landmark: str) -> int:
    """A fire of its own, which only the other processes work on."""
    leaf = town.region.category("fire.house")
    assert leaf is not None
    new = NewReport(
        id=uuid4(),
        category=leaf,
        text="",
        village=town.village(VILLAGE),
        landmark=landmark,
        position=None,
        device_hash=landmark,
    )
    return (await town.takes(new)).incident


async def _delivery() -> open_database.Row:
    found = await open_database.row("SELECT * FROM delivery")
    assert found is not None
    return found


async def _has_state(state: str) -> bool:
    return bool((await _delivery())["state"] == state)


async def _next_steps_fall_due() -> datetime:
    """As if all alarms had begun so long ago that their next step is due in a second."""
    alarm = await open_database.row("SELECT policy FROM alarm")
    assert alarm is not None
    due = datetime.now(UTC) + timedelta(seconds=1)
    began = due - timedelta(seconds=escalation.read(alarm["policy"]).steps[1].after_s)
    async with open_database.transaction():
        await open_database.rows("UPDATE alarm SET started_at = {}, next_due_at = {}", began, due)
    return due


async def _lease_ends() -> None:
    """As if the lease had run out by now."""
    async with open_database.transaction():
        await open_database.rows("UPDATE delivery SET lease_until = {}", datetime.now(UTC) - LEASE)


async def _is(so: bool) -> bool:
    return so


async def _comes(so: Callable[[], Awaitable[bool]]) -> None:
    """Wait until it is so."""
    for _ in range(round(SOON_S / 0.05)):
        if await so():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come to that")


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


async def _report(client: httpx.AsyncClient, **more: str) -> dict[str, str]:
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
        **more,
    }
    headers = {"Accept": "application/json", "X-Lacak": "1", "X-Lacak-Device": "A" * 22}
    answer = await client.post("/aduan", data=form, headers=headers)
    receipt: dict[str, str] = answer.raise_for_status().json()
    return receipt


async def test_what_is_changed_in_one_process_holds_in_the_others(
    today: Town, settings: Settings
) -> None:
    boss = await today.administrator("sri")
    async with open_database.transaction():
        token = await sessions.create(boss, "administrator", now=datetime.now(UTC))
    async with AsyncExitStack() as opened:
        one = await opened.enter_async_context(web(settings))
        # SQLite is for one web process; the worker beside it reads again within a minute.
        other = await opened.enter_async_context(web(settings)) if settings.database_url else one
        assert "tel:+6281234567890" not in (await other.get("/")).text
        facts = {
            "version": "0",
            "name": today.region.name,
            "office_name": today.region.office_name,
            "service_long_name": today.region.service_long_name,
            "phone": "Piket: 0812-3456-7890",
            "closes": "16.00",
            "reopen_days": "7",
            "weekdays-1": "ya",
        }
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"{NAME}={token}"}
        saved = await one.post("/kelola/wilayah", data=facts, headers=headers)
        assert saved.status_code == 303, saved.text

        async def known() -> bool:
            return "tel:+6281234567890" in (await other.get("/")).text

        await _comes(known)
