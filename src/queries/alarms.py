"""Alarms that still ring: how far they have climbed, who is next, and who was rung at the top."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import escalation, strength
from src.domain.region import Region
from src.queries.naming import team_name
from src.queries.receipts import THERE_WITHIN
from src.words import spans
from src.words.events import AUDIENCES
from src.words.strength import too_few

# For an alarm called `a`: phones rung in the field, and what shows that their owner knows.
_RUNG = (
    "SELECT 1 FROM delivery d JOIN person p ON p.id = d.person AND p.role = 'responder'"
    " WHERE d.alarm = a.id AND d.kind = 'alarm'"
)
_CONFIRMED = (
    "SELECT 1 FROM delivery r WHERE r.alarm = a.id AND r.person = d.person"
    " AND r.received_at IS NOT NULL UNION ALL"
    " SELECT 1 FROM text_message t WHERE t.alarm = a.id AND t.person = d.person"
    " AND t.delivered_at IS NOT NULL UNION ALL"
    " SELECT 1 FROM alarm_answer w WHERE w.call = a.call AND w.person = d.person"
)


@dataclass(frozen=True, slots=True)
class Ringing:
    """`next_to` is who hears the next step at `next_at`; at the top there is none.

    coming, needed   how many have said that they come, of how many
    rung             names of everybody whose phone was rung, known at the top only
    silent           in the field no phone was rung, or one whose owner gives no sign of it
    """

    id: UUID
    incident: int
    assignment: UUID
    team: str
    started_at: datetime
    at_top: bool
    next_at: datetime | None
    next_to: str
    coming: int
    needed: int
    rung: tuple[str, ...]
    silent: bool

    def waiting(self, now: datetime) -> str:
        return spans.span(now - self.started_at)

    def unreceived(self, now: datetime) -> bool:
        """Whether it has not come to everybody by the time it should have."""
        return self.silent and now - self.started_at >= THERE_WITHIN

    @property
    def turnout(self) -> str:
        """ "1 dari 3 datang", or "" while nobody comes."""
        return too_few(self.coming, self.needed) if self.coming else ""

    def countdown(self, now: datetime) -> str:
        """Minutes and seconds to the next step."""
        return spans.countdown((self.next_at or now) - now)


async def ringing_on(incidents: Sequence[int], region: Region) -> dict[int, list[Ringing]]:
    """Alarms for which too few come, by incident, the longest ringing first."""
    if not incidents:
        return {}
    marks = database.marks(1, len(incidents))
    rows = await database.rows(
        "SELECT a.id, a.incident, a.assignment, a.policy, a.step, a.started_at, a.next_due_at,"
        " a.at_top, a.strength, s.team, (SELECT count(*) FROM alarm_answer n"
        " WHERE n.call = a.call AND n.answer = 'coming') AS coming,"
        f" NOT EXISTS ({_RUNG}) OR EXISTS ({_RUNG} AND NOT EXISTS ({_CONFIRMED})) AS silent"
        " FROM alarm a JOIN assignment s ON s.id = a.assignment"
        f" WHERE a.ended_at IS NULL AND a.incident IN {marks} ORDER BY a.started_at, a.id",
        *incidents,
    )
    rung = await _rung([row["id"] for row in rows if _on_top(row)])
    found: dict[int, list[Ringing]] = defaultdict(list)
    for row in rows:
        found[row["incident"]].append(_ringing(row, rung, region))
    return dict(found)


def _on_top(row: database.Row) -> bool:
    return bool(row["at_top"]) or len(escalation.read(row["policy"]).steps) == 1


def _ringing(row: database.Row, rung: dict[UUID, list[str]], region: Region) -> Ringing:
    steps, above = escalation.read(row["policy"]).steps, row["step"] + 1
    climbs = above < len(steps) and row["next_due_at"] is not None and not row["at_top"]
    return Ringing(
        id=row["id"],
        incident=row["incident"],
        assignment=row["assignment"],
        team=team_name(row["team"], region),
        started_at=row["started_at"],
        at_top=_on_top(row),
        next_at=row["next_due_at"] if climbs else None,
        next_to=", ".join(AUDIENCES[to] for to in steps[above].to) if climbs else "",
        coming=row["coming"],
        needed=strength.read(row["strength"]).people,
        rung=tuple(rung.get(row["id"], ())),
        silent=bool(row["silent"]),
    )


async def _rung(alarms: Sequence[UUID]) -> dict[UUID, list[str]]:
    if not alarms:
        return {}
    rows = await database.rows(
        "SELECT DISTINCT d.alarm, p.name FROM delivery d JOIN person p ON p.id = d.person"
        f" WHERE d.alarm IN {database.marks(1, len(alarms))} ORDER BY p.name",
        *alarms,
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        found[row["alarm"]].append(row["name"])
    return found
