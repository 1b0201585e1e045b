"""/papan: what is open, what is late, who is on it; drawn once for all who look at the same."""

from typing import Any

from litestar import Request, Response, get
from markupsafe import Markup

from src.queries import reach, serials
from src.queries.board import FILTERS, board_for
from src.routes.rendering import Pages, packed, page
from src.routes.sse import stream
from src.routes.surroundings import person_of, surroundings
from src.routes.tasks import changed

Asked = Request[Any, Any, Any]

SHARED_S = 5
"""So long one drawing serves everybody, while the log stands still: what runs on is minutes."""


@get("/papan", opt={"action": "see_board"})
async def show_board(request: Asked) -> Response[bytes]:
    serial = await serials.newest()
    content = Markup((await _content(request, serial)).decode())  # noqa: S704 - our own template
    return page(request, "board/show.html", content=content, serial=serial)


@get("/papan/isi", opt={"action": "see_board"})
async def show_content(request: Asked) -> Response[bytes]:
    """The part that refreshes."""
    return packed(request, await _content(request, await serials.newest()), "text/html")


@get("/papan/aliran", opt={"action": "see_board"})
async def stream_changes(request: Asked) -> Response[bytes]:
    """Says that something happened; the page then asks for its part."""
    return stream(request, topics=("incidents",), key="staff", read=changed)


async def _content(request: Asked, serial: int) -> bytes:
    """board/_content.html for this person's filter, as of the log's line `serial` or newer."""
    around, person = surroundings(request), person_of(request)
    chosen = request.query_params.get("saring", "")
    chosen = chosen if chosen in FILTERS else FILTERS[0]
    now = around.clock()
    key = ("papan", chosen, *reach.hidden_from(person, around.region))
    tag = f"{serial}:{now.timestamp() // SHARED_S}"
    if kept := around.kept_pages.get(key, tag):
        return kept
    board = await board_for(person, around.region, chosen=chosen, now=now)
    pages: Pages = request.app.state.pages
    return around.kept_pages.put(key, tag, pages.render("board/_content.html", board=board))
