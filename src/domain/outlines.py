"""Village outlines out of a GeoJSON file (RFC 7946), with a plain sentence for each thing wrong."""

import json
from collections.abc import Mapping
from typing import Any

from src.domain.plane import Plane
from src.domain.polygons import MultiPolygon, Polygon, Ring
from src.domain.village import Point, Village

MAX_BYTES = 40_000_000
MAX_POINTS = 500_000
# An outline no point of which comes this near to its village's point belongs to another place.
MAX_AWAY_M = 50_000.0

# Names under which public data sets keep the code of a village.
CODE_PROPERTIES = ("code", "kode", "kode_desa", "KDEPUM", "kdepum", "kd_desa")


NAME_PROPERTIES = ("WADMKD", "NAMOBJ", "DESA", "desa", "nama", "name")
DISTRICT_PROPERTIES = ("WADMKC", "KECAMATAN", "kecamatan", "district")


class OutlineError(ValueError):
    """The file cannot be used; the message says what is wrong, and where.

    reason   finds the sentence on the screen; `village` is the name it is about, or ""
    """

    def __init__(self, message: str, reason: str = "outline_unreadable", village: str = "") -> None:
        super().__init__(message)
        self.reason, self.village = reason, village


def parse_outlines(
    geojson: bytes, villages: Mapping[str, Village], passed_over: list[str] | None = None
) -> dict[str, MultiPolygon]:
    """Outlines by village code; villages without one are allowed, unknown codes are not.

    Who gives a list to `passed_over` takes the others and finds the unknown ones in it. There a
    village may also be named (with its district, where two have that name).

    Expects a FeatureCollection of Polygon or MultiPolygon features in WGS 84 (longitude first),
    each with its village's code in one of CODE_PROPERTIES, dots optional. Several features of one
    village are joined. Raises OutlineError.
    """
    features = _features(geojson)
    by_digits = {code.replace(".", ""): code for code in villages}
    found: dict[str, MultiPolygon] = {}
    unknown: list[str] = []
    room = MAX_POINTS
    for number, feature in enumerate(features, 1):
        where = f"feature {number}"
        named = None if passed_over is None else _named_village(feature, villages)
        written = named.code if named else _code(feature, where, strict=passed_over is None)
        code = by_digits.get(written.replace(".", ""))
        if code is None:
            unknown.append(written)
            continue
        where = f"{where} ({code} {villages[code].name})"
        outline = _outline(feature.get("geometry"), where)
        room -= sum(len(ring) for polygon in outline for ring in polygon)
        if room < 0:
            raise OutlineError(
                f"more than {MAX_POINTS:,} points: simplify the outlines first", "outline_too_fine"
            )
        _check_place(outline, villages[code], where)
        found[code] = found.get(code, ()) + outline
    if passed_over is not None:
        passed_over += unknown
    elif unknown:
        raise OutlineError(_unknown_codes(unknown, len(features)))
    return found


def _features(geojson: bytes) -> list[dict[str, Any]]:
    if len(geojson) > MAX_BYTES:
        raise OutlineError(
            f"the file has {len(geojson) // 1_000_000} MB, at most {MAX_BYTES // 1_000_000} are "
            "taken: simplify the outlines first",
            "outline_too_fine",
        )
    try:
        document = json.loads(geojson)
    except (ValueError, RecursionError) as trouble:
        raise OutlineError(f"the file is not JSON: {trouble}") from trouble
    kind = document.get("type") if isinstance(document, dict) else None
    if kind != "FeatureCollection":
        raise OutlineError(f"the file is {_named(kind)}, expected a GeoJSON FeatureCollection")
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise OutlineError("the FeatureCollection has no features")
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise OutlineError(f"feature {number} is not a GeoJSON Feature")
    return features


def _named_village(feature: dict[str, Any], villages: Mapping[str, Village]) -> Village | None:
    """The one village of the feature's name, if it has no code of ours and only one fits."""
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return None
    name, district = _said(properties, NAME_PROPERTIES), _said(properties, DISTRICT_PROPERTIES)
    found = [
        each
        for each in villages.values()
        if _folded(each.name) == name and district in ("", _folded(each.district.name))
    ]
    return found[0] if name and len(found) == 1 else None


