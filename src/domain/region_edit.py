"""What somebody changed of a region on the screens of /kelola: one thing, over the pack's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

Kind = Literal[
    "agency",
    "category",
    "group",
    "holiday",
    "priority",
    "region",
    "response",
    "stand",
    "station",
    "team",
    "vehicle",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

ADDED: Final[frozenset[Kind]] = frozenset(
    {"agency", "category", "holiday", "response", "stand", "station", "team", "vehicle"}
)
"""Kinds of which there may be one that no pack knows; the others only change what is there."""

SEEN_BY_PHONES: Final[frozenset[Kind]] = frozenset({"category", "group", "priority", "region"})
"""Kinds that the pages show which phones keep: a change of others renews no phone."""


@dataclass(frozen=True, slots=True)
class Edit:
    """`values` by the keys of the pack's files; `code` "region" for the facts of the whole."""

    kind: Kind
    code: str
    values: Mapping[str, Any]
    retired: bool = False
