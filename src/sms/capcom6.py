"""SMS Gateway for Android (capcom6): an Android phone with a SIM that sends for us over HTTP.

Asked at `<base>/messages`: the base is `http://<phone>:8080` in local mode and ends in
`/3rdparty/v1` on a cloud or private server. Its hooks are read by `src.sms.hooks`.
"""

import asyncio
import base64
from typing import Any
from uuid import UUID

import aiohttp
from yarl import URL

from src.sms import hooks, phrases
from src.sms.gateway import News, Outgoing, Verdict

CONNECT_S = 3.0
WHOLE_S = 10.0
SHORTEST_TTL_S = 5  # the server refuses less
PRIORITY = 127  # from 100 on the phone's own limits and delays are passed by
MOST_BYTES = 64 * 1024
MOST_WAIT_S = 300.0

TIMED_OUT = Verdict("later", "timed_out")
UNREACHABLE = Verdict("later", "unreachable")
TROUBLE = Verdict("later", "service_trouble")
ANSWERS: dict[int, Verdict] = {
    200: Verdict("accepted"),
    201: Verdict("accepted"),
    202: Verdict("accepted"),
    400: Verdict("failed", "bad_request"),
    # Mended by the administrator within the message's worth, perhaps.
    401: Verdict("later", "password_refused"),
    403: Verdict("later", "password_refused"),
    408: TIMED_OUT,
    409: Verdict("accepted"),  # a message with our id: an earlier try had arrived
    429: Verdict("later", "throttled"),
}


class Capcom6:
    """One gateway, asked over kept connections."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self._url = URL(url.rstrip("/"))
        self._authorization = basic(user, password)
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=None, connect=CONNECT_S),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={
                "User-Agent": "lacak",
                "Accept": "application/json",
                "Authorization": self._authorization,
            },
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def send(self, message: Outgoing) -> Verdict:
        """Our id is the message's there, so that a second try changes nothing."""
        content = {
            "id": str(message.id),
            "textMessage": {"text": message.body},
            "phoneNumbers": [message.number],
            "ttl": max(SHORTEST_TTL_S, message.worth_s),
            "priority": PRIORITY,
            "withDeliveryReport": True,
        }
        try:
            status, told, wait_s = await self._asked("POST", self._url / "messages", content)
        except TimeoutError:
            return TIMED_OUT
        except (aiohttp.ClientError, OSError):
            return UNREACHABLE
        if 200 <= status <= 299 and not isinstance(told.get("id"), str):
            return TROUBLE  # somebody else answered: a sign-in page of the network, say
        return verdict(status, gateway_id=told.get("id", str(message.id))[:80], wait_s=wait_s)

    async def call(self, message: Outgoing) -> Verdict:
        return Verdict("failed", "no_voice")  # the app knows SMS only

    async def state(self, message: UUID) -> News | None:
        try:
            status, told, _ = await self._asked("GET", self._url / "messages" / str(message))
        except (TimeoutError, aiohttp.ClientError, OSError):
            return None
        return phrases.news(str(message), told) if status == 200 else None

    async def register(self, address: str) -> Verdict:
        """Have everything we follow told to `address`; the first answer that is none of yes."""
        for event in hooks.EVENTS:
            content = {"id": f"lacak-{event.replace(':', '-')}", "url": address, "event": event}
            try:
                status, _, _ = await self._asked("POST", self._url / "webhooks", content)
            except TimeoutError:
                return TIMED_OUT
            except (aiohttp.ClientError, OSError):
                return UNREACHABLE
            if (answer := verdict(status)).outcome != "accepted":
                return answer
        return Verdict("accepted")

    async def _asked(
        self, method: str, url: URL, content: dict[str, Any] | None = None
    ) -> tuple[int, dict[str, Any], float | None]:
        """Status, the object answered (empty where it is none), and the seconds asked to wait."""
        assert self._session is not None
        async with (
            asyncio.timeout(WHOLE_S),
            self._session.request(method, url, json=content, allow_redirects=False) as response,
        ):
            body = bytearray()
            async for chunk in response.content.iter_chunked(8192):
                body += chunk
                if len(body) > MOST_BYTES:
                    break
            wait = response.headers.get("Retry-After", "")
            return response.status, phrases.object_in(bytes(body)), _seconds(wait)


def basic(user: str, password: str) -> str:
    """The Authorization header, which local mode knows too."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def verdict(status: int, *, gateway_id: str = "", wait_s: float | None = None) -> Verdict:
    """What a status code means for the message; redirects are refused."""
    if status in ANSWERS:
        found = ANSWERS[status]
    elif 300 <= status <= 399:
        found = Verdict("failed", "redirected")
    elif 500 <= status <= 599:
        found = TROUBLE
    else:
        found = Verdict("failed", "refused")
    if found.outcome == "accepted":
        return Verdict("accepted", gateway_id=gateway_id)
    return Verdict(found.outcome, found.reason, wait_s=wait_s if found.outcome == "later" else None)


def _seconds(text: str) -> float | None:
    if text.isascii() and text.isdigit() and len(text) <= 6:
        return min(float(text), MOST_WAIT_S)
    return None
