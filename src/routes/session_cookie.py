"""The cookie that holds a session's token, and the answers that begin and end one."""

from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie

from src.domain.access import HOMES, Role
from src.routes.surroundings import settings_of

NAME = "lacak_sesi"
YEAR_S = (
    400 * 86_400
)  # the longest that browsers keep a cookie; the server decides how long it holds

GONE = {"X-Lacak-Keluar": "1", "Clear-Site-Data": '"cache"'}
"""Tells scripts and the browser to drop kept pages; never "storage": it holds waiting reports."""


def begun(
    request: Request[Any, Any, Any], token: str, role: Role, *, kept: bool
) -> Response[bytes]:
    """Signed in: on to the role's home. `kept` outlives the browser's closing."""
    answer = Response(b"", status_code=303, headers={"Location": HOMES[role]})
    answer.set_cookie(_cookie(request, token, YEAR_S if kept else None))
    return answer


def ended(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Signed out: back to the public home, with nothing personal left on the device."""
    answer = Response(b"", status_code=303, headers={"Location": "/", **GONE})
    answer.set_cookie(_cookie(request, "", 0))
    return answer


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
