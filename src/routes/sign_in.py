"""Signing in with a password, and out again."""

from typing import Any

from litestar import Request, Response, get, post

from src import database
from src.domain.access import HOMES
from src.domain.errors import Invalid
from src.routes import session_cookie
from src.routes.device import device_name
from src.routes.errors import wanted
from src.routes.forms import Form, typed
from src.routes.rendering import page
from src.routes.sentences import sentence
from src.routes.surroundings import address_of, limits_of, now_of
from src.services import passwords, sessions


@get("/masuk", opt={"action": "sign_in"})
async def show_form(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Whoever comes here is not signed in (any more), perhaps sent on from a page that is kept on
    this device; a service worker sees no header of the answer that sent them."""
    if request.user is not None:
        return Response(b"", status_code=303, headers={"Location": HOMES[request.user.role]})
    headers = {session_cookie.SIGNED_OUT: "1"}
    return page(request, "sign_in/form.html", headers=headers, form=Form(), wrong="")


@post("/masuk", opt={"action": "sign_in"}, status_code=200)
async def sign_in(request: Request[Any, Any, Any]) -> Response[bytes]:
    """A device that is signed in already is signed out first: one session for each device."""
    form = await typed(request)
    now = now_of(request)
    try:
        known = await passwords.known(
            form.get("login", ""),
            form.get("password", ""),
            address=address_of(request),
            limits=limits_of(request),
            now=now,
        )
    except Invalid as wrong:
        if wanted(request.headers) == "json":
            raise
        given = Form({"login": form.get("login", ""), "own": form.get("own", "")})
        return page(request, "sign_in/form.html", status=422, form=given, wrong=sentence(wrong))
    if request.user is not None:
        await sessions.revoke(request.user.session, now=now)
    async with database.transaction():
        token = await sessions.create(
            known.id, known.role, device_name=device_name(request), now=now
        )
    return session_cookie.begun(request, token, known.role, kept=form.get("own") == "ya")


@post("/keluar", opt={"action": "sign_out"}, status_code=200)
async def sign_out(request: Request[Any, Any, Any]) -> Response[bytes]:
    if request.user is not None:
        await sessions.revoke(request.user.session, now=now_of(request))
    return session_cookie.ended(request)
