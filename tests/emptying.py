"""Empties all tables between tests: one go, about a millisecond, past the log's triggers."""

from piccolo.engine.postgres import PostgresEngine

from src import database, tables
from src.database import Engine
from src.sqlite_engine import PersistentSQLite

DELETES = "; ".join(f"DELETE FROM {table._meta.tablename}" for table in reversed(tables.ALL))


async def empty(engine: Engine) -> None:
    """No rows, and serial numbers that start at 1 again."""
    if isinstance(engine, PostgresEngine):
        await _empty_postgres(engine)
    else:
        if engine.writer.in_transaction:
            async with engine.transaction():
                pass  # ends with the commit that the last test did not wait for
        _empty_sqlite(engine)


async def afresh(engine: Engine) -> None:
    """Nothing at all, not even tables: what an earlier run left in a PostgreSQL database."""
    if isinstance(engine, PostgresEngine):
        await engine.run_ddl("DROP SCHEMA public CASCADE")
        await engine.run_ddl("CREATE SCHEMA public")


async def _empty_postgres(engine: PostgresEngine) -> None:
    # In the role of a replica neither triggers nor foreign keys are looked at.
    assert engine.pool is not None
    async with engine.pool.acquire() as connection:
        await connection.execute(
            "SET session_replication_role = replica;"
            f"{DELETES};"
            "SELECT setval('incident_id_seq', 1, false), setval('incident_event_id_seq', 1, false),"
            " setval('admin_change_id_seq', 1, false);"
            "SET session_replication_role = DEFAULT"
        )


def _empty_sqlite(engine: PersistentSQLite) -> None:
    triggers = engine.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    drops = "; ".join(f"DROP TRIGGER {trigger['name']}" for trigger in triggers)
    creates = "; ".join(trigger["sql"] for trigger in triggers)
    any_event = engine.execute(
        "SELECT 1 FROM incident_event UNION ALL SELECT 1 FROM admin_change LIMIT 1"
    )
    around = (f"{drops};", f"{creates};") if any_event else ("", "")
    engine.writer.executescript(f"BEGIN IMMEDIATE; {around[0]} {DELETES}; {around[1]} COMMIT")


async def counts() -> dict[str, int]:
    """Rows in each table that has any, for tests that say what must (not) have been written."""
    found: dict[str, int] = {}
    for table in tables.ALL:
        name = table._meta.tablename
        row = await database.row(f"SELECT count(*) AS n FROM {name}")
        if row and row["n"]:
            found[name] = row["n"]
    return found
