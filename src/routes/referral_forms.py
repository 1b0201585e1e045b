"""An agency's answer as a plain form sent it, and the photos that came along."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Request
from litestar.datastructures import UploadFile

from src.domain.errors import NotFound
from src.domain.referral import NOUNS
from src.routes.ids import id_from
from src.routes.submission import Submission, line
from src.routes.surroundings import now_of, surroundings
from src.services import attachments
from src.services.attachments import MOST_OF_ONE, Owner
from src.services.referral_answers import Done, Said, Speaker


def said_in(form: Submission, referral: UUID, noun: str) -> Said:
    """Raises NotFound for what is no answer, Invalid for an id that is none."""
    if noun not in NOUNS:
        raise NotFound()
    told = form.fields.get
    minutes = told("eta_min", "")
    return Said(
        referral=referral,
        event=NOUNS[noun],
        action_id=id_from(told("action_id", ""), "action_id"),
        note=told("note", ""),
        reason=told("reason", ""),
        outcome=told("outcome", ""),
        photo_reason=told("photo_reason", ""),
        photos=len(photos_in(form)),
        officer=line(told("officer", "")),
        within=told("within", ""),
        eta_min=int(minutes) if minutes.isascii() and minutes.isdigit() and minutes != "" else None,
    )


def photos_in(form: Submission) -> tuple[UploadFile, ...]:
    found = tuple(file for file in form.files.get("photo", ()) if file.filename)
    return found[:MOST_OF_ONE]


async def keep_photos(
    request: Request[Any, Any, Any], form: Submission, said: Said, done: Done, by: Speaker
) -> list[UUID]:
    """Evidence that came along; opened, cleaned and encoded anew after the answer."""
    if done.again:
        return []
    owner = Owner(said.action_id, done.incident, True, by.actor)
    store, now, kept = surroundings(request).media, now_of(request), []
    for photo in photos_in(form):
        kept.append(uuid4())
        content = await photo.read()
        await attachments.take_whole(kept[-1], "photo", content, owner, store=store, now=now)
    return kept
