"""The auditor: whatever could silence an alarm is found within one look, shown, and taken back."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from src import database as open_database
from src.database import Engine
from src.domain.trouble import KINDS
from src.queries import log, troubles
from src.services import health
from src.services.auditing import Auditor
from src.services.health import Pulse
from src.tables import Person, TextMessage
from src.words.troubles import TROUBLES
from tests.clock import Clock
from tests.town import Town
from tests.write_protection import protect

GB = 1_000_000_000


@dataclass
class House:
    """A town's auditor, with the clock that nobody can turn back and the disk it looks at."""

    clock: Clock
    seconds: float = 0.0
    disk: tuple[int, int, int] = (100 * GB, 50 * GB, 50 * GB)
    auditor: Auditor = field(init=False)

    def __post_init__(self) -> None:
        self.auditor = self.another()

    def another(self) -> Auditor:
        """The auditor of one more process of this house."""
        return Auditor(Path(), monotonic=lambda: self.seconds, space=lambda _: self.disk)

    async def passes(self, seconds: float) -> None:
        """Time passes by both clocks, and the auditor looks."""
        self.clock.passes(seconds=seconds)
        self.seconds += seconds
        await self.auditor.look(self.clock())

    @property
    def told(self) -> list[str]:
        return [trouble.code for trouble in self.auditor.shown]


@pytest.fixture
async def house(database: Engine, clock: Clock) -> House:
    """Nothing is wrong, and the worker has just ticked."""
    made = House(clock)
    await works(clock)
    return made


async def works(clock: Clock) -> None:
    pulse = Pulse()
    await pulse.beat("alarms", now=clock())
    await pulse.beat("deliveries", now=clock())


async def kept() -> list[str]:
    return [row["code"] for row in await open_database.rows("SELECT code FROM trouble")]


def test_every_trouble_has_its_words_and_none_is_left_over() -> None:
    assert TROUBLES.keys() == KINDS.keys()
    for words in TROUBLES.values():
        for sentence in " ".join(words).split("."):
            assert len(sentence.split()) <= 12


async def test_a_house_in_order_has_no_bar(house: House) -> None:
    await house.passes(15)
    assert house.told == [] and await kept() == []
    assert house.auditor.well(house.clock())


async def test_a_worker_silent_for_half_a_minute_is_seen_by_the_web_process(house: House) -> None:
    await house.passes(30)
    assert house.told == []
    await house.passes(1)
    assert house.told == ["worker_silent"]
    assert not house.auditor.well(house.clock())
    await works(house.clock)
    await house.passes(15)
    assert house.told == [] and await kept() == []


async def test_the_alarm_part_alone_may_be_what_is_silent(house: House) -> None:
    pulse = Pulse()
    for _ in range(3):
        await pulse.beat("deliveries", now=house.clock())
        await house.passes(15)
    assert house.told == ["worker_silent"]


async def test_a_clock_turned_back_does_not_hide_a_dead_worker(house: House) -> None:
    house.clock.passes(hours=-1)
    await house.passes(0)
    assert "worker_silent" in house.told


async def test_a_step_ten_seconds_late_is_told_until_it_is_done(town: Town, house: House) -> None:
    await town.responder("rahim")
    fire = await town.report("Api di dapur")
    alarm = await open_database.row("SELECT next_due_at FROM alarm")
    assert alarm is not None and alarm["next_due_at"] is not None
    wait = (alarm["next_due_at"] - town.clock()).total_seconds()
    await house.passes(wait + 10)
    assert "step_overdue" not in house.told
    await house.passes(1)
    assert "step_overdue" in house.told
    await town.passes()
    await house.passes(0)
    assert "step_overdue" not in house.told
    assert "escalated" in await town.log(fire.incident)


async def test_a_worker_dead_for_ninety_seconds_is_seen_and_what_it_missed_is_made_up(
    town: Town, house: House
) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    fire = await town.report("Api di dapur")
    began = town.clock()
    for _ in range(6):
        await house.passes(15)
    assert house.told[:2] == ["worker_silent", "step_overdue"]
    assert town.phone("yuliana").rang == []
    await town.passes()
    await house.passes(0)
    assert house.told == [] and house.auditor.well(town.clock())
    climbed = [event for event in await log.events_of(fire.incident) if event.event == "escalated"]
    assert [(step.at - began).total_seconds() for step in climbed] == [30, 60]
    assert town.phone("yuliana").rang


async def test_a_step_that_fails_and_is_put_off_is_late_all_the_same(
    town: Town, house: House
) -> None:
    await town.responder("rahim")
    await town.report("Api di dapur")
    alarm = await open_database.row("SELECT id, next_due_at FROM alarm")
    assert alarm is not None
    put_off = alarm["next_due_at"] + timedelta(seconds=20)
    async with open_database.transaction():
        await open_database.rows("UPDATE alarm SET next_due_at = {}", put_off)
    await house.passes((put_off - town.clock()).total_seconds() - 5)
    assert "step_overdue" in house.told


