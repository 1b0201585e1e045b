"""/desa.json: the villages of the region, for the search on the phone and the word "dekat …"."""

from typing import Any

import msgspec
from litestar import Request, Response, get

from src.domain.region import Region
from src.routes.rendering import packed
from src.routes.surroundings import region_of

KEPT = "public, max-age=3600, stale-while-revalidate=604800"


@get("/desa.json", opt={"action": "search_villages"})
async def show_villages(request: Request[Any, Any, Any]) -> Response[bytes]:
    """`{"version", "villages": [[code, name, district, latitude, longitude], …]}`"""
    region = region_of(request)
    etag = f'"{region.version}"'
    headers = {"Cache-Control": KEPT, "ETag": etag}
    if request.headers.get("if-none-match") == etag:
        return Response(b"", status_code=304, headers=headers)
    return packed(request, _written(region), "application/json", headers=headers)


def _written(region: Region) -> bytes:
    rows = [
        [each.code, each.name, each.district.name, *(round(degrees, 4) for degrees in each.point)]
        for each in region.villages.values()
    ]
    return msgspec.json.encode({"version": region.version, "villages": rows})
