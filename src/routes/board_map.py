"""The map of the board: what stands on it now, and the region's own outlines beneath."""

from typing import Any

import msgspec
from litestar import Request, Response, get

from src.queries.board import board_for
from src.queries.board_map import on_map
from src.queries.outlines import base_map, imported_at
from src.routes.board import filters_of
from src.routes.rendering import Pages, packed
from src.routes.surroundings import now_of, person_of, region_of

Asked = Request[Any, Any, Any]

CHECKED = "private, no-cache"


@get("/papan/peta.json", opt={"action": "see_board"})
async def show_map(request: Asked) -> Response[bytes]:
    """The board of the same address, as `queries.board_map.on_map` tells it."""
    board = await board_for(
        person_of(request), region_of(request), filters=filters_of(request), now=now_of(request)
    )
    pages: Pages = request.app.state.pages
    body = msgspec.json.encode(on_map(board, pages.kind_class))
    return packed(request, body, "application/json")


@get("/papan/batas.json", opt={"action": "see_board"})
async def show_outlines(request: Asked) -> Response[bytes]:
    """`{"outlines": [geometry, …], "villages": [[name, latitude, longitude, has outline], …]}`"""
    region = region_of(request)
    etag = f'"{region.version}-{await imported_at()}"'
    headers = {"Cache-Control": CHECKED, "ETag": etag}
    if request.headers.get("if-none-match") == etag:
        return Response(b"", status_code=304, headers=headers)
    body = msgspec.json.encode(await base_map(region))
    return packed(request, body, "application/json", headers=headers)
