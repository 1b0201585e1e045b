"""Indonesian words without their affixes: "dipukuli" is "pukul", "kebakarannya" is "kebakaran"."""

from collections.abc import Collection, Iterator, Mapping

from src.domain.reading.language import Language
from src.domain.spelling import sound
from src.domain.vocabulary import Phrases

SHORTEST_ROOT = 4  # "medan" is not "me-dan"; endings alone leave three letters ("gasnya")


class Affixes:
    """Works on words in their sounds (`domain.spelling`)."""

    def __init__(self, language: Language) -> None:
        self._prefixes: dict[str, Phrases] = {}
        for before, after in language.prefixes.items():
            known = self._prefixes.get(sound(before), ())  # "men" and "meny" sound alike
            self._prefixes[sound(before)] = (*known, *after)
        self._plain = {before: self._prefixes[before] for before in map(sound, language.plain)}
        self._apart = {sound(before) for before in language.apart}
        self._whole = {sound(word) for word in language.whole}
        self._endings = tuple(sound(ending) for ending in language.suffixes)

    def apart(self, word: str) -> bool:
        """A prefix that may stand alone before its word: "ta bakar"."""
        return sound(word) in self._apart

    def stems(self, key: str) -> Iterator[str]:
        """What may be left of it; least is taken away first."""
        return self._stems(key, self._prefixes)

    def root(self, word: str, words: Collection[str]) -> str:
        """The one of `words` that means the same as this one without its affixes, or itself."""
        if word in self._whole:
            return word
        stems = self._stems(word, self._plain)
        shorter = next((stem for stem in stems if stem in words and stem != word), None)
        return word if shorter is None else self.root(shorter, words)

    def _stems(self, key: str, prefixes: Mapping[str, Phrases]) -> Iterator[str]:
        cut = [key.removesuffix(end) for end in self._endings if key.endswith(end)]
        cut += [word[:-2] for word in cut if word.endswith("an")]
        cut += [key[:-1]] * key.endswith("na")  # "korbannya" sounds as "korbana"
        yield from (word for word in cut if len(word) >= SHORTEST_ROOT - 1)
        for word in (key, *cut):
            for root in _roots(word, prefixes):
                yield root
                yield from _roots(root, prefixes)


def _roots(word: str, prefixes: Mapping[str, Phrases]) -> Iterator[str]:
    for prefix, replacements in prefixes.items():
        root = word.removeprefix(prefix)
        if root != word:
            for replacement in replacements:
                if len(replacement + root) >= SHORTEST_ROOT:
                    yield replacement + root
