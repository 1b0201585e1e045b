"""stations.csv and stands.csv: where teams leave from, and where drivers wait."""

from collections.abc import Mapping

from src.domain.organisation import Stand, Station
from src.domain.plane import Plane
from src.domain.village import Point, Village
from src.services.pack.entry import Entry
from src.services.pack.places import point
from src.services.pack.source import Source

FAR_M = 30_000.0


def stations(pack: Source, villages: Mapping[str, Village]) -> dict[str, Station]:
    """By code."""

    def one(row: Entry) -> Station:
        return Station(
            code=row.text("code"),
            name=row.text("name"),
            village=row.reference("village", villages, "villages.csv"),
            point=_point_near_village(row, villages),
            phone=row.text("phone", ""),
            demo=row.flag("demo", False),
        )

    return pack.keyed(pack.rows("stations.csv"), one)


def stands(pack: Source, villages: Mapping[str, Village]) -> dict[str, Stand]:
    """By code; at most one is the main one."""
    mains: list[str] = []

    def one(row: Entry) -> Stand:
        stand = Stand(
            code=row.matching("code", r"[A-Z0-9-]+", "capitals, digits and dashes"),
            name=row.text("name"),
            village=row.reference("village", villages, "villages.csv"),
            point=_point_near_village(row, villages),
            main=row.flag("main", False),
            demo=row.flag("demo", False),
        )
        if stand.main:
            mains.append(stand.code)
        if len(mains) > 1:
            row.wrong("main", f"{mains[0]} is the main stand already")
        return stand

    return pack.keyed(pack.rows("stands.csv"), one)


def _point_near_village(row: Entry, villages: Mapping[str, Village]) -> Point:
    """A place far from its own village is a slip of the pen."""
    place = point(row)
    village = villages.get(row.text("village"))
    if village is not None:
        east, north = Plane(village.point).metres(*place)
        if max(abs(east), abs(north)) > FAR_M:
            row.wrong("lat", f"this lies more than {FAR_M / 1000:.0f} km from {village.name}")
    return place
