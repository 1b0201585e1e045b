"""Alarms that still ring: how far they have climbed, who is next, and who was rung at the top."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import escalation
from src.domain.region import Region
from src.queries.naming import team_name
from src.words import spans
from src.words.events import AUDIENCES


@dataclass(frozen=True, slots=True)
class Ringing:
    """`next_to` is who hears the next step at `next_at`; at the top there is none.

    rung   names of everybody whose phone was rung, known at the top only
    """

    id: UUID
    incident: int
    assignment: UUID
    team: str
    started_at: datetime
    at_top: bool
    next_at: datetime | None
    next_to: str
    rung: tuple[str, ...]

    def waiting(self, now: datetime) -> str:
        return spans.span(now - self.started_at)

    def countdown(self, now: datetime) -> str:
        """Minutes and seconds to the next step."""
        return spans.countdown((self.next_at or now) - now)


async def ringing_on(incidents: Sequence[int], region: Region) -> dict[int, list[Ringing]]:
    """Alarms without an answer by incident, the longest ringing first."""
    if not incidents:
        return {}
    marks = database.marks(1, len(incidents))
    rows = await database.rows(
        "SELECT a.id, a.incident, a.assignment, a.policy, a.step, a.started_at, a.next_due_at,"
        " a.at_top, s.team FROM alarm a JOIN assignment s ON s.id = a.assignment"
        f" WHERE a.ended_at IS NULL AND a.incident IN {marks} ORDER BY a.started_at, a.id",
        *incidents,
    )
    rung = await _rung([row["id"] for row in rows if _on_top(row)])
    found: dict[int, list[Ringing]] = defaultdict(list)
    for row in rows:
        found[row["incident"]].append(_ringing(row, rung, region))
    return dict(found)


def _on_top(row: database.Row) -> bool:
    return bool(row["at_top"]) or len(escalation.read(row["policy"])) == 1


def _ringing(row: database.Row, rung: dict[UUID, list[str]], region: Region) -> Ringing:
    policy, above = escalation.read(row["policy"]), row["step"] + 1
    climbs = above < len(policy) and row["next_due_at"] is not None
    return Ringing(
        id=row["id"],
        incident=row["incident"],
        assignment=row["assignment"],
        team=team_name(row["team"], region),
        started_at=row["started_at"],
        at_top=_on_top(row),
        next_at=row["next_due_at"] if climbs else None,
        next_to=AUDIENCES[policy[above].audience] if climbs else "",
        rung=tuple(rung.get(row["id"], ())),
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
