"""The SQLite engine: transactions side by side, durable when they return, undone alone."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from src import database
from src.database import Engine
from src.sqlite_engine import PersistentSQLite

NOW = datetime(2026, 10, 12, tzinfo=UTC)
ADD = "INSERT INTO note (text) VALUES ({})"


@pytest.fixture
async def lone(tmp_path: Path, engine: Engine) -> AsyncIterator[PersistentSQLite]:
    """An engine of its own on a fresh file, bound for the length of one test."""
    own = PersistentSQLite(path=str(tmp_path / "own.sqlite3"))
    own.open()
    database.bind(own)
    await own.run_ddl("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE, n INTEGER)")
    yield own
    await own.close()
    database.bind(engine)


def seen_by_others(engine: PersistentSQLite) -> list[str]:
    """What another process would read at this moment."""
    with contextlib.closing(sqlite3.connect(engine.path)) as other:
        return [row[0] for row in other.execute("SELECT text FROM note ORDER BY id")]


async def test_what_returned_is_there_for_everybody(lone: PersistentSQLite) -> None:
    async with database.transaction():
        await database.rows(ADD, "one")
    assert seen_by_others(lone) == ["one"]
    assert [row["text"] for row in await database.rows("SELECT text FROM note")] == ["one"]


async def test_a_new_database_that_another_process_holds_is_waited_for(tmp_path: Path) -> None:
    file = str(tmp_path / "new.sqlite3")
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE note (id INTEGER PRIMARY KEY)")
    other.execute("BEGIN EXCLUSIVE")

    def let_go() -> None:
        time.sleep(0.4)
        other.close()

    asyncio.get_running_loop().run_in_executor(None, let_go)
    own = PersistentSQLite(path=file)
    own.open()
    assert own.execute("SELECT count(*) AS n FROM note") == [{"n": 0}]
    await own.close()


async def test_forty_transactions_that_read_and_then_write_all_succeed(
    lone: PersistentSQLite,
) -> None:
    async def count_up(number: int) -> None:
        async with database.transaction():
            row = await database.row("SELECT COALESCE(MAX(n), 0) AS n FROM note")
            await asyncio.sleep(0)
            assert row is not None
            statement = "INSERT INTO note (text, n) VALUES ({}, {})"
            await database.rows(statement, str(number), row["n"] + 1)

    await asyncio.gather(*(count_up(number) for number in range(40)))
    row = await database.row("SELECT COUNT(DISTINCT n) AS n FROM note")
    assert row is not None and row["n"] == 40


async def test_transactions_that_end_together_share_a_commit(lone: PersistentSQLite) -> None:
    commits: list[str] = []
    lone.writer.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)

    async def add(number: int) -> None:
        async with database.transaction():
            await database.rows(ADD, str(number))

    await asyncio.gather(*(add(number) for number in range(20)))
    assert len(seen_by_others(lone)) == 20
    assert len(commits) < 5


async def test_a_failure_undoes_its_own_work_and_nobody_elses(lone: PersistentSQLite) -> None:
    async def add(text: str) -> None:
        async with database.transaction():
            await database.rows(ADD, text)

    done = await asyncio.gather(
        add("one"), add("two"), add("one"), add("three"), return_exceptions=True
    )
    assert [type(each) for each in done].count(sqlite3.IntegrityError) == 1
    assert sorted(seen_by_others(lone)) == ["one", "three", "two"]


async def test_a_cancelled_transaction_leaves_nothing(lone: PersistentSQLite) -> None:
    began = asyncio.Event()

    async def slow() -> None:
        async with database.transaction():
            await database.rows(ADD, "half")
            began.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(slow())
    await began.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.transaction():
        await database.rows(ADD, "whole")
    assert seen_by_others(lone) == ["whole"]


async def test_another_process_that_writes_is_waited_for(lone: PersistentSQLite) -> None:
    other = sqlite3.connect(lone.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def ours() -> None:
        async with database.transaction():
            await database.rows(ADD, "ours")

    task = asyncio.create_task(ours())
    await asyncio.sleep(0.2)
    assert not task.done()
    other.execute("INSERT INTO note (text) VALUES ('theirs')")
    other.execute("COMMIT")
    other.close()
    await task
    assert seen_by_others(lone) == ["theirs", "ours"]


async def test_work_lost_with_its_transaction_is_never_called_done(
    lone: PersistentSQLite,
) -> None:
    async def add(text: str) -> None:
        async with database.transaction():
            await database.rows(ADD, text)

    first = asyncio.create_task(add("lost"))
    await asyncio.sleep(0)
    assert lone.writer.in_transaction
    # As SQLite does by itself when the disk is full.
    lone.writer.execute("ROLLBACK")
    second = asyncio.create_task(add("kept"))
    done = await asyncio.gather(first, second, return_exceptions=True)
    assert isinstance(done[0], sqlite3.OperationalError)
    assert seen_by_others(lone) == ["kept"]


async def test_transactions_do_not_nest(lone: PersistentSQLite) -> None:
    async def inner() -> None:
        async with database.transaction():
            pass

    async with database.transaction():
        with pytest.raises(RuntimeError, match="nest"):
            await inner()


async def fails_after_a_signal() -> None:
    async with database.transaction():
        database.signal("three")
        raise ZeroDivisionError


async def test_signals_leave_after_the_commit_only(lone: PersistentSQLite) -> None:
    heard: list[frozenset[str]] = []
    database.on_signal(heard.append)
    async with database.transaction():
        database.signal("one", "two")
        assert heard == []
    assert heard == [frozenset({"one", "two"})]
    with pytest.raises(ZeroDivisionError):
        await fails_after_a_signal()
    assert len(heard) == 1
