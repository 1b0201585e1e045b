"""A page of somebody else cannot act through a person's browser; our own pages always can."""

from collections.abc import Mapping

import pytest

from src.routes.forgery import comes_from_us
from tests.routes.small_client import visiting

US = "https://lacak.test"
SESSION = {"cookie": "lacak_sesi=abc"}


@pytest.mark.parametrize(
    ("headers", "may"),
    [
        # Today's browsers say where a request comes from.
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),  # typed address, share sheet of the phone
        ({"sec-fetch-site": "same-site"}, False),  # another host of the same regency
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "cross-site", "x-lacak": "1"}, False),
        ({"sec-fetch-site": "cross-site", "origin": US}, False),
        # Older ones say the origin.
        ({"origin": US}, True),
        ({"origin": "http://10.0.0.5:8000", "host": "10.0.0.5:8000"}, True),
        ({"origin": "https://jahat.test"}, False),
        ({"origin": "https://lacak.test.jahat.test"}, False),
        ({"origin": "null"}, False),
        ({"origin": "null", "host": ""}, False),
        # Ancient ones say nothing.
        ({}, True),
        ({"cookie": "lain=1"}, True),
        (SESSION, False),
        ({"cookie": "lain=1; lacak_milik=abc"}, False),
        (SESSION | {"x-lacak": "1"}, True),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_who_may_act(method: str, headers: Mapping[str, str], may: bool) -> None:
    assert comes_from_us(method, headers, US) is may


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_is_always_allowed(method: str) -> None:
    assert comes_from_us(method, {"sec-fetch-site": "cross-site"} | SESSION, US)


async def test_a_foreign_form_is_refused_before_its_body_is_read() -> None:
    async with visiting() as visitor:
        answer = await visitor.post(
            "/aduan", data={"text": "api"}, headers={"Origin": "https://jahat.test"}
        )
    assert answer.status_code == 403
    assert "tidak datang dari halaman kami" in answer.text


async def test_a_foreign_script_hears_it_in_json() -> None:
    async with visiting() as visitor:
        answer = await visitor.put(
            "/aduan",
            content=b"x",
            headers={"Sec-Fetch-Site": "cross-site", "Accept": "application/json"},
        )
    assert answer.status_code == 403
    assert "message" in answer.json()


async def test_our_own_form_passes() -> None:
    async with visiting() as visitor:
        answer = await visitor.post(
            "/aduan", data={"text": "api"}, headers={"Sec-Fetch-Site": "same-origin"}
        )
    assert answer.status_code == 201
