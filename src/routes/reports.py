"""POST /aduan: a report from the outbox of a phone, or from a plain form."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response, post
from litestar.background_tasks import BackgroundTask
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from src.domain.errors import Invalid
from src.domain.numbers import number_of
from src.routes import report_form
from src.routes.attachments import finish_all
from src.routes.errors import receipt, wanted
from src.routes.own_link import own_url
from src.routes.report_fields import better_position, new_report
from src.routes.senders import device_hash_of, slow_down
from src.routes.submission import identity, submitted
from src.routes.surroundings import now_of, region_of, settings_of, surroundings
from src.services import attachments, positions, reporting
from src.services.attachments import Owner
from src.services.journal import REPORTER
from src.services.rate_limits import REPORTS_OF_ADDRESS, REPORTS_OF_DEVICE
from src.services.reporting import Receipt


@post("/aduan", status_code=201, opt={"action": "report"})
async def take_report(request: Request[Any, Any, Any]) -> Response[bytes]:
    """201 (200 for one we have) with a receipt, or 303 to the reporter's own page."""
    slow_down(request, "report", device=REPORTS_OF_DEVICE, address=REPORTS_OF_ADDRESS)
    form = await submitted(request)
    photos = [file for file in form.files.get("photo", ()) if file.filename]
    around = surroundings(request)
    try:
        new = new_report(
            form.fields,
            region=around.region,
            device_hash=device_hash_of(request),
            person=request.scope["user"],
            photos=len(photos),
        )
    except Invalid as invalid:
        if wanted(request.headers) == "json":
            raise
        return report_form.to_be_mended(request, form.fields, invalid, photos=bool(photos))
    taken = await reporting.receive(
        new, region=around.region, places=around.places, now=around.clock()
    )
    if wanted(request.headers) == "json":
        return _receipt(request, taken)
    kept = await keep_photos(request, taken, photos)
    return Response(
        b"",
        status_code=303,
        headers={"Location": own_url(request, taken.id, taken.share_token)},
        background=BackgroundTask(finish_all, request, kept),
    )


@post("/aduan/{report_id:str}/posisi", status_code=200, opt={"action": "report"})
async def improve_position(
    request: Request[Any, Any, Any], report_id: FromPath[str]
) -> Response[bytes]:
    """A more accurate position of a report that was sent already, from the same phone."""
    slow_down(request, "position", device=REPORTS_OF_DEVICE, address=REPORTS_OF_ADDRESS)
    form = await submitted(request)
    of = identity(report_id)
    if of is None:
        raise Invalid({"id": "id_wrong"})
    around = surroundings(request)
    better = better_position(form.fields, of, device_hash=device_hash_of(request))
    accepted = await positions.improve(
        better, region=around.region, places=around.places, now=around.clock()
    )
    return receipt({"id": str(of), "accepted": accepted})


def _receipt(request: Request[Any, Any, Any], taken: Receipt) -> Response[bytes]:
    """The own link goes to the phone that sent the report, and to nobody who guessed its id."""
    said = {
        "id": str(taken.id),
        "number": number_of(taken.incident, region_of(request).number_prefix),
        "share_url": f"{settings_of(request).public_url}/pantau/{taken.share_token}",
        "received_at": taken.received_at.isoformat(),
    }
    if taken.own:
        said["own_url"] = own_url(request, taken.id, taken.share_token)
    return receipt(said, 200 if taken.again else 201)


async def keep_photos(
    request: Request[Any, Any, Any], taken: Receipt, photos: Iterable[UploadFile]
) -> list[UUID]:
    """Photos of a plain form; one that cannot be taken is told on the reporter's page."""
    if taken.again:
        return []
    owner = Owner(taken.id, taken.incident, False, REPORTER)
    store, now = surroundings(request).media, now_of(request)
    kept = []
    for photo in photos:
        kept.append(uuid4())
        content = await photo.read()
        await attachments.take_whole(kept[-1], "photo", content, owner, store=store, now=now)
    return kept
