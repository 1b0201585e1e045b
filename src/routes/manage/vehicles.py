"""Vehicles and equipment: what stands at which station."""

from collections.abc import Iterable
from typing import Any

from src.domain.region import Region
from src.domain.vehicle import Vehicle
from src.routes.manage import choices
from src.routes.manage.fields import Choice, Text
from src.routes.manage.subject import Listed, Subject, no_demo
from src.words.duty import VEHICLES as KINDS


def _read(region: Region, code: str) -> dict[str, Any] | None:
    vehicle = region.vehicles.get(code) or region.past.vehicles.get(code)
    if vehicle is None:
        return None
    return {
        "name": vehicle.name,
        "kind": vehicle.kind,
        "station": vehicle.station,
        "plate": vehicle.plate,
    }


def _of(region: Region, vehicles: Iterable[Vehicle]) -> list[Listed]:
    found = []
    for each in vehicles:
        station = region.station_named(each.station)
        about = (KINDS[each.kind], station.name if station else each.station, each.plate)
        found.append(Listed(each.code, each.name, tuple(filter(None, about)), demo=each.demo))
    return found


VEHICLES = Subject(
    kind="vehicle",
    address="/kelola/armada",
    icon="vehicle",
    one="armada",
    many="Armada dan alat",
    purpose="Apa yang ada di tiap pos. Siap atau rusak diisi regu.",
    code_field=Text(
        name="code",
        label="Kode",
        hint="huruf besar dan angka",
        longest=40,
        pattern=r"[A-Z0-9-]{2,40}",
        reason="code_wrong",
    ),
    fields=(
        Text(name="name", label="Nama", longest=80),
        Choice(name="kind", label="Jenis", options=lambda region: KINDS.items()),
        Choice(name="station", label="Pos", options=choices.stations),
        Text(name="plate", label="Nomor polisi", hint="boleh kosong", required=False, longest=20),
    ),
    read=_read,
    pack=no_demo,
    listed=lambda region: _of(region, region.vehicles.values()),
    past=lambda region: _of(region, region.past.vehicles.values()),
)
