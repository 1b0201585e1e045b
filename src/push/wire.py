"""One message on the wire: encrypted, signed, posted once, and what the push service answers."""

import asyncio
import ssl
from datetime import datetime

import aiohttp
from yarl import URL

from src.push import answers, encryption, hosts, payload
from src.push.answers import Verdict
from src.push.claims import Claimed
from src.push.vapid import Vapid
from src.settings import Settings

CONNECT_S = 3.0
WHOLE_S = 10.0
URGENT = frozenset({"alarm", "enough", "test", "told"})


class Wire:
    """Open connections to push services. Nothing but `src.push.delivery` posts through it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._vapid = Vapid(settings.vapid_key(), settings.vapid_contact)
        self._trusted: ssl.SSLContext | bool = True
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """The event loop that calls this is the one that may post."""
        if self._settings.push_ca:
            self._trusted = ssl.create_default_context(cafile=self._settings.push_ca)
        self._session = aiohttp.ClientSession(
            # How many at once is decided where rows are claimed, not by the pool.
            connector=aiohttp.TCPConnector(limit=0, ttl_dns_cache=300, keepalive_timeout=60),
            timeout=aiohttp.ClientTimeout(total=None, connect=CONNECT_S),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": "lacak", "Content-Type": "application/octet-stream"},
            skip_auto_headers=("Accept", "Accept-Encoding"),
            auto_decompress=False,
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def send(self, row: Claimed, *, now: datetime) -> tuple[Verdict, float | None]:
        """Post one claimed message; the verdict, and the seconds the service asks us to wait.

        Raises BadSubscription for keys that are none, ValueError for a broken message.
        """
        keys = encryption.keys(row.p256dh, row.auth)
        content = payload.declarative(
            row.payload,
            kind=row.kind,
            delivery=row.delivery,
            public_url=self._settings.public_url,
        )
        body = encryption.encrypt(encryption.padded(content), keys)
        try:
            async with asyncio.timeout(WHOLE_S):
                status, retry_after = await self._post(row, body, self._headers(row, now))
        except TimeoutError:
            return answers.TIMED_OUT, None
        except (aiohttp.ClientError, OSError):
            return answers.UNREACHABLE, None
        return answers.verdict(status), answers.asked_wait_s(retry_after, now=now)

    def _headers(self, row: Claimed, now: datetime) -> dict[str, str]:
        """TTL is what is left of the message's worth; pywebpush's default of 0 would lose it."""
        headers = {
            "Authorization": self._vapid.header(hosts.origin(row.endpoint), now=now),
            "Content-Encoding": "aes128gcm",
            "TTL": str(max(1, round((row.expires_at - now).total_seconds()))),
            "Urgency": "high" if row.kind in URGENT else "normal",
        }
        if row.kind == "follow" and row.incident is not None:
            # Newer news takes the place of older while the phone is off. Never for alarms: a
            # service keeps few topics for each phone, and drops what is beyond them.
            headers["Topic"] = f"incident-{row.incident}"
        return headers

    async def _post(
        self, row: Claimed, body: bytes, headers: dict[str, str], *, again: bool = True
    ) -> tuple[int, str | None]:
        """Status and Retry-After; redirects are not followed and no body is read."""
        assert self._session is not None
        own = row.service in self._settings.push_hosts
        try:
            async with self._session.post(
                URL(row.endpoint, encoded=True),
                data=body,
                headers=headers,
                allow_redirects=False,
                ssl=self._trusted if own else True,
            ) as response:
                return response.status, response.headers.get("Retry-After")
        except aiohttp.ClientConnectorError:
            raise
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            if not again:
                raise
        # Most often a kept connection that the service closed while it was idle.
        return await self._post(row, body, headers, again=False)
