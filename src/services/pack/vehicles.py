"""vehicles.csv: what stands at which station."""

from collections.abc import Mapping

from src.domain.organisation import Station
from src.domain.vehicle import KINDS, Vehicle
from src.services.pack.entry import Entry
from src.services.pack.source import Source


def vehicles(pack: Source, stations: Mapping[str, Station]) -> dict[str, Vehicle]:
    """By code."""

    def one(row: Entry) -> Vehicle:
        return Vehicle(
            code=row.matching("code", r"[A-Z0-9-]{1,40}", "capitals, digits and dashes"),
            name=row.text("name"),
            kind=row.one_of("kind", KINDS),
            station=row.reference("station", stations, "stations.csv"),
            plate=row.text("plate", ""),
            demo=row.flag("demo", False),
        )

    return pack.keyed(pack.rows("vehicles.csv"), one)
