"""Stands: where drivers wait; each has a poster and cards to print."""

from collections.abc import Iterable
from typing import Any

from src.domain.organisation import Stand
from src.domain.region import Region
from src.routes.manage import choices
from src.routes.manage.fields import Choice, Degrees, Flag, Text
from src.routes.manage.subject import Listed, Subject, no_demo
from src.routes.manage.village_names import label

HERE = "/kelola/pangkalan"


def _read(region: Region, code: str) -> dict[str, Any] | None:
    stand = region.stand_named(code)
    if stand is None:
        return None
    return {
        "name": stand.name,
        "village": stand.village,
        "lat": stand.point.lat,
        "lng": stand.point.lng,
        "main": stand.main,
    }


def _of(region: Region, stands: Iterable[Stand], *, printed: bool = True) -> list[Listed]:
    return [
        Listed(
            each.code,
            each.name,
            (each.code, label(each.village, region), *(["Pangkalan utama"] if each.main else [])),
            (
                ("Cetak poster", f"{HERE}/{each.code}/poster.pdf"),
                ("Cetak kartu QR", f"{HERE}/{each.code}/kartu.pdf"),
            )
            if printed
            else (),
            demo=each.demo,
        )
        for each in stands
    ]


STANDS = Subject(
    kind="stand",
    address=HERE,
    icon="pin",
    one="pangkalan",
    many="Pangkalan",
    purpose="Tempat bentor menunggu. Poster dan kartu QR dicetak di sini.",
    code_field=Text(
        name="code",
        label="Kode di QR",
        hint="huruf besar dan angka",
        help="Tidak bisa diubah: kode ini tercetak di poster.",
        longest=20,
        pattern=r"[A-Z0-9-]{2,20}",
        reason="code_wrong",
    ),
    fields=(
        Text(name="name", label="Nama pangkalan", longest=80),
        Choice(name="village", label="Desa", options=choices.villages),
        Degrees(name="lat", label="Lintang", hint="contoh: -1.313", most=90),
        Degrees(name="lng", label="Bujur", hint="contoh: 123.331"),
        Flag(name="main", label="Pangkalan utama"),
    ),
    read=_read,
    pack=no_demo,
    listed=lambda region: _of(region, region.stands.values()),
    past=lambda region: _of(region, region.past.stands.values(), printed=False),
)
