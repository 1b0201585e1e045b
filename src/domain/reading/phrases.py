"""Phrases: how the lexicon says which words together mean something.

ular_masuk       these words directly one after the other
pohon tumbang    these words near each other, in any order
@fire @house     a word of the concept "fire" near one of the concept "house"
!  ?             counts for one more word; counts for little
-@animal         only where no word of this concept is said at all
<2               its parts stand at most two words apart
"""

from collections.abc import Collection
from dataclasses import dataclass

from src.domain.spelling import sound

STRONG, WEAK = 1.0, -0.6
FURTHER_WORD = 0.25  # what each word of a run adds to the first
REACH = 9


@dataclass(frozen=True, slots=True)
class Phrase:
    """`parts`: concepts ("@fire") and runs of words ("ular masuk"); `weight`: how much it says."""

    parts: tuple[str, ...]
    weight: float
    reach: int = REACH
    unless: tuple[str, ...] = ()


def phrase(written: str) -> Phrase:
    parts: list[str] = []
    unless: list[str] = []
    weight, reach = 0.0, REACH
    for part in written.split():
        if part in "!?":
            weight += STRONG if part == "!" else WEAK
        elif part.startswith("<"):
            reach = int(part[1:])
        elif part.startswith("-@"):
            unless.append(part[1:])
        elif part.startswith("@"):
            parts.append(part)
            weight += 1.0
        else:
            parts.append(run(part))
            weight += 1.0 + FURTHER_WORD * part.count("_")
    return Phrase(tuple(parts), weight, reach, tuple(unless))


def flaw(written: str, concepts: Collection[str]) -> str:
    """What is wrong with a phrase, "" for nothing; `concepts` are all that exist."""
    try:
        found = phrase(written)
    except ValueError:
        return "behind < stands a number"
    if not found.parts:
        return "there is no word in it"
    named = [part for part in (*found.parts, *found.unless) if part.startswith("@")]
    unknown = [part for part in named if part[1:] not in concepts]
    return f"there is no concept {unknown[0]}" if unknown else ""


def run(part: str) -> str:
    """`ular_masuk` as its sounds with spaces between."""
    return " ".join(sound(word) for word in part.lower().split("_"))


def words_of(written: str) -> set[str]:
    """Every plain word in it, in its sounds."""
    parts = phrase(written).parts
    return {word for part in parts if not part.startswith("@") for word in part.split()}
