"""From a word as somebody typed it to the word of the lexicon that is meant.

Tried in this order, the first that hits counts: the word itself; a short or local form; the word
without affixes ("apinya", "tabakar"); and unless it is an everyday word of its own, a slip of the
pen: a letter missing, too many or swapped, in longer words a wrong one, or vowels left out.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from src.domain.reading.affixes import SHORTEST_ROOT, Affixes
from src.domain.reading.language import Language
from src.domain.spelling import distances, sound
from src.domain.vocabulary import Vocabulary

SHORTEST_SLIP = 5  # shorter words are too near to others
WRONG_LETTER, TWO_SLIPS = 7, 10  # letters from which so much is forgiven
SLIP_COST = 0.3
NUMBER = "#"  # stands for any number
_LOOKALIKES = str.maketrans("0134578", "oieastb")
_VOWELS = re.compile(r"[aeiou]")


@dataclass(frozen=True, slots=True)
class Form:
    """A word of the lexicon; `cost` says how far the typed one was from it."""

    word: str
    cost: float = 0.0


class Forms:
    """All words of a lexicon, in their sounds (`domain.spelling`).

    `telling` are those for which slips are forgiven: small words are too many and too short.
    """

    def __init__(
        self,
        words: Collection[str],
        telling: Collection[str],
        own: Vocabulary,
        language: Language,
    ) -> None:
        self._affixes = Affixes(language)
        self._roots = {word: self._affixes.root(word, telling) for word in telling}
        self._words = {self.root(word) for word in words}
        meant = {**language.short, **own.local}
        self._short = {sound(typed): self.root(sound(word)) for typed, word in meant.items()}
        self._everyday = {sound(word) for word in language.everyday} - self._words
        for word in sorted(self._words):
            for heard in _locally(word, own.sounds):
                if heard not in self._words | self._everyday:
                    self._short.setdefault(heard, word)
        self._by_slip: dict[str, list[str]] = {}
        self._by_bones: dict[str, list[str]] = {}
        for word in sorted({self._roots[word] for word in telling}):
            if word.isalpha() and len(word) >= SHORTEST_SLIP - 1:
                self._by_bones.setdefault(_bones(word), []).append(word)
            if word.isalpha() and len(word) >= SHORTEST_SLIP:
                for trace in _traces(word):
                    self._by_slip.setdefault(trace, []).append(word)
        self._known: dict[str, Form | None] = {}

    def root(self, word: str) -> str:
        """Under which a word of the lexicon is found: several may be one ("ledakan", "meledak")."""
        return self._roots.get(word, word)

    def everyday(self, written: str) -> bool:
        """A word of its own that only looks like one of ours."""
        return sound(written) in self._everyday

    def of(self, written: str) -> Form | None:
        """The word meant, if it is one of ours."""
        if written not in self._known:
            if len(self._known) > 20_000:
                self._known.clear()
            self._known[written] = self._exact(written) or self._slip(written)
        return self._known[written]

    def joined(self, first: str, second: str) -> Form | None:
        """A prefix written apart ("ta bakar") or a word said twice; no slips are forgiven here."""
        if first != second and not self._affixes.apart(first):
            return None
        return self._exact(first + second)

    def _exact(self, written: str) -> Form | None:
        if written.isdecimal():
            return Form(NUMBER)
        for word in _spellings(written):
            key = sound(word)
            short = self._short.get(key)
            if short is not None:
                return Form(short) if short in self._words else None
            if key in self._words:
                return Form(key)
            if key in self._everyday:
                return None
            for stem in self._affixes.stems(key):
                meant = self._short.get(stem, stem) if len(stem) > SHORTEST_ROOT else stem
                if meant in self._words:
                    return Form(meant)
        return None

    def _slip(self, written: str) -> Form | None:
        key = sound(next(iter(_spellings(written))))
        if key in self._everyday or not key.isalpha():
            return None
        best = min(
            (
                (errors, word)
                for word in self._alike(key)
                if word[0] == key[0] and (errors := _slips(key, word)) is not None
            ),
            default=None,
        )
        return Form(best[1], SLIP_COST * best[0]) if best else None

    def _alike(self, key: str) -> set[str]:
        found: set[str] = set()
        bones = _bones(key)
        if len(bones) >= 4 or (len(bones) == 3 and bones == key):
            found.update(self._by_bones.get(bones, ()))
        if len(key) >= SHORTEST_SLIP:
            for trace in _traces(key):
                found.update(self._by_slip.get(trace, ()))
        return found


def _slips(key: str, word: str) -> int | None:
    """How many slips lead from the one to the other; None if more than may be forgiven."""
    if _bones(word) == _bones(key) and len(key) < len(word):
        return 1
    errors, _ = distances(key, word)
    shorter = min(len(key), len(word))
    if errors > (2 if shorter >= TWO_SLIPS else 1):
        return None
    swapped = sorted(key) == sorted(word)
    if len(key) == len(word) and not swapped and shorter < WRONG_LETTER:
        return None
    return errors


def _locally(word: str, sounds: Iterable[tuple[str, str]]) -> set[str]:
    """A word as the region pronounces it: each rule alone, and all of them."""
    heard, all_of_them = set(), word
    for pattern, replacement in sounds:
        heard.add(re.sub(pattern, replacement, word))
        all_of_them = re.sub(pattern, replacement, all_of_them)
    return {sound(form) for form in {*heard, all_of_them} - {word} if len(form) >= SHORTEST_ROOT}


def _spellings(written: str) -> Iterator[str]:
    """As typed; with letters for digits ("k3bakaran"); once for "orang2" and "trek2an"."""
    if written.isalpha() or not any(sign.isalpha() for sign in written):
        yield written
        return
    stem, twice, ending = written.partition("2")
    if twice and stem.isalpha() and ending in ("", "an", "nya", "i"):
        yield stem + ending
        if ending:
            yield stem
        return
    yield written
    yield written.translate(_LOOKALIKES)


def _traces(word: str) -> set[str]:
    """The word, and the word with any one letter missing."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _bones(word: str) -> str:
    return _VOWELS.sub("", word)
