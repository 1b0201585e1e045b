"""A driver's own reports with what became of them, the newest first."""

from dataclasses import dataclass
from uuid import UUID

from src import database
from src.domain import local_time
from src.domain.numbers import number_of
from src.domain.region import Region
from src.words.incidents import STATES

MOST = 20
_RECENT = (
    "SELECT r.category, r.village, r.landmark, r.share_token, r.received_at, i.id AS incident,"
    " i.state FROM report r JOIN incident i ON i.id = r.incident WHERE r.person = {}"
    " ORDER BY r.received_at DESC LIMIT {}"
)


@dataclass(frozen=True, slots=True)
class OwnReport:
    """One row of the list; `look` is that of its chip: now, done, or none."""

    title: str
    category: str
    place: str
    state: str
    look: str
    icon: str
    when: str
    number: str
    address: str


async def recent(person: UUID, region: Region, most: int = MOST) -> tuple[OwnReport, ...]:
    """What this person reported while signed in."""
    return tuple(_own(row, region) for row in await database.rows(_RECENT, person, most))


def _own(row: database.Row, region: Region) -> OwnReport:
    leaf = region.category_named(row["category"])
    village = region.villages.get(row["village"] or "")
    over = row["state"] in ("resolved", "closed")
    return OwnReport(
        title=leaf.word if leaf else region.service_name,
        category=row["category"],
        place=village.label if village else row["landmark"],
        state=STATES[row["state"]],
        look="done" if over else "" if row["state"] in ("declined", "merged") else "now",
        icon="check" if over else "clock",
        when=local_time.moment(row["received_at"], region.timezone, region.zone_label),
        number=number_of(row["incident"], region.number_prefix),
        address=f"/pantau/{row['share_token']}",
    )
