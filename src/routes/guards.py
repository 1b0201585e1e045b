"""The one guard in front of every handler: who is asking, and does the table allow it?"""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler

from src.domain import access
from src.domain.access import Person
from src.domain.errors import Forbidden, SignInNeeded
from src.routes import session_cookie
from src.routes.surroundings import now_of
from src.services import sessions


async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Sets `request.user`; raises SignInNeeded or Forbidden. No action, no entry."""
    person = await signed_in(connection)
    connection.scope["user"] = person
    if access.allows(handler.opt.get("action"), person):
        return
    raise Forbidden() if person else SignInNeeded()


async def signed_in(connection: ASGIConnection[Any, Any, Any, Any]) -> Person | None:
    """The person whose session cookie came along, if it still holds."""
    token = connection.cookies.get(session_cookie.NAME)
    if not token:
        return None
    person = await sessions.look_up(token, now=now_of(connection))
    connection.scope["state"][session_cookie.ENDED] = person is None
    return person
