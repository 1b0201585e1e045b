"""Agencies: who leads, helps, and takes what is passed on."""

from collections.abc import Iterable
from typing import Any

from src.domain.organisation import Agency
from src.domain.region import Region
from src.routes.manage.fields import Choice, Text
from src.routes.manage.subject import Listed, Subject, no_demo

ACTORS = {
    "government": "Pemerintah",
    "business": "Dunia usaha",
    "community": "Masyarakat",
    "academia": "Perguruan tinggi",
    "media": "Media",
}


def _read(region: Region, code: str) -> dict[str, Any] | None:
    agency = region.agency_named(code)
    if agency is None:
        return None
    return {
        "name": agency.name,
        "short_name": agency.short_name,
        "actor": agency.actor,
        "phone": agency.phone,
    }


def _of(agencies: Iterable[Agency]) -> list[Listed]:
    return [
        Listed(
            each.code,
            each.short_name,
            (each.name, ACTORS[each.actor], each.phone or "Belum ada telepon"),
            demo=each.demo,
        )
        for each in agencies
    ]


AGENCIES = Subject(
    kind="agency",
    address="/kelola/instansi",
    icon="share",
    one="instansi",
    many="Instansi",
    purpose="Kantor lain yang menerima terusan, dengan nomor teleponnya.",
    prefix="IN",
    fields=(
        Text(name="short_name", label="Nama pendek", hint="dibaca warga", longest=30),
        Text(name="name", label="Nama lengkap", longest=120),
        Choice(name="actor", label="Termasuk", options=lambda region: ACTORS.items()),
        Text(name="phone", label="Telepon", hint="boleh kosong", required=False, input_type="tel"),
    ),
    read=_read,
    pack=no_demo,
    listed=lambda region: _of(region.agencies.values()),
    past=lambda region: _of(region.past.agencies.values()),
    title=lambda values: str(values.get("short_name", "")),
)