async def test_a_message_nobody_sends_is_told_after_fifteen_seconds(
    town: Town, house: House
) -> None:
    await town.responder("rahim")
    await town.report("Api di dapur")
    async with open_database.transaction():
        await open_database.rows("UPDATE delivery SET state = 'planned', due_at = {}", town.clock())
    await house.passes(15)
    assert "push_unsent" not in house.told
    await house.passes(1)
    assert "push_unsent" in house.told
    await town.passes()
    await house.passes(0)
    assert "push_unsent" not in house.told


async def test_a_text_nobody_sends_is_told_too(house: House) -> None:
    now = house.clock()
    person = uuid4()
    await Person.insert(Person(id=person, name="rahim", role="responder", created_at=now))
    text = TextMessage(
        id=uuid4(),
        key="k",
        person=person,
        body="KEBAKARAN",
        created_at=now,
        due_at=now,
        expires_at=now + timedelta(minutes=15),
    )
    await TextMessage.insert(text)
    await house.passes(16)
    assert house.told == ["text_unsent"]
    await TextMessage.update({TextMessage.state: "accepted"}).where(TextMessage.key == "k")
    await house.passes(1)
    assert house.told == [], "the gateway has it; what is due is only to ask what became of it"


async def test_a_key_the_push_service_refuses_is_told_for_ten_minutes(
    town: Town, house: House
) -> None:
    await town.responder("rahim")
    town.service.answers(403)
    await town.report("Api di dapur")
    await house.passes(1)
    assert house.told == ["key_refused"]
    assert house.auditor.well(house.clock()), "one stale phone must not silence the watcher"
    house.clock.passes(minutes=10)
    house.seconds += 600
    await works(house.clock)
    await house.passes(0)
    assert "key_refused" not in house.told


@pytest.mark.parametrize("seconds", [6, -6, 3600, -86_400])
async def test_a_clock_that_jumps_is_told_for_ten_minutes(house: House, seconds: int) -> None:
    await house.passes(15)
    house.clock.passes(seconds=seconds)
    await works(house.clock)
    await house.passes(15)
    assert house.told == ["clock_jumped"]
    assert f"bergeser {abs(seconds)} detik" in house.auditor.shown[0].what
    for _ in range(39):
        await works(house.clock)
        await house.passes(15)
    assert house.told == ["clock_jumped"]
    await works(house.clock)
    await house.passes(30)
    assert house.told == [] and await kept() == []


async def test_a_clock_that_is_only_corrected_is_no_trouble(house: House) -> None:
    await house.passes(15)
    house.clock.passes(seconds=4)
    await house.passes(11)
    assert house.told == []


@pytest.mark.parametrize("free", [4 * GB, 150_000_000])
async def test_a_disk_nearly_full_is_told_and_stops_no_watcher(house: House, free: int) -> None:
    total = 100 * GB if free > GB else 2 * GB
    house.disk = (total, total - free, free)
    await house.passes(15)
    assert house.told == ["disk_low"]
    assert str(free // 1_000_000) in house.auditor.shown[0].to_do
    assert house.auditor.well(house.clock())


async def test_a_disk_about_to_end_stops_the_watchers(house: House) -> None:
    house.disk = (100 * GB, 100 * GB - 40_000_000, 40_000_000)
    await house.passes(15)
    assert house.told == ["disk_ending"]
    assert not house.auditor.well(house.clock())


async def test_what_one_machine_sees_another_does_not_take_back(house: House) -> None:
    house.disk = (100 * GB, 99 * GB, 1 * GB)
    await house.passes(15)
    house.disk = (100 * GB, 50 * GB, 50 * GB)
    elsewhere = house.another()
    await elsewhere.look(house.clock() - timedelta(milliseconds=80))
    assert [trouble.code for trouble in elsewhere.shown] == ["disk_low"]
    house.clock.passes(seconds=61)
    house.seconds += 61
    await works(house.clock)
    await elsewhere.look(house.clock())
    assert elsewhere.shown == () and await kept() == []


async def test_a_trouble_keeps_the_hour_it_began(house: House) -> None:
    for _ in range(4):
        await house.passes(15)
    assert house.told == ["worker_silent"]
    since = house.auditor.shown[0].since
    await house.passes(45)
    assert house.auditor.shown[0].since == since


async def test_what_was_wrong_before_a_long_night_is_not_shown_in_the_morning(
    house: House,
) -> None:
    await house.passes(60)
    assert [each.code for each in await troubles.present(house.clock())] == ["worker_silent"]
    assert await troubles.present(house.clock.passes(hours=8)) == ()


async def test_a_database_that_takes_nothing_is_told_without_it(
    house: House, database: Engine
) -> None:
    await house.passes(15)
    await protect(database, True)
    try:
        await house.passes(10)
        assert house.told == ["database_read_only"]
        assert not house.auditor.well(house.clock())
        assert not (await health.check(Pulse(), now=house.clock())).ok
    finally:
        await protect(database, False)
    await house.passes(1)
    assert house.told == []


async def test_an_auditor_that_has_not_looked_of_late_is_not_well(house: House) -> None:
    assert not house.auditor.well(house.clock())
    await house.passes(15)
    assert not house.auditor.well(house.clock.passes(seconds=61))
