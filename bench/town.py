"""A town to measure in: a team on duty with signed-in phones, and reports from anywhere."""

import random
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from src import database, migrations
from src.domain.numbers import token, token_hash
from src.domain.region import Region
from src.services.region_pack import load_region
from src.settings import Settings
from src.tables import Person, Session, Shift, Subscription

# Any valid point on P-256 and 16 bytes: these phones are rung, but nobody listens here.
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"


@dataclass(frozen=True, slots=True)
class Crew:
    """The responders on duty: their session cookies, and the phones that would be rung."""

    team: str
    cookies: tuple[str, ...]
    devices: int


async def settle(settings: Settings, *, responders: int = 2, host: str = "") -> Crew:
    """Migrate, and put people with phones on duty in the team that answers fires in town.

    Their push service is `host`, or one that nobody here may reach.
    """
    engine = database.engine_for(settings)
    await database.start(engine)
    try:
        await migrations.migrate(engine)
        region = load_region(settings.region)
        team = first_team(region)
        cookies = []
        async with database.transaction():
            for number in range(responders):
                cookies.append(await _responder(team, number, host))
    finally:
        await database.stop(engine)
    return Crew(team, tuple(cookies), responders)


async def _responder(team: str, number: int, host: str) -> str:
    now = datetime.now(UTC)
    person, session, cookie = await signed_in(f"Petugas {number}", "responder", team=team)
    service = f"https://{host}/kirim" if host else "https://updates.push.services.mozilla.com/none"
    await Shift.insert(Shift(id=uuid.uuid4(), person=person, team=team, starts_at=now))
    await Subscription.insert(
        Subscription(
            id=uuid.uuid4(),
            endpoint=f"{service}/{uuid.uuid4()}",
            p256dh=P256DH,
            auth=AUTH,
            person=person,
            session=session,
            created_at=now,
            seen_at=now,
        )
    )
    return cookie


async def signed_in(name: str, role: str, **more: Any) -> tuple[uuid.UUID, uuid.UUID, str]:
    """Somebody new on one device: person, session and the cookie that opens it."""
    now, cookie = datetime.now(UTC), token()
    person, session = uuid.uuid4(), uuid.uuid4()
    await Person.insert(Person(id=person, name=name, role=role, created_at=now, **more))
    await Session.insert(
        Session(
            id=session,
            token_hash=token_hash(cookie),
            person=person,
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(days=1),
        )
    )
    return person, session, cookie


async def empty(settings: Settings) -> None:
    """A PostgreSQL database that an earlier run used begins anew."""
    if settings.database_url:
        engine = database.engine_for(settings)
        await database.start(engine)
        await engine.run_ddl("DROP SCHEMA public CASCADE")
        await engine.run_ddl("CREATE SCHEMA public")
        await database.stop(engine)


def first_team(region: Region) -> str:
    """The team that would be called first for a fire in the first village."""
    fire = region.category("fire")
    village = next(iter(region.villages.values()))
    assert fire is not None
    return region.teams_for(fire, village)[0].code


def villages(region: Region) -> list[str]:
    return list(region.villages)


def somebody(name: str) -> dict[str, str]:
    """Headers of a phone of its own at an address of its own (the server trusts one proxy)."""
    address = zlib.crc32(name.encode())
    return {
        "X-Lacak-Device": f"{name:_<22}",
        "X-Forwarded-For": ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0)),
    }


def reports(seed: int, region: Region) -> Iterator[tuple[str, bytes]]:
    """Endless reports as phones send them: (id, form body), spread over the whole region."""
    chance = random.Random(seed)
    points = [village.point for village in region.villages.values()]
    leaves = ["fire.house", "fire.house", "rescue.snake", "public_order.noise"]
    leaves = [leaf for leaf in leaves if leaf in region.categories] or list(region.categories)
    while True:
        report = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        latitude, longitude = chance.choice(points)
        now = datetime.now(UTC).isoformat()
        fields = {
            "id": report,
            "category": chance.choice(leaves),
            "text": "Api besar di belakang rumah, capat kamari",
            "latitude": f"{latitude + chance.uniform(-0.01, 0.01):.5f}",
            "longitude": f"{longitude + chance.uniform(-0.01, 0.01):.5f}",
            "accuracy_m": str(chance.randint(5, 60)),
            "landmark": "dekat pasar",
            "created_at": now,
            "sent_at": now,
        }
        yield report, urlencode(fields).encode()
