"""One report as it is compared with others."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from src.domain import duplicates
from src.domain.category import Category, Group, Kind
from src.domain.reading.telling import NOTHING, Telling
from src.domain.village import Point, Village
from src.domain.vocabulary import NO_WORDS, Vocabulary

URGENT = "P2"


@dataclass(frozen=True, slots=True)
class Account:
    """at         when it was made; None where nobody knows
    leaves     what it is about, and what else its text speaks of; empty for "not clear yet"
    shared     what many see at once: a fire, a flood, a crash (not a snake, not an illness)
    seldom     the leaf, where two of it in one village at one time would be a strange chance
    open_leaf  only the group is known, or not even that
    urgent     P1 or P2
    village    where it happened; `named`: chosen or written, not only judged by the position
    """

    at: datetime | None
    leaves: frozenset[str]
    group: str = ""
    kind: Kind = "other"
    shared: bool = False
    seldom: str = ""
    open_leaf: bool = True
    urgent: bool = True
    position: Point | None = None
    accuracy_m: int | None = None
    village: Village | None = None
    named: bool = True
    telling: Telling = NOTHING
    phones: frozenset[str] = frozenset()


def account(
    leaf: Category | None,
    group: Group | None,
    *,
    at: datetime | None,
    also: Iterable[str] = (),
    position: Point | None = None,
    accuracy_m: int | None = None,
    village: Village | None = None,
    named: bool = True,
    telling: Telling = NOTHING,
    phones: Iterable[str] = (),
    words: Vocabulary = NO_WORDS,
) -> Account:
    """`leaf` and `group` are None while nobody knows what it is about; `also`: further leaves.

    What is only told or asked is about nothing of its own, and may belong to any event.
    """
    unknown = Account(
        at=at,
        leaves=frozenset(also) - {words.information},
        position=position,
        accuracy_m=accuracy_m,
        village=village,
        named=named,
        telling=telling,
        phones=frozenset(phones),
    )
    if leaf is None or group is None or leaf.code == words.information:
        return unknown
    return replace(
        unknown,
        leaves=frozenset({leaf.code, *also} - {group.unclear}),
        group=leaf.group,
        kind=group.kind,
        shared=group.kind in duplicates.KINDS or leaf.priority == "P1",
        seldom=leaf.code if leaf.code in words.seldom else "",
        open_leaf=leaf.code == group.unclear,
        urgent=leaf.priority <= URGENT,
    )
