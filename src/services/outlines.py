"""Outlines of villages: taken from a file, kept in the database, put into the region's places."""

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from src import database
from src.domain.outlines import parse_outlines
from src.domain.places import Places
from src.domain.polygons import MultiPolygon
from src.domain.region import Region
from src.domain.village import Point
from src.services import audit_list
from src.services.audit_list import Line


async def import_outlines(geojson: bytes, region: Region, *, now: datetime) -> int:
    """Keep the outlines of a GeoJSON file in place of those there were; returns how many.

    Raises OutlineError, and then keeps what there was.
    """
    outlines = parse_outlines(geojson, region.villages)
    async with database.transaction():
        await keep(outlines, now=now)
        after = {"villages": len(outlines)}
        line = Line(kind="outlines", code="", action="imported", after=after)
        await audit_list.note(line, by=None, now=now)
    return len(outlines)


async def keep(outlines: Mapping[str, MultiPolygon], *, now: datetime) -> None:
    """In place of those there were; belongs inside a transaction."""
    await database.rows("DELETE FROM village_outline")
    for village, outline in outlines.items():
        await database.rows(
            "INSERT INTO village_outline (village, geometry, imported_at) VALUES ({}, {}, {})",
            village,
            json.dumps(_geometry(outline)),
            now.astimezone(UTC),
        )
    database.signal("region")


def without_outlines(region: Region) -> Places:
    """The villages by their points alone."""
    return _places(region, {})


async def load_places(region: Region) -> Places:
    """The villages with the outlines that were imported, if any."""
    found = await database.long_rows("SELECT village, geometry FROM village_outline")
    known = {row["village"]: row["geometry"] for row in found if row["village"] in region.villages}
    return await asyncio.to_thread(_places, region, known)


def _places(region: Region, geometries: Mapping[str, str]) -> Places:
    return Places(
        region.villages.values(),
        {village: _outline(json.loads(text)) for village, text in geometries.items()},
        near_outline_m=region.rules.near_outline_m,
        outside_m=region.rules.outside_km * 1000,
    )


def _geometry(outline: MultiPolygon) -> dict[str, object]:
    """As GeoJSON writes it: longitude first."""
    lines = [[[[p.lng, p.lat] for p in ring] for ring in polygon] for polygon in outline]
    return {"type": "MultiPolygon", "coordinates": lines}


def _outline(geometry: Mapping[str, list[list[list[list[float]]]]]) -> MultiPolygon:
    return tuple(
        tuple(tuple(Point(lat, lng) for lng, lat in ring) for ring in polygon)
        for polygon in geometry["coordinates"]
    )
