"""What a region's pack knows about how its people say things: the words behind suggestions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Phrases = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words.toml` of a pack; what its phrases may contain is told in docs/understanding.md.

    local        a word of the local speech → the Indonesian word it stands for
    sounds       how whole words change here: pattern and replacement ("e" → "a")
    concepts     further words of a concept of the language ("fire"), or one of its own
    harmless     further phrases for what only sounds dangerous: "idiom", "cooking", "negated"
    risks        further phrases by danger to life ("weapon")
    categories   code of a leaf → phrases that point to it
    information  the leaf for what is only told or asked, "" while the pack names none
    exercise     the leaf for drills, likewise
    unknown      the leaf with which a message stays while nothing is understood; never suggested
    seldom       leaves that hardly happen twice at one time in one village
    nicknames    a name people use → code of the village they mean
    everyday     names of villages that are also everyday words: taken only after "desa"
    unclear      names that mean several places, never one village
    """

    local: Mapping[str, str] = field(default_factory=dict)
    sounds: tuple[tuple[str, str], ...] = ()
    concepts: Mapping[str, Phrases] = field(default_factory=dict)
    harmless: Mapping[str, Phrases] = field(default_factory=dict)
    risks: Mapping[str, Phrases] = field(default_factory=dict)
    categories: Mapping[str, Phrases] = field(default_factory=dict)
    information: str = ""
    exercise: str = ""
    unknown: str = ""
    seldom: Phrases = ()
    nicknames: Mapping[str, str] = field(default_factory=dict)
    everyday: Phrases = ()
    unclear: Phrases = ()


NO_WORDS = Vocabulary()
