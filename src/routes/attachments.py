"""Photos and voice notes: taken in pieces, shown to the handling team, evidence to everybody."""

import contextlib
import re
from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from litestar import Request, Response, get, put
from litestar.params import FromPath

from src.domain import access
from src.domain.errors import Busy, Invalid, NotFound, TooLarge
from src.queries import attachments as found
from src.queries import reach
from src.queries.attachments import Kept
from src.routes.errors import receipt
from src.routes.ids import id_from
from src.routes.senders import device_hash_of, slow_down
from src.routes.surroundings import region_of, surroundings
from src.services import attachment_finishing, attachments
from src.services.attachments import MOST_BYTES, Piece
from src.services.media.cleaner import Kind
from src.services.media.refusal import Refused
from src.services.media.store import Ending, OutOfStep
from src.services.rate_limits import PIECES_OF_ADDRESS, PIECES_OF_DEVICE

MOST_OF_A_PIECE = 65_536
UNCHANGING = {"Cache-Control": "private, max-age=31536000, immutable"}

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


@put("/lampiran/{attachment_id:str}", status_code=200, opt={"action": "attach"})
async def take_piece(
    request: Request[Any, Any, Any], attachment_id: FromPath[str]
) -> Response[bytes]:
    """Keep the next bytes of a file; 409 with `received` where they do not follow."""
    slow_down(request, "piece", device=PIECES_OF_DEVICE, address=PIECES_OF_ADDRESS)
    piece = await _piece(request, id_from(attachment_id))
    user = request.scope["user"]
    owner = await attachments.owner_of(
        id_from(request.query_params.get("untuk", ""), "untuk"),
        device_hash=device_hash_of(request),
        person=user.id if user else None,
    )
    around = surroundings(request)
    try:
        progress = await attachments.take(
            piece,
            owner,
            store=around.media,
            cleaner=around.cleaner,
            region=around.region,
            now=around.clock(),
        )
    except OutOfStep as gap:
        return receipt({"id": str(piece.attachment), "received": gap.received}, 409)
    return _told(piece.attachment, progress)


@get("/lampiran/{attachment_id:str}", opt={"action": "attach"})
async def show_progress(
    request: Request[Any, Any, Any], attachment_id: FromPath[str]
) -> Response[bytes]:
    """How much of a file is here, for the phone that sends it."""
    attachment = id_from(attachment_id)
    progress = await attachments.progress(
        attachment, device_hash=device_hash_of(request), store=surroundings(request).media
    )
    return _told(attachment, progress)


@get("/lampiran/{attachment_id:str}/foto", opt={"action": "follow"})
async def show_photo(
    request: Request[Any, Any, Any], attachment_id: FromPath[str]
) -> Response[bytes]:
    """The photo; `?ukuran=kecil` at most 320 px wide and high."""
    small = request.query_params.get("ukuran") == "kecil"
    return await _show(request, attachment_id, "photo", ".small.jpg" if small else ".jpg")


@get("/lampiran/{attachment_id:str}/suara", opt={"action": "see_incident"})
async def play_voice(
    request: Request[Any, Any, Any], attachment_id: FromPath[str]
) -> Response[bytes]:
    """The voice note, in parts where the browser asks so (Safari plays nothing else)."""
    return await _show(request, attachment_id, "voice", ".m4a")


async def finish_all(request: Request[Any, Any, Any], kept: Iterable[UUID]) -> None:
    """Open what came with a plain form, after the answer; what fails here the worker takes up."""
    around = surroundings(request)
    for attachment in kept:
        with contextlib.suppress(Refused, Busy):
            await attachment_finishing.finish(
                attachment,
                store=around.media,
                cleaner=around.cleaner,
                region=around.region,
                now=around.clock(),
            )


async def _piece(request: Request[Any, Any, Any], attachment: UUID) -> Piece:
    said = request.query_params.get
    kind = said("jenis", "photo")
    offset, total = said("awal", "0"), said("jumlah", "")
    if kind not in MOST_BYTES or not (_is_count(offset) and _is_count(total)):
        raise Invalid({"jumlah": "field_invalid"})
    content = await request.body()
    if len(content) > MOST_OF_A_PIECE:
        raise TooLarge()
    if int(offset) + len(content) > int(total):
        raise Invalid({"jumlah": "field_invalid"})
    return Piece(attachment, cast(Kind, kind), int(offset), int(total), content)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _told(attachment: UUID, progress: attachments.Progress) -> Response[bytes]:
    said = {"id": str(attachment), "received": progress.received, "complete": progress.complete}
    return receipt(said)


async def photo_answer(
    request: Request[Any, Any, Any], attachment: UUID, media_type: str
) -> Response[bytes]:
    """A photo for people outside, who may see it now: no browser keeps it (`?ukuran=kecil`)."""
    small = request.query_params.get("ukuran") == "kecil"
    try:
        content = await surroundings(request).media.read(
            attachment, ".small.jpg" if small else ".jpg"
        )
    except FileNotFoundError:
        raise NotFound() from None
    return Response(content, media_type=media_type, headers={"Cache-Control": "private, no-store"})


async def _show(
    request: Request[Any, Any, Any], attachment_id: str, kind: Kind, ending: Ending
) -> Response[bytes]:
    attachment = id_from(attachment_id)
    kept = await found.kept(attachment, kind)
    if not await _may_see(request, kept):
        raise NotFound()
    try:
        content = await surroundings(request).media.read(attachment, ending)
    except FileNotFoundError:
        raise NotFound() from None
    return _in_part(request, content, kept.media_type)


async def _may_see(request: Request[Any, Any, Any], kept: Kept) -> bool:
    """Who handles the incident all of them; everybody what shows a public one's good end."""
    region = region_of(request)
    if kept.evidence and kept.resolved and region.leaf(kept.category).shows_photos:
        return True
    user = request.scope["user"]
    if user is None or not access.allows("see_incident", user):
        return False
    return await reach.may_see(user, kept.incident, region)


def _in_part(request: Request[Any, Any, Any], content: bytes, media_type: str) -> Response[bytes]:
    """All of it, or the one range asked for (RFC 9110, 14)."""
    headers = {**UNCHANGING, "Accept-Ranges": "bytes"}
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or asked[0] == "bytes=-":
        return Response(content, media_type=media_type, headers=headers)
    size = len(content)
    first, last = asked[1], asked[2]
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        return Response(b"", status_code=416, headers={"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return Response(
        content[start : end + 1], status_code=206, media_type=media_type, headers=headers
    )
