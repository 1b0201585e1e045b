"""/papan/cari: incidents by number, phone or words. Posted: no phone stands in an address."""

from typing import Any

from litestar import Request, Response, post

from src.domain.search_words import asked
from src.queries.incident_search import Findings, search
from src.routes.forms import typed
from src.routes.rendering import page
from src.routes.surroundings import person_of, region_of

Asked = Request[Any, Any, Any]


@post("/papan/cari", opt={"action": "see_board"}, status_code=200)
async def show_found(request: Asked) -> Response[bytes]:
    return page(request, "board/search.html", findings=await _found(request))


@post("/papan/cari/isi", opt={"action": "see_board"}, status_code=200)
async def show_found_part(request: Asked) -> Response[bytes]:
    """The same for a page that is open."""
    return page(request, "board/_found.html", findings=await _found(request))


async def _found(request: Asked) -> Findings:
    words = asked((await typed(request)).get("cari", ""))
    return await search(person_of(request), words, region_of(request))
