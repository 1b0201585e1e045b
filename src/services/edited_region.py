"""A region as it holds now: its pack, with what was changed on the screens laid over it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import structlog

from src import database
from src.domain.past import Past
from src.domain.region import Region
from src.domain.region_edit import Edit, Kind
from src.services.pack.error import RegionPackError
from src.services.pack.region import region
from src.services.pack.source import Source
from src.services.region_pack import load_region

_log = structlog.stdlib.get_logger(__name__)


async def edits() -> tuple[Edit, ...]:
    """All of them, the oldest saving first."""
    found = await database.rows(
        "SELECT kind, code, content, retired_at FROM region_entry ORDER BY changed_at, id"
    )
    return tuple(
        Edit(
            kind=cast(Kind, row["kind"]),
            code=row["code"],
            values=json.loads(row["content"]),
            retired=row["retired_at"] is not None,
        )
        for row in found
    )


def edited(folder: Path, changes: Sequence[Edit]) -> Region:
    """The region of a pack with these edits; raises RegionPackError where they do not fit."""
    if not changes:
        return load_region(folder)
    pack = Source(folder, edits=tuple(changes))
    found = region(pack)
    if pack.problems:
        raise RegionPackError(folder, pack.problems)
    if not any(edit.retired for edit in changes):
        return found
    whole = region(Source(folder, edits=tuple(replace(edit, retired=False) for edit in changes)))
    return replace(found, past=_past(whole, found))


def edited_as_far_as_may_be(
    folder: Path, changes: Sequence[Edit]
) -> tuple[Region, tuple[Edit, ...]]:
    """The same, and the edits that no longer fit a pack that was changed under them.

    An emergency service starts rather than not; what is left out is in the log and on /kelola.
    """
    try:
        return edited(folder, changes), ()
    except RegionPackError as trouble:
        load_region(folder)  # raises where the pack itself cannot be used
        _log.error("region_edits_refused", problems=trouble.problems)
    fitting: list[Edit] = []
    left_out: list[Edit] = []
    for edit in changes:
        try:
            edited(folder, [*fitting, edit])
        except RegionPackError:
            _log.error("region_edit_refused", edit=f"{edit.kind}:{edit.code}")
            left_out.append(edit)
        else:
            fitting.append(edit)
    return edited(folder, fitting), tuple(left_out)


async def current(folder: Path) -> Region:
    """The region as it holds at this moment, for commands that end soon."""
    region, _ = edited_as_far_as_may_be(folder, await edits())
    return region


def _past(whole: Region, now: Region) -> Past:
    return Past(
        categories={k: v for k, v in whole.categories.items() if k not in now.categories},
        agencies={k: v for k, v in whole.agencies.items() if k not in now.agencies},
        stations={k: v for k, v in whole.stations.items() if k not in now.stations},
        teams={k: v for k, v in whole.teams.items() if k not in now.teams},
        stands={k: v for k, v in whole.stands.items() if k not in now.stands},
        responses={each.code: each for each in whole.responses if each not in now.responses},
        vehicles={k: v for k, v in whole.vehicles.items() if k not in now.vehicles},
    )
