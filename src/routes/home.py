"""/: what is it? One tap to the form, one to the telephone; and what became of earlier reports."""

from typing import Any

from litestar import Request, Response, get

from src.queries import own_reports
from src.routes.rendering import page
from src.routes.surroundings import region_of


@get("/", opt={"action": "see_home"})
async def show_home(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The same for everybody, but that a driver who is signed in sees the own reports."""
    user = request.scope["user"]
    driver = user if user is not None and user.role == "driver" else None
    reports = await own_reports.recent(driver.id, region_of(request)) if driver else ()
    return page(request, "home/show.html", driver=driver, reports=reports)
