"""Turns a database's write protection on and off, as a standby or a broken disk has it."""

import asyncio

from src.database import Engine
from src.sqlite_engine import PersistentSQLite


async def protect(engine: Engine, on: bool) -> None:
    """From now on (not) a line can be written."""
    word = "on" if on else "off"
    if isinstance(engine, PersistentSQLite):
        engine.writer.execute(f"PRAGMA query_only = {word}")
        return
    assert engine.pool is not None
    await engine.pool.execute(f"ALTER SYSTEM SET default_transaction_read_only = {word}")
    await engine.pool.execute("SELECT pg_reload_conf()")
    for _ in range(200):
        if await engine.pool.fetchval("SHOW default_transaction_read_only") == word:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("PostgreSQL did not take the new setting")
