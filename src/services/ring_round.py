"""One round of ringing: everybody whom the steps of one look reach, each person once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from src.domain import escalation
from src.domain.region import Region
from src.queries.alarm_standing import Standing
from src.queries.audiences import Rung
from src.services import ringing
from src.services.journal import Case
from src.services.ringing import Ring


@dataclass
class Round:
    """People with the ways (push, sms) by which they are rung; who has answered is left alone."""

    standing: Standing
    in_field: dict[UUID, set[str]] = field(default_factory=dict)
    in_office: dict[UUID, set[str]] = field(default_factory=dict)
    when: str = ""

    def add(self, found: Rung, by: Iterable[str], when: str = "") -> tuple[int, int]:
        """How many that is, in the field and in the office; `when` the last step was necessary."""
        self.when = when
        asked = [person for person in found.field if person not in self.standing.answered]
        for people, to in ((asked, self.in_field), (found.office, self.in_office)):
            for person in people:
                to.setdefault(person, set()).update(by)
        return len(asked), len(found.office)

    async def ring(
        self,
        case: Case,
        *,
        alarm: UUID,
        assignment: UUID,
        number: int,
        region: Region,
        now: datetime,
    ) -> None:
        """Plan the messages; `number` counts the alarm's steps and repeats."""
        of = Ring(alarm, assignment, number, self.standing.coming, self.standing.needed, self.when)
        for people, in_office in ((self.in_field, False), (self.in_office, True)):
            for way in escalation.CHANNELS:
                some = [person for person, ways in people.items() if way in ways]
                await ringing.ring(
                    case, of, some, by=(way,), in_office=in_office, region=region, now=now
                )
