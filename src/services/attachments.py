"""Photos and voice notes that follow a report or a responder's action, piece by piece.

    receiving → arrived (all bytes are here) → stored (opened, encoded anew) | refused

Each step survives a crash: bytes are on disk before they are answered, and what arrived but was
not finished is finished by the worker.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain.errors import Busy, Invalid, NotFound, SignInNeeded, TooLarge
from src.domain.region import Region
from src.services import attachment_finishing, journal
from src.services.attachment_finishing import refusal_of
from src.services.journal import REPORTER
from src.services.media.cleaner import Cleaner, Kind
from src.services.media.refusal import MAX_PHOTO_BYTES, MAX_VOICE_BYTES, Fault, Refused
from src.services.media.store import MediaStore, OutOfStep

MOST_OF_ONE = 6
_ROW = "SELECT owner, kind, total, state, refusal FROM attachment WHERE id = {}"
MOST_BYTES: dict[str, int] = {"photo": MAX_PHOTO_BYTES, "voice": MAX_VOICE_BYTES}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Owner:
    """The report or action a file belongs to; `evidence` for what responders took."""

    id: UUID
    incident: int
    evidence: bool
    actor: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes of one file: where they start, and how many there are to be in all."""

    attachment: UUID
    kind: Kind
    offset: int
    total: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Progress:
    received: int
    complete: bool


async def owner_of(of: UUID, *, device_hash: str, person: UUID | None) -> Owner:
    """What a file may be added to: a report by its own device, an action by whoever took it.

    Raises NotFound where there is neither, or it is another's; SignInNeeded for an action.
    """
    report = await database.row("SELECT incident, device_hash FROM report WHERE id = {}", of)
    if report is not None:
        if not device_hash or report["device_hash"] != device_hash:
            raise NotFound("attachment_without_report")
        return Owner(of, report["incident"], False, REPORTER)
    action = await database.row(
        "SELECT incident, actor FROM incident_event WHERE action_id = {}", of
    )
    if action is None:
        raise NotFound("attachment_without_report")
    if person is None:
        raise SignInNeeded()
    if action["actor"] != journal.person(person):
        raise NotFound("attachment_without_report")
    return Owner(of, action["incident"], True, action["actor"])


async def take(
    piece: Piece,
    owner: Owner,
    *,
    store: MediaStore,
    cleaner: Cleaner,
    region: Region,
    now: datetime,
) -> Progress:
    """Keep a piece; the last one has the file opened and stored. The same piece again is harmless.

    Raises Refused for content that will never be taken, OutOfStep where the piece does not follow.
    """
    row = await _begun(piece, owner, now)
    if row["state"] == "refused":
        raise refusal_of(row["refusal"])
    if row["state"] == "stored":
        return Progress(row["total"], True)
    try:
        received = await store.append(piece.attachment, piece.offset, piece.content)
    except OutOfStep:
        if (await _row(piece.attachment))["state"] == "stored":  # by the same piece, sent twice
            return Progress(row["total"], True)
        raise
    if received > row["total"]:
        raise TooLarge()
    if received < row["total"]:
        return Progress(received, False)
    await _arrived(piece.attachment)
    try:
        await attachment_finishing.finish(
            piece.attachment, store=store, cleaner=cleaner, region=region, now=now
        )
    except Busy:
        _log.info("a file waits for the worker to be opened")
    return Progress(received, True)


async def take_whole(
    attachment: UUID,
    kind: Kind,
    content: bytes,
    owner: Owner,
    *,
    store: MediaStore,
    now: datetime,
) -> None:
    """Keep a file that came in one go with a form; it is opened later (`finish`), not here.

    One too many or too heavy is noted as refused, so that its sender can be told.
    """
    piece = Piece(attachment, kind, 0, len(content), content)
    try:
        await _begun(piece, owner, now)
        if content:
            await store.append(attachment, 0, content)
        await _arrived(attachment)
    except Invalid as refusal:
        await _note_refused(attachment, owner, kind, len(content), refusal.reason, now)


async def progress(attachment: UUID, *, device_hash: str, store: MediaStore) -> Progress:
    """How much of a file is here, for a sender that lost count."""
    row = await database.row(
        "SELECT a.state, a.total FROM attachment a LEFT JOIN report r ON r.id = a.owner"
        " WHERE a.id = {} AND (r.id IS NULL OR r.device_hash = {})",
        attachment,
        device_hash,
    )
    if row is None:
        raise NotFound()
    if row["state"] != "receiving":
        return Progress(row["total"], True)
    return Progress(await store.received(attachment), False)


async def _begun(piece: Piece, owner: Owner, now: datetime) -> database.Row:
    """The row of this file, made with its first piece; raises where it cannot be taken."""
    row = await database.row(_ROW, piece.attachment)
    if row is None:
        _weigh(piece)
        async with database.transaction():
            await _insert(piece.attachment, owner, piece.kind, piece.total, now)
            await _count(owner)
        row = await _row(piece.attachment)
    if (row["owner"], row["kind"], row["total"]) != (owner.id, piece.kind, piece.total):
        raise Invalid({}, "attachment_differs")
    return row


async def _row(attachment: UUID) -> database.Row:
    row = await database.row(_ROW, attachment)
    assert row is not None
    return row


def _weigh(piece: Piece) -> None:
    if piece.total == 0:
        raise Refused(Fault.FILE_EMPTY)
    if piece.total > MOST_BYTES[piece.kind]:
        heavy = {"photo": Fault.PHOTO_TOO_HEAVY, "voice": Fault.VOICE_TOO_HEAVY}
        raise Refused(heavy[piece.kind])


async def _count(owner: Owner) -> None:
    """Inside the transaction that added a file: too many take it back."""
    held = await database.row(
        "SELECT count(*) AS n FROM attachment WHERE owner = {} AND state <> 'refused'", owner.id
    )
    if held is not None and held["n"] > MOST_OF_ONE:
        raise Invalid({}, "attachments_too_many")


async def _insert(
    attachment: UUID,
    owner: Owner,
    kind: str,
    total: int,
    now: datetime,
    *,
    state: str = "receiving",
    refusal: str = "",
) -> None:
    await database.rows(
        "INSERT INTO attachment (id, owner, incident, kind, evidence, state, total, refusal,"
        f" created_at) VALUES {database.marks(1, 9)} ON CONFLICT (id) DO NOTHING",
        attachment,
        owner.id,
        owner.incident,
        kind,
        owner.evidence,
        state,
        total,
        refusal,
        now,
    )


async def _note_refused(
    attachment: UUID, owner: Owner, kind: str, total: int, refusal: str, now: datetime
) -> None:
    async with database.transaction():
        await _insert(attachment, owner, kind, total, now, state="refused", refusal=refusal)
        database.signal(f"incident:{owner.incident}")


async def _arrived(attachment: UUID) -> None:
    async with database.transaction():
        await database.rows(
            "UPDATE attachment SET state = 'arrived' WHERE id = {} AND state = 'receiving'",
            attachment,
        )
