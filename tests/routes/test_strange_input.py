"""Whatever comes to the public addresses: never our own fault, never a trace of our insides."""

import random
from typing import Any
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from tests.routes.reporting import DEVICE, SCRIPT, path_of, receipt

ROUNDS = 400
VALUES = [
    "",
    "\x00",
    "a\x00b",
    "%",
    "🔥" * 50,
    "-1",
    "1e999",
    "nan",
    "0x1",
    "9" * 400,
    "../..",
    "<script>",
    "'; DROP TABLE report; --",
    "2026-99-99T00:00:00Z",
    "2026-10-12T13:58:00+99:00",
    "ya",
    "x" * 5000,
]
NAMES = (
    "id category text latitude longitude accuracy_m village landmark created_at sent_at"
    " reporter_name reporter_phone confidential stand bentor attachments website update_id at"
    " benar reason nilai kata endpoint p256dh auth for pantau delivery what"
).split()
KINDS = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=",
    "application/json",
    "text/plain; charset=klingon",
]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_no_post_breaks_anything(app: Litestar, client: httpx.AsyncClient, seed: int) -> None:
    chance = random.Random(seed)
    told = await receipt(client)
    share = path_of(told["share_url"])
    await client.get(path_of(told["own_url"]))
    addresses = [
        "/aduan",
        f"/aduan/{told['id']}/posisi",
        "/aduan/x%00/posisi",
        *(f"{share}/{noun}" for noun in ("jawaban", "penilaian", "keterangan")),
        "/langganan",
        "/langganan/uji",
        "/kabar",
        "/lapor/bagikan",
    ]
    for _ in range(ROUNDS // 3):
        app.state.surroundings.limits._buckets.clear()
        values = [*VALUES, str(uuid4()), told["id"]]
        names = chance.sample(NAMES, chance.randint(0, 8))
        sent: dict[str, Any] = {"data": {name: chance.choice(values) for name in names}}
        headers = {"Accept": chance.choice(["application/json", "text/html", "*/*", "x"])}
        if chance.random() < 0.3:
            name = chance.choice(["a.jpg", "", '"\n', "é" * 300])
            content = chance.randbytes(chance.randint(0, 50))
            sent["files"] = [(chance.choice(["photo", "id"]), (name, content, "image/jpeg"))]
        elif chance.random() < 0.2:
            sent = {"content": chance.randbytes(chance.randint(0, 200))}
            headers["Content-Type"] = chance.choice(KINDS)
        if chance.random() < 0.5:
            headers["X-Lacak-Device"] = chance.choice([DEVICE, "x", "y" * 500])
        address = chance.choice(addresses)
        answer = await client.post(address, headers=headers, **sent)
        assert answer.status_code < 500, (address, sent)
        assert "Traceback" not in answer.text


async def test_no_address_breaks_anything(client: httpx.AsyncClient) -> None:
    for strange in ("%ff", "%00", "%f0%9f", "+", "a" * 3000, "%ed%a0%80", "%22%3E%3Cscript%3E"):
        for address in (
            "/lapor?jenis=",
            "/lapor?pangkalan=",
            "/lapor?bentor=",
            "/pantau?nomor=",
            "/pantau/",
            "/milik/",
            "/lampiran/",
        ):
            answer = await client.get(address + strange)
            assert answer.status_code < 500, address + strange
            assert "<script>" not in answer.text.replace('<script type="module"', "")


async def test_no_header_breaks_anything(client: httpx.AsyncClient) -> None:
    share = path_of((await receipt(client))["share_url"])
    for name, value in (
        ("If-None-Match", b"\xff"),
        ("Range", b"bytes=99999999999999999999999-"),
        ("Cookie", b"lacak_milik=\xff\x01; lacak_sesi=\xfe"),
        ("Accept-Encoding", b"br;q=0, \xff"),
        ("Accept", b"\xff"),
        ("X-Lacak-Device", b"\xff" * 300),
    ):
        for address in (share, f"{share}/keadaan", "/", "/desa.json"):
            answer = await client.get(address, headers=[(name.encode(), value)])
            assert answer.status_code < 500, (name, address)


async def test_pieces_of_files_break_nothing(client: httpx.AsyncClient) -> None:
    chance = random.Random(4)
    told = await receipt(client)
    for _ in range(60):
        query = {name: chance.choice(VALUES) for name in ("untuk", "jenis", "awal", "jumlah")}
        if chance.random() < 0.5:
            query |= {"untuk": told["id"], "jenis": "photo"}
        attachment = chance.choice([str(uuid4()), "x", "%00", "%ff"])
        answer = await client.put(
            f"/lampiran/{attachment}", params=query, content=chance.randbytes(20), headers=SCRIPT
        )
        assert answer.status_code < 500, query


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
async def test_a_wrong_method_is_told(client: httpx.AsyncClient, method: str) -> None:
    for address in ("/", "/aduan", "/lapor", "/pantau", "/kabar"):
        answer = await client.request(method, address)
        assert answer.status_code < 500
        if answer.status_code == 405:
            assert "Halaman ini tidak menerima cara kirim itu." in answer.text
