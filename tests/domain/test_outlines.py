"""A file of outlines is taken, or refused with a sentence that says what is wrong and where."""

import json
from typing import Any

import pytest

from src.domain import outlines
from src.domain.outlines import OutlineError, parse_outlines
from src.domain.village import District, Point, Village

HERE = Village("99.01.01.2001", "Muara", "desa", District("99.01.01", "Teluk"), Point(-2.0, 130.0))
THERE = Village("99.01.01.2002", "Ujung", "desa", HERE.district, Point(-2.1, 130.1))
VILLAGES = {HERE.code: HERE, THERE.code: THERE}
RING = [[129.99, -2.01], [130.01, -2.01], [130.01, -1.99], [129.99, -2.01]]


def feature(code: object = HERE.code, *, name: str = "code", **geometry: Any) -> dict[str, Any]:
    drawn = {"type": "Polygon", "coordinates": [RING], **geometry}
    return {"type": "Feature", "properties": {name: code}, "geometry": drawn}


def file(*features: object, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def told(geojson: bytes) -> str:
    with pytest.raises(OutlineError) as refused:
        parse_outlines(geojson, VILLAGES)
    return str(refused.value)


def test_outlines_come_by_village_with_latitude_first() -> None:
    found = parse_outlines(file(feature()), VILLAGES)
    assert found == {HERE.code: ((tuple(Point(lat, lng) for lng, lat in RING),),)}


@pytest.mark.parametrize("code", ["99.01.01.2001", "9901012001", 9901012001, 9901012001.0])
@pytest.mark.parametrize("name", ["code", "kode", "KDEPUM"])
def test_codes_are_read_as_public_files_write_them(code: object, name: str) -> None:
    assert list(parse_outlines(file(feature(code, name=name)), VILLAGES)) == [HERE.code]


def test_several_features_of_one_village_are_joined() -> None:
    assert len(parse_outlines(file(feature(), feature()), VILLAGES)[HERE.code]) == 2


def test_an_open_ring_is_closed_and_heights_are_passed_over() -> None:
    ring = [[*position, 12.5] for position in RING[:-1]]
    (polygon,) = parse_outlines(file(feature(coordinates=[ring])), VILLAGES)[HERE.code]
    assert polygon[0][0] == polygon[0][-1]
    assert len(polygon[0]) == 4


@pytest.mark.parametrize(
    ("geojson", "sentence"),
    [
        (b"not json", "the file is not JSON"),
        (b"[" * 100_000, "the file is not JSON"),
        (b"[]", "expected a GeoJSON FeatureCollection"),
        (json.dumps(feature()).encode(), "the file is of type Feature, expected"),
        (file(), "the FeatureCollection has no features"),
        (file("house"), "feature 1 is not a GeoJSON Feature"),
        (file(feature(), feature(name="nama")), "feature 2 names no village"),
        (file(feature("11.11"), feature()), "1 of 2 features name villages this region lacks"),
        (file(feature(type="Point")), f"feature 1 ({HERE.code} Muara) is of type Point"),
        (file(feature(coordinates=[])), "has no rings"),
        (file(feature(coordinates=[[]])), "has no positions"),
        (file(feature(coordinates=[RING[:2]])), "fewer than three corners"),
        (file(feature(coordinates=[[["a", "b"]]])), "a position that is not two numbers"),
        (file(feature(coordinates=[[[1e6, 2e6]] * 4])), "convert the file to WGS 84 first"),
        (file(feature(coordinates=[[[lat, lng] for lng, lat in RING]])), "swapped"),
        (file(feature(coordinates=[[[x - 3, y] for x, y in RING]])), "wrong code?"),
        (file({"type": "Feature", "properties": {"code": HERE.code}}), "without a type"),
    ],
)
def test_what_cannot_be_used_is_told(geojson: bytes, sentence: str) -> None:
    assert sentence in told(geojson)


def test_too_much_is_told_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines, "MAX_BYTES", 10)
    assert "simplify" in told(file(feature()))


def test_too_many_points_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines, "MAX_POINTS", 3)
    assert "more than 3 points" in told(file(feature()))
