"""/aduan/{number}/laporan: the record of a handled incident, typed on a phone and printed."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from src.domain import record
from src.domain.errors import Conflict, Invalid
from src.domain.numbers import number_of
from src.domain.record import RECORDS, Values
from src.queries import record_facts, records
from src.queries.record_facts import RecordFacts
from src.routes.errors import STATUS, wanted
from src.routes.forms import Form, typed
from src.routes.incident import serial_in
from src.routes.rendering import page
from src.routes.sentences import sentence
from src.routes.surroundings import now_of, person_of, region_of, surroundings
from src.services.records import Draft, save

Asked = Request[Any, Any, Any]
MOST_DIGITS = 9


@get("/laporan", opt={"action": "write_record"})
async def show_owed(request: Asked) -> Response[bytes]:
    """Records nobody has signed yet."""
    found = await records.owed(person_of(request), region_of(request), now=now_of(request))
    return page(request, "records/owed.html", owed=found)


@get("/aduan/{number:str}/laporan", opt={"action": "write_record"})
async def show_record(request: Asked, number: FromPath[str]) -> Response[bytes]:
    return await _form(request, serial_in(request, number))


@post("/aduan/{number:str}/laporan", opt={"action": "write_record"}, status_code=200)
async def save_record(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """Saves what was typed; with `sah`, signs it. `version` is the one the form began from."""
    serial, person, region = serial_in(request, number), person_of(request), region_of(request)
    kept = await records.record_of(serial, person, region)
    said = await typed(request)
    values, mistakes = record.read(kept.kind, said)
    version = said.get("version", "0")
    if not (version.isascii() and version.isdecimal() and len(version) <= MOST_DIGITS):
        mistakes["version"] = "field_invalid"
    try:
        if mistakes:
            raise Invalid(mistakes)
        draft = Draft(kept.kind, values, int(version), sign=bool(said.get("sah")))
        await save(serial, draft, by=person.id, region=region, now=now_of(request))
    except (Invalid, Conflict) as trouble:
        if wanted(request.headers) == "json":
            raise
        return await _form(request, serial, said, trouble)
    address = f"/aduan/{number_of(serial, region.number_prefix)}/laporan?tersimpan=ya"
    return Response(b"", status_code=303, headers={"Location": address})


@get("/aduan/{number:str}/laporan.pdf", opt={"action": "write_record"})
async def print_record(request: Asked, number: FromPath[str]) -> Response[bytes]:
    """The record on paper; `?salinan=umum` without people, and no nearer than others may know."""
    from src.routes import record_sheet  # 18 MB that most processes never need

    serial, person, region = serial_in(request, number), person_of(request), region_of(request)
    kept = await records.record_of(serial, person, region)
    public = request.query_params.get("salinan") == "umum"
    facts = await record_facts.facts_of(serial, kept.kind, region, public=public)
    values = record.for_others(kept.kind, kept.values) if public else kept.values
    name = f"laporan-{facts.named.number}{'-umum' if public else ''}.pdf"
    photos = await _photos(request, facts)
    return Response(
        await record_sheet.drawn(request, facts, kept, values, photos),
        media_type="application/pdf",
        headers={"content-disposition": f'inline; filename="{name}"'},
    )


async def _photos(request: Asked, facts: RecordFacts) -> list[tuple[bytes, str]]:
    media, found = surroundings(request).media, []
    for number, photo in enumerate(facts.photos, 1):
        try:
            found.append((await media.read(photo, ".jpg"), f"Foto {number}"))
        except FileNotFoundError:
            continue
    return found


async def _form(
    request: Asked,
    serial: int,
    said: dict[str, str] | None = None,
    trouble: Invalid | Conflict | None = None,
) -> Response[bytes]:
    """The form as it was kept, or as it was sent with what is wrong."""
    person, region = person_of(request), region_of(request)
    kept = await records.record_of(serial, person, region)
    facts = await record_facts.facts_of(serial, kept.kind, region)
    standing = _shown(facts.suggested | kept.values if not kept.version else kept.values)
    values = standing | {"version": str(kept.version)} if said is None else dict(said)
    form = Form.of(values, trouble) if isinstance(trouble, Invalid) else Form(values)
    return page(
        request,
        "records/form.html",
        status=STATUS[trouble.kind] if trouble else 200,
        trouble=sentence(trouble) if trouble else "",
        record=kept,
        facts=facts,
        sections=RECORDS[kept.kind],
        form=form,
        saved=request.query_params.get("tersimpan") == "ya",
    )


def _shown(values: Values) -> dict[str, str]:
    """What is kept, as its fields show it."""
    shown: dict[str, str] = {}
    for code, value in values.items():
        if isinstance(value, list):
            shown |= {f"{code}-{each}": "ya" for each in value}
        else:
            shown[code] = str(value)
    return shown


HANDLERS = (show_owed, show_record, save_record, print_record)
