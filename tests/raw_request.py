"""Requests no browser and no client library would send: any bytes in path, headers and body."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from litestar import Litestar

Headers = Iterable[tuple[bytes, bytes]]


@dataclass
class Raw:
    """What came back. `status` 0: the application ended without an answer."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


async def raw(
    app: Litestar,
    method: str,
    path: str,
    *,
    query: bytes = b"",
    headers: Headers = (),
    body: bytes = b"",
    address: str = "10.0.0.1",
    cut: bool = False,
) -> Raw:
    """Sent in two parts, and the line is closed behind them (`cut`: between them)."""
    half = len(body) // 2
    parts: list[dict[str, Any]] = [
        {"type": "http.request", "body": body[:half], "more_body": True},
        {"type": "http.request", "body": body[half:], "more_body": False},
    ]
    if cut:
        parts.pop()
    answer = Raw()

    async def receive() -> dict[str, Any]:
        return parts.pop(0) if parts else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {
                name.decode("latin-1").lower(): value.decode("latin-1")
                for name, value in message["headers"]
            }
        elif message["type"] == "http.response.body":
            answer.body += message.get("body", b"")

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("utf-8", "surrogateescape"),
        "query_string": query,
        "root_path": "",
        "headers": [(b"host", b"lacak.test"), *headers],
        "client": (address, 1),
        "server": ("lacak.test", 80),
    }
    await app(scope, receive, send)  # type: ignore[arg-type]
    return answer
