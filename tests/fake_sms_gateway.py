"""An SMS Gateway for Android at the far end of the wire: real HTTP, as its documentation says.

It asks for a password, takes a message only once for each id, keeps states, and signs its hooks
afresh at every try. It can be told to answer anything, or nothing.

    async with FakeSmsGateway(clock=clock) as gateway:        # settings.sms_url = gateway.url
        …
        assert gateway.inbox("+6281200000001") == ["KEBAKARAN …"]
        hook = gateway.hook("sms:delivered", message)         # body and headers to be posted
"""

import asyncio
import base64
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from types import TracebackType
from typing import Any, Literal, Self

from aiohttp import web

from src.sms.hooks import sign

USER, PASSWORD, KEY = "sms", "rahasia-gerbang", "kunci-kait"
ALLOWED = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
NUMBER = re.compile(r"\+[1-9][0-9]{7,14}")
LOCAL = timezone(timedelta(hours=8))  # hooks carry the phone's own clock and zone
TIMES = {"sms:sent": "sentAt", "sms:delivered": "deliveredAt", "sms:failed": "failedAt"}
STATES = {"sms:sent": "Sent", "sms:delivered": "Delivered", "sms:failed": "Failed"}

How = Literal["answer", "hang", "close", "garbage", "lost"]


@dataclass
class Message:
    """One SMS that was taken, and what has become of it."""

    id: str
    text: str
    number: str
    ttl: int
    priority: int
    states: dict[str, str] = field(default_factory=dict)
    error: str | None = None

    @property
    def state(self) -> str:
        return list(self.states)[-1]

    def told(self) -> dict[str, Any]:
        recipient = {"phoneNumber": self.number, "state": self.state, "error": self.error}
        return {
            "id": self.id,
            "deviceId": "ffffffffceb0b1db0000018e937c815b",
            "state": self.state,
            "isHashed": False,
            "isEncrypted": False,
            "recipients": [recipient],
            "states": self.states,
        }


