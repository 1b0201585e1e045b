"""What was referred to one agency: late, open, done; nothing else of the house."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from src import database
from src.domain import local_time, referral
from src.domain.region import Region
from src.queries import naming
from src.queries.due import Due, due
from src.queries.naming import Named
from src.queries.referrals import LOOKS
from src.words import referrals as words

MOST = 200
DONE_FOR = timedelta(days=30)
_ROWS = (
    "SELECT r.id, r.kind, r.state AS stands, r.sent_at, r.due_at, r.expected_at, r.ended_at,"
    f" r.incident, {naming.COLUMNS} FROM referral r JOIN incident i ON i.id = r.incident"
    " WHERE r.agency = {} AND (r.ended_at IS NULL OR r.ended_at >= {})"
    f" ORDER BY r.sent_at DESC LIMIT {MOST}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the list; `due` until the answer, then until what the agency itself promised."""

    id: UUID
    named: Named
    kind: str
    kind_word: str
    word: str
    look: str
    icon: str
    sent: str
    due: Due | None


@dataclass(frozen=True, slots=True)
class Listed:
    late: tuple[Row, ...]
    open: tuple[Row, ...]
    done: tuple[Row, ...]


async def listed(agency: str | None, region: Region, *, now: datetime) -> Listed:
    """The most urgent first; what has ended stays for a month."""
    rows = await database.rows(_ROWS, agency or "", now - DONE_FOR)
    late, still, done = [], [], []
    for row in rows:
        shown = _row(row, region, now)
        if row["ended_at"] is not None or row["stands"] not in referral.OPEN:
            done.append(shown)
        elif shown.due is not None and shown.due.look == "late":
            late.append(shown)
        else:
            still.append(shown)
    return Listed(tuple(late), tuple(still), tuple(done))


def _row(row: database.Row, region: Region, now: datetime) -> Row:
    state = row["stands"]
    look, icon = LOOKS[state]
    until = row["due_at"] if state in referral.UNANSWERED else row["expected_at"]
    owed = until is not None and row["ended_at"] is None
    return Row(
        id=row["id"],
        named=naming.named(row["incident"], {**row, "landmark": ""}, region),
        kind=row["kind"],
        kind_word=words.REFERRAL_KINDS[row["kind"]],
        word=words.REFERRAL_STATES_THERE[state],
        look=look,
        icon=icon,
        sent=local_time.moment(row["sent_at"], region.timezone, region.zone_label),
        due=due(until, now) if owed else None,
    )
