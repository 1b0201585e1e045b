"""What the office writes down of a message it takes for somebody, beside the report itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import incident
from src.domain.category import Category
from src.domain.errors import Conflict
from src.domain.region import Region
from src.services import callbacks, journal
from src.services.callbacks import Promise
from src.services.journal import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class FromOffice:
    """By whom it was taken.

    origin    number, link or reference it came from, as `domain.origin` keeps it
    heard_at  when the office heard of it, where that was earlier than it was written down
    into      the open incident it is added to, where the operator has seen it is the same
    promise   a call that is owed to the reporter
    """

    by: UUID
    origin: str = ""
    heard_at: datetime | None = None
    into: int | None = None
    promise: Promise | None = None


async def chosen(office: FromOffice, category: Category, *, region: Region) -> Case | None:
    """The incident the operator adds it to, locked; raises Conflict where that cannot be (now)."""
    if office.into is None:
        return None
    case = await journal.lock(office.into)
    if case.state not in incident.OPEN:
        raise Conflict("add_to_ended")
    leaf = region.leaf(case.projection.category)
    if leaf.leader_only or category.leader_only:
        raise Conflict("for_leaders_only")
    if case.projection.drill != category.drill:
        raise Conflict("merge_with_drill")
    return case


async def write(
    case: Case, report: UUID, office: FromOffice, *, region: Region, now: datetime
) -> Case:
    """After the report itself, in its transaction."""
    await database.rows(
        f"INSERT INTO intake (id, origin, taken_by, taken_at) VALUES {database.marks(1, 4)}",
        report,
        office.origin,
        office.by,
        now,
    )
    if office.promise is None:
        return case
    return await callbacks.owe(case, report, office.promise, by=office.by, region=region, now=now)
