"""A line of the audit list in words: what was changed, from what to what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from src.domain.region import Region
from src.queries.changes import Change
from src.routes.manage.catalogue import fields_of
from src.routes.manage.told_values import WORDS
from src.words.changes import ACTIONS, EMPTY, FIELDS, KINDS, SYSTEM


@dataclass(frozen=True, slots=True)
class FieldChange:
    """ "Nama": "Regu A" → "Regu Satu"."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """`heading` "Regu: Regu A Damkar"; `who` has done it; `action` in words."""

    id: int
    at: datetime
    who: str
    heading: str
    action: str
    fields: tuple[FieldChange, ...]


def shown(change: Change, region: Region) -> ChangeShown:
    names = dict.fromkeys([*change.before, *change.after])
    kind = KINDS.get(change.kind, change.kind)
    return ChangeShown(
        id=change.id,
        at=change.at,
        who=change.who or SYSTEM,
        heading=f"{kind}: {label}" if (label := change.label or change.person) else kind,
        action=ACTIONS.get(change.action, change.action),
        fields=tuple(_field(name, change, region) for name in names),
    )


def _field(name: str, change: Change, region: Region) -> FieldChange:
    field = fields_of(change.kind).get(name)
    label = field.label if field else FIELDS.get(name, name)
    special = WORDS.get(change.kind, {}).get(name)

    def word(value: Any) -> str:
        if field is not None:
            return field.word(value, region) or EMPTY
        if special is not None:
            return special(value, region) or EMPTY
        return _plain(value)

    return FieldChange(
        label,
        word(change.before[name]) if name in change.before else EMPTY,
        word(change.after[name]) if name in change.after else EMPTY,
    )


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value) or EMPTY
    return EMPTY if value in (None, "") else str(value)
