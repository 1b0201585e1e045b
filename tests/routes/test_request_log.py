"""The log says what was asked and how it went, and nothing about who."""

from typing import Any

import structlog

from tests.routes.small_client import visiting


async def lines_of(method: str, path: str, **what: Any) -> list[Any]:
    with structlog.testing.capture_logs() as lines:
        async with visiting() as visitor:
            await visitor.request(method, path, **what)
    return [line for line in lines if line["event"] == "request"]


async def test_a_token_never_reaches_the_log() -> None:
    (line,) = await lines_of("GET", "/pantau/RAHASIA123?telepon=0812")
    assert line["route"] == "/pantau/{token}"
    assert line["status"] == 200
    assert "RAHASIA" not in str(line)
    assert "0812" not in str(line)


async def test_an_unknown_address_is_not_repeated() -> None:
    (line,) = await lines_of("GET", "/entah/RAHASIA123")
    assert (line["route"], line["status"]) == ("unknown", 404)


async def test_refusals_around_the_routes_are_logged_too() -> None:
    (line,) = await lines_of("POST", "/kabar", content=b"x" * 5000)
    assert line["status"] == 413


async def test_files_that_went_well_do_not_drown_the_rest() -> None:
    assert await lines_of("GET", "/static/any/icons.svg") == []
    assert await lines_of("GET", "/static/any/none.svg") != []
