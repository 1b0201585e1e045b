"""Removes what nobody can use any more; reports, incidents and the log are never touched."""

from datetime import datetime, timedelta

from src import database

KEPT = timedelta(days=90)


async def clean(now: datetime) -> None:
    """Forget activations and sessions that ended long ago."""
    past = now - KEPT
    async with database.transaction():
        await database.rows("DELETE FROM activation WHERE expires_at < {}", past)
        await database.rows(
            "DELETE FROM session WHERE (expires_at < {} OR revoked_at < {})"
            " AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.session = session.id)",
            past,
            past,
        )
