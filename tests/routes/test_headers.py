"""Every answer carries the same protection, whatever answered, and keeps what it says itself."""

import httpx
import pytest

from src.routes.headers import CONTENT_SECURITY_POLICY, complete, is_listed
from tests.routes.small_app import small_app
from tests.routes.small_client import visiting

ANSWERS = [
    ("GET", "/"),
    ("HEAD", "/"),
    ("GET", "/tidak-ada"),
    ("PUT", "/"),
    ("GET", "/susah/galat"),
    ("GET", "/susah/masuk"),
    ("GET", "/pantau/abc"),
    ("GET", "/sw.js"),
    ("POST", "/aduan"),
]


async def ask(method: str, path: str, public_url: str = "http://lacak.test") -> httpx.Response:
    async with visiting(small_app(public_url)) as visitor:
        return await visitor.request(method, path)


@pytest.mark.parametrize(("method", "path"), ANSWERS)
async def test_every_answer_is_protected(method: str, path: str) -> None:
    answer = await ask(method, path)
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "geolocation=(self)" in answer.headers["permissions-policy"]
    assert answer.headers["referrer-policy"] == "same-origin"
    assert len(answer.headers.get_list("cache-control")) == 1


def test_no_inline_script_or_style_is_allowed() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY


async def test_pages_made_on_the_spot_stay_out_of_caches() -> None:
    answer = await ask("GET", "/")
    assert answer.headers["cache-control"] == "private, no-store"
    assert "Accept-Encoding" in answer.headers["vary"]


async def test_what_an_answer_says_itself_is_kept() -> None:
    answer = await ask("GET", "/pantau/abc")
    assert answer.headers["cache-control"] == "private, no-cache"


def test_a_header_is_never_said_twice() -> None:
    wished = ((b"a", b"1"), (b"b", b"2"))
    assert complete([(b"a", b"own")], wished) == [(b"a", b"own"), (b"b", b"2")]


@pytest.mark.parametrize("path", ["/pantau/t", "/milik/t", "/aktivasi/t", "/papan", "/aduan/LB-1"])
def test_addresses_with_tokens_and_offices_are_not_listed(path: str) -> None:
    assert not is_listed(path)


@pytest.mark.parametrize("path", ["/", "/lapor", "/statistik", "/static/v/css/look.css"])
def test_public_pages_may_be_found(path: str) -> None:
    assert is_listed(path)


async def test_a_token_page_tells_search_engines_to_stay_away() -> None:
    assert (await ask("GET", "/pantau/abc")).headers["x-robots-tag"] == "noindex, nofollow"
    assert "x-robots-tag" not in (await ask("GET", "/")).headers


async def test_https_is_kept_once_it_was_used() -> None:
    assert "strict-transport-security" not in (await ask("GET", "/")).headers
    answer = await ask("GET", "/", "https://lacak.test")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_head_answers_as_get_without_the_body() -> None:
    head, get = await ask("HEAD", "/"), await ask("GET", "/")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]
