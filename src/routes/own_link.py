"""The reporter's own link: it marks this browser, so that it may answer and not only watch."""

from typing import Any

from litestar import Request, Response, get
from litestar.datastructures import Cookie
from litestar.params import FromPath

from src.domain import numbers
from src.domain.errors import NotFound
from src.queries import share_page
from src.queries.share_page import Watched
from src.routes.surroundings import secret_of, settings_of

COOKIE = "lacak_milik"
A_YEAR_S = 31_536_000


@get("/milik/{own_token:str}", opt={"action": "answer_own"})
async def open_own_report(
    request: Request[Any, Any, Any], own_token: FromPath[str]
) -> Response[bytes]:
    """Marks the browser for this one report and goes to its page; 404 for a wrong key."""
    watched = await share_page.find(own_token.partition(".")[0])
    if not _fits(request, watched, own_token):
        raise NotFound("link_unknown")
    path = f"/pantau/{watched.token}"
    cookie = Cookie(
        COOKIE,
        value=own_token,
        path=path,
        max_age=A_YEAR_S,
        httponly=True,
        secure=settings_of(request).secure,
        samesite="lax",
    )
    return Response(b"", status_code=303, headers={"Location": path}, cookies=[cookie])


def owns(request: Request[Any, Any, Any], watched: Watched) -> bool:
    """True in the browser of whoever sent this report (or was given the own link)."""
    told = request.cookies.get(COOKIE)
    return told is not None and _fits(request, watched, told)


def own_url(request: Request[Any, Any, Any], report_id: object, share_token: str) -> str:
    """The absolute address of the own link."""
    token = numbers.own_token(secret_of(request), str(report_id), share_token)
    return f"{settings_of(request).public_url}/milik/{token}"


def _fits(request: Request[Any, Any, Any], watched: Watched, told: str) -> bool:
    right = numbers.own_token(secret_of(request), str(watched.report), watched.token)
    return numbers.same(right, told)
