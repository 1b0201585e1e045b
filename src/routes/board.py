"""/papan: what is open, what is late, who is on it."""

from typing import Any

from litestar import Request, Response, get

from src.queries import serials
from src.queries.board import FILTERS, Board, board_for
from src.routes.rendering import page
from src.routes.sse import stream
from src.routes.surroundings import now_of, person_of, region_of
from src.routes.tasks import changed


@get("/papan", opt={"action": "see_board"})
async def show_board(request: Request[Any, Any, Any]) -> Response[bytes]:
    serial = await serials.newest()
    return page(request, "board/show.html", board=await _board(request), serial=serial)


@get("/papan/isi", opt={"action": "see_board"})
async def show_content(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The part that refreshes."""
    return page(request, "board/_content.html", board=await _board(request))


@get("/papan/aliran", opt={"action": "see_board"})
async def stream_changes(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Says that something happened; the page then asks for its part."""
    return stream(request, topics=("incidents",), key="staff", read=changed)


async def _board(request: Request[Any, Any, Any]) -> Board:
    chosen = request.query_params.get("saring", "")
    return await board_for(
        person_of(request),
        region_of(request),
        chosen=chosen if chosen in FILTERS else FILTERS[0],
        now=now_of(request),
    )
