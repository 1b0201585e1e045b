"""How many villages have an outline, and since when."""

from dataclasses import dataclass
from datetime import datetime

from src import database


@dataclass(frozen=True, slots=True)
class OutlineState:
    count: int
    imported_at: datetime | None


async def outline_state() -> OutlineState:
    """All outlines come from one file, so that any of them tells the day."""
    count = await database.row("SELECT count(*) AS n FROM village_outline")
    first = await database.row("SELECT imported_at FROM village_outline LIMIT 1")
    return OutlineState(count["n"] if count else 0, first["imported_at"] if first else None)
