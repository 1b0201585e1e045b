"""Changing one thing of the region: saved, retired, restored; nothing is deleted.

Whoever saves says which version was on the screen. If somebody else has saved since, the answer is
a Conflict, and nothing is overwritten. What would leave a gap in the region is refused.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from src import database
from src.domain.errors import Conflict, NotFound
from src.domain.region import Region
from src.domain.region_edit import ADDED, Edit, Kind
from src.services import audit_list, edited_region, region_uses
from src.services.audit_list import Line
from src.services.live_region import TOPIC
from src.services.pack.error import RegionPackError

LOCK = 7_207_013  # advisory lock of whoever changes the region, on PostgreSQL

_UNSERVED = re.compile(r"no team serves (\w+) everywhere")

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """What is changed. `read` says how it stands in a region, by the pack's keys; None: nowhere.

    version   the one that was on the screen; 0 for what nobody has saved yet
    """

    kind: Kind
    code: str
    label: str
    version: int
    read: Callable[[Region, str], Values | None]


async def version_of(kind: Kind, code: str) -> int:
    held = await _held(kind, code)
    return held["version"] if held else 0


async def is_retired(kind: Kind, code: str) -> bool:
    held = await _held(kind, code)
    return held is not None and held["retired_at"] is not None


async def save(
    target: Target,
    values: Values,
    *,
    content: Values | None = None,
    by: UUID,
    folder: Path,
    now: datetime,
) -> None:
    """What is saved twice with the same values is saved once.

    `content` is how the pack's files write the values, where that is not the same.
    """
    content = values if content is None else content
    async with database.transaction():
        held, edits, region = await _begin(target, folder)
        before = target.read(region, target.code)
        if before is None and target.kind not in ADDED:
            raise NotFound("thing_unknown")
        if before is not None and all(before.get(key) == values[key] for key in values):
            return
        _not_outdated(target, held)
        retired_at = held["retired_at"] if held is not None else None
        _fits(folder, edits, Edit(target.kind, target.code, content, bool(retired_at)), region)
        await _write(target, content, held, retired_at=retired_at, by=by, now=now)
        line = _line(target, "changed" if before else "added", before or {}, values)
        await audit_list.note(line, by=by, now=now)


async def retire(target: Target, *, by: UUID, folder: Path, now: datetime) -> None:
    """Out of every choice; old incidents keep the words. Raises Conflict where it is needed."""
    async with database.transaction():
        held, edits, region = await _begin(target, folder)
        values = target.read(region, target.code)
        if values is None:
            raise NotFound("thing_unknown")
        if held is not None and held["retired_at"] is not None:
            return
        _not_outdated(target, held)
        await region_uses.refuse(target.kind, target.code, region)
        _fits(folder, edits, Edit(target.kind, target.code, values, retired=True), region)
        await _write(target, values, held, retired_at=now, by=by, now=now)
        await audit_list.note(_line(target, "retired", {}, {}), by=by, now=now)


async def restore(target: Target, *, by: UUID, folder: Path, now: datetime) -> None:
    """Back into every choice."""
    async with database.transaction():
        held, edits, region = await _begin(target, folder)
        if held is None:
            raise NotFound("thing_unknown")
        if held["retired_at"] is None:
            return
        _not_outdated(target, held)
        values = json.loads(held["content"])
        _fits(folder, edits, Edit(target.kind, target.code, values), region)
        await _write(target, values, held, retired_at=None, by=by, now=now)
        await audit_list.note(_line(target, "restored", {}, {}), by=by, now=now)


async def _begin(
    target: Target, folder: Path
) -> tuple[database.Row | None, tuple[Edit, ...], Region]:
    """One at a time: two changes that each fit may together leave a gap."""
    if database.on_postgres():
        await database.rows("SELECT pg_advisory_xact_lock({})", LOCK)
    edits = await edited_region.edits()
    region, left_out = edited_region.edited_as_far_as_may_be(folder, edits)
    edits = tuple(each for each in edits if each not in left_out)
    return await _held(target.kind, target.code), edits, region


async def _held(kind: Kind, code: str) -> database.Row | None:
    return await database.row("SELECT * FROM region_entry WHERE id = {}", f"{kind}:{code}")


def _not_outdated(target: Target, held: database.Row | None) -> None:
    if (held["version"] if held else 0) != target.version:
        raise Conflict("changed_meanwhile")


def _fits(folder: Path, edits: tuple[Edit, ...], edit: Edit, region: Region) -> None:
    """Raises Conflict where the region as it would be has a gap."""
    others = [each for each in edits if (each.kind, each.code) != (edit.kind, edit.code)]
    try:
        edited_region.edited(folder, [*others, edit])
    except RegionPackError as trouble:
        found = _UNSERVED.search(str(trouble))
        if found is None:
            raise Conflict("region_gap") from trouble
        group = region.group(found[1])
        word = group.word if group else found[1]
        raise Conflict("nobody_would_come", group=word) from trouble


async def _write(
    target: Target,
    values: Values,
    held: database.Row | None,
    *,
    retired_at: datetime | None,
    by: UUID,
    now: datetime,
) -> None:
    await database.rows(
        "INSERT INTO region_entry"
        " (id, kind, code, content, version, retired_at, changed_at, changed_by)"
        f" VALUES {database.marks(1, 8)} ON CONFLICT (id) DO UPDATE SET content = excluded.content,"
        " version = excluded.version, retired_at = excluded.retired_at,"
        " changed_at = excluded.changed_at, changed_by = excluded.changed_by",
        f"{target.kind}:{target.code}",
        target.kind,
        target.code,
        json.dumps(dict(values), ensure_ascii=False, sort_keys=True),
        (held["version"] if held else 0) + 1,
        retired_at,
        now,
        by,
    )
    database.signal(TOPIC)


def _line(target: Target, action: str, before: Values, after: Values) -> Line:
    """Only of what was saved: a form need not know everything."""
    return Line(
        kind=target.kind,
        code=target.code,
        label=target.label,
        action=action,
        before={name: before[name] for name in after if name in before},
        after=after,
    )
