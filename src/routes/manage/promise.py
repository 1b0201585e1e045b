"""The field of a promise: so many minutes by the clock, or so many working days."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from src.domain.region import Region
from src.routes.manage.fields import Field, Wrong, whole

UNITS = {"minutes": "menit", "hours": "jam", "working_days": "hari kerja"}
MOST = {"minutes": 60_000, "hours": 1_000, "working_days": 365}


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Field):
    """Empty where nothing is promised."""

    kind: ClassVar[str] = "promise"

    def form(self, value: Any, region: Region) -> dict[str, str]:
        unit, count = _spoken(value) if value else ("minutes", "")
        return {self.name: str(count), f"{self.name}-unit": unit}

    def read(self, said: Mapping[str, str], region: Region) -> dict[str, int] | None:
        typed, unit = said.get(self.name, "").strip(), said.get(f"{self.name}-unit", "")
        if not typed and not self.required:
            return None
        if unit not in UNITS:
            raise Wrong("choice_missing")
        count = whole(typed, 0, MOST[unit])
        return {"minutes": 60 * count} if unit == "hours" else {unit: count}

    def word(self, value: Any, region: Region) -> str:
        if not value:
            return "tidak dijanjikan"
        unit, count = _spoken(value)
        return f"{count} {UNITS[unit]}"


def _spoken(value: Mapping[str, int]) -> tuple[str, int]:
    """Whole hours as hours: nobody counts to 1440."""
    unit, count = next(iter(value.items()))
    return (
        ("hours", count // 60) if unit == "minutes" and count and not count % 60 else (unit, count)
    )
