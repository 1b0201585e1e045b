"""How much each address takes: more is refused before it is read, or where it gets too much."""

from typing import cast

from litestar.exceptions import ClientException
from litestar.types import ASGIApp, HTTPReceiveMessage, HTTPScope, Receive, Scope, Send

from src.domain.errors import TooLarge
from src.routes.refusal import refuse

KB = 1024
MB = 1024 * KB

# By the first word of the address. Photos straight from the camera come only from forms without
# scripts; pieces of an attachment are 32 kB (64 kB at most).
LIMITS = {
    "aduan": 25 * MB,
    "lapor": 25 * MB,
    "pantau": 25 * MB,
    "tugas": 25 * MB,
    "instansi": 25 * MB,
    "rujukan": 25 * MB,
    "lampiran": 72 * KB,
    "kabar": 2 * KB,
    "kait": 16 * KB,
    "langganan": 8 * KB,
    "kelola": 25 * MB,
}
DEFAULT = 64 * KB
LONGEST_LENGTH = 12  # digits of a Content-Length that still make a difference


def limit_of(path: str) -> int:
    """The most bytes this address takes."""
    return LIMITS.get(path.removeprefix("/").partition("/")[0], DEFAULT)


def limit_bodies(app: ASGIApp) -> ASGIApp:
    """Answer 413 to bodies that say they are too large, and stop those that do not say."""

    async def limited(scope: Scope, receive: Receive, send: Send) -> None:
        if cast(HTTPScope, scope)["method"] in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        limit = limit_of(scope["path"])
        if _length(scope) > limit:
            await refuse(TooLarge(), scope, receive, send)
            return
        await app(scope, _counted(receive, limit), send)

    return limited


def _length(scope: Scope) -> int:
    said = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(said[:LONGEST_LENGTH]) if said.isdigit() else 0


def _counted(receive: Receive, limit: int) -> Receive:
    taken, whole = 0, False

    async def receive_counted() -> HTTPReceiveMessage:
        nonlocal taken, whole
        message = cast(HTTPReceiveMessage, await receive())
        if message["type"] == "http.request":
            taken += len(message["body"])
            whole = not message["more_body"]
            if taken > limit:
                raise TooLarge
        elif not whole:
            raise ClientException("cut off")  # the line's fault, and no breakdown of ours
        return message

    return receive_counted
