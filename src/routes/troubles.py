"""/gangguan/isi: the red bar as it stands now, for office pages that are open."""

from typing import Any

from litestar import Request, Response, get

from src.routes.rendering import page


@get("/gangguan/isi", opt={"action": "see_troubles"})
async def show_troubles(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The part that refreshes."""
    return page(request, "components/_troubles.html")
