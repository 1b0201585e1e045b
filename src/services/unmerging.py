"""A merge undone: what came by it goes back, each incident to what it would be without it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from src import database
from src.domain import incident, timeline
from src.domain.errors import Conflict
from src.domain.region import Region
from src.domain.timeline import Event, Projection
from src.services import (
    calming,
    dispatch,
    journal,
    life_risk,
    referral_moving,
    referrals,
    ringing,
)
from src.services.journal import Case, Entry
from src.services.moving import move_back


async def undo(kept_id: int, gone_id: int, *, by: UUID, region: Region, now: datetime) -> None:
    """Reports, and teams not yet through with it, go back to the incident they came from.

    That one is looked at anew, and where nobody is called to an emergency, it rings again. What
    was split off, or merged on, in the meantime stays where it is.
    """
    async with database.transaction():
        held = {each: await journal.lock(each) for each in sorted((kept_id, gone_id))}
        kept, gone = held[kept_id], held[gone_id]
        if gone.projection.merged_into != kept_id:
            raise Conflict("merge_undone_before")
        if not incident.may(kept.state, "separated"):
            raise Conflict("incident_over", state=kept.state)
        lines = await _lines(kept_id)
        reports = await _still_here(_moved(lines, gone_id), kept_id)
        if not reports:
            raise Conflict("nothing_to_take_back")
        if len(reports) >= kept.projection.reports:
            raise Conflict("nothing_to_split")
        teams = [UUID(line.detail["assignment"]) for line in lines if _brought(line, gone_id)]
        before = _without(lines, gone_id, {str(each) for each in (*reports, *teams)})
        in_danger = kept.projection.life_risk and before is not None and not before.life_risk
        gone = await _open_again(gone, kept_id, len(reports), by, region, now)
        kept, gone = await move_back(kept, gone, teams, by=by, region=region, now=now)
        kept, gone = await referral_moving.move_back(
            kept, gone, _asked(lines, gone_id), by=by, region=region, now=now
        )
        kept = await _part(kept, gone_id, len(reports), before, by, region, now)
        kept = await referrals.take_back_if_nobody(kept, region=region, now=now)
        await _move(reports, gone_id)
        if in_danger and not gone.projection.life_risk:
            gone = await life_risk.inherit(gone, kept_id, by=by, region=region, now=now)
        await calming.go_on_under_rule(kept, region=region, now=now)
        if not await dispatch.somebody_called(gone_id):
            gone = await dispatch.call_now(gone, region=region, now=now)
        await ringing.tell_followers(gone, "unmerged", region=region, now=now)


async def _lines(incident_id: int) -> list[Event]:
    rows = await database.rows(
        "SELECT event, at, recorded_at, actor, detail FROM incident_event WHERE incident = {}"
        " ORDER BY number",
        incident_id,
    )
    return [
        Event(row["event"], row["at"], json.loads(row["detail"]), row["actor"], row["recorded_at"])
        for row in rows
    ]


def _moved(lines: Sequence[Event], gone_id: int) -> list[str]:
    """The reports that the newest merge of these two brought."""
    merges = [each for each in lines if each.event == "absorbed" and each.detail["from"] == gone_id]
    return list(merges[-1].detail.get("moved", ())) if merges else []


async def _still_here(reports: Sequence[str], kept_id: int) -> list[UUID]:
    if not reports:
        return []
    rows = await database.rows(
        f"SELECT id FROM report WHERE incident = {{}} AND id IN {database.marks(1, len(reports))}",
        kept_id,
        *(UUID(each) for each in reports),
    )
    return [row["id"] for row in rows]


def _brought(line: Event, gone_id: int) -> bool:
    return line.event == "dispatched" and line.detail.get("from") == gone_id


def _asked(lines: Sequence[Event], gone_id: int) -> list[UUID]:
    """The referrals that a merge brought."""
    asked = ("referred", "referred_too", "help_requested")
    return [
        UUID(line.detail["referral"])
        for line in lines
        if line.event in asked and line.detail.get("from") == gone_id
    ]


def _without(lines: Sequence[Event], gone_id: int, theirs: set[str]) -> Projection | None:
    """What the incident would be, had it never been merged; None where nobody can tell.

    `theirs` are the reports and assignments that go back.
    """
    own = [each for each in lines if not _came_with(each.detail, gone_id, theirs)]
    try:
        return timeline.fold(own)
    except incident.NotNow:
        return None


def _came_with(detail: dict[str, Any], gone_id: int, theirs: set[str]) -> bool:
    return detail.get("from") == gone_id or not theirs.isdisjoint(
        (detail.get("report"), detail.get("assignment"))
    )


async def _open_again(
    gone: Case, kept_id: int, reports: int, by: UUID, region: Region, now: datetime
) -> Case:
    detail = {"from": kept_id, "reports": reports}
    entry = Entry(event="unmerged", at=now, actor=journal.person(by), detail=detail)
    return await journal.append(gone, entry, region=region, now=now)


async def _part(
    kept: Case,
    gone_id: int,
    reports: int,
    before: Projection | None,
    by: UUID,
    region: Region,
    now: datetime,
) -> Case:
    put_back = timeline.restored(kept.projection, before) if before else {}
    detail = {"from": gone_id, "reports": reports, "restored": put_back}
    entry = Entry(event="separated", at=now, actor=journal.person(by), detail=detail)
    return await journal.append(kept, entry, region=region, now=now)


async def _move(reports: Sequence[UUID], incident_id: int) -> None:
    marks = database.marks(1, len(reports))
    for table, key in (("report", "id"), ("attachment", "owner")):
        await database.rows(
            f"UPDATE {table} SET incident = {{}} WHERE {key} IN {marks}", incident_id, *reports
        )
