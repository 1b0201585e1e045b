"""The language and a region's own words, compiled: what is looked for in every message."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from src.domain.reading.forms import Forms
from src.domain.reading.language import Language
from src.domain.reading.phrases import Phrase, phrase, run, words_of
from src.domain.spelling import sound
from src.domain.vocabulary import Phrases, Vocabulary


@dataclass(frozen=True, slots=True)
class Sign:
    """A phrase, and what it points to: a leaf, a danger or a kind of doubt."""

    phrase: Phrase
    meaning: str


# By their first part, so that only signs of which something is said are looked at.
Signs = Mapping[str, tuple[Sign, ...]]


class Lexicon:
    """`runs`: by its first word, every run of words somebody looks for, the longest first.

    `things` and `small`: the concepts of each run; small words go by themselves.
    """

    def __init__(self, language: Language, own: Vocabulary) -> None:
        things = _joined(language.concepts, own.concepts)
        harmless = _joined(language.harmless, own.harmless)
        risks = _joined(language.risks, own.risks)
        telling = _words(things, harmless, own.categories, risks)
        self.forms = Forms(telling | _words(language.small), telling, own, language)
        self.broader = {sound(word): sound(wide) for word, wide in language.broader.items()}
        self.harmless = self._signs(harmless)
        self.categories = self._signs(own.categories)
        self.risks = self._signs(risks)
        self.runs: dict[str, list[tuple[str, ...]]] = {}
        self.things = self._concepts(things)
        self.small = self._concepts(language.small)
        for signs in (self.harmless, self.categories, self.risks):
            for part in (p for each in signs.values() for sign in each for p in sign.phrase.parts):
                if not part.startswith("@"):
                    self._look_for(part)
        for runs in self.runs.values():
            runs.sort(key=len, reverse=True)

    def _concepts(self, table: Mapping[str, Phrases]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name, phrases in table.items():
            for each in phrases:
                key = self._rooted(run(each))
                found[key] = (*found.get(key, ()), f"@{name}")
                self._look_for(key)
        return found

    def _signs(self, table: Mapping[str, Phrases]) -> Signs:
        found: dict[str, tuple[Sign, ...]] = {}
        for meaning, phrases in table.items():
            for each in phrases:
                sign = Sign(self._rooted_phrase(phrase(each)), meaning)
                first = sign.phrase.parts[0]
                found[first] = (*found.get(first, ()), sign)
        return found

    def _rooted_phrase(self, found: Phrase) -> Phrase:
        parts = (part if part.startswith("@") else self._rooted(part) for part in found.parts)
        return replace(found, parts=tuple(parts))

    def _rooted(self, words: str) -> str:
        return " ".join(self.forms.root(word) for word in words.split())

    def _look_for(self, key: str) -> None:
        words = tuple(key.split())
        runs = self.runs.setdefault(words[0], [])
        if words not in runs:
            runs.append(words)


def _joined(one: Mapping[str, Phrases], other: Mapping[str, Phrases]) -> dict[str, Phrases]:
    return {name: (*one.get(name, ()), *other.get(name, ())) for name in {**one, **other}}


def _words(*tables: Mapping[str, Phrases]) -> set[str]:
    return {
        word
        for table in tables
        for phrases in table.values()
        for each in phrases
        for word in words_of(each)
    }
