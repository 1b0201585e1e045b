"""Migrations: current, applied once, by one of several processes, and the log is locked."""

import asyncio
import contextlib
import io
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from piccolo.apps.migrations.auto.diffable_table import DiffableTable
from piccolo.apps.migrations.auto.schema_differ import SchemaDiffer
from piccolo.apps.migrations.auto.schema_snapshot import SchemaSnapshot
from piccolo.apps.migrations.commands.base import BaseMigrationManager

from src import database as open_database
from src import migrations, tables
from src.database import Engine
from src.piccolo_app import APP_CONFIG
from src.settings import ROOT, Settings
from tests.clock import START
from tests.emptying import counts, empty

_START_TOGETHER = """
import asyncio, json, sys
from pathlib import Path
from src import database, migrations
from src.settings import Settings

async def main():
    engine = database.engine_for(
        Settings(data_directory=Path(sys.argv[1]), database_url=sys.argv[2])
    )
    await database.start(engine)
    print(json.dumps(await migrations.migrate(engine)))
    await database.stop(engine)

asyncio.run(main())
"""


async def test_a_second_start_finds_nothing_to_do(database: Engine) -> None:
    assert await migrations.migrate(database) == ()


async def test_two_processes_that_start_at_once_migrate_once(
    database: Engine, settings: Settings, tmp_path: Path
) -> None:
    async with _new_database(settings) as url:
        starts = [
            await asyncio.create_subprocess_exec(
                sys.executable, "-c", _START_TOGETHER, str(tmp_path), url, cwd=ROOT, stdout=PIPE
            )
            for _ in range(2)
        ]
        applied = [json.loads((await start.communicate())[0]) for start in starts]
    assert sorted(map(len, applied)) == [0, len(_files())]


@asynccontextmanager
async def _new_database(settings: Settings) -> AsyncIterator[str]:
    """A PostgreSQL database that nobody has touched; "" where the tests run on SQLite."""
    if not settings.database_url:
        yield ""
        return
    await open_database.rows("DROP DATABASE IF EXISTS lacak_together")
    await open_database.rows("CREATE DATABASE lacak_together")
    yield urlsplit(settings.database_url)._replace(path="/lacak_together").geturl()
    await open_database.rows("DROP DATABASE lacak_together")


def _files() -> list[Path]:
    return [
        file for file in (ROOT / "piccolo_migrations").glob("*.py") if "ID =" in file.read_text()
    ]


async def test_the_migrations_make_the_tables_as_they_are_written() -> None:
    managers = await BaseMigrationManager().get_migration_managers(APP_CONFIG)
    written = SchemaSnapshot(managers).get_snapshot()
    present = [
        DiffableTable(
            class_name=table.__name__,
            tablename=table._meta.tablename,
            columns=table._meta.non_default_columns,
            schema=table._meta.schema,
        )
        for table in tables.ALL
    ]
    with contextlib.redirect_stdout(io.StringIO()):
        differ = SchemaDiffer(schema=present, schema_snapshot=written, auto_input="n")
        changes = [line for part in differ.get_alter_statements() for line in part.statements]
    assert changes == []


@pytest.mark.parametrize(
    "change", ["UPDATE incident_event SET event = 'x'", "DELETE FROM incident_event"]
)
async def test_the_database_itself_refuses_to_change_the_log(database: Engine, change: str) -> None:
    await _one_event()
    with pytest.raises(Exception, match="append-only"):
        async with open_database.transaction():
            await open_database.rows(change)
    assert await counts() == {"incident": 1, "incident_event": 1}


async def test_tests_start_from_empty_tables_all_the_same(database: Engine) -> None:
    await _one_event()
    await empty(database)
    assert await counts() == {}
    await _one_event()
    row = await open_database.row("SELECT id FROM incident")
    assert row is not None and row["id"] == 1


async def _one_event() -> None:
    incident = tables.Incident(
        category_group="fire",
        category="fire.house",
        priority="P1",
        state="received",
        created_at=START,
        received_at=START,
        changed_at=START,
    )
    async with open_database.transaction():
        await incident.save()
        await tables.IncidentEvent(
            incident=incident.id,
            number=1,
            event="reported",
            at=START,
            recorded_at=START,
            actor="system",
            detail="{}",
            previous="",
            hash="",
        ).save()
