"""/rujukan/{token}: an agency without an account answers on a phone; no script is needed.

Whatever app shows it: nothing is installed, nothing is kept on the phone (no-store), nothing of it
is found by a search engine. The token opens one referral of one agency.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response, get, post
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath

from src.domain.errors import Conflict, Invalid, Told
from src.queries import agency_page
from src.queries.agency_page import Shown
from src.routes.attachments import finish_all, photo_answer
from src.routes.errors import STATUS
from src.routes.forms import Form
from src.routes.ids import id_from
from src.routes.referral_forms import keep_photos, said_in
from src.routes.rendering import page
from src.routes.senders import slow_down
from src.routes.sentences import sentence
from src.routes.submission import submitted
from src.routes.surroundings import limits_of, now_of, region_of
from src.services import referral_answers, referral_links
from src.services.rate_limits import ANSWERS_OF_LINK, GUESTS_OF_ADDRESS
from src.services.referral_answers import GUEST, Speaker
from src.services.referral_links import Opened

Asked = Request[Any, Any, Any]

# Messengers fetch every link they are sent to draw a preview: that is nobody who has read it.
_PREVIEW = re.compile(r"whatsapp/|facebookexternalhit|facebot|bot\b|crawler|spider", re.IGNORECASE)


@get("/rujukan/{token:str}", opt={"action": "follow_referral"})
async def show_referral(request: Asked, token: FromPath[str]) -> Response[bytes]:
    opened, shown = await _opened(request, token, looks=_looks(request))
    if _looks(request) and shown.state == "sent":
        by = Speaker(shown.agency_code, link=opened.link)
        region, now = region_of(request), now_of(request)
        await referral_answers.see(opened.referral, by=by, region=region, now=now)
        shown = await _shown(request, opened.referral)
    return await _page(request, token, shown)


@get("/rujukan/{token:str}/foto/{attachment:str}", opt={"action": "follow_referral"})
async def show_photo(
    request: Asked, token: FromPath[str], attachment: FromPath[str]
) -> Response[bytes]:
    opened, _ = await _opened(request, token, looks=False)
    photo = id_from(attachment)
    media_type = await agency_page.photo_of(opened.referral, photo)
    return await photo_answer(request, photo, media_type)


@post("/rujukan/{token:str}/{noun:str}", opt={"action": "answer_as_guest"}, status_code=200)
async def answer(request: Asked, token: FromPath[str], noun: FromPath[str]) -> Response[bytes]:
    opened, shown = await _opened(request, token, looks=True)
    limits_of(request).take("guest", str(opened.link), ANSWERS_OF_LINK, now=now_of(request))
    form = await submitted(request)
    said = said_in(form, opened.referral, noun)
    by = Speaker(shown.agency_code, link=opened.link)
    try:
        done = await referral_answers.act(
            said, by=by, region=region_of(request), now=now_of(request)
        )
    except (Invalid, Conflict) as trouble:
        shown = await _shown(request, opened.referral)
        return await _page(request, token, shown, trouble, form.fields)
    kept = await keep_photos(request, form, said, done, by)
    return Response(
        b"",
        status_code=303,
        headers={"Location": f"/rujukan/{token}"},
        background=BackgroundTask(finish_all, request, kept),
    )


def _looks(request: Asked) -> bool:
    """Whether a person looks, as far as one can tell."""
    headers = request.headers
    fetched_ahead = "prefetch" in headers.get("sec-purpose", "") + headers.get("purpose", "")
    return not fetched_ahead and not _PREVIEW.search(headers.get("user-agent", ""))


async def _opened(request: Asked, token: str, *, looks: bool) -> tuple[Opened, Shown]:
    """Raises NotFound for a token that opens nothing (any more), TooMany for one who guesses."""
    slow_down(request, "guest", address=GUESTS_OF_ADDRESS)
    opened = await referral_links.opened(
        token, looks=looks, region=region_of(request), now=now_of(request)
    )
    return opened, await _shown(request, opened.referral)


async def _shown(request: Asked, referral: UUID) -> Shown:
    return await agency_page.shown(referral, region_of(request), helper=GUEST, now=now_of(request))


async def _page(
    request: Asked,
    token: str,
    shown: Shown,
    trouble: Told | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response[bytes]:
    form = Form.of(typed or {}, trouble) if isinstance(trouble, Invalid) else Form()
    return page(
        request,
        "agency/show.html",
        status=STATUS[trouble.kind] if trouble else 200,
        shown=shown,
        to=f"/rujukan/{token}",
        form=form,
        guest=True,
        trouble=sentence(trouble) if trouble else "",
        new_id=uuid4,
    )
