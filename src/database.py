"""The open database: one engine at a time, statements, transactions and what follows a commit."""

import contextvars
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any

from piccolo.engine.postgres import PostgresEngine

from src import tables
from src.postgres_engine import PooledPostgres
from src.settings import Settings
from src.sqlite_engine import PersistentSQLite

Engine = PersistentSQLite | PostgresEngine
Row = Mapping[str, Any]
EVERYTHING = "*"  # the topic that wakes every listener
CHANNEL = "lacak"  # PostgreSQL's NOTIFY channel for signals between processes

_engine: Engine | None = None
_listener: Callable[[frozenset[str]], None] | None = None
_signals: contextvars.ContextVar[set[str] | None] = contextvars.ContextVar("signals", default=None)


def engine_for(settings: Settings) -> Engine:
    """SQLite in the data directory, or PostgreSQL where `database_url` names one."""
    if settings.database_url:
        return PooledPostgres(config={"dsn": settings.database_url})
    settings.data_directory.mkdir(parents=True, exist_ok=True)
    return PersistentSQLite(path=str(settings.database_path))


def bind(engine: Engine) -> None:
    """Make `engine` the one that every table and statement uses from now on."""
    global _engine
    _engine = engine
    for table in tables.ALL:
        table._meta._db = engine


async def start(engine: Engine, *, most_connections: int = 10) -> None:
    """Bind and open; the event loop that calls this is the one that may use the engine."""
    bind(engine)
    if isinstance(engine, PostgresEngine):
        if not engine.pool:
            await engine.start_connection_pool(min_size=2, max_size=most_connections)
    else:
        engine.open()


async def stop(engine: Engine) -> None:
    if isinstance(engine, PostgresEngine):
        if engine.pool:
            await engine.close_connection_pool()
    else:
        await engine.close()


def engine() -> Engine:
    if _engine is None:
        raise RuntimeError("No database is open: call database.start first")
    return _engine


def on_postgres() -> bool:
    return isinstance(_engine, PostgresEngine)


@lru_cache(maxsize=1024)
def _compiled(template: str, postgres: bool) -> str:
    if not postgres:
        return template.replace("{}", "?")
    parts = template.split("{}")
    return parts[0] + "".join(f"${n}{part}" for n, part in enumerate(parts[1:], start=1))


async def rows(template: str, *values: Any) -> Sequence[Row]:
    """Run one statement; `{}` marks a value. Inside `transaction()` it is part of it."""
    current = engine()
    if isinstance(current, PersistentSQLite):
        return current.execute(_compiled(template, False), values)
    statement = _compiled(template, True)
    running = current.current_transaction.get()
    if running is not None:
        found: Sequence[Row] = await running.connection.fetch(statement, *values)
        return found
    if current.pool is None:
        raise RuntimeError("The connection pool is not open")
    found = await current.pool.fetch(statement, *values)
    return found


async def row(template: str, *values: Any) -> Row | None:
    """The first row of a statement, or None."""
    found = await rows(template, *values)
    return found[0] if found else None


async def long_rows(template: str, *values: Any) -> Sequence[Row]:
    """As `rows`, for reads that may take long (figures): never holds up the event loop."""
    current = engine()
    if isinstance(current, PersistentSQLite):
        return await current.execute_apart(_compiled(template, False), values)
    return await rows(template, *values)


def marks(count: int, of: int = 1) -> str:
    """`({}, {}), ({}, {})`: placeholders for `count` groups of `of` values."""
    group = "(" + ", ".join(["{}"] * of) + ")"
    return ", ".join([group] * count)


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """All or nothing, durable when it returns; signals raised inside leave after the commit."""
    if _signals.get() is not None:
        raise RuntimeError("Transactions do not nest: pass work down, not a second transaction")
    signals: set[str] = set()
    mark = _signals.set(signals)
    try:
        async with engine().transaction():
            yield
            if signals and on_postgres():
                await rows(f"SELECT pg_notify('{CHANNEL}', {{}})", _payload(signals))
    finally:
        _signals.reset(mark)
    if signals and _listener is not None and not on_postgres():
        _listener(frozenset(signals))


def _payload(topics: set[str]) -> str:
    """The topics by name, or the one that means all: PostgreSQL takes less than 8,000 bytes."""
    named = " ".join(sorted(topics))
    return named if len(named.encode()) < 8_000 else EVERYTHING


def signal(*topics: str) -> None:
    """Tell whoever listens, in every process, that something under `topics` has changed."""
    signals = _signals.get()
    if signals is None:
        raise RuntimeError("A signal belongs to a transaction: it leaves with the commit")
    signals.update(topics)


def on_signal(listener: Callable[[frozenset[str]], None]) -> None:
    """Who hears the signals of this process's commits on SQLite (PostgreSQL: see `live`)."""
    global _listener
    _listener = listener
