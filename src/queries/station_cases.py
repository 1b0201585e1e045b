"""The incidents that concern a station: its teams are on them, or their alarm rings there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain import escalation
from src.domain.region import Region
from src.queries import naming
from src.queries.naming import team_name
from src.words.station import AT_WORK

LOUD = ("P1", "P2")
COMING = ("accepted", "en_route")

_CASE = f"i.id AS incident, {naming.COLUMNS}, i.latitude, i.longitude, i.received_at"
_WORK = (
    f"SELECT s.id, s.team, s.state AS stage, {_CASE} FROM assignment s"
    " JOIN incident i ON i.id = s.incident WHERE s.released_at IS NULL"
    " AND s.state NOT IN ('released', 'refused')"
    " AND i.state NOT IN ('resolved', 'closed', 'declined', 'merged') AND s.team IN {teams}"
    " ORDER BY s.alerted_at, s.id"
)
_ALARMS = (
    "SELECT a.id AS id, a.call, a.assignment, a.strength, a.policy, a.step, a.repeats,"
    f" a.started_at AS started_at, a.ended_at, s.team, {_CASE} FROM alarm a"
    " JOIN assignment s ON s.id = a.assignment"
    " JOIN incident i ON i.id = a.incident WHERE"
)
# Each half by its own index: what rings anywhere, and what has rung for the work in hand.
_OPEN = f"{_ALARMS} a.ended_at IS NULL"
_ENDED = f"{_ALARMS} a.ended_at IS NOT NULL AND a.incident IN {{incidents}} AND s.id IN {{work}}"


@dataclass(slots=True)
class Case:
    """One incident with the station's teams on it and the alarms that concern the station."""

    row: database.Row
    work: list[database.Row]
    alarms: list[database.Row]

    @property
    def ringing(self) -> list[database.Row]:
        return [alarm for alarm in self.alarms if alarm["ended_at"] is None]

    @property
    def hot(self) -> bool:
        """It rings, or its teams are called and not there yet."""
        coming = any(each["stage"] in COMING for each in self.work)
        return bool(self.ringing) or (coming and bool(self.alarms))

    @property
    def loud(self) -> bool:
        """Rings with the siren; what can wait is said once and then waits on the screen."""
        return bool(self.ringing) and self.row["priority"] in LOUD

    @property
    def urgency(self) -> tuple[bool, bool, str, bool, datetime]:
        """Never a drill before the real thing; the siren's first, then the longest waiting."""
        row = self.row
        real, loud, quiet = not row["drill"], self.loud, not self.ringing
        return not real, not loud, row["priority"], quiet, row["received_at"]


async def cases_of(teams: Sequence[str], region: Region) -> list[Case]:
    """The most urgent first."""
    if not teams:
        return []
    work = await database.rows(_WORK.replace("{teams}", database.marks(1, len(teams))), *teams)
    found: dict[int, Case] = {}
    for row in work:
        found.setdefault(row["incident"], Case(row, [], [])).work.append(row)
    for row in await _alarms(work):
        if _concerns(row, teams, region):
            found.setdefault(row["incident"], Case(row, [], [])).alarms.append(row)
    return sorted(found.values(), key=lambda each: each.urgency)


async def _alarms(work: Sequence[database.Row]) -> Sequence[database.Row]:
    """The oldest first."""
    if not work:
        return await database.rows(f"{_OPEN} ORDER BY started_at, id")
    marks = database.marks(1, len(work))
    ended = _ENDED.replace("{incidents}", marks).replace("{work}", marks)
    return await database.rows(
        f"{_OPEN} UNION ALL {ended} ORDER BY started_at, id",
        *(row["incident"] for row in work),
        *(row["id"] for row in work),
    )


def _concerns(alarm: database.Row, teams: Sequence[str], region: Region) -> bool:
    """An alarm of the own teams, or one that has climbed to the sirens of all who serve it."""
    if alarm["team"] in teams:
        return True
    climbed = escalation.audiences(escalation.read(alarm["policy"]), alarm["step"])
    leaf, village = region.leaf(alarm["category"]), region.villages.get(alarm["village"] or "")
    serving = {team.code for team in region.teams_for(leaf, village)}
    return "station" in climbed and not leaf.leader_only and not serving.isdisjoint(teams)


def stages_of(case: Case, region: Region) -> str:
    """ "Regu C di lokasi, Regu A bersiap"."""
    ringing = {alarm["assignment"] for alarm in case.ringing}
    return ", ".join(
        f"{team_name(each['team'], region)} {AT_WORK[_stage(each, ringing)]}" for each in case.work
    )


def _stage(work: database.Row, ringing: set[object]) -> str:
    """Called, but its alarm has ended: others come."""
    enough = work["stage"] == "alerted" and work["id"] not in ringing
    return "enough" if enough else str(work["stage"])
