"""/tenggat: what is overdue or next, calls owed, what waits for its reporter; more time for one."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.queries.calls_owed import calls_owed
from src.queries.deadlines import deadlines_for
from src.routes.deciding import Asked, decide
from src.routes.rendering import page
from src.routes.surroundings import now_of, person_of, region_of
from src.services import extending


@get("/tenggat", opt={"action": "see_board"})
async def show_deadlines(request: Request[Any, Any, Any]) -> Response[bytes]:
    person, region, now = person_of(request), region_of(request), now_of(request)
    return page(
        request,
        "deadlines/show.html",
        owed=await deadlines_for(person, region, now=now),
        calls=await calls_owed(person, region, now=now),
    )


@post("/aduan/{number:str}/perpanjangan", opt={"action": "triage"}, status_code=200)
async def extend(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await decide(
        request, number, lambda d: extending.extend(d.case.id, reason=d.word("longer"), **d.by)
    )
