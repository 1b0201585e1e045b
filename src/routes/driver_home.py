"""/beranda: a driver's own home, with who he is here and what became of his reports."""

from typing import Any

from litestar import Request, Response, get

from src.queries import own_reports
from src.routes.kept_on_phone import keep
from src.routes.rendering import page
from src.routes.surroundings import person_of, push_key_of, region_of


@get("/beranda", opt={"action": "see_driver_home"})
async def show_driver_home(request: Request[Any, Any, Any]) -> Response[bytes]:
    person, region = person_of(request), region_of(request)
    stand = region.stand_named(person.stand or "")
    return page(
        request,
        "beranda/show.html",
        headers=keep(request),
        driver=person,
        stand=stand.name if stand else "",
        reports=await own_reports.recent(person.id, region),
        push_key=push_key_of(request),
    )
