"""Too much is refused with a sentence, whether its length was said or not."""

from collections.abc import AsyncIterator

import pytest
from litestar import Litestar

from src.routes.body_limit import DEFAULT, MB, limit_of
from tests.raw_request import raw
from tests.routes.small_client import visiting


def test_photos_fit_where_forms_carry_them_and_nowhere_else() -> None:
    assert limit_of("/aduan") == 25 * MB
    assert limit_of("/lampiran/abc") < 100_000
    assert limit_of("/masuk") == DEFAULT
    assert limit_of("/") == DEFAULT


async def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    async with visiting() as visitor:
        answer = await visitor.post("/kabar", content=b"x" * 5000)
    assert answer.status_code == 413
    assert "terlalu besar" in answer.text


async def test_a_body_that_does_not_say_is_stopped_where_it_gets_too_large() -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 1000

    async with visiting() as visitor:
        answer = await visitor.post(
            "/kabar", content=endless(), headers={"Accept": "application/json"}
        )
    assert answer.status_code == 413
    assert "terlalu besar" in answer.json()["message"]


async def test_what_fits_arrives() -> None:
    async with visiting() as visitor:
        answer = await visitor.post("/kabar", content=b"x" * 1000)
    assert answer.json() == {"bytes": 1000}


@pytest.mark.parametrize("kind", [b"application/x-www-form-urlencoded", b"multipart/form-data"])
async def test_a_body_cut_off_on_the_way_is_no_breakdown(app: Litestar, kind: bytes) -> None:
    headers = [(b"content-type", kind + b"; boundary=x")]
    answer = await raw(app, "POST", "/aduan", body=b"id=" * 9, headers=headers, cut=True)
    assert answer.status == 400
