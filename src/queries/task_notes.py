"""What teams told each other about an incident, and which calls this person has turned down."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from src import database
from src.domain import local_time
from src.domain.region import Region
from src.queries.names import PREFIX, name_in, names_of, person_in
from src.words.tasks import STEPS


@dataclass(frozen=True, slots=True)
class Note:
    """`text` is what was written, or what was asked for where nothing was written."""

    clock: str
    who: str
    text: str


async def notes_on(
    incidents: Sequence[int], person: UUID, region: Region
) -> tuple[dict[int, list[Note]], set[UUID]]:
    """Notes and calls for help by incident, newest first; assignments this person refused last."""
    if not incidents:
        return {}, set()
    rows = await database.rows(
        "SELECT incident, event, at, actor, detail FROM incident_event"
        " WHERE event IN ('noted', 'backup_requested', 'refused', 'accepted', 'joined')"
        f" AND incident IN {database.marks(1, len(incidents))} ORDER BY number DESC",
        *incidents,
    )
    said = [row for row in rows if row["event"] in ("noted", "backup_requested")]
    names = await names_of(found for row in said if (found := person_in(row["actor"])) is not None)
    notes: dict[int, list[Note]] = defaultdict(list)
    for row in said:
        text = json.loads(row["detail"]).get("note") or STEPS[row["event"]]
        clock = local_time.clock(row["at"], region.timezone)
        notes[row["incident"]].append(Note(clock, name_in(row["actor"], names), text))
    return dict(notes), _turned_down(rows, f"{PREFIX}{person}")


def _turned_down(rows: Sequence[database.Row], actor: str) -> set[UUID]:
    """Rows come newest first: the first answer met of an assignment is the one that holds."""
    answers: dict[UUID, str] = {}
    for row in rows:
        if row["actor"] == actor and row["event"] in ("refused", "accepted", "joined"):
            assignment = json.loads(row["detail"]).get("assignment")
            if assignment:
                answers.setdefault(UUID(assignment), row["event"])
    return {assignment for assignment, event in answers.items() if event == "refused"}
