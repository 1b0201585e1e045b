"""What the office may know of who sent a report: earlier findings, and who looks at a secret one.

The counts are a hint to call back, for the office alone; nothing follows from them by itself.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import local_time
from src.domain.confidential import SHOWN_FOR
from src.domain.region import Region
from src.queries.names import PREFIX
from src.words import triage as words

# Nobody sends so many; a page must not count a million of one number for a hint.
MOST = 1000


def _count(column: str, name: str, counted: str = "1") -> str:
    """Of the reports that share this column with `r`: how many, or those for which `counted` is 1.

    The condition on the column is that of its index.
    """
    same = f"o.{column} = r.{column} AND o.{column} <> ''"
    return (
        f"(SELECT coalesce(sum(found), 0) FROM (SELECT {counted} AS found FROM report o"
        f" WHERE {same} LIMIT {MOST}) n) AS {name}"
    )


_FALSE = "CASE WHEN o.finding <> '' AND o.id <> r.id THEN 1 ELSE 0 END"
_SENDERS = (
    f"SELECT r.id, {_count('reporter_phone', 'of_phone')},"
    f" {_count('reporter_phone', 'false_of_phone', _FALSE)},"
    f" {_count('device_hash', 'of_device')}, {_count('device_hash', 'false_of_device', _FALSE)}"
    " FROM report r WHERE r.incident = {}"
)


async def earlier_findings(incident_id: int) -> dict[UUID, str]:
    """By report: "2 dari 5 laporan nomor ini ditandai iseng atau hoaks", where there are any."""
    said: dict[UUID, str] = {}
    for row in await database.rows(_SENDERS, incident_id):
        for sender in ("phone", "device"):
            false, whole = row[f"false_of_{sender}"], row[f"of_{sender}"]
            if false:
                told = words.EARLIER[sender].format(false=false, whole=whole)
                said.setdefault(row["id"], told)
    return said


def shown_to(
    person: UUID, log: Iterable[database.Row], region: Region, now: datetime
) -> dict[UUID, str]:
    """Secret reporters whom this person has asked for just now, with the clock until when.

    `log` is told newest first.
    """
    shown: dict[UUID, str] = {}
    for row in log:
        mine = row["event"] == "contact_seen" and row["actor"] == f"{PREFIX}{person}"
        if mine and row["at"] > now - SHOWN_FOR:
            until = local_time.clock(row["at"] + SHOWN_FOR, region.timezone)
            shown.setdefault(UUID(json.loads(row["detail"])["report"]), until)
    return shown
