"""/papan/masuk: what others tell the office, written down in one form; read while it is typed."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.background_tasks import BackgroundTask

from src.domain.channel import BY_CODE, INTAKE
from src.domain.errors import Conflict, Invalid
from src.domain.numbers import number_of
from src.queries import intake_candidates, office, reach
from src.queries.understanding import Understood, understood
from src.routes.attachments import finish_all
from src.routes.errors import STATUS, wanted
from src.routes.forms import Form
from src.routes.intake_fields import new_report
from src.routes.rendering import page
from src.routes.report_form import villages_of
from src.routes.reports import keep_photos
from src.routes.sentences import sentence
from src.routes.submission import Submission, submitted
from src.routes.surroundings import now_of, person_of, region_of, surroundings
from src.services import reporting
from src.words.intake import CALLBACKS, SUGGESTED

Asked = Request[Any, Any, Any]
CHANNEL = "lewat"


@get("/papan/masuk", opt={"action": "take_messages"})
async def show_form(request: Asked) -> Response[bytes]:
    """`?lewat=whatsapp` begins with that channel; the next message often comes as the last did."""
    asked = request.query_params.get(CHANNEL, "")
    channel = asked if asked in BY_CODE else INTAKE[0].code
    return await _form(request, {"channel": channel})


@post("/papan/masuk/baca", opt={"action": "take_messages"}, status_code=200)
async def read_text(request: Asked) -> Response[bytes]:
    """What the text seems to say: the part beside the form, or the whole form without scripts.

    `pakai` is "field:value", a suggestion that was taken over by its button.
    """
    said = await submitted(request)
    fields = dict(said.fields)
    if "hx-request" in request.headers:
        return page(request, "intake/_beside.html", **await _beside(request, fields))
    field, _, value = fields.pop("pakai", "").partition(":")
    if field in SUGGESTED:
        fields[field] = value
    elif field == "semua":
        _take_all(fields, understood(fields, region_of(request)))
    return await _form(request, fields, photos=_photos(said) > 0)


@post("/papan/masuk", opt={"action": "take_messages"}, status_code=303)
async def take(request: Asked) -> Response[bytes]:
    """303 to the incident, which then offers the reporter's own link to be sent."""
    said, around = await submitted(request), surroundings(request)
    person, now = person_of(request), around.clock()
    photos = _photos(said)
    fields = await intake_candidates.completed(said.fields, person, around.region)
    try:
        new = new_report(fields, by=person.id, region=around.region, now=now, photos=photos)
        into = new.office.into if new.office else None
        if into is not None and not await reach.may_see(person, into, around.region):
            raise Invalid({"into": "incident_unknown"})
        taken = await reporting.receive(new, region=around.region, places=around.places, now=now)
    except (Invalid, Conflict) as trouble:
        if wanted(request.headers) == "json":
            raise
        return await _form(request, said.fields, trouble=trouble, photos=photos > 0)
    files = [file for file in said.files.get("photo", ()) if file.filename]
    kept = await keep_photos(request, taken, files)
    number = number_of(taken.incident, around.region.number_prefix)
    return Response(
        b"",
        status_code=303,
        headers={"Location": f"/aduan/{number}?masuk={taken.id}"},
        background=BackgroundTask(finish_all, request, kept),
    )


def _take_all(fields: dict[str, str], told: Understood) -> None:
    """What stands alone goes into empty fields; what somebody typed stays."""
    for each in told.fresh:
        if not each.several and not fields.get(each.field):
            fields[each.field] = each.value


def _photos(said: Submission) -> int:
    return sum(1 for file in said.files.get("photo", ()) if file.filename)


async def _form(
    request: Asked,
    fields: Mapping[str, str],
    *,
    trouble: Invalid | Conflict | None = None,
    photos: bool = False,
) -> Response[bytes]:
    """With what was typed, what was read of it, and what has to be mended."""
    values = {name: value for name, value in fields.items() if name not in ("pakai", "into")}
    if isinstance(trouble, Invalid) and "id" in trouble.fields:
        values.pop("id", None)
    form = Form.of(values, trouble) if isinstance(trouble, Invalid) else Form(values)
    person, region = person_of(request), region_of(request)
    return page(
        request,
        "intake/form.html",
        status=STATUS[trouble.kind] if trouble else 200,
        form=form,
        trouble=sentence(trouble) if isinstance(trouble, Conflict) else form.error("into"),
        report_id=form.value("id") or uuid4(),
        channels=INTAKE,
        villages=villages_of(region),
        callers=await office.callers(first=person.id),
        callbacks=[(str(minutes), word) for minutes, word in CALLBACKS.items()],
        photos_again=photos,
        **await _beside(request, values),
    )


async def _beside(request: Asked, fields: Mapping[str, str]) -> dict[str, Any]:
    around = surroundings(request)
    told: Understood = understood(fields, around.region)
    candidates = await intake_candidates.like(
        fields,
        told.reading,
        person_of(request),
        around.region,
        around.places,
        now=now_of(request),
        sms=told.sms,
    )
    driver = await intake_candidates.driver_of(fields, told.reading)
    return {"told": told, "candidates": candidates, "driver": driver}
