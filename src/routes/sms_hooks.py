"""/kait/sms: what the SMS gateway tells; its signature is the key."""

from typing import Any

import structlog
from litestar import Request, Response, post

from src.domain.errors import Forbidden, NotFound
from src.routes.surroundings import now_of, region_of, settings_of
from src.services import text_answers
from src.sms import hooks, progress
from src.sms.gateway import News, Received

log = structlog.get_logger(__name__)


@post("/kait/sms", status_code=200, opt={"action": "tell_of_texts"})
async def note_text(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Anything but 2xx makes the gateway tell again, so what cannot be used is taken too."""
    key = settings_of(request).sms_key
    if not key:
        raise NotFound()
    now = now_of(request)
    try:
        told = hooks.read(
            await request.body(),
            signature=request.headers.get("x-signature", ""),
            timestamp=request.headers.get("x-timestamp", ""),
            key=key,
            now=now,
        )
    except hooks.Unsigned as refusal:
        raise Forbidden("not_the_gateway") from refusal
    match told:
        case News():
            await progress.move(told, now=now)
        case Received():
            outcome = await text_answers.take(told, region=region_of(request), now=now)
            log.info("text_received", outcome=outcome)
    return Response(b"", status_code=204)
