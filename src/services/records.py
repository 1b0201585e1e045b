"""Saving and signing the record of an incident; what was typed stays beside the log, not in it."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import incident, local_time, record
from src.domain.errors import Conflict, Invalid
from src.domain.record import Kind, Values
from src.domain.region import Region
from src.queries.names import names_of
from src.services import journal
from src.services.journal import Entry
from src.words.events import SOMEBODY


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being saved: `version` is the one it was begun from, 0 for none."""

    kind: Kind
    values: Values
    version: int
    sign: bool = False


async def save(incident_id: int, draft: Draft, *, by: UUID, region: Region, now: datetime) -> int:
    """Save a draft, or sign it for good; returns the new version.

    Raises Conflict where somebody saved in between or it is signed, Invalid where something is
    missing for signing.
    """
    if draft.sign and (missing := record.missing(draft.kind, draft.values)):
        raise Invalid(missing)
    async with database.transaction():
        case = await journal.lock(incident_id)
        if not incident.may(case.state, "record_saved"):
            raise Conflict("incident_over", state=case.state)
        kept = await database.row(
            "SELECT version, saved_at, saved_by, signed_at FROM incident_record"
            " WHERE incident = {}",
            case.id,
        )
        if kept is not None and kept["signed_at"] is not None:
            raise Conflict("record_signed")
        if kept is not None and kept["version"] != draft.version:
            name = (await names_of([kept["saved_by"]])).get(kept["saved_by"], SOMEBODY)
            clock = local_time.clock(kept["saved_at"], region.timezone)
            raise Conflict("record_changed", name=name, clock=clock)
        version = draft.version + 1 if kept is not None else 1
        signed = (now, by) if draft.sign else (None, None)
        said = json.dumps(draft.values, ensure_ascii=False, sort_keys=True)
        await database.rows(
            "INSERT INTO incident_record (incident, kind, said, version, saved_at, saved_by,"
            f" signed_at, signed_by) VALUES {database.marks(1, 8)} ON CONFLICT (incident) DO UPDATE"
            " SET said = excluded.said, version = excluded.version, saved_at = excluded.saved_at,"
            " saved_by = excluded.saved_by, signed_at = excluded.signed_at,"
            " signed_by = excluded.signed_by",
            case.id,
            draft.kind,
            said,
            version,
            now,
            by,
            *signed,
        )
        stage = "signed" if draft.sign else "draft"
        entry = Entry(
            event="record_saved",
            at=now,
            actor=journal.person(by),
            detail={"kind": draft.kind, "stage": stage, "version": version},
        )
        await journal.append(case, entry, region=region, now=now)
    return version
