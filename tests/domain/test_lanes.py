"""Which lane of the board an incident stands in: what must be done next about it."""

import pytest

from src.domain.incident import STATES
from src.domain.lanes import LANES, lane_of
from src.words import board


def test_every_state_but_merged_has_one_lane() -> None:
    led = [state for states in LANES.values() for state in states]
    assert sorted(led) == sorted(set(STATES) - {"merged"})


def test_every_lane_has_its_words() -> None:
    assert board.LANES.keys() == LANES.keys()


@pytest.mark.parametrize(
    ("state", "info_needed", "lane"),
    [
        ("received", False, "baru"),
        ("under_review", True, "tunggu"),
        ("assigned", True, "regu"),
        ("on_scene", True, "jalan"),
        ("referred", False, "tunggu"),
        ("declined", True, "selesai"),
    ],
)
def test_a_question_holds_up_what_is_new_only(state: str, info_needed: bool, lane: str) -> None:
    assert lane_of(state, info_needed=info_needed) == lane
