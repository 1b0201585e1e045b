"""words.toml: what is wrong with it is told with its line, before anybody is misunderstood."""

import shutil
from pathlib import Path

import pytest

from src.domain.reading.language import indonesian
from src.domain.reading.phrases import flaw
from src.services.region_pack import RegionPackError, load_region
from src.settings import ROOT


def problems(folder: Path, words: str) -> str:
    pack = folder / "pack"
    shutil.copytree(ROOT / "regions" / "72.07", pack)
    (pack / "words.toml").write_text(words, encoding="utf-8")
    with pytest.raises(RegionPackError) as told:
        load_region(pack)
    return str(told.value)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('[categories]\n"fire.castle" = ["istana"]', "fire.castle is not in categories.toml"),
        ('[categories]\n"fire.house" = ["@castle api"]', "there is no concept @castle"),
        ('[categories]\n"fire.house" = ["! !"]', "there is no word in it"),
        ('[categories]\n"fire.house" = ["api <x"]', "behind < stands a number"),
        ('[harmless]\njoke = ["api"]', "joke is not in idiom, cooking, negated"),
        ('[risks]\nboredom = ["bosan"]', "boredom is not in indonesian.toml"),
        ('[meanings]\ninformation = "other.nothing"', "'other.nothing' is not in categories.toml"),
        ('[places.nicknames]\n"1" = ["Kota"]', "1 is not in villages.csv"),
        ('sounds = ["e"]', "is not like e>a"),
        ("[local]\nsudah = 3", "sudah is not a text"),
        ('[wrods]\na = "b"', "wrods is not known here"),
    ],
)
def test_a_mistake_is_told_with_its_line(words: str, told: str, tmp_path: Path) -> None:
    found = problems(tmp_path, words)
    assert told in found
    assert "words.toml:" in found


def test_the_language_itself_names_only_concepts_that_exist() -> None:
    language = indonesian()
    concepts = {*language.concepts, *language.small}
    tables = (language.harmless, language.risks, language.concepts, language.small)
    phrases = [each for table in tables for listed in table.values() for each in listed]
    assert [(each, flaw(each, concepts)) for each in phrases if flaw(each, concepts)] == []
