"""A moment as people of the region say it: 13.58 WIB, 12 Okt 2026."""

from datetime import datetime, tzinfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def clock(at: datetime, zone: tzinfo) -> str:
    """13.58"""
    local = at.astimezone(zone)
    return f"{local.hour:02}.{local.minute:02}"


def date(at: datetime, zone: tzinfo) -> str:
    """12 Okt 2026"""
    local = at.astimezone(zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def clock_zone(at: datetime, zone: tzinfo, label: str) -> str:
    """13.58 WIB"""
    return f"{clock(at, zone)} {label}"


def moment(at: datetime, zone: tzinfo, label: str) -> str:
    """12 Okt 2026, 13.58 WIB"""
    return f"{date(at, zone)}, {clock_zone(at, zone, label)}"
