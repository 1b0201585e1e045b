"""The cookie that holds a session's token, and the answers that begin and end one."""

from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.types import Message, Scope

from src.domain.access import HOMES, Role
from src.routes.surroundings import settings_of

NAME = "lacak_sesi"
ENDED = "session_ended"  # in the request's state: its cookie opens nothing any more
YEAR_S = (
    400 * 86_400
)  # the longest that browsers keep a cookie; the server decides how long it holds

SIGNED_OUT = "X-Lacak-Keluar"
"""Tells the service worker to drop kept personal pages. Not Clear-Site-Data: "storage" would take
waiting reports along, and "cache" stalls cheap phones for files that hold nothing personal."""


def begun(
    request: Request[Any, Any, Any], token: str, role: Role, *, kept: bool
) -> Response[bytes]:
    """Signed in: on to the role's home. `kept` outlives the browser's closing."""
    answer = Response(b"", status_code=303, headers={"Location": HOMES[role]})
    answer.set_cookie(_cookie(request, token, YEAR_S if kept else None))
    return answer


def ended(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Signed out: back to the public home, with nothing personal left on the device."""
    answer = Response(b"", status_code=303, headers={"Location": "/", SIGNED_OUT: "1"})
    answer.set_cookie(_cookie(request, "", 0))
    return answer


async def tell_of_end(message: Message, scope: Scope) -> None:
    """Before any answer: a device whose session no longer holds learns it, and drops its cookie."""
    if message["type"] == "http.response.start" and scope["state"].get(ENDED):
        gone = f"{NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax".encode()
        told = (SIGNED_OUT.lower().encode(), b"1")
        message["headers"] = [
            *(each for each in message["headers"] if each != told),
            told,
            (b"set-cookie", gone),
        ]


def _cookie(request: Request[Any, Any, Any], value: str, max_age: int | None) -> Cookie:
    return Cookie(
        key=NAME,
        value=value,
        max_age=max_age,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings_of(request).secure,
    )
