"""Teams: who is called for what, and where."""

from collections.abc import Iterable
from typing import Any

from src.domain.organisation import Team
from src.domain.region import Region
from src.routes.manage import choices
from src.routes.manage.fields import Choice, Text, Ticks, Whole
from src.routes.manage.subject import Listed, Subject, no_demo
from src.routes.manage.village_names import VillageNames, label


def _read(region: Region, code: str) -> dict[str, Any] | None:
    team = region.team_named(code)
    if team is None:
        return None
    return {
        "name": team.name,
        "station": team.station,
        "agency": team.agency,
        "groups": sorted(team.groups),
        "districts": sorted(team.districts),
        "villages": sorted(team.villages),
        "order": team.order,
    }


def _listed(region: Region) -> list[Listed]:
    return _of(region, region.teams.values())


def _past(region: Region) -> list[Listed]:
    return _of(region, region.past.teams.values())


def _of(region: Region, teams: Iterable[Team]) -> list[Listed]:
    found = []
    for team in teams:
        station = region.station_named(team.station)
        served = [group.word for group in region.groups if group.code in team.groups]
        places = [region.districts[each].name for each in sorted(team.districts)]
        places += [label(each, region) for each in sorted(team.villages)]
        about = (
            station.name if station else team.station,
            ", ".join(served),
            ", ".join(places) or "Semua wilayah",
        )
        found.append(Listed(team.code, team.name, about, demo=team.demo))
    return found


TEAMS = Subject(
    kind="team",
    address="/kelola/regu",
    icon="team",
    one="regu",
    many="Regu",
    purpose="Siapa dipanggil untuk apa, dan di mana.",
    note="Untuk tiap jenis darurat harus ada satu regu bagi semua wilayah.",
    prefix="RG",
    fields=(
        Text(name="name", label="Nama regu", longest=80),
        Choice(name="station", label="Pos", options=choices.stations),
        Choice(name="agency", label="Instansi", options=choices.agencies),
        Ticks(name="groups", label="Melayani apa?", options=choices.groups),
        Ticks(
            name="districts",
            label="Kecamatan mana?",
            hint="kosong: semua wilayah",
            options=choices.districts,
            required=False,
            none="semua",
        ),
        VillageNames(
            name="villages",
            label="Desa mana saja?",
            hint="boleh kosong, satu desa per baris",
            required=False,
            none="semua",
        ),
        Whole(
            name="order",
            label="Urutan",
            hint="1 dipanggil lebih dulu",
            help="Dipakai bila beberapa regu sama dekatnya.",
            least=1,
            most=99,
        ),
    ),
    read=_read,
    pack=no_demo,
    listed=_listed,
    past=_past,
)
