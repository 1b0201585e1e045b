"""What a message says: where each word and concept of the lexicon stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, product

from src.domain.reading.found import Quote
from src.domain.reading.lexicon import Lexicon, Sign, Signs
from src.domain.reading.tokens import Message

MOST_SPOTS = 4
GAP, PAUSE, STOP = 0.06, 0.1, 0.3  # what a word, a comma and a full stop between parts cost
LONGER = 0.1  # "rumah sakit" tells more than "rumah"
ASIDE = 2.2  # what stands "dekat …" tells where, not what


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens `first` to `last`; `cost`: how badly they are spelt."""

    first: int
    last: int
    cost: float = 0.0

    @property
    def tokens(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class Match:
    """A sign found. `score`: its weight less what distance and spelling cost."""

    sign: Sign
    spots: tuple[Spot, ...]
    score: float

    @property
    def tokens(self) -> set[int]:
        return {place for spot in self.spots for place in spot.tokens}


class Hearing:
    """Where the words, runs of words and concepts that occur in a message stand."""

    def __init__(self, message: Message, lexicon: Lexicon, names: frozenset[int]) -> None:
        """`names`: tokens that are the name of a village, and so no words."""
        self.message = message
        self._lexicon = lexicon
        self._said: dict[str, list[Spot]] = {}
        words = self._words(lexicon, names)
        self._at = {spot.first: word for word, spot in words}
        self._note(words, lexicon)
        self._aside = {spot.last + 1 for spot in self.spots("@beside") if self._follows(spot.last)}

    def spots(self, *names: str) -> list[Spot]:
        return [spot for name in names for spot in self._said.get(name, ())]

    def places(self, *names: str) -> set[int]:
        """The tokens at which these are said."""
        return {place for spot in self.spots(*names) for place in spot.tokens}

    def word(self, place: int) -> str:
        """The word of the lexicon at this token, "" for any other."""
        return self._at.get(place, "")

    def everyday(self, place: int) -> bool:
        """A common word that is none of the lexicon's."""
        return self._lexicon.forms.everyday(self.message.tokens[place].written)

    def broader(self, word: str) -> str:
        """The word that may stand for this place too."""
        return self._lexicon.broader.get(word, "")

    def together(self, place: int, other: int) -> bool:
        """In one clause."""
        tokens = self.message.tokens
        return tokens[place].clause == tokens[other].clause

    def quotes(self, spots: Iterable[Spot]) -> tuple[Quote, ...]:
        """In the order of the message, each once."""
        ordered = sorted({(spot.first, spot.last) for spot in spots})
        return tuple(self.message.quote(first, last) for first, last in ordered)

    def matches(self, signs: Signs, used: frozenset[int] = frozenset()) -> list[Match]:
        """The closest match of each sign that is said without the `used` tokens."""
        closest = (
            self._closest(sign, used)
            for part in self._said
            for sign in signs.get(part, ())
            if all(other in self._said for other in sign.phrase.parts)
            and not any(other in self._said for other in sign.phrase.unless)
        )
        return [match for match in closest if match is not None]

    def _words(self, lexicon: Lexicon, names: frozenset[int]) -> list[tuple[str, Spot]]:
        """The words of the lexicon in order; "" for any other word."""
        tokens = self.message.tokens
        words: list[tuple[str, Spot]] = []
        place = 0
        while place < len(tokens):
            written = tokens[place].written
            if self._follows(place) and place + 1 not in names:
                both = lexicon.forms.joined(written, tokens[place + 1].written)
                if both is not None:
                    words.append((both.word, Spot(place, place + 1, both.cost)))
                    place += 2
                    continue
            form = None if place in names else lexicon.forms.of(written)
            spot = Spot(place, place, form.cost if form else 0.0)
            words.append((form.word if form else "", spot))
            place += 1
        return words

    def _follows(self, place: int) -> bool:
        """Whether another word stands right behind, without a comma or stop between."""
        tokens = self.message.tokens
        return place + 1 < len(tokens) and tokens[place].clause == tokens[place + 1].clause

    def _note(self, words: list[tuple[str, Spot]], lexicon: Lexicon) -> None:
        """A thing inside a longer name is none of its own: "rumah sakit" is no house."""
        inside: set[int] = set()
        for place, (word, _) in enumerate(words):
            for wanted in lexicon.runs.get(word, ()) if word else ():
                spot = _run_at(words, place, wanted)
                if spot is None or not self.together(spot.first, spot.last):
                    continue
                key = " ".join(wanted)
                self._said.setdefault(key, []).append(spot)
                things = lexicon.things.get(key, ())
                if not inside.isdisjoint(spot.tokens):
                    things = ()
                for name in (*things, *lexicon.small.get(key, ())):
                    self._said.setdefault(name, []).append(spot)
                if len(wanted) > 1 and things:
                    inside.update(spot.tokens)

    def _closest(self, sign: Sign, used: frozenset[int]) -> Match | None:
        choices = [
            [spot for spot in self._said[part] if used.isdisjoint(spot.tokens)][:MOST_SPOTS]
            for part in sign.phrase.parts
        ]
        best: Match | None = None
        for spots in product(*choices):
            cost = self._cost(spots, sign.phrase.reach)
            if cost is not None and (best is None or sign.phrase.weight - cost > best.score):
                best = Match(sign, spots, sign.phrase.weight - cost)
        return best

    def _cost(self, spots: tuple[Spot, ...], reach: int) -> float | None:
        """What lies between the parts; None where they overlap or are too far apart."""
        ordered = sorted(spots, key=lambda spot: spot.first) if len(spots) > 1 else spots
        cost = 0.0
        for spot in ordered:
            cost += (
                spot.cost - LONGER * (spot.last - spot.first) + ASIDE * (spot.first in self._aside)
            )
        tokens = self.message.tokens
        for before, after in pairwise(ordered):
            between = after.first - before.last - 1
            if between < 0:
                return None
            end, start = tokens[before.last], tokens[after.first]
            cost += GAP * between
            cost += PAUSE * (start.clause - end.clause) + STOP * (start.sentence - end.sentence)
        if ordered[-1].first - ordered[0].last > reach:
            return None
        return cost


def _run_at(words: list[tuple[str, Spot]], place: int, wanted: tuple[str, ...]) -> Spot | None:
    run = words[place : place + len(wanted)]
    if tuple(word for word, _ in run) != wanted:
        return None
    return Spot(run[0][1].first, run[-1][1].last, sum(spot.cost for _, spot in run))
