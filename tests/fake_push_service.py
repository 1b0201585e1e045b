"""A push service at the far end of the wire: real HTTP(S), real keys, and phones that ring.

It refuses what a strict service would refuse, decrypts what is left as a browser would, and can be
told to answer anything a push service may answer, or nothing.

    async with FakePushService(clock=clock) as service:      # settings.push_hosts = (service.host,)
        phone = service.phone("rahim")
        await subscribe(**phone.subscription, …)
        …
        assert phone.rang == ["KEBAKARAN: Salakan"]
"""

import asyncio
import json
import secrets
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, cast

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.push_receiver import Refused, base64url, opened, sender_of

How = Literal["answer", "hang", "close", "garbage", "cut", "silent"]
REASONS = {201: "Created", 404: "Not Found", 410: "Gone"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service says. `silent`: it accepts, and the phone never hears of it."""

    status: int = 201
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    how: How = "answer"


class Phone:
    """One browser with its subscription, what came to it, and what it showed.

    messages  every payload as the service worker reads it, doubles too
    rang      titles in the order they rang: a delivery that comes twice rings once
    quiet     titles that took the place of others without a sound
    headers   of each request that reached the service for this phone (lower-case names)
    """

    def __init__(self, name: str, origin: str) -> None:
        self.name = name
        self.path = f"/kirim/{name}-{secrets.token_urlsafe(24)}"
        self.endpoint = origin + self.path
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = secrets.token_bytes(16)
        self.messages: list[dict[str, Any]] = []
        self.rang: list[str] = []
        self.quiet: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.gone = False
        self.server_key: str | None = None
        self._heard: set[str] = set()
        self._news = asyncio.Event()

    @property
    def subscription(self) -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "endpoint": self.endpoint,
            "p256dh": base64url(point),
            "auth": base64url(self.auth),
        }

    def takes(self, content: bytes) -> None:
        """A message arrives: what our service worker does with it."""
        message = json.loads(content)
        self.messages.append(message)
        delivery = message["lacak"]["delivery"]
        if delivery not in self._heard:
            self._heard.add(delivery)
            notification = message["notification"]
            to = self.quiet if notification["silent"] else self.rang
            to.append(notification["title"])
            self._news.set()

    async def hears(self, times: int, *, within_s: float = 5.0) -> None:
        """Wait until it has rung so often; raises TimeoutError."""
        async with asyncio.timeout(within_s):
            while len(self.rang) < times:
                self._news.clear()
                await self._news.wait()


class FakePushService:
    """Listens on 127.0.0.1 while open. `clock` is the time by which it reads tokens.

    `checks=False` only counts and answers: for measuring the sender.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        certificate: tuple[Path, Path] | None = None,
        checks: bool = True,
    ) -> None:
        self.clock = clock
        self.checks = checks
        self.phones: dict[str, Phone] = {}
        self.problems: list[str] = []
        self.heard: Callable[[], None] = lambda: None  # called at every request
        self.requests = 0
        self.most_at_once = 0
        self._by_path: dict[str, Phone] = {}
        self._answers: dict[str | None, Answer] = {}
        self._tls: ssl.SSLContext | None = None
        self._wires: set[_Wire] = set()
        self._waiting = 0
        if certificate is not None:
            self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._tls.load_cert_chain(*certificate)

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Wire(self), "127.0.0.1", 0, ssl=self._tls, backlog=2_000
        )
        port = self._server.sockets[0].getsockname()[1]
        self.host = f"127.0.0.1:{port}"
        self.origin = f"{'https' if self._tls else 'http'}://{self.host}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        self.hangs_up()

    def phone(self, name: str) -> Phone:
        """The phone of that name; it subscribes when first asked for."""
        if name not in self.phones:
            phone = Phone(name, self.origin)
            self.phones[name] = self._by_path[phone.path] = phone
        return self.phones[name]

    def answers(
        self,
        status: int = 201,
        *,
        headers: Mapping[str, str] | None = None,
        delay: float = 0.0,
        how: How = "answer",
        for_phone: str | None = None,
    ) -> None:
        """Say this from now on, to everybody or to messages for one phone."""
        self._answers[for_phone] = Answer(status, headers or {}, delay, how)

    def hangs_up(self) -> None:
        """Close every open connection, as services do with idle ones."""
        for wire in list(self._wires):
            wire.transport.abort()

    def receive(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """One request; what it is answered."""
        self.requests += 1
        self.heard()
        phone = self._by_path.get(path)
        if phone is None:
            return Answer(404) if self.checks else self._answers.get(None) or Answer()
        phone.headers.append(headers)
        told = self._answers.get(phone.name) or self._answers.get(None) or Answer()
        if phone.gone:
            return Answer(410)
        if not self.checks or told.status not in (200, 201, 202, 204):
            return told
        try:
            self._take(phone, headers, body, heard=told.how == "answer")
        except Refused as problem:
            self.problems.append(f"{phone.name}: {problem}")
            return Answer(problem.status)
        return told

    def _take(self, phone: Phone, headers: dict[str, str], body: bytes, *, heard: bool) -> None:
        if len(body) > 4_096:
            raise Refused(413, "longer than 4,096 bytes")
        if not headers.get("ttl", "").isdigit():
            raise Refused(400, "no TTL")
        if headers.get("content-encoding") != "aes128gcm":
            raise Refused(400, f"Content-Encoding {headers.get('content-encoding')!r}")
        key = sender_of(headers.get("authorization", ""), origin=self.origin, now=self.clock())
        if phone.server_key not in (None, key):
            raise Refused(403, "another server key than the one it subscribed with")
        phone.server_key = key
        content = opened(body, phone.key, phone.auth)
        if heard:
            phone.takes(content)


class _Wire(asyncio.Protocol):
    """One connection: HTTP/1.1 with bodies of known length, one request after another."""

    transport: asyncio.Transport

    def __init__(self, service: FakePushService) -> None:
        self._service = service
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._service._wires.add(self)

    def connection_lost(self, problem: Exception | None) -> None:
        self._service._wires.discard(self)

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            first, *lines = self._read[:end].decode("latin-1").split("\r\n")
            headers = {
                name.lower(): value.strip() for name, _, value in (s.partition(":") for s in lines)
            }
            length = int(headers.get("content-length", 0))
            if len(self._read) < end + 4 + length:
                return
            body = self._read[end + 4 : end + 4 + length]
            self._read = self._read[end + 4 + length :]
            method, path, _ = first.split(" ")
            answer = self._service.receive(path, headers, body) if method == "POST" else Answer(405)
            self._begin(answer)

    def _begin(self, answer: Answer) -> None:
        service = self._service
        service._waiting += 1
        service.most_at_once = max(service.most_at_once, service._waiting)
        if answer.delay_s:
            asyncio.get_running_loop().call_later(answer.delay_s, self._end, answer)
        elif answer.how != "hang":
            self._end(answer)

    def _end(self, answer: Answer) -> None:
        self._service._waiting -= 1
        match answer.how:
            case "hang":
                return
            case "close":
                self.transport.abort()
            case "garbage":
                self.transport.write(b"\x00\xffnot http at all\r\n\r\n")
                self.transport.close()
            case "cut":
                self.transport.write(b"HTTP/1.1 201 Crea")
                self.transport.close()
            case _:
                self.transport.write(_written(answer))


def _written(answer: Answer) -> bytes:
    headers = {"Content-Length": "0", **answer.headers}
    lines = [f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, 'Answer')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
