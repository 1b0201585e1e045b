"""words.toml: how people here say things. A pack without it gets no suggestions of categories."""

import re
from collections.abc import Collection

from src.domain.reading.language import indonesian
from src.domain.reading.phrases import flaw
from src.domain.vocabulary import NO_WORDS, Phrases, Vocabulary
from src.services.pack.entry import Entry
from src.services.pack.source import Source

FILE = "words.toml"
HARMLESS = ("idiom", "cooking", "negated")


def words(pack: Source, categories: Collection[str], villages: Collection[str]) -> Vocabulary:
    if not pack.has(FILE):
        return NO_WORDS
    file = pack.toml(FILE)
    places = file.part("places")
    meanings = file.part("meanings")
    own = file.part("concepts")
    concepts = {*indonesian().concepts, *indonesian().small, *own.values}
    found = Vocabulary(
        local=_local(file),
        sounds=_sounds(file),
        concepts=_phrases(own, concepts),
        harmless=_phrases(file.part("harmless"), concepts, HARMLESS, "idiom, cooking, negated"),
        risks=_phrases(file.part("risks"), concepts, indonesian().risks, "indonesian.toml"),
        categories=_phrases(file.part("categories"), concepts, categories, "categories.toml"),
        information=_leaf(meanings, "information", categories),
        exercise=_leaf(meanings, "exercise", categories),
        unknown=_leaf(meanings, "unknown", categories),
        seldom=_seldom(meanings, categories),
        nicknames=_nicknames(places.part("nicknames"), villages),
        everyday=places.texts("everyday"),
        unclear=places.texts("unclear"),
    )
    for entry in (places, meanings, file):
        entry.done()
    return found


def _local(file: Entry) -> dict[str, str]:
    """In the file the Indonesian word stands first, with all that people say for it."""
    table = file.part("local")
    return {said: word for word in table.values for said in table.text(word).split()}


def _sounds(file: Entry) -> tuple[tuple[str, str], ...]:
    """ "e>a": written before the sign, said behind it."""
    pairs = []
    for rule in file.texts("sounds"):
        written, sign, said = rule.partition(">")
        try:
            re.sub(written, said, "abcdefghijklmnopqrstuvwxyz")
        except re.error:
            sign = ""
        if not sign or not written:
            file.wrong("sounds", f"sounds {rule!r} is not like e>a")
        else:
            pairs.append((written, said))
    return tuple(pairs)


def _phrases(
    table: Entry, concepts: Collection[str], known: Collection[str] | None = None, of: str = ""
) -> dict[str, Phrases]:
    for key in table.values:
        if known is not None and key not in known:
            table.wrong(key, f"{key} is not in {of}")
        for each in table.texts(key):
            if trouble := flaw(each, concepts):
                table.wrong(key, f"{each!r}: {trouble}")
    return {key: table.texts(key) for key in table.values}


def _leaf(table: Entry, key: str, categories: Collection[str]) -> str:
    return table.reference(key, categories, "categories.toml") if table.has(key) else ""


def _seldom(table: Entry, categories: Collection[str]) -> Phrases:
    found = table.texts("seldom")
    for code in found:
        if code not in categories:
            table.wrong("seldom", f"{code} is not in categories.toml")
    return found


def _nicknames(table: Entry, villages: Collection[str]) -> dict[str, str]:
    for code in table.values:
        if code not in villages:
            table.wrong(code, f"{code} is not in villages.csv")
    return {name: code for code in table.values for name in table.texts(code)}
