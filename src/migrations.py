"""Brings the open database to the newest migration, at every start and only when it is behind."""

import asyncio
import contextlib
import fcntl
import importlib.util
import io
import os
import re
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import ModuleType

import asyncpg
from piccolo.apps.migrations.tables import Migration
from piccolo.conf.apps import AppRegistry
from piccolo.engine.postgres import PostgresEngine

from src import database
from src.database import Engine
from src.piccolo_app import APP_CONFIG

_ID = re.compile(r'^ID = "(.+)"$', re.MULTILINE)
_LOCK = 7_207_001  # advisory lock of whoever migrates on PostgreSQL


async def migrate(engine: Engine) -> tuple[str, ...]:
    """Apply what is missing, each migration whole or not at all; returns the names applied.

    `engine` is the one that is open (`database.start`). Of several processes that start at once
    one migrates and the others wait for it.
    """
    if not await _missing():
        return ()
    async with _alone(engine):
        missing = await _missing()
        with _found_by_piccolo(engine), contextlib.redirect_stdout(io.StringIO()):
            if not await Migration.table_exists():
                await Migration.create_table()
            for name, file in missing.items():
                await _apply(engine, name, file)
    return tuple(missing)


async def _missing() -> dict[str, Path]:
    """Names and files of migrations this database has not seen, oldest first."""
    known = {
        "postgres": "SELECT to_regclass('migration') IS NOT NULL AS known",
        "sqlite": "SELECT count(*) > 0 AS known FROM sqlite_master WHERE name = 'migration'",
    }
    found = await database.row(known["postgres" if database.on_postgres() else "sqlite"])
    applied: set[str] = set()
    if found and found["known"]:
        rows = await database.rows(
            "SELECT name FROM migration WHERE app_name = {}", APP_CONFIG.app_name
        )
        applied = {row["name"] for row in rows}
    files = Path(APP_CONFIG.resolved_migrations_folder_path).glob("*.py")
    named = {m[1]: file for file in files if (m := _ID.search(file.read_text()))}
    return {name: named[name] for name in sorted(named.keys() - applied)}


async def _apply(engine: Engine, name: str, file: Path) -> None:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file.name} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    manager = await module.forwards()
    # One transaction for the change and the note of it: a crash between them can't happen.
    manager.wrap_in_transaction = False
    async with engine.transaction():
        await manager.run()
        await Migration.insert(Migration(name=name, app_name=APP_CONFIG.app_name))


@contextlib.contextmanager
def _found_by_piccolo(engine: Engine) -> Iterator[None]:
    """Piccolo asks a module `piccolo_conf` for its engine: for now it finds the open one."""
    stand_in = ModuleType("piccolo_conf")
    vars(stand_in).update(DB=engine, APP_REGISTRY=AppRegistry(apps=["src.piccolo_app"]))
    before = sys.modules.get("piccolo_conf")
    sys.modules["piccolo_conf"] = stand_in
    Migration._meta.db = engine
    try:
        yield
    finally:
        sys.modules.pop("piccolo_conf")
        if before is not None:
            sys.modules["piccolo_conf"] = before


@contextlib.asynccontextmanager
async def _alone(engine: Engine) -> AsyncIterator[None]:
    """Held by one process at a time; let go by the system when that process dies."""
    if isinstance(engine, PostgresEngine):
        connection = await asyncpg.connect(**engine.config)
        try:
            await connection.execute(f"SELECT pg_advisory_lock({_LOCK})")
            yield
        finally:
            await connection.close()
        return
    lock = os.open(f"{engine.path}.migrating", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        await asyncio.to_thread(fcntl.flock, lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
