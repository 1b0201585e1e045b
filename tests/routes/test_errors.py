"""Whatever goes wrong, a person reads a plain sentence and finds a way out."""

import re

import pytest
import structlog

from src.domain.errors import Conflict, Invalid, Told, TooMany
from src.routes.errors import STATUS
from src.routes.forms import Form
from src.routes.sentences import field_sentences, sentence
from src.words import ERROR_TITLES, ERRORS
from tests.routes.small_client import visiting

KINDS = [Told.kind, *(kind.kind for kind in Told.__subclasses__())]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_status_a_sentence_and_a_heading(kind: str) -> None:
    assert STATUS[kind] >= 400
    assert ERRORS[kind]
    assert ERROR_TITLES[kind]


@pytest.mark.parametrize("reason", sorted(ERRORS))
def test_sentences_are_short_and_plain(reason: str) -> None:
    for part in re.split(r"[.!?]", ERRORS[reason]):
        assert len(part.split()) <= 12


def test_the_details_fill_the_sentence() -> None:
    assert "5 menit" in sentence(TooMany(retry_after=300))
    assert "1 menit" in sentence(TooMany(retry_after=10))


def test_a_reason_without_words_falls_back_on_its_kind() -> None:
    assert sentence(Conflict("never_written_down")) == ERRORS["conflict"]


def test_a_sentence_whose_details_are_missing_falls_back_on_its_kind() -> None:
    assert sentence(Conflict("done_before")) == ERRORS["conflict"]


def test_fields_are_told_one_by_one() -> None:
    error = Invalid({"village": "village_unknown", "text": "never_written_down"})
    assert field_sentences(error) == {
        "village": ERRORS["village_unknown"],
        "text": ERRORS["field_invalid"],
    }


def test_a_form_comes_back_with_everything_typed() -> None:
    form = Form.of({"text": "<b>api", "score": 4}, Invalid({"text": "text_too_long"}))
    assert form.value("text") == "<b>api"
    assert form.value("score") == "4"
    assert form.value("never") == form.error("score") == ""
    assert form.error("text") == ERRORS["text_too_long"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/tidak-ada", 404),
        ("GET", "/susah/hilang", 404),
        ("DELETE", "/", 405),
        ("GET", "/susah/sudah", 409),
        ("GET", "/susah/cepat", 429),
        ("GET", "/susah/galat", 500),
    ],
)
async def test_a_person_gets_a_page_with_a_way_out(method: str, path: str, status: int) -> None:
    async with visiting() as visitor:
        answer = await visitor.request(method, path, headers={"Accept": "text/html"})
    assert answer.status_code == status
    assert answer.text.count("<h1") == 1
    assert 'href="/"' in answer.text
    assert "tel:+6281200000000" in answer.text


async def test_an_unknown_link_offers_the_search_by_number() -> None:
    async with visiting() as visitor:
        answer = await visitor.get("/susah/hilang")
    assert ERRORS["link_unknown"] in answer.text
    assert 'name="nomor"' in answer.text


async def test_a_script_gets_json_that_is_surely_ours() -> None:
    async with visiting() as visitor:
        answer = await visitor.get("/susah/isian", headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.headers["x-lacak"] == "1"
    assert answer.json() == {
        "message": ERRORS["village_unknown"],
        "errors": {"village": ERRORS["village_unknown"]},
    }


async def test_a_page_that_swaps_parts_gets_a_note() -> None:
    async with visiting() as visitor:
        answer = await visitor.get("/susah/sudah", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


async def test_too_many_says_when_to_come_back() -> None:
    async with visiting() as visitor:
        answer = await visitor.get("/susah/cepat", headers={"X-Lacak": "1"})
    assert answer.headers["retry-after"] == "300"


async def test_somebody_not_signed_in_is_led_to_the_door() -> None:
    async with visiting() as visitor:
        person = await visitor.get("/susah/masuk")
        script = await visitor.get("/susah/masuk", headers={"Accept": "application/json"})
    assert person.status_code == 303
    assert person.headers["location"] == "/masuk"
    assert script.status_code == 401


async def test_a_wrong_method_names_the_right_ones() -> None:
    async with visiting() as visitor:
        answer = await visitor.request("DELETE", "/")
    assert "GET" in answer.headers["allow"]


async def test_our_own_mistake_shows_no_inside_and_logs_no_values() -> None:
    with structlog.testing.capture_logs() as lines:
        async with visiting() as visitor:
            answer = await visitor.get("/susah/galat")
    assert "rahasia" not in answer.text
    assert "Traceback" not in answer.text
    mistake = next(line for line in lines if line["event"] == "unexpected")
    assert mistake["error"] == "ZeroDivisionError"
    assert "small_app.py" in mistake["where"][-1]
    assert "0812" not in str(lines)
