"""What stands around all routes, in order: log, headers, forgery rule, body limit.

It goes around the router itself, so that unknown addresses and wrong methods pass it as well.
"""

from typing import cast

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from src.routes.body_limit import limit_bodies
from src.routes.forgery import refuse_forgery
from src.routes.headers import add_headers
from src.routes.request_log import log_requests


def surround(app: Litestar, *, public_url: str) -> None:
    """Put the edge around the app's router; `public_url` as phones reach us."""
    router = app.asgi_handler
    limited = limit_bodies(router)
    guarded = refuse_forgery(limited, public_url=public_url)
    headed = add_headers(answer_head(guarded), https=public_url.startswith("https:"))
    logged = log_requests(headed)

    async def edge(scope: Scope, receive: Receive, send: Send) -> None:
        await (logged if scope["type"] == ScopeType.HTTP else router)(scope, receive, send)

    app.asgi_handler = edge


def answer_head(app: ASGIApp) -> ASGIApp:
    """HEAD is GET without the body (RFC 9110, 9.3.2): every page answers it."""

    async def headed(scope: Scope, receive: Receive, send: Send) -> None:
        request = cast(HTTPScope, scope)
        if request["method"] != "HEAD":
            await app(scope, receive, send)
            return

        async def send_no_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        request["method"] = "GET"
        await app(scope, receive, send_no_body)

    return headed
