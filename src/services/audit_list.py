"""The audit list: who changed what at /kelola, and what it was before. Lines are only added.

No password, token or telephone number of a person belongs here: say that it changed, not to what.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from src import database

HIDDEN = "•••"
"""Stands for a value that is nobody's business: that it changed is all that is kept."""
CHANGED = "••• (baru)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`before` and `after` by field; what is equal in both is left out.

    A person is named by the id in `code` alone: the name is looked up when the list is read.
    """

    kind: str
    code: str
    action: str
    label: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


async def note(line: Line, *, by: UUID | None, now: datetime) -> None:
    """Add a line; belongs inside the transaction of the change itself. `by` None = the console."""
    changed = [
        name
        for name in dict.fromkeys([*line.before, *line.after])
        if line.before.get(name) != line.after.get(name)
    ]
    await database.rows(
        "INSERT INTO admin_change (at, actor, kind, code, label, action, before, after)"
        f" VALUES {database.marks(1, 8)}",
        now,
        by,
        line.kind,
        line.code[:80],
        line.label[:160],
        line.action,
        _written(line.before, changed),
        _written(line.after, changed),
    )


def _written(values: Mapping[str, Any], names: list[str]) -> str:
    told = {name: values[name] for name in names if name in values}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
