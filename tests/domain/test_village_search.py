"""Finding a village as people spell it: held to the vectors that hold the search on the phone."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.domain.spelling import distances, folded, written_words
from src.domain.village import District, Point, Village
from src.domain.village_search import VillageSearch

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "village_search.json").read_text())
VILLAGES = [
    Village(code, name, "desa", District(district, district), Point(lat, lng))
    for code, name, district, lat, lng in VECTORS["villages"]
]
SEARCH = VillageSearch(VILLAGES)


@pytest.mark.parametrize("case", VECTORS["folding"], ids=lambda case: case["text"][:30])
def test_a_name_sounds_like_this(case: dict[str, Any]) -> None:
    assert folded(written_words(case["text"])) == case["words"]


@pytest.mark.parametrize("case", VECTORS["searches"], ids=lambda case: case["query"] or "nothing")
def test_a_search_finds(case: dict[str, Any]) -> None:
    assert [village.code for village in SEARCH.find(case["query"])] == case["found"], case["why"]


@pytest.mark.parametrize("village", VILLAGES, ids=lambda village: village.label)
def test_every_village_is_found_first_by_its_own_name_and_district(village: Village) -> None:
    assert SEARCH.find(f"{village.name} {village.district.name}")[0] == village
    assert village.name in {each.name for each in SEARCH.find(village.name)[:1]}


def test_no_more_are_told_than_asked_for() -> None:
    assert len(SEARCH.find("bulagi", limit=3)) == 3


@given(st.text(max_size=80))
def test_anything_may_be_typed(query: str) -> None:
    found = SEARCH.find(query)
    assert len(found) == len(set(found)) <= 8


@given(st.text("abn", max_size=8), st.text("abn", max_size=8))
def test_a_name_is_as_far_as_its_letters_tell(query: str, name: str) -> None:
    whole, beginning = distances(query, name)
    assert abs(len(query) - len(name)) <= whole <= max(len(query), len(name))
    assert beginning <= whole
    assert (whole == 0) == (query == name)
    assert (beginning == 0) == name.startswith(query)
