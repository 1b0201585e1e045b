"""`/kesehatan` for whoever watches over the installation."""

import httpx

from src.services.health import Pulse
from tests.clock import Clock


async def test_a_silent_worker_is_unwell_and_a_ticking_one_is_well(
    client: httpx.AsyncClient, clock: Clock
) -> None:
    answer = await client.get("/kesehatan")
    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "worker_age_s": None, "database": True}
    pulse = Pulse()
    await pulse.beat("alarms", now=clock())
    await pulse.beat("deliveries", now=clock())
    clock.passes(seconds=7)
    answer = await client.get("/kesehatan")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "worker_age_s": 7.0, "database": True}
    clock.passes(seconds=24)
    assert (await client.get("/kesehatan")).status_code == 503
