"""`/kesehatan` for whoever watches over the installation, and the red bar for the office."""

import httpx
import pytest
from litestar import Litestar

from src import database
from src.database import Engine
from src.domain.access import Role
from src.services.auditing import Auditor
from src.services.health import Pulse
from tests.cast import Cast
from tests.clock import Clock
from tests.write_protection import protect

WELL = {"ok": True, "troubles": [], "worker_age_s": 7.0, "database": True}


async def ticks(clock: Clock) -> None:
    pulse = Pulse()
    await pulse.beat("alarms", now=clock())
    await pulse.beat("deliveries", now=clock())


async def stands(code: str, clock: Clock, detail: str = '{"free_mb": 90, "seconds": 7}') -> None:
    """The auditor of some process has found this."""
    async with database.transaction():
        await database.rows(
            "INSERT INTO trouble (code, since, seen_at, detail) VALUES ({}, {}, {}, {})",
            code,
            clock(),
            clock(),
            detail,
        )


def auditor_of(app: Litestar) -> Auditor:
    found: Auditor = app.state.surroundings.auditor
    return found


async def test_a_silent_worker_is_unwell_and_a_ticking_one_is_well(
    client: httpx.AsyncClient, clock: Clock
) -> None:
    answer = await client.get("/kesehatan")
    assert answer.status_code == 503
    assert answer.json() == WELL | {
        "ok": False,
        "troubles": ["worker_silent"],
        "worker_age_s": None,
    }
    await ticks(clock)
    clock.passes(seconds=7)
    answer = await client.get("/kesehatan")
    assert answer.status_code == 200
    assert answer.json() == WELL
    clock.passes(seconds=24)
    assert (await client.get("/kesehatan")).status_code == 503


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("step_overdue", 503),
        ("push_unsent", 503),
        ("disk_ending", 503),
        ("disk_low", 200),
        ("clock_jumped", 200),
    ],
)
async def test_a_watcher_is_told_what_the_auditor_found_and_no_more(
    client: httpx.AsyncClient, clock: Clock, code: str, status: int
) -> None:
    await ticks(clock)
    await stands(code, clock)
    answer = await client.get("/kesehatan")
    assert answer.status_code == status
    told = WELL | {"ok": status == 200, "troubles": [code], "worker_age_s": 0.0}
    assert answer.json() == told


@pytest.mark.parametrize("role", ["operator", "leader", "administrator"])
async def test_the_office_reads_what_is_wrong_and_what_to_do(
    client: httpx.AsyncClient, app: Litestar, cast: Cast, clock: Clock, role: Role
) -> None:
    await cast.signs_in(client, await cast.person(role))
    await auditor_of(app).look(clock())
    page = (await client.get("/papan")).text
    assert "data-troubles" in page
    assert "Pengirim alarm di server tidak bekerja." in page
    assert "Sejak 13.58." in page
    await ticks(clock)
    await auditor_of(app).look(clock())
    bar = await client.get("/gangguan/isi")
    assert bar.status_code == 200
    assert "data-troubles" in bar.text and "Pengirim alarm" not in bar.text


async def test_the_office_goes_on_reading_when_nothing_can_be_written(
    client: httpx.AsyncClient, app: Litestar, cast: Cast, clock: Clock, engine: Engine
) -> None:
    await cast.signs_in(client, await cast.person("operator"))
    clock.passes(minutes=2)
    await protect(engine, True)
    try:
        await auditor_of(app).look(clock())
        page = await client.get("/papan")
        assert page.status_code == 200
        assert "Server tidak bisa menyimpan apa pun." in page.text
        watcher = await client.get("/kesehatan")
        assert (watcher.status_code, watcher.json()["troubles"]) == (503, ["database_read_only"])
    finally:
        await protect(engine, False)


async def test_others_have_no_bar(
    client: httpx.AsyncClient, app: Litestar, cast: Cast, clock: Clock
) -> None:
    await auditor_of(app).look(clock())
    assert auditor_of(app).shown
    assert "data-troubles" not in (await client.get("/")).text
    await cast.signs_in(client, await cast.person("responder", team="x"))
    assert "data-troubles" not in (await client.get("/tugas")).text
    assert (await client.get("/gangguan/isi")).status_code == 403
