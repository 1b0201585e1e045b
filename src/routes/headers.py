"""Headers every answer carries: what a page may load, who may frame it, who may keep it."""

from collections.abc import Iterable

from litestar.types import ASGIApp, Message, Receive, Scope, Send


def policy(*, pictures_of: str = "") -> str:
    """What a page may load; `pictures_of` names the one further host that may give pictures."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' blob: data: {pictures_of}".rstrip(),
            "media-src 'self' blob:",
            "connect-src 'self'",
            "font-src 'none'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


CONTENT_SECURITY_POLICY = policy()

PERMISSIONS = ", ".join(
    [f"{feature}=(self)" for feature in ("geolocation", "camera", "microphone")]
    + [f"{feature}=()" for feature in ("payment", "usb", "serial", "browsing-topics")]
)

# `same-origin`, not `no-referrer`: addresses with tokens stay at home either way, but under
# `no-referrer` browsers send `Origin: null` with our own forms, and the forgery rule needs it.
ALWAYS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": PERMISSIONS,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
PRIVATE = {"cache-control": "private, no-store"}
UNLISTED = {"x-robots-tag": "noindex, nofollow"}
BY_HTTPS = {"strict-transport-security": "max-age=31536000"}

LISTED = {"", "lapor", "panduan", "kontak", "statistik", "static"}
"""First words of the addresses a search engine may show; all others may hold a token."""

Headers = tuple[tuple[bytes, bytes], ...]


def add_headers(app: ASGIApp, *, https: bool) -> ASGIApp:
    """Add to every answer what the answer does not say itself."""
    listed = _encoded(ALWAYS | PRIVATE | (BY_HTTPS if https else {}))
    unlisted = listed + _encoded(UNLISTED)

    async def with_headers(scope: Scope, receive: Receive, send: Send) -> None:
        wished = listed if is_listed(scope["path"]) else unlisted

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = complete(message["headers"], wished)
            await send(message)

        await app(scope, receive, send_with_headers)

    return with_headers


def is_listed(path: str) -> bool:
    """True for addresses that a search engine may show."""
    return path.removeprefix("/").partition("/")[0] in LISTED


def complete(said: Iterable[tuple[bytes, bytes]], wished: Headers) -> list[tuple[bytes, bytes]]:
    """What the answer says, then whatever of `wished` it does not say."""
    headers = list(said)
    names = {name for name, _ in headers}
    headers += [header for header in wished if header[0] not in names]
    return headers


def _encoded(headers: dict[str, str]) -> Headers:
    return tuple((name.encode(), value.encode()) for name, value in headers.items())
