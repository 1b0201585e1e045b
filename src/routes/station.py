"""/pos: the screen in a station's garage; shows what rings here, who comes, whom to telephone."""

from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post

from src.domain.errors import NotFound
from src.domain.organisation import Station
from src.queries import serials
from src.queries.station import Hot, screen_of
from src.routes.forms import typed
from src.routes.ids import id_from
from src.routes.kept_on_phone import keep
from src.routes.members import to
from src.routes.rendering import page
from src.routes.sse import stream
from src.routes.surroundings import now_of, person_of, region_of
from src.routes.tasks import changed
from src.services import phone_calls

Asked = Request[Any, Any, Any]
NUMBERS = "/pos/telepon"


@get("/pos", opt={"action": "see_station"})
async def show_station(request: Asked) -> Response[bytes]:
    """Kept on the device: without a line the last picture stays, with its age."""
    known = await serials.newest()  # first: what happens from here on is news to the screen
    picture = await _picture(request)
    headers = keep(request)
    return page(
        request, "station/show.html", headers=headers, theme="dark", serial=known, **picture
    )


@get("/pos/isi", opt={"action": "see_station"})
async def show_picture(request: Asked) -> Response[bytes]:
    """The part that refreshes."""
    return page(request, "station/_picture.html", **await _picture(request))


@get("/pos/aliran", opt={"action": "see_station"})
async def stream_changes(request: Asked) -> Response[bytes]:
    """Says that something happened; the screen then asks for its part."""
    return stream(request, topics=("incidents", "alarms"), key="staff", read=changed)


@get(NUMBERS, opt={"action": "see_station"})
async def show_numbers(request: Asked) -> Response[bytes]:
    """Whom to telephone about what fills the screen; with scripts the picture brings them along."""
    return page(request, "station/numbers.html", theme="dark", **await _picture(request))


@post(NUMBERS, opt={"action": "note_calls"}, status_code=200)
async def note_call(request: Asked) -> Response[bytes]:
    """What came of telephoning somebody on the list of what fills the screen."""
    told, said = await _picture(request), await typed(request)
    hot: Hot | None = told["screen"].hot
    person = id_from(said.get("person", ""), "person")
    if hot is None or person not in {each.person for each in hot.calls}:
        return to(NUMBERS)  # answered meanwhile: nobody calls any more
    await phone_calls.log_call(
        hot.incident,
        person,
        said.get("result", ""),
        action_id=id_from(said.get("action_id", ""), "action_id"),
        by=person_of(request).id,
        region=region_of(request),
        now=now_of(request),
    )
    return to(NUMBERS)


async def _picture(request: Asked) -> dict[str, Any]:
    now = now_of(request)
    screen = await screen_of(_station(request), region_of(request), now=now)
    return {"screen": screen, "now": now, "new_id": uuid4}


def _station(request: Asked) -> Station:
    """Whose screen this is; raises NotFound where the region has it no more."""
    station = region_of(request).stations.get(person_of(request).station or "")
    if station is None:
        raise NotFound("station_unknown")
    return station
