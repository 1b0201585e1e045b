"""A position that got better while its report was already on the way."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import incident
from src.domain.device_clock import corrected
from src.domain.errors import Conflict
from src.domain.places import OFFICE, Places
from src.domain.region import Region
from src.domain.village import Point
from src.services import journal
from src.services.journal import REPORTER, Case, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class BetterPosition:
    """A more accurate position of a report already sent, with its own id."""

    update_id: UUID
    report_id: UUID
    device_hash: str
    position: Point
    accuracy_m: int
    at: datetime | None = None
    sent_at: datetime | None = None


async def improve(better: BetterPosition, *, region: Region, places: Places, now: datetime) -> bool:
    """Take a better position; False where it is no better, came before, or is not its own device.

    The incident moves with it while it stands where this report (or a vaguer one) put it; the
    village stays that of the office, where the office has said which.
    """
    async with database.transaction():
        # The incident before the report, as everybody else takes them: nobody waits in a circle.
        case = await journal.lock((await _report(better))["incident"])
        report = await _report(better)
        known = report["accuracy_m"]
        if await journal.done_before(better.update_id) or (
            known is not None and known <= better.accuracy_m
        ):
            return False
        chosen = report["village"] if report["village_source"] == "reporter" else None
        settled = places.settle(chosen, better.position)
        await database.rows(
            "UPDATE report SET latitude = {}, longitude = {}, accuracy_m = {}, village = {},"
            " village_source = {} WHERE id = {}",
            *better.position,
            better.accuracy_m,
            settled.village,
            settled.source,
            better.report_id,
        )
        if report["incident"] != case.id or not _moves(case, better):
            return True
        latitude, longitude = better.position
        found = {"village": settled.village, "village_source": settled.source}
        entry = Entry(
            event="position_improved",
            at=corrected(better.at, better.sent_at, now).at,
            actor=REPORTER,
            action_id=better.update_id,
            detail={
                "report": str(better.report_id),
                "latitude": latitude,
                "longitude": longitude,
                "accuracy_m": better.accuracy_m,
                **({} if case.projection.village_source == OFFICE else found),
            },
        )
        await journal.append(case, entry, region=region, now=now)
    return True


async def _report(better: BetterPosition) -> database.Row:
    """The report, if it is this device's; raises Conflict."""
    report = await database.row(
        "SELECT incident, device_hash, accuracy_m, village, village_source FROM report"
        " WHERE id = {}",
        better.report_id,
    )
    if report is None or report["device_hash"] != better.device_hash:
        raise Conflict("report_not_yours")
    return report


def _moves(case: Case, better: BetterPosition) -> bool:
    stands = case.projection
    vaguer = stands.accuracy_m is None or stands.accuracy_m > better.accuracy_m
    return vaguer and incident.may(case.state, "position_improved")
