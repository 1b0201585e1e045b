"""Whoever changes, drops or swaps a line of the log is found out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from src.domain import chain
from src.domain.chain import Line

NOON = datetime(2026, 10, 12, 4, 0, tzinfo=UTC)


def line(number: int, detail: str, previous: str) -> Line:
    digest = chain.digest(previous, 7, number, "noted", NOON, NOON, "system", detail, "")
    return Line(7, number, "noted", NOON, NOON, "system", detail, "", previous, digest)


def log(length: int) -> list[Line]:
    lines: list[Line] = []
    previous = chain.GENESIS
    for number in range(1, length + 1):
        detail = chain.canonical({"n": number})
        lines.append(line(number, detail, previous))
        previous = lines[-1].hash
    return lines


def test_an_untouched_log_has_no_flaw() -> None:
    assert chain.flaw(log(5)) is None
    assert chain.flaw([]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"event": "verified"},
        {"at": NOON + timedelta(seconds=1)},
        {"recorded_at": NOON + timedelta(seconds=1)},
        {"actor": "person:1"},
        {"detail": "{}"},
        {"action_id": "00000000-0000-4000-8000-000000000000"},
        {"incident": 8},
    ],
)
def test_a_changed_field_is_found(change: dict[str, Any]) -> None:
    lines = log(5)
    lines[2] = replace(lines[2], **change)
    assert chain.flaw(lines) == "line 3 was changed after it was written"


def test_a_missing_line_is_found() -> None:
    lines = log(5)
    del lines[2]
    assert chain.flaw(lines) == "line 3 is missing"


def test_a_line_written_anew_with_its_own_hash_is_found_by_the_next() -> None:
    lines = log(5)
    lines[2] = line(3, '{"n":99}', lines[2].previous)
    assert chain.flaw(lines) == "line 4 does not follow the line before it"


def test_fields_cannot_be_shifted_into_each_other() -> None:
    one = chain.digest("p", 1, 2, "a", NOON, NOON, "b", "c", "")
    other = chain.digest("p", 1, 2, "a", NOON, NOON, "bc", "", "")
    assert one != other
