"""A crew whose phones the fake push service holds, under a policy of seconds, for fault runs."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from bench import town
from src import database, migrations
from src.services.region_pack import load_region
from src.settings import Settings
from src.tables import Shift, Subscription
from tests.fake_push_service import FakePushService

NEEDED = 2
STEPS = (
    (0, ("team",), "always"),
    (1, ("operators",), "unreceived"),
    (2, ("team", "team_leader"), "unanswered"),
    (3, ("team", "leaders"), "short"),
    (4, ("team", "team_leader", "operators"), "short"),
)
RESPONDERS = ("amir", "budi", "citra", "dewi")
_RULE = """\
[[rule]]
code = "uji"
name = "Uji"
people = {people}
repeat_s = 300
steps = [
{steps}
]
"""


@dataclass(frozen=True, slots=True)
class Member:
    """One responder: who it is, and the cookie of the own session."""

    name: str
    person: UUID
    cookie: str


def impatient_pack(folder: Path, region: Path) -> Path:
    """A copy of the region pack in which every alarm climbs within seconds."""
    pack = Path(shutil.copytree(region, folder / "pack"))
    steps = "\n".join(
        f'  {{ after_s = {after_s}, to = {list(to)!r}, when = "{when}" }},'.replace("'", '"')
        for after_s, to, when in STEPS
    )
    (pack / "alarm.toml").write_text(_RULE.format(people=NEEDED, steps=steps))
    return pack


async def settle(settings: Settings, service: FakePushService) -> tuple[str, list[Member]]:
    """The team that is called first, its responders on duty, and an office with phones too."""
    engine = database.engine_for(settings)
    await database.start(engine)
    try:
        await migrations.migrate(engine)
        team = town.first_team(load_region(settings.region))
        crew = []
        for name in RESPONDERS:
            leads = name == RESPONDERS[0]
            member = await _member(name, "responder", service, team=team, leads=leads)
            shift = Shift(id=uuid4(), person=member.person, team=team, starts_at=_now())
            await Shift.insert(shift)
            crew.append(member)
        for role in ("operator", "leader"):
            await _member(role, role, service)
        return team, crew
    finally:
        await database.stop(engine)


async def _member(name: str, role: str, service: FakePushService, **more: Any) -> Member:
    person, session, cookie = await town.signed_in(name, role, **more)
    phone: dict[str, Any] = {**service.phone(name).subscription}
    await Subscription.insert(
        Subscription(
            id=uuid4(),
            **phone,
            person=person,
            session=session,
            created_at=_now(),
            seen_at=_now(),
        )
    )
    return Member(name, person, cookie)


def _now() -> datetime:
    return datetime.now(UTC)
