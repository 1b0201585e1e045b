"""What a route needs that is not in the request: region, time, settings, who is asking."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from litestar.connection import ASGIConnection

from src.domain.access import Person
from src.domain.errors import SignInNeeded
from src.domain.places import Places
from src.domain.region import Region
from src.live import Hub
from src.routes.kept_pages import KeptPages
from src.routes.readings import Readings
from src.routes.streams import Streams
from src.services.auditing import Auditor
from src.services.health import Pulse
from src.services.live_region import LiveRegion
from src.services.media.cleaner import Cleaner
from src.services.media.store import MediaStore
from src.services.rate_limits import RateLimits
from src.settings import Settings

Connection = ASGIConnection[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """One process's world, put into `app.state.surroundings` by `app.py`."""

    settings: Settings
    live_region: LiveRegion
    clock: Callable[[], datetime]
    hub: Hub
    limits: RateLimits
    streams: Streams
    readings: Readings
    pulse: Pulse
    auditor: Auditor
    secret: bytes
    push_key: str
    media: MediaStore
    cleaner: Cleaner
    kept_pages: KeptPages = field(default_factory=KeptPages)

    @property
    def region(self) -> Region:
        """As it holds now: another one after somebody has changed it."""
        return self.live_region.region

    @property
    def places(self) -> Places:
        return self.live_region.places


def surroundings(request: Connection) -> Surroundings:
    return cast(Surroundings, request.app.state.surroundings)


def region_of(request: Connection) -> Region:
    return surroundings(request).region


def places_of(request: Connection) -> Places:
    """Which village a position lies in."""
    return surroundings(request).places


def limits_of(request: Connection) -> RateLimits:
    return surroundings(request).limits


def push_key_of(request: Connection) -> str:
    """The VAPID public key a browser needs to subscribe (base64url)."""
    return surroundings(request).push_key


def settings_of(request: Connection) -> Settings:
    return surroundings(request).settings


def secret_of(request: Connection) -> bytes:
    """The installation's key for keyed hashes."""
    return surroundings(request).secret


def now_of(request: Connection) -> datetime:
    """The time, aware and in UTC."""
    return surroundings(request).clock()


def person_of(request: Connection) -> Person:
    """Who is signed in; raises SignInNeeded."""
    person = request.scope.get("user")
    if not isinstance(person, Person):
        raise SignInNeeded()
    return person


def address_of(request: Connection) -> str:
    """Whom limits are counted for: the client as the outermost proxy of ours saw it."""
    proxies = settings_of(request).trusted_proxies
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",")]
        if len(hops) >= proxies and hops[-proxies]:
            return hops[-proxies]
    return request.client.host if request.client else ""
