"""teams.csv: who is called for what, and where."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from src.domain.organisation import Agency, Station, Team
from src.domain.village import District, Village
from src.services.pack.entry import Entry
from src.services.pack.source import Source


@dataclass(frozen=True, slots=True)
class Known:
    """What a team may name."""

    groups: Collection[str]
    agencies: Mapping[str, Agency]
    stations: Mapping[str, Station]
    districts: Mapping[str, District]
    villages: Mapping[str, Village]


def teams(pack: Source, known: Known) -> dict[str, Team]:
    """By code."""

    def one(row: Entry) -> Team:
        served = row.references("groups", known.groups, "categories.toml")
        if not served:
            row.wrong("groups", "groups is empty: this team would never be called")
        return Team(
            code=row.text("code"),
            name=row.text("name"),
            station=row.reference("station", known.stations, "stations.csv"),
            agency=row.reference("agency", known.agencies, "agencies.csv"),
            groups=frozenset(served),
            districts=frozenset(row.references("districts", known.districts, "districts.csv")),
            villages=frozenset(row.references("villages", known.villages, "villages.csv")),
            order=row.whole("order"),
            demo=row.flag("demo", False),
        )

    return pack.keyed(pack.rows("teams.csv"), one)
