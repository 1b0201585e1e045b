"""Which addresses we send to: push services we know, since endpoints are given us by strangers."""

import re
from collections.abc import Collection

LONGEST = 1_000  # characters of an endpoint; those in use have 150 to 500
SERVICES: dict[str, tuple[str, ...]] = {
    # jmt17: Chromium that is built without Google's keys, as in Linux distributions.
    "google": ("fcm.googleapis.com", "jmt17.google.com"),
    "mozilla": ("*.push.services.mozilla.com",),
    "apple": ("web.push.apple.com",),
    "microsoft": ("*.notify.windows.com",),
}
# One reading only: nothing here is left to how two URL parsers may differ.
_ENDPOINT = re.compile(
    r"(?P<scheme>https?)://(?P<authority>[a-z0-9.:-]+)/[A-Za-z0-9._~%!$&'()*+,;=:@/?-]+"
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAMES = {
    service: re.compile(
        "|".join(re.escape(host).replace(r"\*", f"{_LABEL}(?:\\.{_LABEL})*") for host in hosts)
    )
    for service, hosts in SERVICES.items()
}


def allowed(endpoint: str, further: Collection[str] = ()) -> bool:
    """Whether a message may be sent to `endpoint`; `further` are own test hosts (`host:port`)."""
    return service(endpoint, further) is not None


def service(endpoint: str, further: Collection[str] = ()) -> str | None:
    """The push service behind an endpoint, or None where it is none that we know.

    Services are asked by https on the usual port and by name; own test hosts exactly as written
    in `further`, by http too.
    """
    found = _ENDPOINT.fullmatch(endpoint) if len(endpoint) <= LONGEST else None
    if found is None:
        return None
    authority = found["authority"]
    if authority in further:
        return authority
    if found["scheme"] == "https":
        for name, hosts in _NAMES.items():
            if hosts.fullmatch(authority):
                return name
    return None


def like(service: str) -> tuple[str, ...]:
    """SQL LIKE patterns of the endpoints of one service."""
    hosts = SERVICES.get(service)
    if hosts is None:
        return (f"http%://{service}/%",)
    return tuple(f"https://{host.replace('*', '%')}/%" for host in hosts)


def origin(endpoint: str) -> str:
    """Scheme, host and port of an allowed endpoint, as RFC 8292 wants them in `aud`."""
    found = _ENDPOINT.fullmatch(endpoint)
    if found is None:
        raise ValueError("not the address of a push service")
    return f"{found['scheme']}://{found['authority']}"
