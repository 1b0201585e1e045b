"""Which villages a name may mean: exactly, as part of a longer name, or spelt a little wrong."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from src.domain.reading.forms import Forms
from src.domain.region import Region
from src.domain.spelling import NUMERALS, distances, sound, written_words
from src.domain.village import Village

SHORTEST_GUESS, LONG = 5, 9  # letters from which one slip, and two, are forgiven
EXACT, PART, GUESS = 1.0, 0.8, 0.6

Names = dict[str, tuple[Village, ...]]


@dataclass(frozen=True, slots=True)
class Meant:
    """`district`: the code of the district that has this name, "" for none."""

    villages: tuple[Village, ...] = ()
    worth: float = 0.0
    district: str = ""
    everyday: bool = False
    unclear: bool = False


class Gazetteer:
    """The names of a region's villages and districts, folded once."""

    def __init__(self, region: Region, forms: Forms) -> None:
        words = region.words
        self._forms = forms
        self._names: Names = {}
        for village in region.villages.values():
            _enter(self._names, name_key(written_words(village.name)), village)
        for name, code in words.nicknames.items():
            if code in region.villages:
                _enter(self._names, name_key(written_words(name)), region.villages[code])
        self._parts = self._parts_of(region.villages.values())
        self._districts = {
            name_key(written_words(each.name)): each.code for each in region.districts.values()
        }
        self._everyday = {name_key(written_words(name)) for name in words.everyday}
        self._unclear = {name_key(written_words(name)) for name in words.unclear}

    def meant(self, words: Sequence[str], *, guess: bool) -> Meant:
        """What these written words name; `guess`: also if they are spelt a little wrong."""
        name = name_key(words)
        villages, worth = self._names.get(name, ()), EXACT
        if not villages and any("2" in word for word in words):
            villages = self._names.get(name_key([*_twice(words)]), ())
        if not villages and len(words) == 1:
            villages, worth = self._parts.get(name, ()), PART
        district = self._districts.get(name, "")
        if not villages and not district and guess:
            villages, worth = self._guessed(name, words), GUESS
        return Meant(villages, worth, district, name in self._everyday, name in self._unclear)

    def _guessed(self, name: str, words: Sequence[str]) -> tuple[Village, ...]:
        """Only words that mean nothing else to us."""
        forms = [form for word in words if (form := self._forms.of(word))]
        known = any(not form.cost for form in forms) or self._forms.everyday(words[0])
        if known or len(name) < SHORTEST_GUESS:
            return ()
        allowed = 2 if len(name) >= LONG else 1
        near = [
            (errors, villages)
            for key, villages in self._names.items()
            if key[0] == name[0]
            and len(key) >= SHORTEST_GUESS
            and abs(len(key) - len(name)) <= allowed
            and (errors := distances(name, key)[0]) <= allowed
        ]
        fewest = min((errors for errors, _ in near), default=0)
        return tuple(v for errors, villages in near if errors == fewest for v in villages)

    def _parts_of(self, villages: Iterable[Village]) -> Names:
        """Single words of longer names, unless they mean something else; one may name several."""
        parts: Names = {}
        for village in villages:
            words = written_words(village.name)
            for word in sorted(set(words)) if len(words) > 1 else ():
                telling = self._forms.of(word) is None and not self._forms.everyday(word)
                if telling and len(word) >= SHORTEST_GUESS and sound(word) not in self._names:
                    _enter(parts, sound(word), village)
        return parts


def _twice(words: Sequence[str]) -> Iterator[str]:
    """What "2" stands for: "leme2 bungin", "lumbi2a"."""
    for word in words:
        stem, two, ending = word.partition("2")
        yield from (stem, stem + ending) if stem and two else (word,)


def name_key(words: Sequence[str]) -> str:
    """The words of a name in their sounds, joined; a numeral after the first is its digit."""
    first, *rest = [*words] or [""]
    return "".join(sound(word) for word in (first, *(NUMERALS.get(word, word) for word in rest)))


def _enter(names: Names, key: str, village: Village) -> None:
    names[key] = (*names.get(key, ()), village)
