"""What the gateway tells moves a message on, forward only, and only when it is the gateway."""

import json
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from src.domain import phone
from src.sms import replies
from src.sms.gateway import News, Received
from src.sms.hooks import EVENTS, read, sign
from tests.clock import START
from tests.fake_sms_gateway import KEY
from tests.sms.exchange import Exchange

ADDRESS = "/kait/sms"


async def tell(web: httpx.AsyncClient, hook: dict[str, Any]) -> int:
    return (await web.post(ADDRESS, **hook)).status_code


async def test_a_text_goes_from_accepted_over_sent_to_delivered(
    exchange: Exchange, web: httpx.AsyncClient
) -> None:
    await exchange.has("rahim")
    message = await exchange.texts_to("rahim")
    exchange.clock.passes(seconds=3)
    assert await tell(web, exchange.gateway.hook("sms:sent", message)) == 204
    assert await exchange.state("rahim") == ("sent", "")
    exchange.clock.passes(seconds=4)
    assert await tell(web, exchange.gateway.hook("sms:delivered", message)) == 204
    row = await exchange.row("rahim")
    assert row["state"] == "delivered"
    assert (row["sent_at"] - row["accepted_at"], row["delivered_at"] - row["sent_at"]) == (
        timedelta(seconds=3),
        timedelta(seconds=4),
    )
    assert row["due_at"] is None


async def test_hooks_that_come_out_of_order_or_twice_take_nothing_back(
    exchange: Exchange, web: httpx.AsyncClient
) -> None:
    await exchange.has("rahim")
    message = await exchange.texts_to("rahim")
    sent = exchange.gateway.hook("sms:sent", message)
    delivered = exchange.gateway.hook("sms:delivered", message)
    for hook in (delivered, sent, delivered, sent):
        assert await tell(web, hook) == 204
    assert await exchange.state("rahim") == ("delivered", "")
    assert await tell(web, exchange.gateway.hook("sms:failed", message)) == 204
    assert await exchange.state("rahim") == ("delivered", "")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("RESULT_ERROR_GENERIC_FAILURE", "no_credit"),
        ("Send result: RESULT_ERROR_NO_SERVICE", "no_signal"),
        ("RESULT_ERROR_LIMIT_EXCEEDED", "limit"),
        ("Can't send message: No SIMs found", "no_sim"),
        ("Invalid number +6281200000000", "not_sent"),
        ("", "not_sent"),
    ],
)
async def test_a_failure_keeps_its_reason_in_our_words(
    exchange: Exchange, web: httpx.AsyncClient, said: str, kept: str
) -> None:
    await exchange.has("rahim")
    message = await exchange.texts_to("rahim")
    assert await tell(web, exchange.gateway.hook("sms:failed", message, reason=said)) == 204
    assert await exchange.state("rahim") == ("failed", kept)
    assert await exchange.passes(minutes=1) == 0


async def test_a_phone_whose_clock_is_wrong_does_not_spoil_the_times(
    exchange: Exchange, web: httpx.AsyncClient
) -> None:
    await exchange.has("rahim")
    message = await exchange.texts_to("rahim")
    exchange.gateway.skew = timedelta(minutes=-4)
    hook = exchange.gateway.hook("sms:sent", message)
    exchange.clock.passes(seconds=10)
    assert await tell(web, hook) == 204
    assert (await exchange.row("rahim"))["sent_at"] >= exchange.clock() - timedelta(seconds=11)


async def test_another_key_a_changed_body_and_an_old_copy_are_refused(
    exchange: Exchange, web: httpx.AsyncClient
) -> None:
    await exchange.has("rahim")
    message = await exchange.texts_to("rahim")
    told = {"event": "sms:sent", "payload": {"messageId": message.id}}
    good = exchange.gateway.signed(told)
    changed = {**good, "content": good["content"].replace(b"sms:sent", b"sms:failed")}
    later = {**good, "headers": {**good["headers"], "X-Timestamp": "1799999999"}}
    bare = {"content": good["content"], "headers": {}}
    for hook in (exchange.gateway.signed(told, key="lain"), changed, later, bare):
        assert await tell(web, hook) == 403
    exchange.clock.passes(minutes=5, seconds=1)
    assert await tell(web, good) == 403  # recorded on the way and played again
    assert await exchange.state("rahim") == ("accepted", "")
    assert await tell(web, exchange.gateway.signed(told)) == 204  # its own repetition is fresh
    assert await exchange.state("rahim") == ("sent", "")


