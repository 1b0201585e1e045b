"""Drivers of a stand: who they are, inviting their phones, signing lost phones out."""

from typing import Any
from uuid import UUID, uuid4

import segno
from litestar import Request, Response, get, post
from litestar.params import FromPath
from markupsafe import Markup

from src.domain.access import Person
from src.domain.errors import Forbidden, Invalid, NotFound
from src.queries import drivers as drivers_query
from src.queries.drivers import Driver
from src.routes.forms import Form, typed
from src.routes.ids import id_from
from src.routes.rendering import page
from src.routes.surroundings import now_of, person_of, region_of, settings_of
from src.services import activation, drivers
from src.services.drivers import NewDriver


@get("/pengemudi", opt={"action": "manage_drivers"})
async def show_drivers(request: Request[Any, Any, Any]) -> Response[bytes]:
    return await _list(request, Form({"id": str(uuid4())}))


@post("/pengemudi", opt={"action": "manage_drivers"}, status_code=200)
async def add_driver(request: Request[Any, Any, Any]) -> Response[bytes]:
    form, by = await typed(request), person_of(request)
    new = NewDriver(
        id=id_from(form.get("id", "")),
        name=form.get("name", ""),
        phone=form.get("phone", ""),
        stand=form.get("stand", "") if by.in_office else by.stand or "",
        body_number=form.get("body_number", ""),
    )
    try:
        await drivers.add(new, by=by, region=region_of(request), now=now_of(request))
    except Invalid as wrong:
        return await _list(request, Form.of(form, wrong), status=422)
    return _to(f"/pengemudi/{new.id}")


@get("/pengemudi/{person:uuid}", opt={"action": "manage_drivers"})
async def show_driver(request: Request[Any, Any, Any], person: FromPath[UUID]) -> Response[bytes]:
    driver = await _own_driver(request, person)
    stand = region_of(request).stands.get(driver.stand)
    return page(request, "drivers/show.html", driver=driver, stand=stand.name if stand else "")


@post("/pengemudi/{person:uuid}/undangan", opt={"action": "manage_drivers"}, status_code=200)
async def invite_driver(request: Request[Any, Any, Any], person: FromPath[UUID]) -> Response[bytes]:
    """Shown once: only the token's hash is kept. The driver scans it at this desk."""
    form, now = await typed(request), now_of(request)
    driver = await _own_driver(request, person)
    lasts = activation.SENT if form.get("sent") == "ya" else activation.SHOWN
    token = await activation.invite(person, by=person_of(request), lasts=lasts, now=now)
    link = f"{settings_of(request).public_url}/aktivasi/{token}"
    return page(
        request,
        "drivers/invitation.html",
        driver=driver,
        link=link,
        code=drawn(link),
        until=now + lasts,
    )


@post("/pengemudi/{person:uuid}/pencabutan", opt={"action": "manage_drivers"}, status_code=200)
async def revoke_devices(
    request: Request[Any, Any, Any], person: FromPath[UUID]
) -> Response[bytes]:
    await drivers.sign_out_everywhere(person, by=person_of(request), now=now_of(request))
    return _to(f"/pengemudi/{person}")


def drawn(link: str) -> Markup:
    """A QR code as SVG without style attributes, dark on white in either theme."""
    code = segno.make(link, error="m", micro=False)
    return Markup(  # noqa: S704 - drawn by the library from modules, the link is no part of it
        code.svg_inline(scale=7, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    )


async def _list(request: Request[Any, Any, Any], form: Form, status: int = 200) -> Response[bytes]:
    by, region = person_of(request), region_of(request)
    found = await drivers_query.of_stand(None if by.in_office else by.stand, now=now_of(request))
    stands = {code: stand.name for code, stand in region.stands.items()}
    return page(
        request,
        "drivers/list.html",
        status=status,
        form=form,
        drivers=found,
        stands=stands,
        own_stand="" if by.in_office else stands.get(by.stand or "", ""),
    )


async def _own_driver(request: Request[Any, Any, Any], person_id: UUID) -> Driver:
    """The driver, where this person may manage him; raises NotFound or Forbidden."""
    driver = await drivers_query.driver(person_id, now=now_of(request))
    if driver is None:
        raise NotFound("person_unknown")
    if not _manages(person_of(request), driver):
        raise Forbidden()
    return driver


def _manages(by: Person, driver: Driver) -> bool:
    return activation.may_invite(by, "driver", driver.stand)


def _to(address: str) -> Response[bytes]:
    return Response(b"", status_code=303, headers={"Location": address})