def _said(properties: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((_folded(str(properties[name])) for name in names if properties.get(name)), "")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _code(feature: dict[str, Any], where: str, *, strict: bool = True) -> str:
    properties = feature.get("properties")
    if isinstance(properties, dict):
        for name in CODE_PROPERTIES:
            code = properties.get(name)
            if isinstance(code, float) and code.is_integer():
                code = int(code)
            if code:
                return str(code).strip()
    if not strict:
        named = _said(properties, NAME_PROPERTIES) if isinstance(properties, dict) else ""
        return named or where
    raise OutlineError(
        f"{where} names no village: expected a property {' or '.join(CODE_PROPERTIES[:2])}"
    )


def _outline(geometry: object, where: str) -> MultiPolygon:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind == "Polygon":
        coordinates = [coordinates]
    elif kind != "MultiPolygon":
        raise OutlineError(f"{where} is {_named(kind)}, expected a Polygon or MultiPolygon")
    return tuple(_polygon(rings, where) for rings in _filled(coordinates, where, "polygons"))


def _polygon(rings: object, where: str) -> Polygon:
    return tuple(_ring(positions, where) for positions in _filled(rings, where, "rings"))


def _ring(positions: object, where: str) -> Ring:
    ring = [_point(position, where) for position in _filled(positions, where, "positions")]
    if ring[0] != ring[-1]:
        ring.append(ring[0])
    if len(ring) < 4:
        raise OutlineError(f"{where} has a ring of fewer than three corners")
    return tuple(ring)


def _point(position: object, where: str) -> Point:
    match position:
        case [int() | float() as lng, int() | float() as lat, *_]:
            if -180 <= lng <= 180 and -90 <= lat <= 90:
                return Point(float(lat), float(lng))
            if -180 <= lat <= 180 and -90 <= lng <= 90:
                raise OutlineError(_swapped(where), "outline_swapped")
            raise OutlineError(
                f"{where} has the position {lng}, {lat}, which is no longitude and latitude in "
                "degrees: convert the file to WGS 84 first",
                "outline_no_degrees",
            )
    raise OutlineError(f"{where} has a position that is not two numbers: {_short(position)}")


def _check_place(outline: MultiPolygon, village: Village, where: str) -> None:
    """The outline must come near its village; tells swapped coordinates from a wrong code."""
    if _away(outline, village.point) <= MAX_AWAY_M:
        return
    mirrored = tuple(
        tuple(tuple(Point(p.lng, p.lat) for p in ring) for ring in polygon) for polygon in outline
    )
    if _away(mirrored, village.point) <= MAX_AWAY_M:
        raise OutlineError(_swapped(where), "outline_swapped")
    raise OutlineError(
        f"{where} lies more than {MAX_AWAY_M / 1000:.0f} km away from that village: wrong code?",
        "outline_far",
        village.name,
    )


def _away(outline: MultiPolygon, point: Point) -> float:
    """Metres from `point` to the box around the outline; 0 inside it."""
    plane = Plane(point)
    flat = [plane.metres(*p) for polygon in outline for ring in polygon for p in ring]
    xs, ys = zip(*flat, strict=True)
    east, north = max(min(xs), -max(xs), 0.0), max(min(ys), -max(ys), 0.0)
    return float((east * east + north * north) ** 0.5)


def _filled(value: object, where: str, what: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise OutlineError(f"{where} has no {what}")
    return value


def _swapped(where: str) -> str:
    return f"{where} has latitude and longitude swapped: GeoJSON puts the longitude first"


def _unknown_codes(unknown: list[str], total: int) -> str:
    shown = ", ".join(_short(code) for code in unknown[:5])
    more = ", …" if len(unknown) > 5 else ""
    return f"{len(unknown)} of {total} features name villages this region lacks: {shown}{more}"


def _named(kind: object) -> str:
    return f"of type {_short(kind)}" if kind else "without a type"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
