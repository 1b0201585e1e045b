"""/kelola/orang/…: one account: data, devices, invitation, password link, leaving."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from src.domain.errors import Conflict, Invalid, NotFound
from src.queries import changes
from src.queries import people as people_query
from src.routes.errors import STATUS, wanted
from src.routes.forms import Form, typed
from src.routes.manage import told_changes
from src.routes.manage.pages import Asked, to
from src.routes.manage.person_form import HERE, YES, may_edit, places, roles, typed_account
from src.routes.members import drawn
from src.routes.rendering import page
from src.routes.sentences import sentence
from src.routes.submission import identity
from src.routes.surroundings import now_of, person_of, region_of, settings_of
from src.services import activation, leaving, password_links, people
from src.services.account_fields import PLACE, WITH_PASSWORD

ONE = HERE + "/{person:uuid}"


@get(ONE, opt={"action": "see_people"})
async def show_person(request: Asked, person: FromPath[UUID]) -> Response[bytes]:
    return await _show(request, person)


@post(ONE, opt={"action": "manage_people"}, status_code=200)
async def change_person(request: Asked, person: FromPath[UUID]) -> Response[bytes]:
    said = await typed(request)
    version = said.get("version", "")
    try:
        await people.change(
            person,
            typed_account(said),
            version=int(version) if version.isascii() and version.isdigit() else 0,
            by=person_of(request),
            region=region_of(request),
            now=now_of(request),
        )
    except (Invalid, Conflict) as wrong:
        if wanted(request.headers) == "json":
            raise
        return await _show(request, person, said, wrong)
    return to(f"{HERE}/{person}")


@post(ONE + "/undangan", opt={"action": "manage_people"}, status_code=200)
async def invite_person(request: Asked, person: FromPath[UUID]) -> Response[bytes]:
    """Shown once. `sent` lasts a week, a QR code half an hour."""
    said, now = await typed(request), now_of(request)
    lasts = activation.SENT if said.get("sent") == YES else activation.SHOWN
    token = await activation.invite(person, by=person_of(request), lasts=lasts, now=now)
    return await _link(request, person, f"/aktivasi/{token}", "undangan", now + lasts)


@post(ONE + "/kata-sandi", opt={"action": "manage_people"}, status_code=200)
async def send_password_link(request: Asked, person: FromPath[UUID]) -> Response[bytes]:
    now = now_of(request)
    token = await password_links.issue(person, by=person_of(request), now=now)
    return await _link(request, person, f"/kata-sandi/{token}", "sandi", now + activation.SENT)


@post(ONE + "/pencabutan", opt={"action": "manage_people"}, status_code=200)
async def sign_out_person(request: Asked, person: FromPath[UUID]) -> Response[bytes]:
    """`device` names one; without it, all."""
    said = await typed(request)
    device = identity(said["device"]) if said.get("device") else None
    if said.get("device") and device is None:
        raise NotFound("device_unknown")
    await people.sign_out(person, device, by=person_of(request), now=now_of(request))
    return to(f"{HERE}/{person}")


@post(ONE + "/pensiun", opt={"action": "manage_people"}, status_code=200)
async def retire_person(request: Asked, person: FromPath[UUID]) -> Response[bytes]:
    return await _turn(request, person, leaving.retire)


@post(ONE + "/pemulihan", opt={"action": "manage_people"}, status_code=200)
async def restore_person(request: Asked, person: FromPath[UUID]) -> Response[bytes]:
    return await _turn(request, person, leaving.restore)


async def _turn(request: Asked, person: UUID, does: Any) -> Response[bytes]:
    try:
        await does(person, by=person_of(request), now=now_of(request))
    except Conflict as trouble:
        if wanted(request.headers) == "json":
            raise
        return await _show(request, person, None, trouble)
    return to(f"{HERE}/{person}")


async def _show(
    request: Asked,
    person: UUID,
    said: Mapping[str, str] | None = None,
    trouble: Invalid | Conflict | None = None,
) -> Response[bytes]:
    region, now = region_of(request), now_of(request)
    account = await people_query.account(person, region=region, now=now)
    if account is None:
        raise NotFound("person_unknown")
    values = dict(said) if said else _values(account)
    last = None
    if trouble is not None and trouble.reason == "changed_meanwhile":
        last = await changes.last("person", str(person))
    return page(
        request,
        "manage/person.html",
        status=STATUS[trouble.kind] if trouble else 200,
        account=account,
        devices=await people_query.devices(person, now=now),
        form=Form.of(values, trouble) if isinstance(trouble, Invalid) else Form(values),
        trouble=sentence(trouble) if isinstance(trouble, Conflict) else "",
        last=told_changes.shown(last, region) if last else None,
        roles=roles(),
        place=PLACE.get(account.role, ""),
        may_have_password=account.role in WITH_PASSWORD,
        may_edit=may_edit(request),
        **places(request),
    )


def _values(account: people_query.Account) -> dict[str, str]:
    said = {
        "name": account.name,
        "role": account.role,
        "phone": account.phone_readable,
        "team": account.team,
        "stand": account.stand,
        "agency": account.agency,
        "body_number": account.body_number,
        "leads": YES if account.leads else "",
        "off_duty": YES if account.off_duty else "",
    }
    return said | {f"skill-{skill}": YES for skill in account.skills}


async def _link(request: Asked, person: UUID, path: str, what: str, until: Any) -> Response[bytes]:
    account = await people_query.account(person, region=region_of(request), now=now_of(request))
    if account is None:
        raise NotFound("person_unknown")
    link = f"{settings_of(request).public_url}{path}"
    return page(
        request,
        "manage/person_link.html",
        account=account,
        link=link,
        code=drawn(link),
        what=what,
        until=until,
    )


HANDLERS: list[HTTPRouteHandler] = [
    show_person,
    change_person,
    invite_person,
    send_password_link,
    sign_out_person,
    retire_person,
    restore_person,
]
