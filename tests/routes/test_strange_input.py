"""Strange bytes at the door: people who sign in, and those who manage them, get plain answers."""

from uuid import uuid4

import httpx
import pytest

from tests.cast import Cast

BODIES = [
    b"login=%ff%fe&password=%00",
    b"login=%ed%a0%80&password=x",
    b"login[]=a&login[b]=c&password",
    b"&&&=&=a&%=%",
    b"login=" + b"9" * 20_000 + b"&password=" + b"9" * 20_000,
    "login=\u202e🙂&password=🙂".encode(),
    b"",
]
FORM = "application/x-www-form-urlencoded"
TYPES = [FORM, "multipart/form-data; boundary=x", "multipart/form-data", "application/json", ""]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
@pytest.mark.parametrize("kind", TYPES)
async def test_no_form_is_answered_by_a_breakdown(
    client: httpx.AsyncClient, cast: Cast, body: bytes, kind: str
) -> None:
    await cast.signs_in(client, await cast.person("operator"))
    member = uuid4()
    for path in (
        "/masuk",
        "/aktivasi/x",
        "/pengemudi",
        "/petugas",
        f"/pengemudi/{member}/undangan",
        f"/petugas/{member}/piket",
    ):
        answer = await client.post(path, content=body, headers={"Content-Type": kind})
        assert answer.status_code < 500, (path, answer.status_code)


@pytest.mark.parametrize(
    "path",
    [
        "/aktivasi/%00",
        "/aktivasi/%ff",
        "/aktivasi/" + "x" * 5_000,
        "/pengemudi/not-an-id",
        "/pengemudi/%00",
        "/petugas/00000000-0000-0000-0000-000000000000",
        "/masuk?%00=%ff&&&",
    ],
)
async def test_no_address_is_answered_by_a_breakdown(
    client: httpx.AsyncClient, cast: Cast, path: str
) -> None:
    await cast.signs_in(client, await cast.person("administrator"))
    for method in ("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = await client.request(method, path)
        assert answer.status_code < 500, (method, answer.status_code)


@pytest.mark.parametrize("token", ["\u00ff", "a b", '"quoted"', "=;=", "x" * 8_000])
async def test_no_cookie_is_answered_by_a_breakdown(client: httpx.AsyncClient, token: str) -> None:
    cookie = f"lacak_sesi={token}".encode("latin-1")
    answer = await client.get("/pengemudi", headers={b"cookie": cookie})
    assert answer.status_code == 303
