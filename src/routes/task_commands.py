"""A responder's tap as it was sent, by script or by plain form, made into a command."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar.datastructures import UploadFile

from src.domain.commands import EVENTS
from src.domain.errors import Invalid, NotFound
from src.routes.ids import id_from
from src.routes.submission import Submission
from src.services.response import Command

LONGEST = 2000
WORDS = ("reason", "outcome", "note", "photo_reason", "why", "person", "vehicle")


def command_from(assignment: str, noun: str, form: Submission) -> Command:
    """Raises NotFound for what is no task or no command, Invalid for what must be mended.

    A time that cannot be read is left out: the step itself must not be lost for it.
    """
    if noun not in EVENTS:
        raise NotFound()
    try:
        task = UUID(assignment)
    except ValueError:
        raise NotFound("task_unknown") from None
    said = form.fields.get
    return Command(
        assignment_id=task,
        event=EVENTS[noun],
        action_id=id_from(said("action_id", ""), "action_id"),
        at=_moment(said("at", "")),
        sent_at=_moment(said("sent_at", "")),
        detail=_detail(form),
    )


def photos_in(form: Submission) -> tuple[UploadFile, ...]:
    """Photos that came along with a plain form."""
    return tuple(file for file in form.files.get("photo", ()) if file.filename)


def _detail(form: Submission) -> dict[str, Any]:
    detail: dict[str, Any] = {}
    for name in WORDS:
        if len(words := form.fields.get(name, "")) > LONGEST:
            raise Invalid({name: "text_too_long"})
        detail[name] = words
    if minutes := form.fields.get("eta_min", ""):
        detail["eta_min"] = _count(minutes) or -1
    if photos := _count(form.fields.get("attachments", "")) or len(photos_in(form)):
        detail["photos"] = photos
    return detail


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None
