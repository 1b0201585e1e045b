"""Outlines sent through a page: looked at, kept aside, and used only when somebody says so."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from src import database
from src.domain.errors import Conflict, Invalid
from src.domain.outlines import OutlineError, parse_outlines
from src.domain.polygons import MultiPolygon
from src.domain.region import Region
from src.services import audit_list, outlines
from src.services.audit_list import Line

FOLDER = "outlines"  # in the data directory
DAY_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class Look:
    """What a file would bring. `key` names it until it is used; `unknown` as the file says it."""

    key: str
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


async def look(geojson: bytes, *, region: Region, data: Path, now: datetime) -> Look:
    """Keep a file aside and tell what is in it; raises Invalid where it cannot be used."""
    found, unknown = await _parsed(geojson, region)
    if not found:
        raise Invalid({"file": "outline_of_nobody"})
    key = hashlib.sha256(geojson).hexdigest()
    await asyncio.to_thread(_put_aside, data / FOLDER, key, geojson, now.timestamp())
    missing = [each.label for code, each in region.villages.items() if code not in found]
    return Look(
        key,
        tuple(sorted(region.villages[code].label for code in found)),
        tuple(sorted(missing)),
        tuple(dict.fromkeys(unknown)),
    )


async def use(key: str, *, by: UUID, region: Region, data: Path, now: datetime) -> int:
    """Take the file that was looked at; returns of how many villages."""
    file = data / FOLDER / f"{key}.geojson"
    if len(key) != 64 or set(key) - set("0123456789abcdef") or not file.is_file():
        raise Conflict("outline_gone")
    found, _ = await _parsed(await asyncio.to_thread(file.read_bytes), region)
    async with database.transaction():
        before = await database.row("SELECT count(*) AS n FROM village_outline")
        await outlines.keep(found, now=now)
        line = Line(
            kind="outlines",
            code="",
            label="",
            action="imported",
            before={"villages": before["n"] if before else 0},
            after={"villages": len(found)},
        )
        await audit_list.note(line, by=by, now=now)
    file.unlink(missing_ok=True)
    return len(found)


async def _parsed(geojson: bytes, region: Region) -> tuple[Mapping[str, MultiPolygon], list[str]]:
    """Off the loop: a large file takes a second or two."""
    unknown: list[str] = []
    try:
        found = await asyncio.to_thread(parse_outlines, geojson, region.villages, unknown)
    except OutlineError as trouble:
        raise Invalid({"file": trouble.reason}, village=trouble.village) from trouble
    return found, unknown


def _put_aside(folder: Path, key: str, content: bytes, now: float) -> None:
    """Files that nobody has used for a day go."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.geojson"):
        if now - old.stat().st_mtime > DAY_S:
            old.unlink(missing_ok=True)
    (folder / f"{key}.geojson").write_bytes(content)
