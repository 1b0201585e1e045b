"""Numbers to read aloud, tokens not to guess, and the code that ties an SMS to a report."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from src.domain import numbers

VECTORS = Path(__file__).parent.parent / "vectors" / "sms_code.json"


@given(st.integers(min_value=1, max_value=10**9))
def test_a_number_leads_back_to_its_serial(serial: int) -> None:
    assert numbers.serial_of(numbers.number_of(serial, "LB"), "LB") == serial


def test_the_first_half_million_numbers_have_four_letters_and_never_collide() -> None:
    shortest = len(numbers.ALPHABET) ** numbers.SHORTEST
    assert shortest > 500_000
    some = [numbers.number_of(serial, "LB") for serial in range(1, 20_000)]
    assert len(set(some)) == len(some)
    assert len(numbers.number_of(shortest, "LB")) == len("LB-7K3M")
    assert len(numbers.number_of(shortest + 1, "LB")) == len("LB-7K3MX")


def test_no_letter_looks_like_another() -> None:
    assert not set(numbers.ALPHABET) & set("0O1ILS5Z")


def test_neighbours_do_not_look_alike() -> None:
    one, two = numbers.number_of(1000, "LB"), numbers.number_of(1001, "LB")
    assert sum(a != b for a, b in zip(one, two, strict=True)) >= 2


def test_a_number_is_understood_however_it_is_typed() -> None:
    number = numbers.number_of(77, "LB")
    for typed in (number.lower(), number.replace("-", " "), number.removeprefix("LB-")):
        assert numbers.serial_of(typed, "LB") == 77


def test_what_cannot_be_a_number_is_none() -> None:
    for typed in ("", "LB-", "LB-0000", "LB-7K", "halo dunia", "LB-" + "A" * 40):
        assert numbers.serial_of(typed, "LB") is None


def test_tokens_have_128_bits() -> None:
    assert len(numbers.token()) == 22
    assert len({numbers.token() for _ in range(1000)}) == 1000


def test_only_the_secret_turns_a_share_token_into_the_reporters_own() -> None:
    own = numbers.own_token(b"s" * 32, "id", "share")
    assert own.startswith("share.")
    assert own != numbers.own_token(b"t" * 32, "id", "share")
    assert own != numbers.own_token(b"s" * 32, "other", "share")


def test_phone_and_server_make_the_same_sms_code() -> None:
    vectors = json.loads(VECTORS.read_text())["codes"]
    assert vectors
    for vector in vectors:
        assert numbers.sms_code(vector["id"]) == vector["code"]
