"""/panduan and /kontak: what to do until help comes, and whom to call."""

from typing import Any

from litestar import Request, Response, get

from src.routes.rendering import page


@get("/panduan", opt={"action": "see_home"})
async def show_guide(request: Request[Any, Any, Any]) -> Response[bytes]:
    return page(request, "guides/guide.html")


@get("/kontak", opt={"action": "see_home"})
async def show_contacts(request: Request[Any, Any, Any]) -> Response[bytes]:
    return page(request, "guides/contacts.html")
