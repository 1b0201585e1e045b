"""/kabar: what became of a push on a phone. The delivery's id is all it needs."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from litestar import Request, Response, post

from src.push import receipts
from src.routes.ids import id_from
from src.routes.submission import submitted
from src.routes.surroundings import now_of


@post("/kabar", status_code=200, opt={"action": "acknowledge_push"})
async def note_receipt(request: Request[Any, Any, Any]) -> Response[bytes]:
    """`what` is received, shown or opened; an unknown delivery is no error: they are cleared."""
    said = (await submitted(request)).fields
    delivery = id_from(said.get("delivery", ""), "delivery")
    at: datetime | None = None
    with suppress(ValueError):
        at = datetime.fromisoformat(said.get("at", ""))
    if at is not None and at.tzinfo is None:
        at = None
    await receipts.record(delivery, said.get("what", ""), at, now=now_of(request))
    return Response(b"", status_code=204)
