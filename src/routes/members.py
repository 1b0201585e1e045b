"""What the pages of drivers and of responders share: list, one member, invitation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response
from markupsafe import Markup

from src.domain.access import Role, manages
from src.domain.errors import Forbidden, Invalid, NotFound
from src.queries import members as members_query
from src.queries.members import Member
from src.routes.errors import wanted
from src.routes.forms import Form, typed
from src.routes.ids import id_from
from src.routes.rendering import page
from src.routes.surroundings import now_of, person_of, region_of, settings_of
from src.services import abilities, activation, members
from src.services.members import NewMember

QR_PX = 280


@dataclass(frozen=True, slots=True)
class Kind:
    """Whose pages these are; templates name everything by the role."""

    role: Role
    address: str


async def show_list(
    request: Request[Any, Any, Any], kind: Kind, form: Form | None = None, status: int = 200
) -> Response[bytes]:
    """Everybody the asker manages, and the form that adds one."""
    by, region = person_of(request), region_of(request)
    own_stand = None if by.in_office else by.stand
    found = await members_query.members(
        kind.role, stand=own_stand, region=region, now=now_of(request)
    )
    places = region.teams if kind.role == "responder" else region.stands
    return page(
        request,
        "members/list.html",
        status=status,
        kind_of_member=kind,
        form=form or Form({"id": str(uuid4())}),
        members=found,
        places=[(code, place.name) for code, place in places.items()],
        own_stand=region.stands[own_stand].name if own_stand and own_stand in region.stands else "",
    )


async def add(request: Request[Any, Any, Any], kind: Kind) -> Response[bytes]:
    form, by = await typed(request), person_of(request)
    new = NewMember(
        id=id_from(form.get("id", "")),
        role=kind.role,
        name=form.get("name", ""),
        phone=form.get("phone", ""),
        stand=form.get("stand", "") if by.in_office else by.stand or "",
        team=form.get("team", ""),
        body_number=form.get("body_number", ""),
        leads=by.in_office and form.get("leads") == "ya",
        skills=skills_in(form),
        off_duty=form.get("off_duty") == "ya",
    )
    try:
        await members.add(new, by=by, region=region_of(request), now=now_of(request))
    except Invalid as wrong:
        if wanted(request.headers) == "json":
            raise
        return await show_list(request, kind, Form.of(form, wrong), 422)
    return to(f"{kind.address}/{new.id}")


def skills_in(form: Mapping[str, str]) -> tuple[str, ...]:
    """What was ticked of a responder's skills."""
    return tuple(skill for skill in abilities.TAUGHT if form.get(f"skill-{skill}") == "ya")


async def show(request: Request[Any, Any, Any], kind: Kind, person: UUID) -> Response[bytes]:
    member = await managed(request, kind, person)
    said = {f"skill-{skill}": "ya" for skill in member.skills}
    said |= {"leads": "ya" if member.leads else "", "off_duty": "ya" if member.off_duty else ""}
    return page(request, "members/show.html", kind_of_member=kind, member=member, form=Form(said))


async def invite(request: Request[Any, Any, Any], kind: Kind, person: UUID) -> Response[bytes]:
    """Shown once: only the token's hash is kept. A link to send lasts longer than one shown."""
    form, now = await typed(request), now_of(request)
    member = await managed(request, kind, person)
    lasts = activation.SENT if form.get("sent") == "ya" else activation.SHOWN
    token = await activation.invite(person, by=person_of(request), lasts=lasts, now=now)
    link = f"{settings_of(request).public_url}/aktivasi/{token}"
    return page(
        request,
        "members/invitation.html",
        kind_of_member=kind,
        member=member,
        link=link,
        code=drawn(link),
        until=now + lasts,
    )


async def sign_out(request: Request[Any, Any, Any], kind: Kind, person: UUID) -> Response[bytes]:
    await managed(request, kind, person)
    await members.sign_out_everywhere(person, by=person_of(request), now=now_of(request))
    return to(f"{kind.address}/{person}")


async def managed(request: Request[Any, Any, Any], kind: Kind, person: UUID) -> Member:
    """The member, where the asker manages him; raises NotFound or Forbidden."""
    member = await members_query.member(
        person, kind.role, region=region_of(request), now=now_of(request)
    )
    if member is None:
        raise NotFound("person_unknown")
    if not manages(person_of(request), member.role, member.stand):
        raise Forbidden()
    return member


def drawn(link: str) -> Markup:
    """A QR code as SVG without style attributes, dark on white in either theme."""
    import segno  # a twentieth of the time a start takes, and few starts draw a code

    code = segno.make(link, error="m", micro=False)
    drawing = code.svg_inline(omitsize=True, border=4, light="#fff", svgclass=None, lineclass=None)
    sized = drawing.replace("<svg ", f'<svg width="{QR_PX}" height="{QR_PX}" ', 1)
    return Markup(sized)  # noqa: S704 - the library's own marks; the link is no part of them


def to(address: str) -> Response[bytes]:
    return Response(b"", status_code=303, headers={"Location": address})
