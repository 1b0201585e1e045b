"""/tugas: a responder's alarms and work, and the taps that answer them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response, get, post
from litestar.background_tasks import BackgroundTask
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from src.domain.errors import Conflict, Forbidden, Invalid, NotFound, Told
from src.queries import serials
from src.queries.own_shift import shift_of
from src.queries.tasks import tasks_of
from src.routes.attachments import finish_all
from src.routes.errors import STATUS, receipt, wanted
from src.routes.forms import Form
from src.routes.kept_on_phone import keep
from src.routes.rendering import page
from src.routes.sentences import sentence
from src.routes.sse import stream
from src.routes.submission import submitted
from src.routes.surroundings import now_of, person_of, push_key_of, region_of, surroundings
from src.routes.task_commands import command_from, photos_in
from src.services import attachments, journal, response
from src.services.attachments import Owner
from src.services.response import Command, Done
from src.words.tasks import TAKEN

Asked = Request[Any, Any, Any]


@get("/tugas", opt={"action": "see_tasks"})
async def show_tasks(request: Asked) -> Response[bytes]:
    return await _page(request)


@get("/tugas/isi", opt={"action": "see_tasks"})
async def show_content(request: Asked) -> Response[bytes]:
    """The part that refreshes."""
    return page(request, "tasks/_content.html", **await _content(request))


@get("/tugas/aliran", opt={"action": "see_tasks"})
async def stream_changes(request: Asked) -> Response[bytes]:
    """Says that something happened; the page then asks for its part."""
    return stream(request, topics=("incidents",), key="staff", read=changed)


async def changed() -> tuple[int, bytes]:
    return await serials.newest(), b"berubah"


@post("/tugas/{assignment:str}/{noun:str}", opt={"action": "answer_task"}, status_code=200)
async def take_step(
    request: Asked, assignment: FromPath[str], noun: FromPath[str]
) -> Response[bytes]:
    """JSON for the outbox; a plain form gets the page back, with what went wrong where."""
    form, person = await submitted(request), person_of(request)
    if form.fields.get("by") not in (None, "", str(person.id)):
        # A tap that waited on a shared phone: it goes out when its own person signs in again.
        raise Forbidden("task_of_another")
    try:
        command = command_from(assignment, noun, form)
        done = await response.act(
            command, by=person.id, region=region_of(request), now=now_of(request)
        )
    except Forbidden:
        raise NotFound("task_unknown") from None
    except (Invalid, Conflict) as trouble:
        if wanted(request.headers) == "json":
            raise
        return await _page(request, trouble, assignment, form.fields)
    if wanted(request.headers) == "json":
        said = {"action_id": str(command.action_id), "state": done.state, "message": TAKEN}
        return receipt(said)
    kept = await _keep_photos(request, command, done, photos_in(form))
    return Response(
        b"",
        status_code=303,
        headers={"Location": "/tugas"},
        background=BackgroundTask(finish_all, request, kept),
    )


async def _keep_photos(
    request: Asked, command: Command, done: Done, photos: Iterable[UploadFile]
) -> list[UUID]:
    """Evidence that came along with a plain form; opened after the answer."""
    if done.again:
        return []
    actor = journal.person(person_of(request).id)
    owner = Owner(command.action_id, done.incident, True, actor)
    store, now = surroundings(request).media, now_of(request)
    kept = []
    for photo in photos:
        kept.append(uuid4())
        content = await photo.read()
        await attachments.take_whole(kept[-1], "photo", content, owner, store=store, now=now)
    return kept


async def _content(request: Asked) -> dict[str, Any]:
    """What the refreshing part shows; `form` and `mended` belong to a form that came back."""
    person, region, now = person_of(request), region_of(request), now_of(request)
    return {
        "serial": await serials.newest(),  # first: what happens from here on is news to the page
        "tasks": await tasks_of(person, region, now=now),
        "now": now,
        "new_id": uuid4,
        "form": Form(),
        "mended": "",
    }


async def _page(
    request: Asked, trouble: Told | None = None, assignment: str = "", typed: Any = None
) -> Response[bytes]:
    content = await _content(request)
    if isinstance(trouble, Invalid):
        content |= {"form": Form.of(typed, trouble), "mended": assignment}
    person, region = person_of(request), region_of(request)
    return page(
        request,
        "tasks/show.html",
        status=STATUS[trouble.kind] if trouble else 200,
        headers=keep(request) if trouble is None else None,
        shift=await shift_of(person, region, now=now_of(request)),
        push_key=push_key_of(request),
        trouble=sentence(trouble) if trouble else "",
        **content,
    )
