"""POST /aduan/{number}/rujukan/…: an operator asks agencies, recalls, reminds, and sends links."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from src.domain.errors import Conflict, Forbidden, Invalid
from src.domain.numbers import number_of
from src.queries import reach
from src.queries import referrals as found
from src.queries.incident_page import case_for
from src.queries.naming import agency_name
from src.routes.deciding import Asked, Decision, decide
from src.routes.errors import wanted
from src.routes.ids import id_from
from src.routes.incident import incident_page, serial_in
from src.routes.members import drawn
from src.routes.rendering import page
from src.routes.surroundings import now_of, person_of, region_of, settings_of
from src.services import referral_links, referrals
from src.services.referrals import Asking
from src.words.referrals import LINK_TEXT

TICKED = "agency-"
ONE = "/aduan/{number:str}/rujukan/{referral:uuid}"


@post("/aduan/{number:str}/rujukan", opt={"action": "triage"}, status_code=200)
async def refer(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """Each agency has a tick box of its own; the id was made with the form."""

    async def act(d: Decision) -> None:
        asking = Asking(
            id=id_from(d.word("action_id"), "action_id"),
            agencies=tuple(
                name.removeprefix(TICKED)
                for name, ticked in d.said.items()
                if name.startswith(TICKED) and ticked == "ya"
            ),
            kind=d.word("referral_kind"),
            message=d.word("message"),
            contacts=d.word("contacts") == "ya",
            within=d.word("deadline"),
        )
        try:
            await referrals.refer(d.case.id, asking, **d.by)
        except Invalid as wrong:
            fields = {("deadline" if n == "within" else n): r for n, r in wrong.fields.items()}
            raise Invalid(fields) from wrong

    return await decide(request, number, act)


@post(
    f"{ONE}/penarikan",
    opt={"action": "triage"},
    status_code=200,
)
async def recall(
    request: Asked, number: FromPath[str], referral: FromPath[UUID]
) -> Response[bytes]:
    return await decide(
        request, number, lambda d: referrals.recall(referral, incident_id=d.case.id, **d.by)
    )


@post(
    f"{ONE}/pengingat",
    opt={"action": "triage"},
    status_code=200,
)
async def remind(
    request: Asked, number: FromPath[str], referral: FromPath[UUID]
) -> Response[bytes]:
    return await decide(
        request, number, lambda d: referrals.remind(referral, incident_id=d.case.id, **d.by)
    )


@post(
    f"{ONE}/pencabutan",
    opt={"action": "triage"},
    status_code=200,
)
async def revoke_link(
    request: Asked, number: FromPath[str], referral: FromPath[UUID]
) -> Response[bytes]:
    """The guest link opens nothing any more; the referral itself goes on."""
    return await decide(
        request,
        number,
        lambda d: referral_links.revoke(referral, incident_id=d.case.id, now=d.by["now"]),
    )


@post(f"{ONE}/tautan", opt={"action": "triage"}, status_code=200)
async def issue_link(
    request: Asked, number: FromPath[str], referral: FromPath[UUID]
) -> Response[bytes]:
    """Shown once, to be copied or sent from the operator's own phone; an earlier link ends."""
    serial, region, now = serial_in(request, number), region_of(request), now_of(request)
    person = person_of(request)
    case = await case_for(person, serial, region, now=now)
    if not reach.may_triage(person, case.named.category, region):
        raise Forbidden()
    row = await referrals.of_incident(referral, serial)
    try:
        token = await referral_links.issue(referral, incident_id=serial, by=person.id, now=now)
    except Conflict as trouble:
        if wanted(request.headers) == "json":
            raise
        return await incident_page(request, serial, trouble)
    url = f"{settings_of(request).public_url}/rujukan/{token}"
    agency = agency_name(row["agency"], region)
    text = LINK_TEXT[row["kind"]].format(
        office=region.phone.label,
        number=number_of(serial, region.number_prefix),
        agency=agency,
        url=url,
    )
    to = found.number_of_agency(row["agency"], region)
    return page(
        request,
        "incident/referral_link.html",
        back=f"/aduan/{number_of(serial, region.number_prefix)}",
        agency=agency,
        url=url,
        text=text,
        whatsapp=f"https://wa.me/{to}?text={quote(text)}",
        sms=f"sms:{'+' + to if to else ''}?body={quote(text)}",
        code=drawn(url),
        until=referral_links.ends_at(now, region),
        known=bool(to),
    )


HANDLERS: tuple[Any, ...] = (refer, recall, remind, revoke_link, issue_link)
