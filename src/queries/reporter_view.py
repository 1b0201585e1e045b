"""What only the reporter reads and may do on the share page: answers, questions, own files."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from src import database
from src.domain import incident, local_time
from src.domain.region import Region
from src.queries.share_page import Watched
from src.words import ERRORS

MOST_FILES = 1_000  # of one report; more are never taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Beside what is public.

    serial       of the newest line, growing with each refused file, too
    asks         "Benar sudah selesai?" is to be answered now
    may_reopen   "Belum" may still be said, until the day `until`
    closes       the day on which silence closes it, "" where it does not
    question     what the office wants to know; reason: why it was declined;
                 answer: what the desk answered
    in_confidence  only the leaders read it
    waiting      files that are not here or not opened yet; refused: a sentence for each
    """

    serial: int
    asks: bool
    may_reopen: bool
    until: str
    closes: str
    may_rate: bool
    rated: int | None
    may_add: bool
    question: str
    reason: str
    answer: str
    in_confidence: bool
    waiting: int
    refused: tuple[str, ...]


async def own(watched: Watched, region: Region, now: datetime) -> Own:
    """As it stands at `now`."""
    row = await database.row(
        "SELECT i.*, r.rating, r.attachments_expected AS expected FROM report r"
        " JOIN incident i ON i.id = r.incident WHERE r.id = {}",
        watched.report,
    )
    assert row is not None
    files = await database.rows(
        "SELECT state, refusal FROM attachment WHERE owner = {}", watched.report
    )
    state = row["state"]
    ended = row["closed_at"] or row["resolved_at"]
    until = ended + timedelta(days=region.rules.reopen_days) if ended else None
    stored = sum(each["state"] == "stored" for each in files)
    refused = [each["refusal"] for each in files if each["state"] == "refused"]
    return Own(
        serial=watched.serial * MOST_FILES + len(refused),
        asks=state == "resolved",
        may_reopen=until is not None and now <= until and incident.may(state, "reopened"),
        until=local_time.date(until, region.timezone) if until else "",
        closes=_closes(row, region),
        may_rate=row["rating"] is None and incident.may(state, "rated"),
        rated=row["rating"],
        may_add=state in incident.OPEN,
        question=await _last(row, "info_requested", "question") if row["info_needed"] else "",
        reason=await _last(row, "declined", "reason") if state == "declined" else "",
        answer=await _last(row, "resolved", "answer") if state in ("resolved", "closed") else "",
        in_confidence=region.leaf(row["category"]).leader_only,
        waiting=max(0, row["expected"] - stored - len(refused)),
        refused=tuple(ERRORS.get(each, ERRORS["file_too_much_work"]) for each in refused),
    )


def _closes(row: database.Row, region: Region) -> str:
    priority = region.priorities.get(row["priority"])
    if row["state"] != "resolved" or priority is None:
        return ""
    silent = timedelta(days=priority.auto_close_days)
    day = max(row["resolved_at"] + silent, row["act_at"] or row["resolved_at"])
    return local_time.date(day, region.timezone)


async def _last(row: database.Row, event: str, name: str) -> str:
    """What the office wrote to the reporter, in the newest line of this kind."""
    line: Any = await database.row(
        "SELECT detail FROM incident_event WHERE incident = {} AND event = {}"
        " ORDER BY number DESC LIMIT 1",
        row["id"],
        event,
    )
    return str(json.loads(line["detail"]).get(name, "")) if line else ""
