"""Opens what arrived, stores it clean or refuses it, tells the log; may be begun again anywhere."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from src import database
from src.domain.errors import Busy, Invalid
from src.domain.region import Region
from src.services import journal
from src.services.journal import REPORTER, Case, Entry
from src.services.media.cleaned import Photo, Voice
from src.services.media.cleaner import Cleaner
from src.services.media.refusal import Fault, Refused
from src.services.media.store import Ending, MediaStore

BACKSTOP = timedelta(minutes=1)  # younger ones are in the hands of the request that took them


async def finish(
    attachment: UUID, *, store: MediaStore, cleaner: Cleaner, region: Region, now: datetime
) -> None:
    """Open what arrived and store or refuse it; raises Refused, or Busy where it has to wait."""
    row = await database.row("SELECT * FROM attachment WHERE id = {}", attachment)
    if row is None or row["state"] in ("stored", "receiving"):
        return
    if row["state"] == "refused":
        raise refusal_of(row["refusal"])
    content = await _content(attachment, row["kind"], store)
    try:
        if content is None:
            raise Refused(Fault.FILE_EMPTY)
        if row["kind"] == "photo":
            cleaned: Photo | Voice = await cleaner.clean("photo", content)
        else:
            cleaned = await cleaner.clean("voice", content)
    except Refused as refusal:
        await _refuse(attachment, refusal.fault)
        await store.discard(attachment)
        raise
    await store.finish(attachment, _files(cleaned))
    await _stored(attachment, cleaned, region=region, now=now)


async def finish_pending(
    now: datetime, *, store: MediaStore, cleaner: Cleaner, region: Region
) -> int:
    """Finish what arrived and was left, by a crash or a busy minute; how many are done."""
    left = await database.rows(
        "SELECT id FROM attachment WHERE state = 'arrived' AND created_at <= {}"
        " ORDER BY created_at LIMIT 20",
        now - BACKSTOP,
    )
    done = 0
    for row in left:
        try:
            await finish(row["id"], store=store, cleaner=cleaner, region=region, now=now)
        except Refused:
            pass
        except Busy:
            break
        done += 1
    return done


def _files(cleaned: Photo | Voice) -> dict[Ending, bytes]:
    if isinstance(cleaned, Photo):
        return {".jpg": cleaned.data, ".small.jpg": cleaned.thumbnail}
    return {".m4a": cleaned.data}


async def _content(attachment: UUID, kind: str, store: MediaStore) -> bytes | None:
    """The pieces; after a crash between storing and noting it, the file as it was stored."""
    try:
        return await store.pieces(attachment)
    except FileNotFoundError:
        pass
    try:
        return await store.read(attachment, ".jpg" if kind == "photo" else ".m4a")
    except FileNotFoundError:
        return None


def refusal_of(reason: str) -> Invalid:
    """The trouble that a row remembers."""
    return Refused(Fault(reason)) if reason in set(Fault) else Invalid({}, reason)


async def _refuse(attachment: UUID, fault: Fault) -> None:
    async with database.transaction():
        refused = await database.rows(
            "UPDATE attachment SET state = 'refused', refusal = {} WHERE id = {}"
            " AND state = 'arrived' RETURNING incident",
            str(fault),
            attachment,
        )
        for row in refused:
            database.signal(f"incident:{row['incident']}")


async def _stored(
    attachment: UUID, cleaned: Photo | Voice, *, region: Region, now: datetime
) -> None:
    """Note it and tell the log, once, however many finish the same file at the same time."""
    async with database.transaction():
        row, case = await _held(attachment)
        changed = await database.rows(
            "UPDATE attachment SET state = 'stored', media_type = {}, width = {}, height = {},"
            " duration_s = {}, sha256 = {}, stored_at = {} WHERE id = {} AND state = 'arrived'"
            " RETURNING id",
            cleaned.media_type,
            cleaned.width if isinstance(cleaned, Photo) else None,
            cleaned.height if isinstance(cleaned, Photo) else None,
            round(cleaned.duration_s) if isinstance(cleaned, Voice) else None,
            cleaned.sha256,
            now,
            attachment,
        )
        if not changed:
            return
        detail: dict[str, Any] = {
            "attachment": str(attachment),
            "kind": row["kind"],
            "evidence": bool(row["evidence"]),
            "owner": str(row["owner"]),
        }
        entry = Entry(event="evidence_added", at=now, actor=await _actor(row), detail=detail)
        await journal.append(case, entry, region=region, now=now)


async def _held(attachment: UUID) -> tuple[database.Row, Case]:
    """The file's row with its incident in hand, wherever a merge may just have moved it."""
    while True:
        row = await database.row(
            "SELECT owner, incident, kind, evidence FROM attachment WHERE id = {}", attachment
        )
        assert row is not None
        case = await journal.lock(row["incident"])
        still = await database.row("SELECT incident FROM attachment WHERE id = {}", attachment)
        if still is None or still["incident"] != case.id:
            continue
        into = case.projection.merged_into
        if into is None:
            return row, case
        # Begun while the merge was under way.
        await database.rows("UPDATE attachment SET incident = {} WHERE id = {}", into, attachment)


async def _actor(row: database.Row) -> str:
    if not row["evidence"]:
        return REPORTER
    action = await database.row(
        "SELECT actor FROM incident_event WHERE action_id = {}", row["owner"]
    )
    return action["actor"] if action else journal.SYSTEM
