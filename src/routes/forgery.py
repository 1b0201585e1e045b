"""Nobody else's page may act through a person's browser: where did this request come from?"""

from collections.abc import Mapping
from typing import cast

from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from src.domain.errors import Forbidden
from src.routes.refusal import refuse

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
SESSION_COOKIES = ("lacak_sesi=", "lacak_milik=")


def comes_from_us(method: str, headers: Mapping[str, str], public_url: str) -> bool:
    """True when the request may act.

    Browsers of the last years say `Sec-Fetch-Site` (over https), older ones `Origin`; a page of
    another site can fake neither. A browser that says neither may act only without a session, or
    with our own header, which another site could not add without asking us first (CORS).
    """
    if method in SAFE:
        return True
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    if origin := headers.get("origin"):
        return origin == public_url or _is_host(origin, headers.get("host", ""))
    has_session = any(name in headers.get("cookie", "") for name in SESSION_COOKIES)
    return "x-lacak" in headers or not has_session


def refuse_forgery(app: ASGIApp, *, public_url: str) -> ASGIApp:
    """Answer 403 to what another site's page sends."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        method = cast(HTTPScope, scope)["method"]
        if method not in SAFE:
            headers = {
                name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
            }
            if not comes_from_us(method, headers, public_url):
                await refuse(Forbidden("not_from_here"), scope, receive, send)
                return
        await app(scope, receive, send)

    return guarded


def _is_host(origin: str, host: str) -> bool:
    """Compared as text: what cannot be parsed (`http://[`) is simply another."""
    return bool(host) and origin.partition("://")[2] == host
