"""How one alarm stands when a step falls due: who has answered, and whom it has not reached."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import strength
from src.domain.region import Region
from src.queries import duty
from src.queries.turnout import turnout_of


@dataclass(frozen=True, slots=True)
class Standing:
    """`unreceived`: somebody rung, or on duty without a phone, of whom no receipt has come."""

    answered: frozenset[UUID]
    coming: int
    needed: int
    short: bool
    unreceived: bool

    def needs(self, when: str) -> bool:
        """Whether a step under this condition (of `escalation.CONDITIONS`) is necessary."""
        match when:
            case "unreceived":
                return self.unreceived
            case "unanswered":
                return self.coming == 0
            case "short":
                return self.short
            case _:
                return True


async def standing_of(alarm: database.Row, region: Region, *, now: datetime) -> Standing:
    """Of an alarm's row with id, call, strength and team."""
    asked = strength.read(alarm["strength"])
    turnout = await turnout_of(alarm["call"] or alarm["id"], asked, region)
    silent = await _silent(alarm["id"], alarm["team"], now) - turnout.answered
    return Standing(
        answered=turnout.answered,
        coming=len(turnout.coming),
        needed=asked.people,
        short=bool(turnout.missing),
        unreceived=bool(silent),
    )


async def _silent(alarm: UUID, team: str, now: datetime) -> set[UUID]:
    """Of everybody rung and everybody on duty: who has confirmed neither a push nor an SMS."""
    heard = await database.rows(
        "SELECT person, max(received_at) AS at FROM delivery WHERE alarm = {} AND kind = 'alarm'"
        " AND person IS NOT NULL GROUP BY person"
        " UNION ALL SELECT person, max(delivered_at) AS at FROM text_message WHERE alarm = {}"
        " GROUP BY person",
        alarm,
        alarm,
    )
    present = (await duty.on_duty([team], now)).get(team, [])
    asked = {row["person"] for row in heard} | {person.person for person in present}
    return asked - {row["person"] for row in heard if row["at"] is not None}
