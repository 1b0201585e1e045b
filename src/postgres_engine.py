"""Piccolo's PostgreSQL engine whose connections always find their way back to the pool.

Piccolo gives a connection back only where BEGIN, COMMIT and ROLLBACK went well: a request cut off
in one of them, or a database that restarts meanwhile, would cost the pool one connection for ever.
"""

from typing import Any

from piccolo.engine.postgres import PostgresEngine, PostgresTransaction


class PooledTransaction(PostgresTransaction):
    """Giving back undoes what was not committed, on a sound connection; a broken one is closed."""

    async def __aenter__(self) -> "PooledTransaction":
        if self._parent is not None:
            raise RuntimeError("Transactions do not nest")
        self.connection = await self._connection()
        try:
            self.transaction = self.connection.transaction()
            await self.transaction.start()
        except BaseException:
            await self._give_back()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, kind: Any, problem: BaseException | None, trace: Any) -> bool:
        self.engine.current_transaction.reset(self.context)
        try:
            if problem is None:
                await self.transaction.commit()
            else:
                await self.transaction.rollback()
        finally:
            await self._give_back()
        return False

    async def _connection(self) -> Any:
        if self.engine.pool:
            return await self.engine.pool.acquire()
        return await self.engine.get_new_connection()

    async def _give_back(self) -> None:
        if self.engine.pool:
            await self.engine.pool.release(self.connection)
        else:
            await self.connection.close()


class PooledPostgres(PostgresEngine):
    """PostgreSQL through a pool that no request can drain by being cut off."""

    def transaction(self, allow_nested: bool = True) -> PooledTransaction:
        return PooledTransaction(self)
