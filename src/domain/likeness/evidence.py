"""What speaks for two reports being on one event, piece by piece and as a sum."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from src.domain.category import Kind
from src.domain.likeness.account import Account
from src.domain.likeness.places import landmarks, metres_between, same_village
from src.domain.reading.telling import Telling

# Place: measured positions; the village; a landmark.
NEAR, NEAR_M = 2.0, 300
FAR, FAR_M = -2.0, 1_500
AROUND = 0.5  # a position within the area of the village that the other names
VILLAGE, VILLAGE_LOOSE = 1.0, 0.5
LANDMARK = 1.5
# Time: reports of one event come soon after each other; later ones of a flood than of a fire.
SOON, LATER, LATE = 1.0, 0.5, -0.5
WINDOWS: dict[Kind, tuple[timedelta, timedelta]] = {
    "disaster": (timedelta(hours=1), timedelta(hours=4)),
}
WINDOW = (timedelta(minutes=30), timedelta(minutes=90))
# What it is about, words, who tells.
SAME_SELDOM, SAME_LEAF, MAY_BE_SAME, OTHER_LEAF, OTHER_GROUP = 1.75, 1.25, 1.0, -0.5, -1.0
RARE_WORD, RARE_WORDS_MOST = 0.3, 0.9
THING, OVERLAP, PERSON, PHONE, SAME_TEXT = 0.5, 1.0, 1.0, 2.0, 2.0


Verdict = Literal["certain", "likely", "possible", "different"]
_ORDER: dict[Verdict, int] = {"different": 0, "possible": 1, "likely": 2, "certain": 3}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two reports are, and why; None where something cannot be known.

    metres          between the two, without what their accuracies leave open
    measured        both have a position
    seconds         between the moments at which they were made; late: too far apart to be likely
    same_landmark   they name one in common; other_landmark: each names some, none in common
    shared_words    rare words that both use, in their sounds
    same_text       nearly all words are the same: forwarded
    score           the sum of the weights above
    """

    verdict: Verdict = "different"
    score: float = 0.0
    metres: int | None = None
    measured: bool = False
    seconds: int | None = None
    late: bool = False
    same_village: bool | None = None
    same_landmark: bool = False
    other_landmark: bool = False
    same_phone: bool = False
    shared_words: tuple[str, ...] = ()
    same_text: bool = False

    @property
    def rank(self) -> tuple[int, float]:
        """The higher, the more alike."""
        return _ORDER[self.verdict], self.score

    @property
    def worth_merging(self) -> bool:
        return self.verdict in ("certain", "likely")


def evidence(one: Account, other: Account) -> Likeness:
    """Everything but the verdict."""
    metres = metres_between(one, other)
    measured = one.position is not None and other.position is not None
    seconds = round(abs(one.at - other.at).total_seconds()) if one.at and other.at else None
    soon, later = WINDOWS.get(one.kind, WINDOW)
    same_landmark, other_landmark = landmarks(one.telling, other.telling)
    other_landmark &= not _wide(one, other)
    rare = tuple(sorted(one.telling.rare & other.telling.rare))
    same_phone = bool(one.phones & other.phones)
    same_text = _same_text(one.telling, other.telling)
    score = (
        _place(one, other, metres, measured=measured)
        + LANDMARK * (same_landmark - other_landmark)
        + _time(seconds, soon, later)
        + _kind(one, other)
        + min(RARE_WORD * len(rare), RARE_WORDS_MOST)
        + THING * bool(one.telling.things & other.telling.things)
        + OVERLAP * _overlap(one.telling, other.telling)
        + PERSON * bool(one.telling.people & other.telling.people)
        + PHONE * same_phone
        + SAME_TEXT * same_text
    )
    return Likeness(
        metres=metres,
        measured=measured,
        seconds=seconds,
        late=seconds is not None and seconds > later.total_seconds(),
        same_village=same_village(one, other),
        same_landmark=same_landmark,
        other_landmark=other_landmark,
        same_phone=same_phone,
        shared_words=rare,
        same_text=same_text,
        score=round(score, 2),
    )


def _place(one: Account, other: Account, metres: int | None, *, measured: bool) -> float:
    same = same_village(one, other)
    if measured and metres is not None:
        near = NEAR if metres <= NEAR_M else 0.0 if metres <= FAR_M else FAR
        return near + VILLAGE * (same is True)
    if same is None:
        return AROUND if metres == 0 else 0.0
    # A position alone neither confirms nor denies the landmark that the other names.
    landmark_on_one_side = bool(one.telling.anchors) != bool(other.telling.anchors)
    loose = one.named != other.named and landmark_on_one_side
    return (VILLAGE_LOOSE if loose else VILLAGE) * same


def _time(seconds: int | None, soon: timedelta, later: timedelta) -> float:
    if seconds is None:
        return 0.0
    if seconds <= soon.total_seconds():
        return SOON
    return LATER if seconds <= later.total_seconds() else LATE


def _kind(one: Account, other: Account) -> float:
    """Events that many see are rarely two in one place; others are private."""
    both = one.leaves & other.leaves
    if both & {one.seldom, other.seldom}:
        return SAME_SELDOM
    if both:
        return SAME_LEAF if one.shared or other.shared else 0.0
    if one.open_leaf or other.open_leaf:
        return MAY_BE_SAME if one.group == other.group else 0.0
    return OTHER_LEAF if one.group == other.group else OTHER_GROUP


def _wide(one: Account, other: Account) -> bool:
    """A flood or a storm is at many landmarks at once."""
    return one.kind == "disaster" and bool({one.seldom, other.seldom} & one.leaves & other.leaves)


def _overlap(one: Telling, other: Telling) -> bool:
    """The shorter one says little that the longer one does not."""
    both = len(one.words & other.words)
    return both >= 3 and both >= 0.6 * min(len(one.words), len(other.words))


def _same_text(one: Telling, other: Telling) -> bool:
    both = one.words | other.words
    return len(both) >= 5 and len(one.words & other.words) >= 0.8 * len(both)
