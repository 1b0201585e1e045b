"""Whether people's phones can ring, and why not: one condition for duty, strength and lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from src import database
from src.domain.reachability import REASONS, SILENT_AFTER, Reason

_SIGNED_IN = "x.person = p.id AND x.revoked_at IS NULL AND x.expires_at > {}"
# Follows a person called `p` and takes `values(now)`: the place in REASONS of what is missing on
# the best of his phones. `seen_at` moves with every receipt, so it is the last word of a phone.
STANDING: Final = (
    "COALESCE((SELECT min(CASE WHEN s.gone_at IS NOT NULL THEN 3"
    " WHEN s.permission <> 'granted' THEN 2 WHEN s.seen_at < {} THEN 1 ELSE 0 END)"
    " FROM subscription s JOIN session x ON x.id = s.session"
    f" WHERE s.person = p.id AND {_SIGNED_IN}),"
    f" CASE WHEN EXISTS (SELECT 1 FROM session x WHERE {_SIGNED_IN}) THEN 4 ELSE 5 END)"
)
REACHABLE: Final = f"{STANDING} = 0"
RECEIPT_AT: Final = (
    "(SELECT r.receipt_at FROM subscription r WHERE r.person = p.id AND r.receipt_at IS NOT NULL"
    " ORDER BY r.receipt_at DESC LIMIT 1)"
)


@dataclass(frozen=True, slots=True)
class Reach:
    """One person: why he cannot be rung, or ""; and when a phone of his last confirmed a push."""

    because: Reason
    receipt_at: datetime | None


def values(now: datetime) -> tuple[datetime, datetime, datetime]:
    """What the marks of STANDING and REACHABLE stand for, in their order."""
    return now - SILENT_AFTER, now, now


async def reach_of(people: Sequence[UUID], *, now: datetime) -> dict[UUID, Reach]:
    """Everybody asked for, in one statement; who does not exist is absent."""
    if not people:
        return {}
    found = await database.rows(
        f"SELECT p.id, {STANDING} AS standing, {RECEIPT_AT} AS receipt_at FROM person p"
        f" WHERE p.id IN {database.marks(1, len(people))}",
        *values(now),
        *people,
    )
    return {row["id"]: Reach(REASONS[row["standing"]], row["receipt_at"]) for row in found}
