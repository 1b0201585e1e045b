"""/pantau: what became of a report, for everybody with its link; live, and without scripts too.

The answer to strangers is the same for all of them and is kept; who sent the report sees more.
"""

from typing import Any, cast
from urllib.parse import quote

from litestar import MediaType, Request, Response, get
from litestar.params import FromPath

from src.domain import numbers
from src.domain.errors import NotFound, Told
from src.queries import public_state, reporter_view, share_page
from src.queries.reporter_view import Own
from src.queries.share_page import Watched
from src.routes.compression import encoding_for, pack
from src.routes.errors import STATUS, wanted
from src.routes.forms import Form
from src.routes.own_link import owns
from src.routes.readings import Over
from src.routes.rendering import Pages, packed, page
from src.routes.senders import slow_down
from src.routes.sentences import sentence
from src.routes.sse import stream
from src.routes.surroundings import now_of, push_key_of, region_of, settings_of, surroundings
from src.services.rate_limits import SEARCHES_OF_ADDRESS
from src.words.public import SHARE_TEXT

PAGE, PART = "pantau/show.html", "pantau/_state.html"
ASK_AGAIN = "private, no-cache"


@get("/pantau", opt={"action": "follow"})
async def search(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Where a report of this number stands, and no more: details need the link."""
    asked = (request.query_params.get("nomor") or "").strip()
    found = None
    if asked:
        slow_down(request, "search", address=SEARCHES_OF_ADDRESS)
        serial = numbers.serial_of(asked, region_of(request).number_prefix)
        found = await public_state.of_serial(serial, region_of(request))
        if found is None and wanted(request.headers) == "json":
            raise NotFound("link_unknown")
    status = 404 if asked and found is None else 200
    return page(request, "pantau/search.html", status=status, asked=asked, found=found)


@get("/pantau/{token:str}", opt={"action": "follow"})
async def show_share_page(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[bytes]:
    watched = await share_page.find(token)
    if owns(request, watched):
        return await own_page(request, watched)
    return await _answer(request, watched, PAGE)


@get("/pantau/{token:str}/keadaan", opt={"action": "follow"})
async def show_state(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[bytes]:
    """The part of the page that changes, for browsers without events."""
    watched = await share_page.find(token)
    if owns(request, watched):
        return packed(request, await _drawn_for_owner(request, watched, PART), MediaType.HTML)
    return await _answer(request, watched, PART)


@get("/pantau/{token:str}/aliran", opt={"action": "follow"})
async def stream_state(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[bytes]:
    """The same part, sent whenever it has changed."""
    watched = await share_page.find(token)
    own = owns(request, watched)

    async def read() -> tuple[int, bytes]:
        now = await share_page.find(token)
        if now.incident != watched.incident:
            raise Over
        if not own:
            return now.serial, await _drawn(request, now, PART)
        view = await reporter_view.own(now, region_of(request), now_of(request))
        return view.serial, await _render(request, now, PART, own=view)

    key = f"{'milik' if own else 'pantau'}:{token}"
    return stream(request, topics=(f"incident:{watched.incident}",), key=key, read=read)


async def own_page(
    request: Request[Any, Any, Any],
    watched: Watched,
    *,
    form: Form | None = None,
    trouble: Told | None = None,
) -> Response[bytes]:
    """The reporter's page; after a form that could not be taken, with the reason, nothing lost."""
    body = await _drawn_for_owner(request, watched, PAGE, form=form, trouble=trouble)
    status = STATUS[trouble.kind] if trouble else 200
    headers = {"X-Lacak-Keep": "milik"} if trouble is None else {}
    return packed(request, body, MediaType.HTML, status=status, headers=headers)


async def _answer(
    request: Request[Any, Any, Any], watched: Watched, template: str
) -> Response[bytes]:
    """What strangers see: 304 before anything is drawn, else as it was packed the last time."""
    tag = _tag(request, watched)
    headers = {"Cache-Control": ASK_AGAIN, "ETag": tag, "Vary": "Accept-Encoding, Cookie"}
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers=headers)
    encoding = encoding_for(request.headers.get("accept-encoding", ""))
    kept, key = surroundings(request).kept_pages, (watched.token, template, encoding)
    body = kept.get(key, tag)
    if body is None:
        drawn = await _drawn(request, watched, template)
        body = kept.put(key, tag, pack(drawn, encoding)[0])
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(body, media_type=MediaType.HTML, headers=headers)


def _tag(request: Request[Any, Any, Any], watched: Watched) -> str:
    """Changes with the log of the incident, with our files, and with the region."""
    version = cast(Pages, request.app.state.pages).assets.version
    return f'W/"{watched.digest[:16]}.{version}.{region_of(request).version[:8]}"'


async def _drawn(request: Request[Any, Any, Any], watched: Watched, template: str) -> bytes:
    return await _render(request, watched, template, own=None)


async def _drawn_for_owner(
    request: Request[Any, Any, Any],
    watched: Watched,
    template: str,
    *,
    form: Form | None = None,
    trouble: Told | None = None,
) -> bytes:
    own = await reporter_view.own(watched, region_of(request), now_of(request))
    return await _render(request, watched, template, own=own, form=form, trouble=trouble)


async def _render(
    request: Request[Any, Any, Any],
    watched: Watched,
    template: str,
    *,
    own: Own | None,
    form: Form | None = None,
    trouble: Told | None = None,
) -> bytes:
    shown = await share_page.show(watched.incident, region_of(request))
    url = f"{settings_of(request).public_url}/pantau/{watched.token}"
    text = SHARE_TEXT.format(number=shown.number)
    return cast(Pages, request.app.state.pages).render(
        template,
        user=None,
        path=f"/pantau/{watched.token}",
        shown=shown,
        token=watched.token,
        serial=own.serial if own else watched.serial,
        url=url,
        share_text=text,
        whatsapp=f"https://wa.me/?text={quote(f'{text} {url}')}",
        push_key=push_key_of(request),
        own=own,
        form=form or Form(),
        trouble=sentence(trouble) if trouble else "",
    )
