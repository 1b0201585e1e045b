"""/papan: what must be done next, who is on it; drawn once for all who look at the same."""

from typing import Any

from litestar import Request, Response, get
from markupsafe import Markup

from src.domain.region import Region
from src.queries import reach, serials
from src.queries.board import board_for
from src.queries.board_filters import Filters, filters_from
from src.routes.board_marks import marked
from src.routes.headers import policy
from src.routes.rendering import Pages, packed, page
from src.routes.sse import stream
from src.routes.surroundings import (
    person_of,
    push_key_of,
    region_of,
    settings_of,
    surroundings,
)
from src.routes.tasks import changed

Asked = Request[Any, Any, Any]

SHARED_S = 5
"""So long one drawing serves everybody, while the log stands still: what runs on is minutes."""


@get("/papan", opt={"action": "see_board"})
async def show_board(request: Asked) -> Response[bytes]:
    filters, serial = filters_of(request), await serials.newest()
    content = Markup((await _content(request, filters, serial)).decode())  # noqa: S704 - our own
    settings = settings_of(request)
    tiles = {"url": settings.tiles_url, "credit": settings.tiles_credit}
    with_pictures = {"Content-Security-Policy": policy(pictures_of=settings.tiles_host)}
    return page(
        request,
        "board/show.html",
        headers=with_pictures if filters.map and settings.tiles_url else None,
        content=content,
        filters=filters,
        kinds=_kinds(region_of(request)),
        tiles=tiles,
        serial=serial,
        push_key=push_key_of(request),
    )


@get("/papan/isi", opt={"action": "see_board"})
async def show_content(request: Asked) -> Response[bytes]:
    """The part that refreshes."""
    content = await _content(request, filters_of(request), await serials.newest())
    return packed(request, content, "text/html")


@get("/papan/aliran", opt={"action": "see_board"})
async def stream_changes(request: Asked) -> Response[bytes]:
    """Says that something happened; the page then asks for its part."""
    return stream(request, topics=("incidents",), key="staff", read=changed)


def _kinds(region: Region) -> list[tuple[str, str]]:
    """What each shape means: the first group of its kind gives the word."""
    words: dict[str, tuple[str, str]] = {}
    for group in region.groups:
        words.setdefault(group.kind, (group.code, group.word))
    return list(words.values())


def filters_of(request: Asked) -> Filters:
    """What this address asks to see."""
    return filters_from(
        lambda name: request.query_params.getall(name, []), surroundings(request).region
    )


async def _content(request: Asked, filters: Filters, serial: int) -> bytes:
    """board/_content.html as of the log's `serial` or newer, marked for this person."""
    around, person = surroundings(request), person_of(request)
    now = around.clock()
    key = ("papan", filters.query, *reach.hidden_from(person, around.region))
    tag = f"{serial}:{around.region.version}:{now.timestamp() // SHARED_S}"
    drawn = None if filters.personal else around.kept_pages.get(key, tag)
    if drawn is None:
        board = await board_for(person, around.region, filters=filters, now=now)
        pages: Pages = request.app.state.pages
        drawn = pages.render("board/_content.html", board=board, now=now)
        if not filters.personal:
            around.kept_pages.put(key, tag, drawn)
    return await marked(drawn, person)
