"""A refusal from around the routes, in the same words and forms as from within."""

from typing import Any

from litestar import Request
from litestar.types import Receive, Scope, Send

from src.domain.errors import Told
from src.routes.errors import told


async def refuse(error: Told, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer without reading what was sent."""
    request: Request[Any, Any, Any] = Request(scope, receive, send)
    response = told(request, error)
    await response.to_asgi_response(None, request)(scope, receive, send)
