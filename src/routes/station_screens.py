"""/pos/undangan: the office binds tablets and televisions to stations, and signs them out."""

from typing import Any

from litestar import Request, Response, get, post

from src.domain.errors import NotFound
from src.domain.organisation import Station
from src.queries.station_screens import screens
from src.routes.forms import typed
from src.routes.members import drawn, to
from src.routes.rendering import page
from src.routes.surroundings import now_of, person_of, region_of, settings_of
from src.services import activation, station_screens

Asked = Request[Any, Any, Any]
ADDRESS = "/pos/undangan"


@get(ADDRESS, opt={"action": "manage_screens"})
async def show_screens(request: Asked) -> Response[bytes]:
    found = await screens(region_of(request), now=now_of(request))
    return page(request, "station/screens.html", screens=found)


@post(ADDRESS, opt={"action": "manage_screens"}, status_code=200)
async def invite_screen(request: Asked) -> Response[bytes]:
    """Shown once: only the token's hash is kept. A link to send lasts longer than one shown."""
    form, now = await typed(request), now_of(request)
    station = _chosen(request, form.get("station", ""))
    lasts = activation.SENT if form.get("sent") == "ya" else activation.SHOWN
    token = await station_screens.invite(station, by=person_of(request), lasts=lasts, now=now)
    link = f"{settings_of(request).public_url}/aktivasi/{token}"
    return page(
        request,
        "station/invitation.html",
        station=station,
        link=link,
        code=drawn(link),
        until=now + lasts,
    )


@post("/pos/pencabutan", opt={"action": "manage_screens"}, status_code=200)
async def sign_out_screens(request: Asked) -> Response[bytes]:
    form = await typed(request)
    station = _chosen(request, form.get("station", ""))
    await station_screens.sign_out(station, by=person_of(request), now=now_of(request))
    return to(ADDRESS)


def _chosen(request: Asked, code: str) -> Station:
    station = region_of(request).stations.get(code)
    if station is None:
        raise NotFound("station_unknown")
    return station
