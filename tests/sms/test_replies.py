"""Answers as thumbs type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.domain.numbers import number_of
from src.sms import replies

SERIAL = 4_711
CODE = number_of(SERIAL, "LB").partition("-")[2]


@pytest.mark.parametrize(
    ("typed", "event", "eta_min"),
    [
        ("YA {code}", "accepted", None),
        ("ya {code}", "accepted", None),
        ("  Ya, LB-{code}. ", "accepted", None),
        ("iya lb {code}", "accepted", None),
        ("YA {code} 10", "accepted", 10),
        ("Ya {code} 10 menit lagi", "accepted", 10),
        ("YA {code} 0", "accepted", None),
        ("YA {code} 999", "accepted", None),
        ("TIDAK {code}", "refused", None),
        ("tdk {code} sakit", "refused", None),
        ("TIDAK {code} 10", "refused", None),
    ],
)
def test_an_answer_is_understood(typed: str, event: str, eta_min: int | None) -> None:
    for code in (CODE, CODE.lower()):
        answer = replies.understood(typed.format(code=code), "LB")
        assert answer is not None
        assert (answer.event, answer.serial, answer.eta_min) == (event, SERIAL, eta_min)


def test_an_answer_without_a_number_is_still_an_answer() -> None:
    assert replies.understood("Ya", "LB") == replies.Answer("accepted", None)
    assert replies.understood("ya 15", "LB") == replies.Answer("accepted", None, 15)
    assert replies.understood("Tidak.", "LB") == replies.Answer("refused", None)


@pytest.mark.parametrize("typed", ["", "   ", "Selamat pagi", "Yakin?", "7K3M", "Pulsa Anda habis"])
def test_anything_else_is_no_answer(typed: str) -> None:
    assert replies.understood(typed, "LB") is None


@given(st.text())
def test_no_text_breaks_the_reader(typed: str) -> None:
    replies.understood(typed, "LB")
    replies.understood("YA " + typed, "LB")
