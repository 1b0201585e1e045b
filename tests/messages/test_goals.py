"""The goals of understanding hold on the messages in the repository, also on those held out."""

from pathlib import Path

import pytest

from src.domain.region import Region
from tests.messages.goals import GOALS
from tests.messages.labelled import HELD_OUT, TUNED, messages
from tests.messages.scoring import Figures, Score, figures

FILES = (TUNED, HELD_OUT)


@pytest.fixture(scope="module")
def measured(region: Region) -> dict[Path, Figures]:
    return {file: figures(messages(file), region) for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
@pytest.mark.parametrize("name", GOALS)
def test_messages_are_understood(name: str, file: Path, measured: dict[Path, Figures]) -> None:
    score: Score = getattr(measured[file], name)
    assert score.asked > 0
    assert score.percent >= GOALS[name], "\n".join(score.wrong)


def test_there_are_enough_messages_of_every_channel() -> None:
    known = [message for file in FILES for message in messages(file)]
    assert len(known) >= 160
    channels = {message.labels["channel"] for message in known}
    assert channels == {"app", "phone", "whatsapp", "facebook", "walk_in", "radio", "lapor"}
    assert len(messages(HELD_OUT)) >= 60
