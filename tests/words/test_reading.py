"""Whatever may be read out of a message has its word on the screen."""

from typing import get_args

from src.domain.reading import DoubtKind
from src.domain.reading.language import indonesian
from src.words import intake


def test_every_doubt_and_danger_has_its_word() -> None:
    assert set(intake.DOUBTS) == set(get_args(DoubtKind))
    assert set(intake.LIFE_RISKS) == set(indonesian().risks)
