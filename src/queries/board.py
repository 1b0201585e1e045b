"""The operators' board: every open incident in its lane, what is late before what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain.access import Person
from src.domain.region import Region
from src.queries import duty, naming, reach
from src.queries.alarms import ringing_on
from src.queries.naming import team_name
from src.queries.tickets import Ticket, ticket

MOST_OPEN = 400
MOST_ENDED = 40
LANES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("baru", "Baru", "periksa dan jawab", ("received",)),
    ("periksa", "Diperiksa", "lengkapi dan tentukan", ("under_review",)),
    ("ditugaskan", "Ditugaskan", "menunggu berangkat", ("assigned", "referred")),
    ("lapangan", "Di lapangan", "sampai terkendali", ("en_route", "on_scene", "under_control")),
    ("selesai", "Selesai hari ini", "ditangani atau dijawab", ("resolved", "closed", "declined")),
)
FILTERS = ("semua", "darurat", "lewat")

_COLUMNS = (
    f"i.id, {naming.COLUMNS}, i.reports, i.received_at, i.due_at, i.on_scene_at, i.resolved_at,"
    " i.closed_at, i.info_needed, i.reopened"
)
_OPEN = (
    f"SELECT {_COLUMNS} FROM incident i WHERE i.state NOT IN ('closed', 'declined', 'merged')"
    " AND i.state <> 'resolved'"
)
_ENDED = (
    f"SELECT {_COLUMNS} FROM incident i WHERE i.state IN ('resolved', 'closed', 'declined')"
    " AND i.changed_at >= {} AND (i.resolved_at >= {} OR i.closed_at >= {})"
)


@dataclass(frozen=True, slots=True)
class Lane:
    code: str
    word: str
    hint: str
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """`unanswered` are alarms at the top of their policy; `on_duty` says who could be sent.

    counts   open incidents by filter; more: some are not shown, there are too many
    """

    chosen: str
    counts: dict[str, int]
    unanswered: tuple[Ticket, ...]
    lanes: tuple[Lane, ...]
    on_duty: tuple[str, ...]
    more: bool


async def board_for(person: Person, region: Region, *, chosen: str, now: datetime) -> Board:
    """What this person may see of it, in a fixed number of statements."""
    rows, more = await _rows(reach.hidden_from(person, region), region, now)
    ids = [row["id"] for row in rows]
    ringing = await ringing_on(ids, region)
    teams = await _by_incident("SELECT incident, team, state, eta_at FROM assignment", ids)
    said = await _by_incident(
        "SELECT incident, substr(text, 1, 100) AS text, channel FROM report", ids, "received_at"
    )
    files = await _by_incident("SELECT incident, kind FROM attachment", ids)
    tickets = [
        ticket(
            row,
            ringing.get(row["id"], ()),
            teams.get(row["id"], ()),
            said.get(row["id"], ()),
            len(files.get(row["id"], ())),
            region=region,
            now=now,
        )
        for row in rows
    ]
    opened = [each for each in tickets if not each.ended]
    shown = [each for each in tickets if _fits(each, chosen)]
    shown.sort(key=_urgency)
    present = await duty.on_duty(list(region.teams), now)
    return Board(
        chosen=chosen,
        counts={name: sum(_fits(each, name) for each in opened) for name in FILTERS},
        unanswered=tuple(each for each in shown if each.unanswered),
        lanes=tuple(
            Lane(code, word, hint, tuple(each for each in shown if each.state in states))
            for code, word, hint, states in LANES
        ),
        on_duty=tuple(
            f"{team_name(code, region)} {len(present[code])}"
            for code in region.teams
            if code in present
        ),
        more=more,
    )


async def _rows(
    hidden: Sequence[str], region: Region, now: datetime
) -> tuple[list[database.Row], bool]:
    """Open ones, the most overdue first, and what ended since midnight."""
    unseen = f" AND i.category NOT IN {database.marks(1, len(hidden))}" if hidden else ""
    midnight = now.astimezone(region.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    opened = await database.rows(
        f"{_OPEN}{unseen} ORDER BY i.due_at IS NULL, i.due_at LIMIT {MOST_OPEN + 1}", *hidden
    )
    ended = await database.rows(
        f"{_ENDED}{unseen} ORDER BY i.changed_at DESC LIMIT {MOST_ENDED}",
        midnight,
        midnight,
        midnight,
        *hidden,
    )
    return [*opened[:MOST_OPEN], *ended], len(opened) > MOST_OPEN


async def _by_incident(
    select: str, ids: Sequence[int], order: str = ""
) -> dict[int, list[database.Row]]:
    if not ids:
        return {}
    ordered = f" ORDER BY {order}" if order else ""
    rows = await database.rows(
        f"{select} WHERE incident IN {database.marks(1, len(ids))}{ordered}", *ids
    )
    found: dict[int, list[database.Row]] = {}
    for row in rows:
        found.setdefault(row["incident"], []).append(row)
    return found


def _fits(each: Ticket, chosen: str) -> bool:
    match chosen:
        case "darurat":
            return each.named.priority == "P1" and not each.ended
        case "lewat":
            return each.late
        case _:
            return True


def _urgency(each: Ticket) -> tuple[bool, bool, float]:
    """Rings in vain, then the longest overdue, then the newest."""
    at = each.due_at.timestamp() if each.late and each.due_at else -each.received_at.timestamp()
    return (not each.unanswered, not each.late, at)
