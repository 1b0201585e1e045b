"""Why what was found may not be meant: negated, only supposed, asked, long ago."""

from src.domain.reading.found import DoubtKind
from src.domain.reading.hearing import Hearing, Match, Spot

NEGATED_WITHIN, SUPPOSED_WITHIN, ASKED_WITHIN = 4, 7, 4


class Scepticism:
    """Looks at each match of one message; the words it goes by are concepts of the language."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._tokens = hearing.message.tokens
        self._between = {spot.first for spot in hearing.spots("@between")}

    def about(self, match: Match, *, askable: bool = True) -> tuple[DoubtKind, Spot] | None:
        """The first doubt about it, with the words that raise it.

        `askable`: a question about it is no report of it ("when will the road be mended?" is one).
        """
        for spot in match.spots:
            denied = self.denied(spot)
            if denied is not None:
                return "negated", denied
        first = min(match.spots, key=lambda spot: spot.first)
        supposed = next(filter(None, map(self._supposed, match.spots)), None)
        if supposed is not None:
            return "hypothetical", supposed
        asked = self._asked(first) if askable and not self.insisted else None
        return ("question", asked) if asked is not None else None

    @property
    def insisted(self) -> bool:
        """Somebody who is not believed says that it is real: then no word is a figure of speech."""
        return bool(self._hearing.spots("@real"))

    def denied(self, spot: Spot) -> Spot | None:
        """A "not" before it with nothing but small words between, or "is not there" after it."""
        for no in self._hearing.spots("@not"):
            gap = range(no.last + 1, spot.first)
            near = no.last < spot.first and len(gap) < NEGATED_WITHIN
            if near and self._together(no, spot) and all(i in self._between for i in gap):
                return no
        for gone in self._hearing.spots("@absent"):
            follows = gone.first - spot.last in (1, 2) and self._together(gone, spot)
            if follows and self._ends_clause(gone):
                return gone
        return None

    def _supposed(self, spot: Spot) -> Spot | None:
        for word in self._hearing.spots("@if"):
            if 0 < spot.first - word.last <= SUPPOSED_WITHIN and self._together(word, spot):
                return word
        return None

    def _asked(self, spot: Spot) -> Spot | None:
        """In a sentence with a question mark and an asking word, or soon after a plain one."""
        here = self._tokens[spot.first].sentence
        marked = here in self._hearing.message.asked
        for word in self._hearing.spots("@asking"):
            if self.denied(word) is not None:
                continue  # "bukan hoaks"
            same = self._tokens[word.first].sentence == here
            if same and (marked or 0 < spot.first - word.last <= ASKED_WITHIN):
                return word
        for word in self._hearing.spots("@asks") if marked else ():
            if self._tokens[word.first].sentence == here:
                return word
        return None

    def _together(self, one: Spot, other: Spot) -> bool:
        return self._tokens[one.last].clause == self._tokens[other.first].clause or (
            self._tokens[other.last].clause == self._tokens[one.first].clause
        )

    def _ends_clause(self, spot: Spot) -> bool:
        after = spot.last + 1
        if after >= len(self._tokens) or after in self._hearing.places("@after_absent"):
            return True
        return self._tokens[after].clause != self._tokens[spot.last].clause