@pytest.mark.parametrize("stamp", ["", "x", "-1", "9" * 40, "½", "1e9"])
async def test_a_time_that_is_none_is_refused_though_signed(
    exchange: Exchange, web: httpx.AsyncClient, stamp: str
) -> None:
    headers = {"X-Timestamp": stamp.encode(), "X-Signature": sign(b"{}", stamp, KEY)}
    assert (await web.post(ADDRESS, content=b"{}", headers=headers)).status_code == 403  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "told",
    [
        {"event": "system:ping", "payload": {"health": {}}},
        {"event": "sms:sent", "payload": {"messageId": "bukan-kami"}},
        {"event": "sms:sent", "payload": {"messageId": "00000000-0000-4000-8000-000000000000"}},
        {"event": "sms:sent", "payload": {"messageId": None}},
        {"event": "sms:sent", "payload": "kosong"},
        {"event": "sms:received", "payload": {"message": 7, "phoneNumber": []}},
        {"event": ["sms:sent"], "payload": {"messageId": "x"}},
    ],
)
async def test_what_we_do_not_follow_is_taken_and_left(
    exchange: Exchange, web: httpx.AsyncClient, told: dict[str, Any]
) -> None:
    assert await tell(web, exchange.gateway.signed(told)) == 204


async def test_a_signed_body_that_is_no_object_is_taken_and_left(
    exchange: Exchange, web: httpx.AsyncClient
) -> None:
    stamp = str(int(exchange.clock().timestamp()))
    for body in (b"", b"[]", b"7", b"\xff\x00", b"{", b"[" * 9_000):
        headers = {"X-Timestamp": stamp, "X-Signature": sign(body, stamp, KEY)}
        assert (await web.post(ADDRESS, content=body, headers=headers)).status_code == 204


TEXTS = st.text(st.characters(exclude_categories=()))  # halves of signs, too
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
FIELDS = ("messageId", "message", "phoneNumber", "sender", "reason", "sentAt", "receivedAt")


def heard(told: dict[str, Any]) -> News | Received | None:
    """What the reader makes of a signed hook."""
    body, stamp = json.dumps(told).encode(), str(int(START.timestamp()))
    return read(body, signature=sign(body, stamp, KEY), timestamp=stamp, key=KEY, now=START)


@given(
    event=st.sampled_from([*EVENTS, "sms:data-received"]) | ANYTHING,
    payload=st.dictionaries(st.sampled_from(FIELDS), ANYTHING | TEXTS, max_size=7) | ANYTHING,
    name=TEXTS | ANYTHING,
)
def test_no_signed_hook_breaks_the_reader(event: Any, payload: Any, name: Any) -> None:
    heard({"event": event, "id": name, "payload": payload})


@example(name="\ud800", text="\ud800", number="\ud800")
@given(name=TEXTS, text=TEXTS, number=TEXTS)
def test_whatever_somebody_texts_can_be_worked_with(name: str, text: str, number: str) -> None:
    payload = {"message": text, "phoneNumber": number or "x"}
    told = heard({"event": "sms:received", "id": name, "payload": payload})
    assert isinstance(told, Received)
    uuid5(NAMESPACE_URL, told.id)
    replies.understood("YA " + told.text, "LB")
    phone.normalised(told.number)


async def test_without_a_key_there_is_no_hook(client: httpx.AsyncClient) -> None:
    answer = await client.post(ADDRESS, content=b"{}", headers={"X-Signature": ""})
    assert answer.status_code == 404


async def test_what_no_hook_tells_is_asked_for(exchange: Exchange) -> None:
    await exchange.has("rahim")
    await exchange.texts_to("rahim")
    exchange.gateway.becomes("Sent")
    assert await exchange.passes(seconds=9) == 0
    await exchange.passes(seconds=2)
    assert await exchange.state("rahim") == ("sent", "")
    await exchange.passes(seconds=5)
    exchange.gateway.becomes("Delivered")
    await exchange.passes(minutes=2)
    row = await exchange.row("rahim")
    assert (row["state"], row["due_at"]) == ("delivered", None)


async def test_a_silent_gateway_is_asked_ever_more_rarely_and_not_for_ever(
    exchange: Exchange,
) -> None:
    await exchange.has("rahim")
    await exchange.texts_to("rahim")
    exchange.gateway.asked.clear()
    exchange.gateway.answers(500)
    for _ in range(90):
        await exchange.passes(minutes=1)
    assert 10 <= len(exchange.gateway.asked) <= 20
    assert (await exchange.row("rahim"))["due_at"] is None
    assert await exchange.state("rahim") == ("accepted", "")


async def test_a_failure_found_by_asking_keeps_its_reason(exchange: Exchange) -> None:
    await exchange.has("rahim")
    await exchange.texts_to("rahim")
    exchange.gateway.becomes("Failed", error="Send result: RESULT_ERROR_LIMIT_EXCEEDED")
    await exchange.passes(seconds=11)
    assert await exchange.state("rahim") == ("failed", "limit")
