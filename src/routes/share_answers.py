"""What the reporter says on the own page: really done or not, how it was, what else there is.

JSON for the outbox, which sends words alone and under an id of their own.
"""

from collections.abc import Awaitable
from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response, post
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath

from src.domain.errors import Conflict, Forbidden, Invalid, Told
from src.queries import share_page
from src.queries.share_page import Watched
from src.routes.attachments import finish_all
from src.routes.errors import receipt, wanted
from src.routes.forms import Form
from src.routes.ids import id_from
from src.routes.own_link import owns
from src.routes.share_page import own_page
from src.routes.submission import Submission, submitted
from src.routes.surroundings import now_of, region_of, surroundings
from src.services import attachments, confirmation
from src.services.attachments import Owner
from src.services.journal import REPORTER
from src.services.rate_limits import ANSWERS_OF_LINK
from src.words import TAKEN

ANSWERS = {"ya": True, "belum": False}


@post("/pantau/{token:str}/jawaban", status_code=303, opt={"action": "answer_own"})
async def answer(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[bytes]:
    """ "Ya, sudah" or "Belum", the latter with a reason if wished."""
    watched, form = await _own_form(request, token)
    done = ANSWERS.get(form.fields.get("benar", ""))
    if done is None:
        return await _mend(request, watched, form, Invalid({"benar": "answer_unchosen"}))
    words = form.fields.get("reason", "")
    more: Any = {"action_id": _action(form), "region": region_of(request), "now": now_of(request)}
    doing = confirmation.answer(watched.report, done, words, **more)
    return await _done(request, watched, form, doing)


@post("/pantau/{token:str}/penilaian", status_code=303, opt={"action": "answer_own"})
async def rate(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[bytes]:
    """One of four, with words if wished; once."""
    watched, form = await _own_form(request, token)
    told = form.fields.get("nilai", "")
    score = int(told) if told in ("1", "2", "3", "4") else 0
    words = form.fields.get("kata", "")
    more: Any = {"action_id": _action(form), "region": region_of(request), "now": now_of(request)}
    doing = confirmation.rate(watched.report, score, words, **more)
    return await _done(request, watched, form, doing)


@post("/pantau/{token:str}/keterangan", status_code=303, opt={"action": "answer_own"})
async def add(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[bytes]:
    """More words or photos from the reporter; they answer a question of the office, too."""
    watched, form = await _own_form(request, token)
    photos = [file for file in form.files.get("photo", ()) if file.filename]
    owner = Owner(watched.report, watched.incident, False, REPORTER)
    region, now = region_of(request), now_of(request)
    kept = []
    for photo in photos:
        kept.append(uuid4())
        await attachments.take_whole(
            kept[-1],
            "photo",
            await photo.read(),
            owner,
            store=surroundings(request).media,
            now=now,
        )
    text = form.fields.get("text", "")
    finishing = BackgroundTask(finish_all, request, kept)
    if photos and not text.strip():
        await confirmation.answer_by_photo(watched.report, region=region, now=now)
        return _back(watched, finishing)
    doing = confirmation.give_information(
        watched.report, text, action_id=_action(form), region=region, now=now
    )
    return await _done(request, watched, form, doing, finishing)


def _action(form: Submission) -> UUID | None:
    """Under which id a phone kept it, if it went through the outbox."""
    told = form.fields.get("action_id", "")
    return id_from(told, "action_id") if told else None


async def _own_form(request: Request[Any, Any, Any], token: str) -> tuple[Watched, Submission]:
    """The report and what was sent; raises NotFound, Forbidden for a mere onlooker, TooMany."""
    watched = await share_page.find(token)
    if not owns(request, watched):
        raise Forbidden("only_reporter_answers")
    limits = surroundings(request).limits
    limits.take("answer", watched.token, ANSWERS_OF_LINK, now=now_of(request))
    return watched, await submitted(request)


async def _done(
    request: Request[Any, Any, Any],
    watched: Watched,
    form: Submission,
    doing: Awaitable[None],
    finishing: BackgroundTask | None = None,
) -> Response[bytes]:
    try:
        await doing
    except (Invalid, Conflict) as trouble:
        return await _mend(request, watched, form, trouble, finishing)
    action = _action(form)
    if action and wanted(request.headers) == "json":
        taken = receipt({"action_id": str(action), "message": TAKEN})
        taken.background = finishing
        return taken
    return _back(watched, finishing)


async def _mend(
    request: Request[Any, Any, Any],
    watched: Watched,
    form: Submission,
    trouble: Told,
    finishing: BackgroundTask | None = None,
) -> Response[bytes]:
    """The page again, with what was typed and why it could not be taken."""
    if wanted(request.headers) == "json":
        raise trouble
    invalid = trouble if isinstance(trouble, Invalid) else Invalid({})
    response = await own_page(request, watched, form=Form.of(form.fields, invalid), trouble=trouble)
    response.background = finishing
    return response


def _back(watched: Watched, finishing: BackgroundTask | None = None) -> Response[bytes]:
    headers = {"Location": f"/pantau/{watched.token}"}
    return Response(b"", status_code=303, headers=headers, background=finishing)
