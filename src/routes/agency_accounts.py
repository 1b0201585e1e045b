"""/akun-instansi: the office gives people of other agencies, and partners, a way in."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.domain.access import Role
from src.domain.errors import Invalid, NotFound
from src.queries import members as members_query
from src.queries.members import Member
from src.routes.errors import wanted
from src.routes.forms import Form, typed
from src.routes.ids import id_from
from src.routes.members import Kind, drawn, to
from src.routes.rendering import page
from src.routes.surroundings import now_of, person_of, region_of, settings_of
from src.services import activation, members
from src.services.members import NewMember

Asked = Request[Any, Any, Any]
ADDRESS = "/akun-instansi"
ROLES: tuple[Role, ...] = ("agency", "partner")


@get(ADDRESS, opt={"action": "manage_agencies"})
async def show_accounts(request: Asked) -> Response[bytes]:
    return await _page(request)


@post(ADDRESS, opt={"action": "manage_agencies"}, status_code=200)
async def add_account(request: Asked) -> Response[bytes]:
    form = await typed(request)
    new = NewMember(
        id=id_from(form.get("id", "")),
        role="partner" if form.get("helps") == "ya" else "agency",
        name=form.get("name", ""),
        phone=form.get("phone", ""),
        agency=form.get("agency", ""),
    )
    try:
        await members.add(
            new, by=person_of(request), region=region_of(request), now=now_of(request)
        )
    except Invalid as wrong:
        if wanted(request.headers) == "json":
            raise
        return await _page(request, Form.of(form, wrong), 422)
    return to(ADDRESS)


@post("/akun-instansi/{person:uuid}/undangan", opt={"action": "manage_agencies"}, status_code=200)
async def invite(request: Asked, person: FromPath[UUID]) -> Response[bytes]:
    """Shown once: only the token's hash is kept. A link to send lasts longer than one shown."""
    form, now = await typed(request), now_of(request)
    member = await _managed(request, person)
    lasts = activation.SENT if form.get("sent") == "ya" else activation.SHOWN
    token = await activation.invite(person, by=person_of(request), lasts=lasts, now=now)
    link = f"{settings_of(request).public_url}/aktivasi/{token}"
    return page(
        request,
        "members/invitation.html",
        kind_of_member=Kind(member.role, ADDRESS),
        back=ADDRESS,
        member=member,
        link=link,
        code=drawn(link),
        until=now + lasts,
    )


@post("/akun-instansi/{person:uuid}/pencabutan", opt={"action": "manage_agencies"}, status_code=200)
async def sign_out(request: Asked, person: FromPath[UUID]) -> Response[bytes]:
    await _managed(request, person)
    await members.sign_out_everywhere(person, by=person_of(request), now=now_of(request))
    return to(ADDRESS)


async def _managed(request: Asked, person: UUID) -> Member:
    """Raises NotFound for somebody who speaks for no agency."""
    region, now = region_of(request), now_of(request)
    for role in ROLES:
        found = await members_query.member(person, role, region=region, now=now)
        if found is not None:
            return found
    raise NotFound("person_unknown")


async def _page(request: Asked, form: Form | None = None, status: int = 200) -> Response[bytes]:
    region, now = region_of(request), now_of(request)
    found = [
        each for role in ROLES for each in await members_query.members(role, region=region, now=now)
    ]
    return page(
        request,
        "agency/accounts.html",
        status=status,
        accounts=sorted(found, key=lambda each: (each.place, each.name)),
        agencies=[(code, agency.name) for code, agency in region.agencies.items()],
        form=form or Form({"id": str(uuid4())}),
    )
