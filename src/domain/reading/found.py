"""What may be read out of a message: suggestions, each with the words it came from."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from src.domain.category import Category
from src.domain.village import Point, Village

T = TypeVar("T")

Confidence = Literal["sure", "likely", "unsure"]

# Why what sounds like an emergency may be none:
# idiom          a figure of speech               cooking        fire and smoke of the kitchen
# drill          an exercise                      negated        the message itself says it is not
# hypothetical   "if", "in case"                  question       asked, not told
# past           yesterday or longer ago          over           put out, settled
# place          a name that means several places
DoubtKind = Literal[
    "idiom", "cooking", "drill", "negated", "hypothetical", "question", "past", "over", "place"
]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the message: `text` is `message[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One suggestion, and why: the words of the message that led to it."""

    value: T
    confidence: Confidence
    because: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look twice. It is shown; it rejects nothing."""

    kind: DoubtKind
    because: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Suggestions for the operator, each list best first.

    phones      in the international form (E.164)
    village     the one to fill in, None where the message leaves a choice: then see `villages`
    landmark    in the words of the message
    categories  leaves, at most three
    risks       codes of dangers to life ("trapped", "weapon" …); any of them raises the priority
    priority    code of a priority (P1 to P4), None where nothing was understood
    position    coordinates in the text, such as a shared link to a map
    """

    phones: tuple[Found[str], ...] = ()
    village: Found[Village] | None = None
    villages: tuple[Found[Village], ...] = ()
    landmark: Found[str] | None = None
    position: Found[Point] | None = None
    categories: tuple[Found[Category], ...] = ()
    risks: tuple[Found[str], ...] = ()
    priority: Found[str] | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def category(self) -> Found[Category] | None:
        """The best leaf."""
        return self.categories[0] if self.categories else None

    @property
    def life_risk(self) -> bool:
        return bool(self.risks)
