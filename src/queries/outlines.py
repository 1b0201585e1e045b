"""The region's own map: outlines of villages where some were imported, and where each one is."""

import json
from dataclasses import dataclass
from typing import Any

from src import database
from src.domain.region import Region

DIGITS = 4
"""Decimals of a degree: about ten metres, a third of what the file would weigh otherwise."""


@dataclass(frozen=True, slots=True)
class BaseMap:
    """`outlines`: GeoJSON geometries; `villages`: [name, latitude, longitude, has an outline]."""

    outlines: tuple[dict[str, Any], ...]
    villages: tuple[tuple[str, float, float, bool], ...]


async def base_map(region: Region) -> BaseMap:
    rows = await database.rows("SELECT village, geometry FROM village_outline ORDER BY village")
    outlined = {row["village"] for row in rows}
    return BaseMap(
        tuple(_rounded(json.loads(row["geometry"])) for row in rows),
        tuple(
            (
                each.name,
                round(each.point.lat, DIGITS),
                round(each.point.lng, DIGITS),
                each.code in outlined,
            )
            for each in region.villages.values()
        ),
    )


async def imported_at() -> str:
    """When the outlines were imported last, as a mark of their state; "" where there are none."""
    row = await database.row("SELECT max(imported_at) AS at FROM village_outline")
    return str(row["at"] or "") if row else ""


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    def all_of(part: Any) -> Any:
        return [all_of(each) for each in part] if isinstance(part, list) else round(part, DIGITS)

    return geometry | {"coordinates": all_of(geometry["coordinates"])}
