"""/instansi: people of other agencies, and partners, see what was referred to them and answer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response, get, post
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath

from src.domain.errors import Conflict, Invalid, NotFound, Told
from src.queries import agency_list, agency_page
from src.queries.naming import agency_name
from src.routes.attachments import finish_all, photo_answer
from src.routes.errors import STATUS, receipt, wanted
from src.routes.forms import Form
from src.routes.referral_forms import keep_photos, said_in
from src.routes.rendering import page
from src.routes.sentences import sentence
from src.routes.submission import submitted
from src.routes.surroundings import now_of, person_of, push_key_of, region_of
from src.services import referral_answers
from src.services.referral_answers import Speaker

Asked = Request[Any, Any, Any]


@get("/instansi", opt={"action": "see_referrals"})
async def show_list(request: Asked) -> Response[bytes]:
    person, region = person_of(request), region_of(request)
    listed = await agency_list.listed(person.agency, region, now=now_of(request))
    return page(
        request,
        "agency/list.html",
        listed=listed,
        agency=agency_name(person.agency, region) if person.agency else "",
        push_key=push_key_of(request),
    )


@get("/instansi/{referral:uuid}", opt={"action": "see_referrals"})
async def show_referral(request: Asked, referral: FromPath[UUID]) -> Response[bytes]:
    by = _speaker(request)
    await referral_answers.see(referral, by=by, region=region_of(request), now=now_of(request))
    return await _page(request, referral)


@get("/instansi/{referral:uuid}/foto/{attachment:uuid}", opt={"action": "see_referrals"})
async def show_photo(
    request: Asked, referral: FromPath[UUID], attachment: FromPath[UUID]
) -> Response[bytes]:
    by = _speaker(request)
    media_type = await agency_page.photo_of(referral, attachment, by.agency)
    return await photo_answer(request, attachment, media_type)


@post("/instansi/{referral:uuid}/{noun:str}", opt={"action": "answer_referral"}, status_code=200)
async def answer(request: Asked, referral: FromPath[UUID], noun: FromPath[str]) -> Response[bytes]:
    """A plain form: photos come along, and whoever was late is told what happened instead."""
    form, by = await submitted(request), _speaker(request)
    said = said_in(form, referral, noun)
    try:
        done = await referral_answers.act(
            said, by=by, region=region_of(request), now=now_of(request)
        )
    except (Invalid, Conflict) as trouble:
        if wanted(request.headers) == "json":
            raise
        return await _page(request, referral, trouble, form.fields)
    if wanted(request.headers) == "json":
        return receipt({"action_id": str(said.action_id), "state": done.state})
    kept = await keep_photos(request, form, said, done, by)
    return Response(
        b"",
        status_code=303,
        headers={"Location": f"/instansi/{referral}"},
        background=BackgroundTask(finish_all, request, kept),
    )


def _speaker(request: Asked) -> Speaker:
    """Whom somebody signed in speaks for; raises NotFound for an account of no agency."""
    person = person_of(request)
    if person.agency is None:
        raise NotFound("referral_unknown")
    return Speaker(person.agency, person.id, person.name)


async def _page(
    request: Asked,
    referral: UUID,
    trouble: Told | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response[bytes]:
    by = _speaker(request)
    shown = await agency_page.shown(
        referral, region_of(request), helper=str(by.person), agency=by.agency, now=now_of(request)
    )
    known = {"officer": by.name}
    form = Form(known)
    if isinstance(trouble, Invalid):
        form = Form.of({**known, **(typed or {})}, trouble)
    return page(
        request,
        "agency/show.html",
        status=STATUS[trouble.kind] if trouble else 200,
        shown=shown,
        to=f"/instansi/{referral}",
        form=form,
        guest=False,
        trouble=sentence(trouble) if trouble else "",
        new_id=uuid4,
    )
