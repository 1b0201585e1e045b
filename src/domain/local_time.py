"""A moment as people of the region say it: 13.58 WIB, 12 Okt 2026."""

from datetime import datetime, tzinfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

LONG_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def clock(at: datetime, zone: tzinfo) -> str:
    """13.58"""
    local = at.astimezone(zone)
    return f"{local.hour:02}.{local.minute:02}"


def date(at: datetime, zone: tzinfo) -> str:
    """12 Okt 2026"""
    local = at.astimezone(zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def long_date(at: datetime, zone: tzinfo) -> str:
    """12 Oktober 2026, as documents say it"""
    local = at.astimezone(zone)
    return f"{local.day} {LONG_MONTHS[local.month - 1]} {local.year}"


def day_and_date(at: datetime, zone: tzinfo) -> str:
    """Senin, 12 Oktober 2026"""
    return f"{DAYS[at.astimezone(zone).weekday()]}, {long_date(at, zone)}"


def clock_zone(at: datetime, zone: tzinfo, label: str) -> str:
    """13.58 WIB"""
    return f"{clock(at, zone)} {label}"


def moment(at: datetime, zone: tzinfo, label: str) -> str:
    """12 Okt 2026, 13.58 WIB"""
    return f"{date(at, zone)}, {clock_zone(at, zone, label)}"
