"""What two reports tell about being in one place: positions, villages, landmarks."""

from src.domain.duplicates import distance_m
from src.domain.likeness.account import Account
from src.domain.reading.telling import Anchor, Telling
from src.domain.village import Point

VILLAGE_M = 1_500  # a village without a position is an area about its point


def metres_between(one: Account, other: Account) -> int | None:
    """The least distance that the accuracies allow."""
    here, there = _where(one), _where(other)
    if here is None or there is None:
        return None
    (a, a_m), (b, b_m) = here, there
    return max(0, round(distance_m(a.lat, a.lng, b.lat, b.lng)) - a_m - b_m)


def _where(each: Account) -> tuple[Point, int] | None:
    if each.position is not None:
        return each.position, each.accuracy_m or 0
    return (each.village.point, VILLAGE_M) if each.village else None


def same_village(one: Account, other: Account) -> bool | None:
    """A village judged by a position alone may confirm, but not contradict."""
    if one.village is None or other.village is None:
        return None
    if one.village.code == other.village.code:
        return True
    return False if one.named and other.named else None


def landmarks(one: Telling, other: Telling) -> tuple[bool, bool]:
    """Whether both name the same; whether both name some, and none in common."""
    denied = _meet(one.elsewhere, other.anchors) or _meet(other.elsewhere, one.anchors)
    if _meet(one.anchors, other.anchors) or _named_bare(one, other) or _named_bare(other, one):
        return not denied, denied
    return False, denied or _apart(one, other)


def _meet(some: frozenset[Anchor], others: frozenset[Anchor]) -> bool:
    return any(one.may_be(other) for one in some for other in others)


def _named_bare(one: Telling, other: Telling) -> bool:
    """The one says "jalan Trikora", the other only "Trikora"."""
    return any(anchor.name & other.rare for anchor in one.anchors)


def _apart(one: Telling, other: Telling) -> bool:
    """ "Rumah Pak Budi" may be "belakang pasar"; two owners or two landmarks are two places."""
    kinds = {anchor.kind for anchor in one.anchors} & {anchor.kind for anchor in other.anchors}
    return bool(kinds)
