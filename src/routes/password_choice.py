"""/kata-sandi: a link with which somebody chooses the own password."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.domain.errors import Invalid
from src.routes import session_cookie
from src.routes.device import ASKS_MODEL, device_name
from src.routes.errors import wanted
from src.routes.forms import Form, typed
from src.routes.rendering import page
from src.routes.surroundings import address_of, limits_of, now_of
from src.services import password_links, sessions
from src.services.passwords import SHORTEST
from src.services.rate_limits import ACTIVATIONS_OF_ADDRESS, network

Asked = Request[Any, Any, Any]


@get("/kata-sandi/{token:str}", opt={"action": "activate"})
async def show_password_form(request: Asked, token: FromPath[str]) -> Response[bytes]:
    """Opening alone changes nothing."""
    _slow_down(request)
    return await _page(request, token)


@post("/kata-sandi/{token:str}", opt={"action": "activate"}, status_code=200)
async def choose_password(request: Asked, token: FromPath[str]) -> Response[bytes]:
    _slow_down(request)
    said = await typed(request)
    try:
        if said.get("password", "") != said.get("again", ""):
            raise Invalid({"again": "passwords_differ"})
        bound = await password_links.choose(
            token,
            said.get("password", ""),
            device_name=device_name(request),
            now=now_of(request),
        )
    except Invalid as wrong:
        if wanted(request.headers) == "json":
            raise
        return await _page(request, token, wrong)
    if request.user is not None:
        await sessions.revoke(request.user.session, now=now_of(request))
    return session_cookie.begun(request, bound.token, bound.role, kept=False)


def _slow_down(request: Asked) -> None:
    home = network(address_of(request))
    limits_of(request).take("activate", home, ACTIVATIONS_OF_ADDRESS, now=now_of(request))


async def _page(request: Asked, token: str, wrong: Invalid | None = None) -> Response[bytes]:
    invitation = await password_links.looked_at(token, now=now_of(request))
    return page(
        request,
        "sign_in/password.html",
        status=422 if wrong else 200,
        headers=ASKS_MODEL,
        invitation=invitation,
        token=token,
        shortest=SHORTEST,
        form=Form.of({}, wrong) if wrong else Form(),
    )
