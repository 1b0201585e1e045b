"""Piccolo's SQLite engine on one open writer: durable, never locked against itself, and quick.

A statement here is a call into the same process that takes microseconds, so it runs where it is
asked for. What waits for the disk, the commit, runs on a thread of its own, and transactions that
end while it is busy share the next one (group commit): each is a savepoint until then. Why: see
docs/decisions/0002-sqlite-engine.md.
"""

import asyncio
import contextvars
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from piccolo.engine.sqlite import SQLiteEngine, SQLiteTransaction
from piccolo.querystring import QueryString

Rows = list[dict[str, Any]]
BUSY_FOR_S = 15.0  # how long another process may hold the write lock before we give up


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def _fail(waiting: "asyncio.Future[None]", problem: BaseException) -> None:
    """Tell those who wait; reading the exception keeps asyncio quiet where nobody does."""
    waiting.set_exception(problem)
    waiting.exception()


def _in_wal_mode(connection: sqlite3.Connection) -> None:
    """Of processes that open a new database at once, or one that died, one turns it over: the
    others are told that it is locked, at once whatever the time-out, and ask again."""
    until = time.monotonic() + BUSY_FOR_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


class SharedTransaction(SQLiteTransaction):
    """A savepoint in the writer's open transaction; leaving it waits for the durable commit."""

    engine: "PersistentSQLite"

    async def __aenter__(self) -> "SharedTransaction":
        if self._parent is not None:
            raise RuntimeError("Transactions do not nest")
        await self.engine.writing.acquire()
        try:
            await self.engine.begin()
            self.engine.writer.execute("SAVEPOINT work")
        except BaseException:
            self.engine.writing.release()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, kind: Any, problem: BaseException | None, trace: Any) -> bool:
        self.engine.current_transaction.reset(self.context)
        try:
            if not self.engine.writer.in_transaction:
                if problem is None:
                    raise sqlite3.OperationalError("the transaction was undone by SQLite")
                return False
            if problem is not None or self._rolled_back:
                self.engine.writer.execute("ROLLBACK TO work")
            self.engine.writer.execute("RELEASE work")
            durable = self.engine.commit_soon()
        finally:
            self.engine.writing.release()
        if problem is None:
            await asyncio.shield(durable)
        return False

    async def rollback(self) -> None:
        self._rolled_back = True


class PersistentSQLite(SQLiteEngine):
    """One writer connection and one reader, both kept open, in WAL mode with full durability."""

    def __init__(self, path: str) -> None:
        self.writing = asyncio.Lock()
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._commits: set[asyncio.Task[None]] = set()
        super().__init__(path=path)

    def open(self) -> None:
        """Open both connections; harmless when they are open."""
        if self._writer is None:
            self.writing = asyncio.Lock()
            self._writer = self._connect()
            self._reader = self._connect()
            self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="sqlite")

    async def close(self) -> None:
        while self._commits:
            await asyncio.gather(*self._commits, return_exceptions=True)
        for connection in (self._reader, self._writer):
            if connection is not None:
                connection.close()
        if self._threads is not None:
            self._threads.shutdown()
        self._writer = self._reader = self._threads = None

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path,
            isolation_level=None,
            detect_types=sqlite3.PARSE_DECLTYPES,
            check_same_thread=False,
            timeout=0.05,
            cached_statements=512,
        )
        connection.row_factory = _as_dict
        _in_wal_mode(connection)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    @property
    def writer(self) -> sqlite3.Connection:
        if self._writer is None:
            self.open()
        assert self._writer is not None
        return self._writer

    def transaction(self, *ignored: Any, **options: Any) -> SharedTransaction:
        return SharedTransaction(self)

    async def begin(self) -> None:
        """BEGIN IMMEDIATE unless a transaction is open for company; waits for other processes."""
        if self._waiting is not None and not self.writer.in_transaction:
            # SQLite undid the whole transaction by itself (a full disk): nobody's work is safe.
            lost, self._waiting = self._waiting, None
            _fail(lost, sqlite3.OperationalError("the transaction was undone by SQLite"))
        waited = 0.0
        while not self.writer.in_transaction:
            try:
                self.writer.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as problem:
                if "locked" not in str(problem) or waited >= BUSY_FOR_S:
                    raise
                waited += 0.02
                await asyncio.sleep(0.02)

    def commit_soon(self) -> "asyncio.Future[None]":
        """A future done once everything released so far is on disk."""
        if self._waiting is None:
            loop = asyncio.get_running_loop()
            self._waiting = loop.create_future()
            # A fresh context: the commit belongs to no caller's transaction.
            task = loop.create_task(self._commit(self._waiting), context=contextvars.Context())
            self._commits.add(task)
            task.add_done_callback(self._commits.discard)
        return self._waiting

    async def _commit(self, waiting: "asyncio.Future[None]") -> None:
        async with self.writing:
            if waiting.done():
                return
            self._waiting = None
            loop = asyncio.get_running_loop()
            try:
                await loop.run_in_executor(self._threads, self.writer.execute, "COMMIT")
            except BaseException as problem:
                if self.writer.in_transaction:
                    self.writer.execute("ROLLBACK")
                _fail(waiting, problem)
            else:
                waiting.set_result(None)

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Rows:
        """One statement: in the running transaction, else a read of what is committed."""
        if self.current_transaction.get() is not None:
            return self.writer.execute(statement, values).fetchall()
        if self._reader is None:
            self.open()
        assert self._reader is not None
        return self._reader.execute(statement, values).fetchall()

    async def execute_apart(self, statement: str, values: Sequence[Any] = ()) -> Rows:
        """One read on a thread and connection of its own."""

        def read() -> Rows:
            connection = self._connect()
            try:
                return connection.execute(statement, values).fetchall()
            finally:
                connection.close()

        return await asyncio.get_running_loop().run_in_executor(self._threads, read)

    async def run_querystring(self, querystring: QueryString, in_pool: bool = False) -> Rows:
        """Piccolo's own queries; a write outside a transaction gets one of its own."""
        statement, values = querystring.compile_string(engine_type=self.engine_type)
        return await self._run(statement, values)

    async def run_ddl(self, ddl: str, in_pool: bool = False) -> Rows:
        return await self._run(ddl, ())

    async def _run(self, statement: str, values: Sequence[Any]) -> Rows:
        if self.current_transaction.get() is None and statement.lstrip()[:6].upper() != "SELECT":
            async with self.transaction():
                return self.execute(statement, values)
        return self.execute(statement, values)
