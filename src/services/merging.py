"""Several messages, one incident: reports move, nothing is deleted, and it can be undone."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from src import database
from src.domain import incident
from src.domain.errors import Conflict, NotFound
from src.domain.region import Region
from src.services import calls, dispatch, journal, life_risk, raising, releases, ringing
from src.services.journal import Case, Entry
from src.services.moving import move_teams
from src.services.referral_moving import move_referrals


class Decided(TypedDict):
    """Who decided, where and when."""

    by: UUID
    region: Region
    now: datetime


async def merge(incident_id: int, into_id: int, *, by: UUID, region: Region, now: datetime) -> None:
    """Move every report of one incident to another, with the teams at work on it.

    The most urgent part says how urgent the whole is, and people in danger in one are in both.
    """
    if incident_id == into_id:
        raise Conflict("merge_with_itself")
    async with database.transaction():
        # Always in the same order, so that two merges can't wait for each other.
        held = {each: await journal.lock(each) for each in sorted((incident_id, into_id))}
        gone, kept = held[incident_id], held[into_id]
        if kept.state == "merged" or not incident.may(gone.state, "merged"):
            raise Conflict("incident_over", state=gone.state)
        if _for_leaders(gone, region) != _for_leaders(kept, region):
            raise Conflict("for_leaders_only")
        if gone.projection.drill != kept.projection.drill:
            raise Conflict("merge_with_drill")
        if kept.state not in incident.OPEN:
            # What still has to be done would vanish in something that is over.
            raise Conflict("merge_into_ended")
        moved = gone.projection
        gone, kept, came = await move_teams(gone, kept, by=by, region=region, now=now)
        gone, kept = await move_referrals(gone, kept, by=by, region=region, now=now)
        gone = await releases.release_all(
            gone, because="merged", actor=journal.person(by), region=region, now=now
        )
        merged = Entry(event="merged", at=now, actor=journal.person(by), detail={"into": into_id})
        absorbed = Entry(
            event="absorbed",
            at=now,
            actor=journal.person(by),
            detail={
                "from": incident_id,
                "reports": moved.reports,
                "moved": await _reports_of(incident_id),
                "received_at": moved.received_at.isoformat(),
                "created_at": moved.created_at.isoformat(),
            },
        )
        await journal.append(gone, merged, region=region, now=now)
        kept = await journal.append(kept, absorbed, region=region, now=now)
        for table in ("report", "attachment"):
            await database.rows(
                f"UPDATE {table} SET incident = {{}} WHERE incident = {{}}", into_id, incident_id
            )
        how: Decided = {"by": by, "region": region, "now": now}
        kept = await raising.take_over(
            kept,
            region.leaf(moved.category),
            moved.priority,
            about={"because": "merged", "from": incident_id},
            rung=came,
            **how,
        )
        if moved.life_risk:
            kept = await life_risk.inherit(kept, incident_id, **how)
        await ringing.tell_followers(kept, "absorbed", region=region, now=now)


async def _reports_of(incident_id: int) -> list[str]:
    """Which reports come by this merge: whoever undoes it, takes back these."""
    rows = await database.rows(
        "SELECT id FROM report WHERE incident = {} ORDER BY created_at, id", incident_id
    )
    return [str(row["id"]) for row in rows]


def _for_leaders(case: Case, region: Region) -> bool:
    """A complaint about officers must not come before them inside of something else."""
    return region.leaf(case.projection.category).leader_only


async def split(report_id: UUID, *, by: UUID, region: Region, now: datetime) -> int:
    """Take one report out of its incident into one of its own; returns the new serial."""
    async with database.transaction():
        found = await _report(report_id)
        case = await journal.lock(found["incident"])
        if (await _report(report_id))["incident"] != case.id:
            raise Conflict("report_moved")  # merged while we waited for the incident
        if case.projection.reports < 2:
            raise Conflict("nothing_to_split")
        new = await _begin(found, case, by, region, now)
        detail = {"report": str(report_id), "to": new.id, "reports": 1}
        entry = Entry(event="split_off", at=now, actor=journal.person(by), detail=detail)
        await journal.append(case, entry, region=region, now=now)
        await database.rows("UPDATE report SET incident = {} WHERE id = {}", new.id, report_id)
        await database.rows(
            "UPDATE attachment SET incident = {} WHERE owner = {}", new.id, report_id
        )
        await life_risk.heed(new, report_id, found["text"], region=region, now=now)
    return new.id


async def _report(report_id: UUID) -> database.Row:
    found = await database.row("SELECT * FROM report WHERE id = {}", report_id)
    if found is None:
        raise NotFound()
    return found


async def _begin(report: database.Row, case: Case, by: UUID, region: Region, now: datetime) -> Case:
    """A new incident from one report; its clock runs from when that report was received."""
    leaf = region.category(report["category"]) or region.leaf(report["category"])
    if _for_leaders(case, region):
        leaf = region.leaf(case.projection.category)  # whatever its sender called it
    detail = {
        "report": str(report["id"]),
        "channel": report["channel"],
        "split_from": case.id,
        "category_group": leaf.group,
        "category": leaf.code,
        "priority": leaf.priority,
        "village": report["village"],
        "village_source": report["village_source"],
        "landmark": report["landmark"],
        "latitude": report["latitude"],
        "longitude": report["longitude"],
        "accuracy_m": report["accuracy_m"],
        "created_at": report["created_at"].isoformat(),
        "drill": leaf.drill or case.projection.drill,
    }
    received = Entry(
        event=incident.FIRST, at=report["received_at"], actor=journal.person(by), detail=detail
    )
    village = region.villages.get(report["village"] or "")
    called = await dispatch.calls_at_once(leaf, leaf.priority, village, region=region, now=now)
    sent = [call.entry(at=now, actor=journal.SYSTEM) for call in called]
    new = await journal.open_case([received, *sent], region=region, now=now)
    await calls.start(new, called, region=region, now=now)
    return new
