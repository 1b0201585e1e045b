"""Outlines that were imported decide where a position lies, until others are imported."""

import json
from dataclasses import replace

import pytest

from src.database import Engine
from src.domain.outlines import OutlineError
from src.domain.region import Region, Village
from src.services.region_pack import import_outlines, load_places
from tests.clock import Clock
from tests.regions import teluk

REGION = teluk()
SAND, CORAL = REGION.villages["99.88.01.0001"], REGION.villages["99.88.02.0001"]


def drawn(*villages: Village, around: Village | None = None) -> bytes:
    """Squares of 2 km around the villages' points, or all around one's."""
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"code": village.code},
                    "geometry": {"type": "Polygon", "coordinates": [_square(around or village)]},
                }
                for village in villages
            ],
        }
    ).encode()


def _square(village: Village) -> list[list[float]]:
    lat, lng = village.point
    corners = [(-0.01, -0.01), (0.01, -0.01), (0.01, 0.01), (-0.01, 0.01), (-0.01, -0.01)]
    return [[lng + east, lat + north] for east, north in corners]


async def test_a_fresh_installation_has_points_only(database: Engine) -> None:
    places = await load_places(REGION)
    assert not places.has_outlines
    assert places.nearest(*SAND.point).how == "nearest_point"


async def test_imported_outlines_decide(database: Engine, clock: Clock) -> None:
    assert await import_outlines(drawn(SAND, CORAL), REGION, now=clock()) == 2
    places = await load_places(REGION)
    lat, lng = SAND.point
    assert places.nearest(lat + 0.009, lng).how == "polygon"
    beside = places.nearest(lat + 0.011, lng)
    assert (beside.village_code, beside.how) == (SAND.code, "near_polygon")


async def test_how_near_counts_and_how_far_is_outside_is_the_regions_rule(
    database: Engine, clock: Clock
) -> None:
    """200 m and 12 km in this region, not 500 m and 30 km."""
    await import_outlines(drawn(SAND), REGION, now=clock())
    places = await load_places(REGION)
    lat, lng = SAND.point
    assert places.nearest(lat, lng - 0.0125).how == "nearest_point"
    assert places.nearest(lat, lng - 0.15).how == "outside"


async def test_a_second_import_takes_the_place_of_the_first(database: Engine, clock: Clock) -> None:
    await import_outlines(drawn(SAND, CORAL), REGION, now=clock())
    await import_outlines(drawn(CORAL, around=SAND), REGION, now=clock())
    assert (await load_places(REGION)).nearest(*SAND.point).village_code == CORAL.code


async def test_a_file_that_cannot_be_used_leaves_what_there_was(
    database: Engine, clock: Clock
) -> None:
    await import_outlines(drawn(SAND), REGION, now=clock())
    with pytest.raises(OutlineError):
        await import_outlines(b"{}", REGION, now=clock())
    assert (await load_places(REGION)).nearest(*SAND.point).how == "polygon"


async def test_outlines_of_villages_the_pack_has_dropped_are_passed_over(
    database: Engine, clock: Clock
) -> None:
    await import_outlines(drawn(SAND, CORAL), REGION, now=clock())
    smaller = {code: village for code, village in REGION.villages.items() if village != CORAL}
    places = await load_places(_with(smaller))
    assert places.nearest(*SAND.point).how == "polygon"
    assert places.nearest(*CORAL.point).village_code != CORAL.code


def _with(villages: dict[str, Village]) -> Region:
    return replace(REGION, villages=villages)
