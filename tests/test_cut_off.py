"""Requests cut off in the middle of a transaction: nothing half done, nobody kept waiting."""

import asyncio
import random
from uuid import UUID, uuid4

from src import database as db
from src.database import Engine
from src.postgres_engine import PooledPostgres
from src.tables import Person
from tests.clock import Clock

CUT_OFF = 60
AT_ONCE = 20  # twice what the pool has room for


async def test_cut_off_requests_drain_no_pool_and_leave_nothing_half_done(
    database: Engine, clock: Clock
) -> None:
    chance = random.Random(7)
    for _ in range(CUT_OFF):
        work = asyncio.create_task(_two_people(uuid4(), clock))
        await asyncio.sleep(chance.random() * 0.006)
        work.cancel()
        await asyncio.wait({work})
    async with asyncio.timeout(20):
        await asyncio.gather(*(_two_people(uuid4(), clock) for _ in range(AT_ONCE)))
    if isinstance(database, PooledPostgres):
        pool = database.pool
        assert pool is not None
        assert pool.get_idle_size() == pool.get_size()
    rows = await Person.select(Person.name).order_by(Person.name)
    names = [row["name"] for row in rows]
    assert len(names) >= 2 * AT_ONCE
    assert all(names.count(name) == 2 for name in names)


async def _two_people(of: UUID, clock: Clock) -> None:
    """Both or none, with a pause between them as long as any."""
    async with db.transaction():
        await _add(str(of), clock)
        await asyncio.sleep(0.001)
        await _add(str(of), clock)


async def _add(name: str, clock: Clock) -> None:
    await db.rows(
        f"INSERT INTO person (id, name, role, leads, active, created_at) VALUES {db.marks(1, 6)}",
        uuid4(),
        name,
        "driver",
        False,
        True,
        clock(),
    )
