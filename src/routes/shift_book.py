"""/buku-piket: the book of a shift, read off the log, and notes for whoever takes over."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post

from src.domain import shift_book as spans
from src.domain.errors import Invalid
from src.domain.shift_book import USUAL_H, Span
from src.queries.shift_book import shift_book
from src.routes.duty_fields import moment
from src.routes.errors import wanted
from src.routes.forms import Form, typed
from src.routes.ids import id_from
from src.routes.rendering import page
from src.routes.surroundings import now_of, person_of, region_of
from src.services import handovers

Asked = Request[Any, Any, Any]
HERE = "/buku-piket"
USUAL = USUAL_H[0]


@get(HERE, opt={"action": "see_board"})
async def show_book(request: Asked) -> Response[bytes]:
    """`?jam=8` for the hours just past, or `?from=…&until=…` by the region's clock."""
    return await _book(request, dict(request.query_params))


@post(HERE, opt={"action": "see_board"}, status_code=200)
async def leave_note(request: Asked) -> Response[bytes]:
    """What the next shift must know; `id` is the form's own, so that twice sent is once written."""
    said = await typed(request)
    try:
        await handovers.write_for_office(
            id_from(said.get("id", "")),
            said.get("text", ""),
            by=person_of(request),
            now=now_of(request),
        )
    except Invalid as wrong:
        if wanted(request.headers) == "json":
            raise
        return await _book(request, said, wrong)
    return Response(b"", status_code=303, headers={"Location": f"{HERE}?jam={USUAL}#catatan"})


async def _book(
    request: Asked, said: dict[str, str], wrong: Invalid | None = None
) -> Response[bytes]:
    region, now = region_of(request), now_of(request)
    span, mistakes = _span(request, said, now)
    book = await shift_book(person_of(request), span, region, now=now)
    zone = region.timezone
    standing = {
        "from": span.begins.astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
        "until": span.ends.astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
    }
    errors = wrong or (Invalid(mistakes) if mistakes else None)
    form = Form.of(standing | said, errors) if errors else Form(standing | said)
    return page(
        request,
        "shift_book/show.html",
        status=422 if errors else 200,
        book=book,
        form=form,
        usual=USUAL_H,
        new_id=uuid4,
    )


def _span(request: Asked, said: dict[str, str], now: datetime) -> tuple[Span, dict[str, str]]:
    """What was asked for; where that is no span, the usual hours and what is wrong."""
    hours = said.get("jam", "")
    usual = Span(now - timedelta(hours=USUAL), now)
    if hours in {str(each) for each in USUAL_H}:
        return Span(now - timedelta(hours=int(hours)), now), {}
    if not (said.get("from") or said.get("until")):
        return usual, {}
    try:
        begins = moment(said, "from", region_of(request))
        ends = moment(said, "until", region_of(request))
    except Invalid as wrong:
        return usual, dict(wrong.fields)
    if mistakes := spans.mistakes(begins, ends, now):
        return usual, mistakes
    assert begins is not None and ends is not None
    return Span(begins, ends), {}
