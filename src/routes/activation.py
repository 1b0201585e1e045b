"""An invitation opened on a phone: who it is for, and the button that binds this phone."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.domain.access import HOMES
from src.domain.errors import NotFound
from src.routes import session_cookie
from src.routes.device import ASKS_MODEL, device_name
from src.routes.rendering import page
from src.routes.surroundings import address_of, limits_of, now_of, region_of
from src.services import activation, sessions
from src.services.rate_limits import ACTIVATIONS_OF_ADDRESS, network


@get("/aktivasi/{token:str}", opt={"action": "activate"})
async def show_invitation(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[bytes]:
    """Opening alone binds nothing: messengers open every link to draw a preview of it."""
    now = now_of(request)
    limits_of(request).take(
        "activate", network(address_of(request)), ACTIVATIONS_OF_ADDRESS, now=now
    )
    try:
        invitation = await activation.invitation(token, now=now)
    except NotFound:
        # The link in the messenger is how many come back: who is signed in goes home with it.
        if request.user is None:
            raise
        return Response(b"", status_code=303, headers={"Location": HOMES[request.user.role]})
    stand = region_of(request).stands.get(invitation.stand or "")
    team = region_of(request).teams.get(invitation.team or "")
    return page(
        request,
        "sign_in/invitation.html",
        invitation=invitation,
        headers=ASKS_MODEL,
        belongs_to=stand.name if stand else team.name if team else "",
        token=token,
    )


@post("/aktivasi/{token:str}", opt={"action": "activate"}, status_code=200)
async def bind_phone(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[bytes]:
    now = now_of(request)
    limits_of(request).take(
        "activate", network(address_of(request)), ACTIVATIONS_OF_ADDRESS, now=now
    )
    bound = await activation.bind(token, device_name=device_name(request), now=now)
    if request.user is not None:
        await sessions.revoke(request.user.session, now=now)
    return session_cookie.begun(request, bound.token, bound.role, kept=True)
