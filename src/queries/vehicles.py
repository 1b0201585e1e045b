"""Which vehicles and equipment are broken, and what stands ready at a station."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain import vehicle
from src.domain.region import Region
from src.domain.vehicle import Vehicle


@dataclass(frozen=True, slots=True)
class Standing:
    """One vehicle as it stands: `note` and `since` where somebody has said something of it."""

    vehicle: Vehicle
    ready: bool = True
    note: str = ""
    since: datetime | None = None


async def standing(region: Region) -> dict[str, Standing]:
    """Everything of the pack by code, in its order."""
    rows = await database.rows("SELECT code, ready, note, changed_at FROM vehicle_state")
    said = {row["code"]: row for row in rows}
    return {
        code: Standing(each, bool(row["ready"]), row["note"], row["changed_at"])
        if (row := said.get(code))
        else Standing(each)
        for code, each in region.vehicles.items()
    }


async def any_ready(
    kind: str, teams: Collection[str], region: Region, *, on: int | None = None
) -> bool:
    """Whether a vehicle of this kind can leave from a station of these teams; "" asks for none.

    What is broken cannot, nor what is out on an incident other than `on`.
    """
    if not kind:
        return True
    stations = {region.teams[code].station for code in teams if code in region.teams}
    gone = (await gone_from()).for_incident(on)
    return vehicle.any_ready(kind, stations, region.vehicles.values(), gone)


@dataclass(frozen=True, slots=True)
class Gone:
    """Codes of what is `broken`, and of what is `out`, with the incidents it is out on."""

    broken: frozenset[str]
    out: Mapping[str, frozenset[int]]

    def for_incident(self, incident: int | None) -> frozenset[str]:
        """What cannot leave for this one."""
        away = {code for code, on in self.out.items() if on - {incident}}
        return self.broken | away


NOTHING_GONE = Gone(frozenset(), {})


async def gone_from() -> Gone:
    """Everything that stands at no station ready to leave. One statement."""
    rows = await database.rows(
        "SELECT code, 0 AS incident FROM vehicle_state WHERE NOT ready UNION"
        " SELECT vehicle AS code, incident FROM assignment WHERE vehicle <> ''"
        " AND released_at IS NULL"
    )
    out: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row["incident"]:
            out[row["code"]].add(row["incident"])
    return Gone(
        frozenset(row["code"] for row in rows if not row["incident"]),
        {code: frozenset(on) for code, on in out.items()},
    )
