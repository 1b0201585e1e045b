"""A holiday as the audit list tells it."""

from typing import Any

from src.domain.region import Region
from src.routes.manage.fields import Choice, Field, Text

KINDS = {"national": "Libur nasional atau daerah", "joint_leave": "Cuti bersama"}

HOLIDAY_FIELDS: tuple[Field, ...] = (
    Text(name="name", label="Nama hari", longest=80),
    Choice(name="kind", label="Jenis", options=lambda region: KINDS.items()),
)


def read(region: Region, code: str) -> dict[str, Any] | None:
    """By its date, "2026-08-17"."""
    found = next((each for each in region.holidays.values() if each.date.isoformat() == code), None)
    return {"name": found.name, "kind": found.kind} if found else None
