"""One line for each request: which route, how it went, how long. Nothing about who."""

from time import perf_counter
from typing import cast

import structlog
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

_log = structlog.stdlib.get_logger()

QUIET = {"/static/{version}/{path}", "/kesehatan", "/gangguan/isi"}
"""Routes whose good answers would drown the rest."""


def log_requests(app: ASGIApp) -> ASGIApp:
    """Log the route's template, never the address: addresses carry tokens."""

    async def logged(scope: Scope, receive: Receive, send: Send) -> None:
        began = perf_counter()
        status = 0

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await app(scope, receive, send_noting)
        finally:
            route = scope.get("path_template") or "unknown"
            if status >= 400 or route not in QUIET:
                ms = round((perf_counter() - began) * 1000, 1)
                method = cast(HTTPScope, scope)["method"]
                _log.info("request", method=method, route=route, status=status, ms=ms)

    return logged
