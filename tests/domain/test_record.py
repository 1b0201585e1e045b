"""The records owed, as data: every field has its words, and what is typed is read or told wrong."""

import pytest

from src.domain import record
from src.domain.record import RECORDS, Kind, fields, for_others, kind_of, missing, read
from src.words.records import RECORD_CHOICES, RECORD_FIELDS, RECORD_SECTIONS, RECORD_TITLES

KINDS: tuple[Kind, ...] = ("fire", "rescue", "order")
FIRE = {
    "object_kind": "house",
    "cause": "unknown",
    "dead": "0",
    "badly_hurt": "0",
    "lightly_hurt": "1",
    "officers": "6",
    "outcome": "extinguished",
    "chronology": "Api dari dapur.",
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_part_has_its_words(kind: Kind) -> None:
    assert kind in RECORD_TITLES
    for section in RECORDS[kind]:
        assert section.code in RECORD_SECTIONS
    for field in fields(kind):
        assert field.code in RECORD_FIELDS
        if field.choices:
            assert set(field.choices) == set(RECORD_CHOICES[field.code])


def test_a_complete_fire_can_be_signed_with_nobody_hurt_and_no_known_cause() -> None:
    values, mistakes = read("fire", FIRE)
    assert not mistakes and not missing("fire", values)
    assert values["dead"] == 0 and values["lightly_hurt"] == 1


def test_what_is_missing_is_named() -> None:
    values, _ = read("fire", {"dead": "0"})
    assert set(missing("fire", values)) == set(FIRE) - {"dead"}


def test_thousands_may_carry_dots() -> None:
    values, mistakes = read("fire", {"loss_rp": "Rp 1.500.000", "burned_m2": "72"})
    assert values == {"loss_rp": 1_500_000, "burned_m2": 72} and not mistakes


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("dead", "dua", "number_wrong"),
        ("dead", "-1", "number_wrong"),
        ("dead", "²", "number_wrong"),
        ("dead", "9" * 16, "number_wrong"),
        ("dead", "2000000", "number_too_big"),
        ("cause", "magic", "field_invalid"),
        ("owner", "x" * 201, "text_too_long"),
        ("chronology", "x" * 3001, "text_too_long"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(field: str, text: str, reason: str) -> None:
    values, mistakes = read("fire", {field: text})
    assert mistakes == {field: reason} and field not in values


def test_a_date_is_a_date() -> None:
    assert read("order", {"follow_up_on": "2026-10-20"})[0] == {"follow_up_on": "2026-10-20"}
    assert read("order", {"follow_up_on": "besok"})[1] == {"follow_up_on": "date_wrong"}


def test_ticks_are_kept_in_their_order() -> None:
    said = {"obstacles-wind": "ya", "obstacles-water": "ya", "obstacles-x": "ya"}
    assert read("fire", said)[0] == {"obstacles": ["water", "wind"]}


def test_the_copy_for_others_names_nobody() -> None:
    values = {"owner": "Ibu Ani", "action": "Dipadamkan, hubungi 081234567890", "dead": 0}
    copy = for_others("fire", values)
    assert "owner" not in copy and "081234567890" not in copy["action"] and copy["dead"] == 0


def test_questions_owe_no_record() -> None:
    assert kind_of("other") is None
    assert {kind_of("fire"), kind_of("rescue"), kind_of("disaster"), kind_of("order")} == set(
        record.RECORDS
    )
