"""Canaries: words planted in every field turn up neither in the log nor in a push message."""

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest
import structlog
from litestar import Litestar

from src import database
from src.services import activation, reporting
from tests.cast import Cast
from tests.raw_request import raw
from tests.routes.reporting import SCRIPT, fields, path_of
from tests.routes.staff import JSON, action, number, signs_in
from tests.town import Town

NAME, PHONE, DEVICE = "Kenariwati", "0813-4455-7788", "kenari-kunci-hp-0001"
ADDRESS, AGENT, PASSWORD = "203.0.113.77", "KenariBrowser/1.0", "kenari-sandi-panjang"
WORDS = "kenari kata rahasia"
PLANTED = {
    "text": WORDS,
    "landmark": WORDS,
    "reporter_name": NAME,
    "reporter_phone": PHONE,
    "bentor": "KENARI-7",
}
CANARIES = (NAME, "4455", "81344557788", DEVICE, ADDRESS, "kenari", "Rahimkenari")


def absent(canaries: tuple[str, ...], text: str) -> None:
    found = [canary for canary in canaries if canary.lower() in text.lower()]
    assert not found, (found, text[:2_000])


async def whole_life(client: httpx.AsyncClient, town: Town) -> tuple[str, ...]:
    """From the report to the rating, with every refusal on the way; the tokens it used."""
    client.headers["User-Agent"] = AGENT
    script = SCRIPT | {"X-Lacak-Device": DEVICE}
    told = (await client.post("/aduan", data=fields(**PLANTED), headers=script)).json()
    share, own = path_of(told["share_url"]), path_of(told["own_url"])
    await client.post("/aduan", data=fields(**PLANTED, category="x"), headers=script)
    await client.put(f"/lampiran/{uuid4()}?untuk={told['id']}&jumlah=6", content=b"kenari")
    await town.passes(minutes=5)
    await signs_in(client, town, "rahimkenari", "responder")
    task = await town.assignment(1)
    closing = {"outcome": "other", "photo_reason": WORDS, "note": WORDS}
    for noun, more in (
        ("penerimaan", {"eta_min": 5}), ("bantuan", {"note": WORDS}), ("catatan", {"note": WORDS}),
        ("penerimaan", {}), ("kedatangan", {}), ("penyelesaian", closing),
    ):  # fmt: skip
        await client.post(f"/tugas/{task}/{noun}", data=action(**more), headers=JSON)
    await signs_in(client, town, "siti", "operator")
    for noun in ("catatan", "permintaan-keterangan", "penolakan", "penggabungan"):
        typed = {"note": WORDS, "question": WORDS, "reason": WORDS, "into": WORDS}
        await client.post(f"/aduan/{number(town, 1)}/{noun}", data=typed)
    client.cookies.clear()
    await client.get(own)
    for noun in ("penilaian", "jawaban", "keterangan"):
        answer = {"nilai": "1", "kata": WORDS, "benar": "belum", "reason": WORDS, "text": WORDS}
        await client.post(f"{share}/{noun}", data=answer)
    await town.passes(minutes=5)
    return (share.rpartition("/")[2], own.rpartition("/")[2])


async def test_a_whole_life_leaves_no_canary_in_the_log_or_in_a_push(
    app: Litestar,
    client: httpx.AsyncClient,
    cast: Cast,
    town: Town,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await town.responder("rahimkenari")
    await town.operator("siti")
    driver = await cast.person("driver", name=NAME, phone="+6281344557788", password=PASSWORD)
    with structlog.testing.capture_logs() as lines:
        tokens = await whole_life(client, town)
        invitation = await activation.invite(driver, by=None, now=town.clock())
        await client.post(f"/aktivasi/{invitation}")
        session = client.cookies.get("lacak_sesi") or ""
        await client.post("/masuk", data={"login": NAME, "password": PASSWORD})
        await client.post("/masuk", data={"login": PHONE, "password": "kenari salah"})
        await client.get(f"/kenari/{NAME}?telepon={PHONE}")
        await raw(app, "GET", "/papan", headers=[(b"user-agent", b"kenari")], address=ADDRESS)
    assert [line for line in lines if line["event"] == "request"]
    assert session
    secrets = (*CANARIES, *tokens, invitation, session)
    absent(secrets, json.dumps(lines, default=str) + caplog.text)
    pushed = [message for phone in town.service.phones.values() for message in phone.messages]
    assert pushed
    absent(secrets, json.dumps(pushed, default=str))
    payloads = await database.rows("SELECT payload FROM delivery")
    absent(secrets, " ".join(row["payload"] for row in payloads))


async def test_a_breakdown_tells_nobody_what_was_typed(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(new: Any, **_: Any) -> None:
        raise ValueError(f"{new}")

    monkeypatch.setattr(reporting, "receive", breaks)
    with structlog.testing.capture_logs() as lines:
        answers = [
            await client.post("/aduan", data=fields(**PLANTED), headers=headers)
            for headers in (SCRIPT, {"Accept": "text/html"})
        ]
    assert [answer.status_code for answer in answers] == [500, 500]
    assert [line["error"] for line in lines if line["event"] == "unexpected"] == ["ValueError"] * 2
    for answer in answers:
        absent((*CANARIES, "Traceback", "ValueError"), answer.text)
    absent(CANARIES, json.dumps(lines, default=str))
