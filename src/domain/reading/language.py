"""Plain Indonesian as data: `indonesian.toml` beside this file, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from src.domain.spelling import sound
from src.domain.vocabulary import Phrases


@dataclass(frozen=True, slots=True)
class Language:
    """short      what is typed for a word ("rmh") → the word
    everyday      words that look like ours and are not ("terapi" is no "api")
    prefixes      as written → as it stands in the dictionary ("ta" → "ter"), with `roots`
    plain         those of the prefixes that leave the meaning as it is
    apart         those that people also write as a word of their own
    whole         words that only end as if they had an affix
    suffixes      endings that fall away
    concepts      name → words and phrases for things and events
    small         the same for the small words between them; no slips are forgiven in these
    broader       a place → the word that may also stand for it ("sd" → "sekolah")
    harmless      kind of doubt → phrases
    risks         code of a danger to life → phrases
    places        kind of word before the name of a place → words in their sounds
    """

    short: Mapping[str, str]
    everyday: frozenset[str]
    prefixes: Mapping[str, Phrases]
    plain: Phrases
    apart: Phrases
    whole: Phrases
    suffixes: Phrases
    concepts: Mapping[str, Phrases]
    small: Mapping[str, Phrases]
    broader: Mapping[str, str]
    harmless: Mapping[str, Phrases]
    risks: Mapping[str, Phrases]
    places: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def indonesian() -> Language:
    told = tomllib.loads(Path(__file__).with_name("indonesian.toml").read_text(encoding="utf-8"))
    return Language(
        short=_turned(told["short"]),
        everyday=frozenset(told["everyday"]["words"].split()),
        prefixes={before: tuple(after) for before, after in told["prefixes"].items()},
        plain=tuple(told["affixes"]["plain"].split()),
        apart=tuple(told["affixes"]["apart"].split()),
        whole=tuple(told["affixes"]["whole"].split()),
        suffixes=tuple(told["affixes"]["endings"].split()),
        concepts=_phrases(told["concepts"]),
        small=_phrases(told["small"]),
        broader=_turned(told["broader"]),
        harmless=_phrases(told["harmless"]),
        risks=_phrases(told["risks"]),
        places={
            name: frozenset(map(sound, words.split())) for name, words in told["places"].items()
        },
    )


def _turned(table: Mapping[str, str]) -> dict[str, str]:
    """A word = what stands for it, from what stands for it."""
    return {form: word for word, forms in table.items() for form in forms.split()}


def _phrases(table: Mapping[str, list[str]]) -> dict[str, Phrases]:
    return {name: tuple(phrases) for name, phrases in table.items()}
