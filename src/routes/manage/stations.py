"""Stations: from where teams leave."""

from collections.abc import Iterable
from typing import Any

from src.domain.organisation import Station
from src.domain.region import Region
from src.routes.manage import choices
from src.routes.manage.fields import Choice, Degrees, Text
from src.routes.manage.subject import Listed, Subject, no_demo
from src.routes.manage.village_names import label


def _read(region: Region, code: str) -> dict[str, Any] | None:
    station = region.station_named(code)
    if station is None:
        return None
    return {
        "name": station.name,
        "village": station.village,
        "lat": station.point.lat,
        "lng": station.point.lng,
        "phone": station.phone,
    }


def _of(region: Region, stations: Iterable[Station]) -> list[Listed]:
    return [
        Listed(
            each.code,
            each.name,
            (
                label(each.village, region),
                each.phone or "Tanpa telepon",
                f"{sum(team.station == each.code for team in region.teams.values())} regu",
            ),
            demo=each.demo,
        )
        for each in stations
    ]


STATIONS = Subject(
    kind="station",
    address="/kelola/pos",
    icon="siren",
    one="pos",
    many="Pos",
    purpose="Dari mana regu berangkat. Layar pos diikat di halaman lain.",
    prefix="PS",
    fields=(
        Text(name="name", label="Nama pos", longest=80),
        Choice(name="village", label="Desa", options=choices.villages),
        Degrees(name="lat", label="Lintang", hint="contoh: -1.313", most=90),
        Degrees(name="lng", label="Bujur", hint="contoh: 123.329"),
        Text(name="phone", label="Telepon", hint="boleh kosong", required=False, input_type="tel"),
    ),
    read=_read,
    pack=no_demo,
    listed=lambda region: _of(region, region.stations.values()),
    past=lambda region: _of(region, region.past.stations.values()),
)
