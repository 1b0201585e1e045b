"""A region just large enough for pages of the frame; nothing of it is any real pack's."""

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from src.domain.category import Category, Group, Kind
from src.domain.organisation import Phone
from src.domain.region import Colours, Office, Region, Rules


def small_region() -> Region:
    """Three groups on the home screen, one phone that also reads text messages."""
    groups = (
        _group(0, "fire", "fire", "kebakaran", "Lapor kebakaran"),
        _group(1, "rescue", "rescue", "penyelamatan", "Minta penyelamatan"),
        _group(2, "public_order", "order", "ketertiban", "Lapor gangguan"),
    )
    return Region(
        version="1",
        shell_version="1",
        code="99.01",
        name="Kabupaten Contoh",
        office_name="Satuan Contoh",
        service_name="Lacak Contoh",
        service_long_name="Layanan contoh untuk percobaan",
        short_name="Contoh",
        report_word="Balapor",
        number_prefix="LC",
        contact="mailto:piket@contoh.test",
        languages=("id",),
        timezone=ZoneInfo("Asia/Makassar"),
        zone_label="WITA",
        logo=Path("none.svg"),
        phones=(Phone("Satpol PP", "0812-0000-0000", "+6281200000000", sms=True, demo=True),),
        emergency=(),
        colours=Colours({"band": "#07303d"}, {"band": "#0a2e3b"}),
        office=Office(frozenset(range(5)), time(16)),
        rules=Rules(7, 7.5, 500, 25),
        groups=groups,
        categories={leaf.code: leaf for group in groups for leaf in group.categories},
        priorities={},
        alarm_rules={},
        districts={},
        villages={},
        agencies={},
        stations={},
        teams={},
        stands={},
        vehicles={},
        holidays={},
    )


def _group(rank: int, code: str, kind: Kind, slug: str, action: str) -> Group:
    leaf = Category(
        code=f"{code}.unclear",
        group=code,
        word="Tidak jelas",
        public_word="Tidak jelas",
        lead="lead",
        support=(),
        priority="P1",
        visibility="full",
        dangerous=False,
        leader_only=False,
        drill=False,
        order=rank,
    )
    return Group(
        code=code,
        kind=kind,
        slug=slug,
        letter=code[0].upper(),
        word=slug.title(),
        action=action,
        examples="Contoh saja",
        question="Apa yang terjadi?",
        advice="",
        categories=(leaf,),
        unclear=leaf.code,
        home=True,
        home_rank=rank,
        listed_in="",
    )