class FakeSmsGateway:
    """Listens on 127.0.0.1 while open.

    mode        cloud: under /3rdparty/v1, a known id is a 409; local: the phone itself, which
                answers a known id as if it were new and does nothing (its older versions)
    asked       every request as (method, path)
    most_at_once  how many were being answered at the same time
    """

    def __init__(
        self, *, clock: Callable[[], datetime], mode: Literal["cloud", "local"] = "cloud"
    ) -> None:
        self.clock = clock
        self.mode = mode
        self.messages: dict[str, Message] = {}
        self.webhooks: dict[str, dict[str, str]] = {}
        self.asked: list[tuple[str, str]] = []
        self.most_at_once = 0
        self.skew = timedelta()  # how wrong the phone's clock is
        self._at_once = 0
        self._answer: tuple[How, int, dict[str, str]] = ("answer", 0, {})
        self._held = asyncio.Event()
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application()
        base = "/3rdparty/v1" if self.mode == "cloud" else ""
        app.router.add_post(f"{base}/messages", self._guarded(self._take))
        app.router.add_get(f"{base}/messages/{{id}}", self._guarded(self._tell))
        app.router.add_post(f"{base}/webhooks", self._guarded(self._register))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}{base}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.set()
        await self._runner.cleanup()

    # What tests say and see

    def answers(self, status: int = 0, *, how: How = "answer", **headers: str) -> None:
        """From now on: this status to everything (0 = as usual), or this way of not answering.

        lost: the message is taken, and the line is cut before the answer.
        """
        self._answer = (how, status, {k.replace("_", "-"): v for k, v in headers.items()})

    async def hears(self, requests: int, *, within_s: float = 5.0) -> None:
        """Wait until it has been asked so often; raises TimeoutError."""
        async with asyncio.timeout(within_s):
            while len(self.asked) < requests:
                self._news.clear()
                await self._news.wait()

    def inbox(self, number: str) -> list[str]:
        """The texts that were taken for this number, in order."""
        return [message.text for message in self.messages.values() if message.number == number]

    def last(self) -> Message:
        return list(self.messages.values())[-1]

    def becomes(self, state: str, message: Message | None = None, *, error: str = "") -> Message:
        """A message (the last) comes so far, on the phone; nobody is told by a hook."""
        message = message or self.last()
        message.states[state] = self._time()
        message.error = error or None
        return message

    def hook(
        self, event: str, message: Message, *, reason: str = "", **changed: Any
    ) -> dict[str, Any]:
        """`content` and `headers` of the hook that tells what became of a message."""
        self.becomes(STATES[event], message, error=reason)
        payload = {
            "messageId": message.id,
            "sender": None,
            "recipient": message.number,
            "phoneNumber": message.number,
            "simNumber": 1,
            TIMES[event]: self._time(),
        }
        if reason:
            payload["reason"] = reason
        return self.signed({"event": event, "payload": payload, **changed})

    def received(self, number: str, text: str, *, event_id: str = "", newer: bool = True) -> Any:
        """The hook of an SMS that came in; `newer` apps name the sender apart."""
        payload = {
            "messageId": "a1b2c3d4",  # made of the content: not unique
            "message": text,
            "phoneNumber": number,
            "simNumber": None,
            "receivedAt": self._time(),
        }
        if newer:
            payload |= {"sender": number, "recipient": None}
        told = {"event": "sms:received", "payload": payload}
        return self.signed(told | ({"id": event_id} if event_id else {}))

    def signed(self, told: dict[str, Any], *, key: str = KEY) -> dict[str, Any]:
        """As the phone sends it: signed with the time of this very try."""
        told = {
            "deviceId": "ffffffffceb0b1db0000018e937c815b",
            "id": secrets.token_urlsafe(15),
            "webhookId": "lacak",
            **told,
        }
        body = json.dumps(told).encode()
        timestamp = str(int((self.clock() + self.skew).timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Timestamp": timestamp,
            "X-Signature": sign(body, timestamp, key),
        }
        return {"content": body, "headers": headers}

    # What it answers

    def _time(self) -> str:
        return (self.clock() + self.skew).astimezone(LOCAL).isoformat(timespec="milliseconds")

    def _guarded(self, answer: Any) -> Any:
        async def guarded(request: web.Request) -> web.StreamResponse:
            self.asked.append((request.method, request.path))
            self._news.set()
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            try:
                return await self._answered(request, answer)
            finally:
                self._at_once -= 1

        return guarded

    async def _answered(self, request: web.Request, answer: Any) -> web.StreamResponse:
        how, status, headers = self._answer
        if how == "hang":
            await self._held.wait()
        if how == "close":
            _cut(request)
        if how == "garbage":
            return web.Response(status=202, body=b"\x00\xff<html>")
        if status:
            return web.json_response({"message": "as told"}, status=status, headers=headers)
        if request.headers.get("Authorization") != f"Basic {ALLOWED}":
            wants = {"WWW-Authenticate": 'Basic realm="Access to SMS Gateway"'}
            return web.json_response({"message": "Unauthorized"}, status=401, headers=wants)
        answered: web.StreamResponse = await answer(request)
        if how == "lost":
            _cut(request)
        return answered

    async def _take(self, request: web.Request) -> web.Response:
        told = json.loads(await request.read())
        if wrong := _wrong(told):
            return web.json_response({"message": wrong}, status=400)
        name = told.get("id") or secrets.token_urlsafe(15)
        if name in self.messages:
            if self.mode == "cloud":
                return web.json_response({"message": "duplicate id"}, status=409)
            return web.json_response({**self.messages[name].told(), "state": "Pending"}, status=202)
        message = self.messages[name] = Message(
            name,
            told["textMessage"]["text"],
            told["phoneNumbers"][0],
            told["ttl"],
            told.get("priority", 0),
        )
        self.becomes("Pending", message)
        return web.json_response(message.told(), status=202)

    async def _tell(self, request: web.Request) -> web.Response:
        message = self.messages.get(request.match_info["id"])
        if message is None:
            return web.json_response({"message": "message not found"}, status=404)
        return web.json_response(message.told())

    async def _register(self, request: web.Request) -> web.Response:
        told = json.loads(await request.read())
        if not str(told.get("url", "")).startswith("https://"):
            return web.json_response({"message": "url must start with https://"}, status=400)
        self.webhooks[told["id"]] = told
        return web.json_response(told, status=201)


def _wrong(told: dict[str, Any]) -> str:
    """What the server's own checks find."""
    if len(told.get("id") or "") > 36:
        return "ID must be a maximum of 36 characters"
    if not (told.get("textMessage") or {}).get("text"):
        return "Must specify exactly one of: textMessage, dataMessage, or message"
    numbers = told.get("phoneNumbers") or []
    if not numbers or not all(NUMBER.fullmatch(number) for number in numbers):
        return "Invalid phone number"
    if "ttl" in told and told["ttl"] < 5:
        return "TTL must be 5 or greater"
    if not -128 <= told.get("priority", 0) <= 127:
        return "Priority out of range"
    return ""


def _cut(request: web.Request) -> None:
    assert request.transport is not None
    request.transport.abort()
    raise web.HTTPServiceUnavailable
