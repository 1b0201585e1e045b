"""Open incidents to which the same report came before: as an SMS that the office wrote down."""

from datetime import datetime, timedelta
from typing import Final

from src import database

WITHIN = timedelta(hours=48)
# Follows a report called `r`, its incident `i`; takes the code and the earliest moment.
SAME_CODE: Final = (
    "r.sms_code = {} AND r.received_at >= {}"
    " AND i.state NOT IN ('closed', 'declined', 'merged', 'resolved')"
)


async def written_down(code: str, *, drill: bool, now: datetime) -> list[tuple[int, str]]:
    """Serial and category of those that hold an office report with this code, the oldest first."""
    rows = await database.rows(
        "SELECT DISTINCT i.id, i.category FROM report r JOIN intake k ON k.id = r.id"
        f" JOIN incident i ON i.id = r.incident WHERE {SAME_CODE} AND i.drill = {{}} ORDER BY i.id",
        code,
        now - WITHIN,
        drill,
    )
    return [(row["id"], row["category"]) for row in rows]
