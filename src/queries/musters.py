"""Who comes to a call, for everybody whom it rang: "3 dari 4 datang", and by name."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from src import database
from src.domain import local_time, strength, vehicle
from src.domain.region import Region
from src.queries import vehicles
from src.queries.turnout import skills
from src.words.strength import turnout, wanting

_ALARMS = (
    "SELECT a.assignment, a.incident, a.call, a.strength, a.ended_at FROM alarm a"
    " WHERE a.call IS NOT NULL AND a.incident IN {} ORDER BY a.started_at, a.id"
)
_ANSWERS = (
    "SELECT n.call, n.person, n.answer, n.eta_at, p.name, p.skills, p.leads, s.team"
    " FROM alarm_answer n JOIN person p ON p.id = n.person JOIN assignment s ON s.id = n.assignment"
    " WHERE n.incident IN {} ORDER BY n.eta_at IS NULL, n.eta_at, n.at"
)


@dataclass(frozen=True, slots=True)
class Comer:
    """`clock` is when he means to arrive, or ""."""

    name: str
    clock: str


@dataclass(frozen=True, slots=True)
class Muster:
    """`line` is "3 dari 4 datang", `wanting` what lacks while it rings, `said` the own answer."""

    line: str
    wanting: str
    comers: tuple[Comer, ...]
    said: str


async def musters_on(incidents: Sequence[int], person: UUID, region: Region) -> dict[UUID, Muster]:
    """By assignment, of its newest alarm; in three statements at most."""
    if not incidents:
        return {}
    marks = database.marks(1, len(incidents))
    alarms = await database.rows(_ALARMS.replace("{}", marks), *incidents)
    answers: dict[UUID, list[database.Row]] = defaultdict(list)
    for row in await database.rows(_ANSWERS.replace("{}", marks), *incidents):
        answers[row["call"]].append(row)
    gone = await vehicles.gone_from()
    return {
        row["assignment"]: _muster(
            row, answers[row["call"]], person, gone.for_incident(row["incident"]), region
        )
        for row in alarms
    }


def _muster(
    alarm: database.Row,
    answers: Sequence[database.Row],
    person: UUID,
    gone: Collection[str],
    region: Region,
) -> Muster:
    asked = strength.read(alarm["strength"])
    coming = [row for row in answers if row["answer"] == "coming"]
    stations = {region.teams[row["team"]].station for row in coming if row["team"] in region.teams}
    ready = vehicle.any_ready(asked.vehicle, stations, region.vehicles.values(), gone)
    missing = strength.missing(asked, [skills(row) for row in coming], ready)
    return Muster(
        line=turnout(len(coming), asked.people),
        wanting=wanting(missing) if coming and alarm["ended_at"] is None else "",
        comers=tuple(
            Comer(row["name"], local_time.clock(row["eta_at"], region.timezone))
            if row["eta_at"]
            else Comer(row["name"], "")
            for row in coming
        ),
        said=next((row["answer"] for row in answers if row["person"] == person), ""),
    )
