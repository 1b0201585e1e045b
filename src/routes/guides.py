"""/panduan and /kontak: what to do until help comes, how phones ring, and whom to call."""

from typing import Any

from litestar import Request, Response, get

from src.domain.phone_brand import BRANDS, brand_of
from src.routes.device import ASKS_MODEL, device_name
from src.routes.rendering import page
from src.words import phone_guides


@get("/panduan", opt={"action": "see_home"})
async def show_guide(request: Request[Any, Any, Any]) -> Response[bytes]:
    return page(request, "guides/guide.html")


@get("/panduan/alarm", opt={"action": "see_home"})
async def show_alarm_guide(request: Request[Any, Any, Any]) -> Response[bytes]:
    """How to make a phone ring: open at the brand of `?hp=`, else at the reader's own."""
    asked = request.query_params.get("hp", "")
    own = brand_of(device_name(request))
    return page(
        request,
        "guides/alarm.html",
        headers=ASKS_MODEL,
        guide=phone_guides,
        own=own,
        shown=asked if asked in BRANDS else own,
    )


@get("/kontak", opt={"action": "see_home"})
async def show_contacts(request: Request[Any, Any, Any]) -> Response[bytes]:
    return page(request, "guides/contacts.html")
