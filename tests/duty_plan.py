"""What tests of duty say in one line: a roster as the office writes it, and who is on duty."""

from datetime import date, datetime, time
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from src.domain.access import Person, Role
from src.queries import duty
from src.services import rosters
from src.services.rosters import Plan
from tests.town import Town

WITA = ZoneInfo("Asia/Makassar")


def local(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of October 2026 by the clock in Salakan; the town begins on the 12th, 13.58."""
    return datetime(2026, 10, day, hour, minute, second, tzinfo=WITA)


def someone(town: Town, name: str, role: Role = "responder") -> Person:
    """Who acts: somebody of the town as the guard would know him."""
    team = town.first_team if role == "responder" else None
    return Person(id=town.people[name], session=uuid4(), name=name, role=role, team=team)


async def roster(town: Town, *crews: str, again: UUID | None = None, **more: object) -> Plan:
    """Crews of names take turns of a day from 8 o'clock, unless said otherwise."""
    said: dict[str, object] = {
        "team": town.first_team,
        "anchor": date(2026, 10, 12),
        "starts": time(8),
        "hours": 24,
        "weekdays": "1111111",
    }
    members = {town.people[n]: at for at, names in enumerate(crews) for n in names.split()}
    plan = Plan(
        id=again or uuid4(),
        name="Jaga harian",
        crews=members,
        **(said | more),  # type: ignore[arg-type]
    )
    await rosters.save(plan, by=uuid4(), region=town.region, now=town.clock())
    return plan


async def on_duty(town: Town, at: datetime | None = None) -> list[str]:
    """Names of the first team's people on duty, in the order of the alphabet."""
    present = await duty.on_duty([town.first_team], town.clock(), at=at)
    return sorted(person.name for person in present.get(town.first_team, []))
