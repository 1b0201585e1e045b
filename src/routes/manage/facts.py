"""Facts of the whole region: names, own numbers and those of others, when the office works."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from src.domain.organisation import Phone
from src.domain.phone import normalised
from src.domain.region import Region
from src.routes.manage.fields import Field, Text, Ticks, Whole, Wrong
from src.routes.manage.subject import Listed, Subject
from src.routes.submission import line
from src.words.duty import WEEKDAYS

CODE = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers(Field):
    """Telephone numbers, one a line: "Polisi: 110". "SMS" behind one says that texts are read."""

    kind: ClassVar[str] = "villages"
    most: int = 8

    def form(self, value: Any, region: Region) -> dict[str, str]:
        return {self.name: "\n".join(_line(each) for each in value or ())}

    def read(self, said: Mapping[str, str], region: Region) -> list[dict[str, Any]]:
        lines = [line(each) for each in said.get(self.name, "").splitlines()]
        found = [_number(each) for each in lines if each]
        if self.required and not found:
            raise Wrong("field_missing")
        if len(found) > self.most:
            raise Wrong("numbers_too_many")
        return found

    def word(self, value: Any, region: Region) -> str:
        return "; ".join(_line(each) for each in value or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Days(Ticks):
    """Weekdays, Monday is 1."""

    kind: ClassVar[str] = "ticks"

    def read(self, said: Mapping[str, str], region: Region) -> list[int]:  # type: ignore[override]
        return [int(each) for each in Ticks.read(self, said, region)]

    def word(self, value: Any, region: Region) -> str:
        return ", ".join(WEEKDAYS[int(each) - 1] for each in value or ())


def _number(text: str) -> dict[str, Any]:
    label, colon, number = text.partition(":")
    number, sms = number.strip(), False
    if number.upper().endswith(" SMS"):
        number, sms = number[:-4].strip(), True
    digits = "".join(each for each in number if each.isdigit())
    if not colon or not label.strip() or not 3 <= len(digits) <= 15:
        raise Wrong("number_line_wrong")
    tel = normalised(number) if len(digits) > 6 else digits
    if tel is None:
        raise Wrong("number_line_wrong")
    return {"label": label.strip(), "number": number, "tel": tel, "sms": sms}


def _line(told: Mapping[str, Any]) -> str:
    return f"{told['label']}: {told['number']}{' SMS' if told.get('sms') else ''}"


def _told(phones: Sequence[Phone]) -> list[dict[str, Any]]:
    return [
        {"label": each.label, "number": each.number_display, "tel": each.tel, "sms": each.sms}
        for each in phones
    ]


def _read(region: Region, code: str) -> dict[str, Any] | None:
    if code != CODE:
        return None
    return {
        "name": region.name,
        "office_name": region.office_name,
        "service_long_name": region.service_long_name,
        "phone": _told(region.phones),
        "emergency": _told(region.emergency),
        "weekdays": sorted(day + 1 for day in region.office.weekdays),
        "closes": f"{region.office.closes:%H.%M}",
        "reopen_days": region.rules.reopen_days,
    }


def packed(values: Mapping[str, Any], region: Region) -> dict[str, Any]:
    """By the keys of region.toml, where office and rules are tables."""
    rules = region.rules
    return {
        **{name: values[name] for name in ("name", "office_name", "service_long_name")},
        "phone": values["phone"],
        "emergency": values["emergency"],
        "office": {"weekdays": values["weekdays"], "closes": values["closes"]},
        "rules": {
            "reopen_days": values["reopen_days"],
            "fire_area_km": rules.fire_area_km,
            "near_outline_m": rules.near_outline_m,
            "outside_km": rules.outside_km,
        },
    }


FACTS = Subject(
    kind="region",
    address="/kelola/wilayah",
    icon="phone",
    one="data wilayah",
    many="Data wilayah",
    purpose="Nama kantor, nomor telepon, dan hari kerja.",
    note="Nomor pertama tampil di setiap halaman dan di poster.",
    adds=False,
    retires=False,
    fields=(
        Text(name="name", label="Nama wilayah", longest=80),
        Text(name="office_name", label="Nama kantor", longest=80),
        Text(name="service_long_name", label="Nama layanan lengkap", longest=160),
        Numbers(
            name="phone",
            label="Nomor kami",
            help="Satu nomor per baris. Contoh: Damkar: 0812-3456-7890 SMS",
            most=4,
        ),
        Numbers(
            name="emergency",
            label="Nomor darurat lain",
            help="Satu nomor per baris. Contoh: Polisi: 110",
            required=False,
        ),
        Days(
            name="weekdays",
            label="Hari kerja",
            options=lambda region: [(str(n), word) for n, word in enumerate(WEEKDAYS, 1)],
        ),
        Text(
            name="closes",
            label="Kantor tutup pukul",
            hint="contoh: 16.00",
            pattern=r"([01]\d|2[0-3])\.[0-5]\d",
            reason="hour_wrong",
        ),
        Whole(
            name="reopen_days",
            label="Pelapor bisa membuka lagi selama",
            hint="hari",
            least=1,
            most=60,
        ),
    ),
    read=_read,
    pack=packed,
    listed=lambda region: [Listed(CODE, region.name, (region.office_name,))],
)
