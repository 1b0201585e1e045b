"""Two incidents beside each other, a merge undone, a danger taken back, a call made good."""

from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from src.domain.errors import Conflict, Forbidden, Invalid
from src.domain.numbers import serial_of
from src.queries import comparison
from src.routes.deciding import Asked, Decision, decide
from src.routes.ids import id_from
from src.routes.incident import serial_in
from src.routes.rendering import page
from src.routes.surroundings import now_of, person_of, region_of
from src.services import callbacks, life_risk, unmerging
from src.services.callbacks import MINUTES, Promise


@get("/aduan/{number:str}/banding/{other:str}", opt={"action": "triage"})
async def compare(request: Asked, number: FromPath[str], other: FromPath[str]) -> Response[bytes]:
    """Side by side, on a phone one above the other; one tap merges, in either direction."""
    one, two = serial_in(request, number), serial_in(request, other)
    region, person = region_of(request), person_of(request)
    pair = await comparison.of(person, one, two, region, now=now_of(request))
    if not pair.triage:
        raise Forbidden()
    return page(request, "incident/comparison.html", pair=pair)


@post("/aduan/{number:str}/pembatalan-gabungan", opt={"action": "triage"}, status_code=200)
async def undo_merge(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """What came `from` another incident goes back to it."""

    async def act(d: Decision) -> None:
        gone = serial_of(d.word("from"), d.by["region"].number_prefix)
        if gone is None:
            raise Invalid({"from": "incident_unknown"})
        await unmerging.undo(d.case.id, gone, **d.by)

    return await decide(request, number, act)


@post("/aduan/{number:str}/pencabutan-bahaya", opt={"action": "triage"}, status_code=200)
async def clear_danger(request: Asked, number: FromPath[str]) -> Response[bytes]:
    async def act(d: Decision) -> None:
        try:
            await life_risk.clear(d.case.id, reason=d.word("safe"), **d.by)
        except Invalid as wrong:
            raise Invalid({"safe": wrong.fields["reason"]}) from wrong

    return await decide(request, number, act)


@post("/aduan/{number:str}/telepon-balik", opt={"action": "triage"}, status_code=200)
async def promise_call(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """A call to the reporter of `report` is owed within `minutes`, by who presses."""

    async def act(d: Decision) -> None:
        told: Any = d.word("minutes")
        minutes = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0
        if minutes not in MINUTES:
            raise Invalid({"minutes": "callback_minutes_wrong"})
        said = Promise(d.by["by"], timedelta(minutes=minutes))
        await callbacks.promise(d.case.id, d.report(), said, **d.by)

    return await decide(request, number, act)


@post("/aduan/{number:str}/telepon-balik/hasil", opt={"action": "triage"}, status_code=200)
async def made_call(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """What came of it: `result` as for other calls; only "answered" ends the debt."""

    async def act(d: Decision) -> int:
        callback = id_from(d.word("callback"), "callback")
        if not any(each.id == callback for each in d.case.intake.callbacks):
            raise Conflict("called_back_before")
        return await callbacks.called(callback, d.word("result"), **d.by)

    return await decide(request, number, act)


HANDLERS = (compare, undo_merge, clear_danger, promise_call, made_call)
