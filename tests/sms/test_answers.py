"""A step by SMS, and answers by SMS that count like taps: stories over the whole way."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import structlog

from src import database
from src.domain.alarm_rule import AlarmRule, written
from src.domain.escalation import Policy, Step
from src.domain.numbers import number_of
from src.domain.strength import Strength
from src.services import dispatch, triage
from src.services.reporting import Receipt
from src.sms.capcom6 import Capcom6
from src.sms.sending import Texts
from src.tables import AlarmRule as AlarmRuleRow
from src.tables import Person
from tests.fake_sms_gateway import PASSWORD, USER, FakeSmsGateway
from tests.town import Town

# Two must come; after a minute everybody on duty is texted, too.
FIRES = AlarmRule(
    code="fire_p1",
    name="Kebakaran",
    groups=("fire",),
    priorities=("P1",),
    strength=Strength(2),
    policy=Policy((Step(0, ("team",)), Step(60, ("team",), "short", ("push", "sms"))), 300),
)


@dataclass
class Line:
    """The town, the gateway's phone, and the road back through the hook."""

    town: Town
    gateway: FakeSmsGateway
    web: httpx.AsyncClient

    async def responder(self, name: str, number: str, **more: Any) -> None:
        person = await self.town.responder(name, **more)
        await Person.update({Person.phone: number}).where(Person.id == person)

    async def burns(self, **more: Any) -> Receipt:
        """A fire nobody has answered for a minute."""
        fire = await self.town.report("Api di belakang pasar", **more)
        await self.town.passes(seconds=61)
        return fire

    async def says(self, number: str, text: str, **more: Any) -> int:
        """Somebody texts the gateway, which tells us; what we answer it, and him."""
        answer = await self.web.post("/kait/sms", **self.gateway.received(number, text, **more))
        await self.town.passes()
        return answer.status_code

    def code(self, fire: Receipt) -> str:
        return number_of(fire.incident, "X").partition("-")[2]

    def inbox(self, number: str) -> list[str]:
        return self.gateway.inbox(number)


RAHIM, SITTI, JUFRI = "+6281234567801", "+6281234567802", "+6281234567803"


@pytest.fixture
async def line(town: Town, gateway: FakeSmsGateway, web: httpx.AsyncClient) -> AsyncIterator[Line]:
    await AlarmRuleRow.insert(
        AlarmRuleRow(code=FIRES.code, rule=written(FIRES), changed_at=town.clock())
    )
    adapter = Capcom6(gateway.url, USER, PASSWORD)
    await adapter.open()
    town.texts = Texts(adapter, clock=town.clock)
    yield Line(town, gateway, web)
    await adapter.close()


async def test_a_step_by_sms_reaches_phones_that_push_does_not(line: Line) -> None:
    await line.responder("rahim", RAHIM)
    await line.responder("sitti", SITTI, phone=False)
    await line.responder("jufri", JUFRI, on_duty=False)
    fire = await line.town.report("Api di belakang pasar")
    await line.town.passes(seconds=59)
    assert line.gateway.messages == {}
    await line.town.passes(seconds=2)
    code = line.code(fire)
    text = f"KEBAKARAN Salakan 13.58. Balas YA {code} untuk datang, TIDAK {code} bila tidak."
    assert line.inbox(RAHIM) == line.inbox(SITTI) == [text]
    assert line.inbox(JUFRI) == []
    assert len(line.town.phone("rahim").rang) == 2


async def test_yes_by_sms_counts_like_a_tap(line: Line) -> None:
    await line.responder("rahim", RAHIM)
    fire = await line.burns()
    assert await line.says("0812-3456-7801", f"ya {line.code(fire)} 10") == 204
    assert "accepted" in await line.town.log(fire.incident)
    answered = await database.row("SELECT * FROM alarm_answer")
    assert answered is not None
    assert answered["person"] == line.town.people["rahim"]
    assert (answered["answer"], (answered["eta_at"] - answered["at"]).seconds) == ("coming", 600)
    assert line.inbox(RAHIM)[-1] == f"Tercatat: Anda datang. Aduan {line.code(fire)}."


async def test_the_last_of_the_strength_may_come_by_sms_and_late_ones_are_sent_home(
    line: Line,
) -> None:
    await line.responder("rahim", RAHIM)
    await line.responder("sitti", SITTI, phone=False)
    await line.responder("jufri", JUFRI, phone=False)
    fire = await line.burns()
    code = line.code(fire)
    await line.town.acts("rahim", "accepted", fire.incident)
    await line.says(SITTI, f"YA {code}")
    log = await line.town.log(fire.incident)
    assert log[-1] == "strength_reached"
    await line.says(JUFRI, f"YA {code}")
    assert line.inbox(JUFRI)[-1] == f"Tidak perlu datang: sudah cukup. Aduan {code}."
    assert await line.town.log(fire.incident) == log


async def test_no_by_sms_is_a_refusal(line: Line) -> None:
    await line.responder("rahim", RAHIM)
    fire = await line.burns()
    await line.says(RAHIM, f"Tidak {line.code(fire)}, masih di laut")
    assert "refused" in await line.town.log(fire.incident)
    assert line.inbox(RAHIM)[-1] == f"Tercatat: Anda tidak datang. Aduan {line.code(fire)}."


async def test_an_answer_that_the_gateway_tells_twice_is_one_answer(line: Line) -> None:
    await line.responder("rahim", RAHIM)
    fire = await line.burns()
    for _ in range(3):
        assert await line.says(RAHIM, f"YA {line.code(fire)}", event_id="Ey6ECgOkVVFjz3CL") == 204
    await line.says(RAHIM, f"YA {line.code(fire)}")  # and typed once more
    assert (await line.town.log(fire.incident)).count("accepted") == 1
    assert len(line.inbox(RAHIM)) == 2


async def test_who_has_tapped_already_is_told_that_it_is_noted(line: Line) -> None:
    await line.responder("rahim", RAHIM)
    fire = await line.burns()
    await line.town.acts("rahim", "accepted", fire.incident)
    await line.says(RAHIM, f"YA {line.code(fire)}")
    assert line.inbox(RAHIM)[-1].startswith("Tercatat: Anda datang.")
    assert (await line.town.log(fire.incident)).count("accepted") == 1


async def test_an_answer_without_a_number_is_to_the_one_thing_asked(line: Line) -> None:
    await line.responder("rahim", RAHIM)
    first = await line.burns()
    await line.says(RAHIM, "Ya", newer=False)
    assert "accepted" in await line.town.log(first.incident)


async def test_between_two_fires_an_answer_needs_its_number(line: Line) -> None:
    await line.responder("rahim", RAHIM)
    first = await line.town.report("Api di belakang pasar")
    second = await line.burns(device_hash="other")
    texted = {text.split("YA ")[1][:4] for text in line.inbox(RAHIM)}
    assert texted == {line.code(first), line.code(second)}
    await line.says(RAHIM, "Ya")
    for fire in (first, second):
        assert "accepted" not in await line.town.log(fire.incident)
    await line.says(RAHIM, f"Ya {line.code(second)}")
    assert "accepted" in await line.town.log(second.incident)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("+6281399999999", "YA {code}"),  # nobody we know
        ("KREDIT", "YA {code}"),  # a sender with a name
        (RAHIM, "YA 9999"),  # another incident, or none
        (RAHIM, "Selamat pagi"),
        (RAHIM, ""),
    ],
)
async def test_other_numbers_and_other_texts_change_nothing_and_are_not_kept(
    line: Line, number: str, text: str
) -> None:
    await line.responder("rahim", RAHIM)
    fire = await line.burns()
    log = await line.town.log(fire.incident)
    texted = len(line.gateway.messages)
    with structlog.testing.capture_logs() as lines:
        assert await line.says(number, text.format(code=line.code(fire))) == 204
    assert await line.town.log(fire.incident) == log
    assert len(line.gateway.messages) == texted
    assert not any(number[1:] in str(each) for each in lines)


async def test_a_phone_that_was_signed_out_answers_no_more(line: Line) -> None:
    await line.responder("rahim", RAHIM)
    fire = await line.burns()
    await line.town.signs_out("rahim")
    await line.says(RAHIM, f"YA {line.code(fire)}")
    assert "accepted" not in await line.town.log(fire.incident)


async def test_one_number_of_two_people_speaks_for_neither(line: Line) -> None:
    await line.responder("rahim", RAHIM)
    await line.responder("sitti", RAHIM)
    fire = await line.burns()
    await line.says(RAHIM, f"YA {line.code(fire)}")
    assert "accepted" not in await line.town.log(fire.incident)


async def test_a_member_who_was_not_texted_may_answer_for_his_team(line: Line) -> None:
    await line.responder("rahim", RAHIM)
    fire = await line.town.report("Api di belakang pasar")
    await line.says(RAHIM, f"YA {line.code(fire)}")
    assert "accepted" in await line.town.log(fire.incident)


async def test_a_drill_says_so_in_the_text(line: Line) -> None:
    await line.responder("rahim", RAHIM)
    await line.town.operator("yuliana")
    fire = await line.town.report("Api di belakang pasar")
    await triage.mark_drill(fire.incident, **line.town.by("yuliana"))
    await dispatch.assign(fire.incident, line.town.first_team, **line.town.by("yuliana"))
    await line.town.passes(seconds=61)
    [text] = line.inbox(RAHIM)
    assert text.startswith("LATIHAN, bukan kejadian sebenarnya. KEBAKARAN Salakan")


async def test_who_was_only_texted_may_still_answer_before_the_team_gives_up(line: Line) -> None:
    await line.responder("rahim", RAHIM)
    await line.responder("sitti", SITTI, phone=False)
    fire = await line.burns()
    await line.town.goes_off_duty("sitti")
    await line.says(RAHIM, f"TIDAK {line.code(fire)}")
    row = await database.row("SELECT state FROM assignment WHERE incident = {}", fire.incident)
    assert row is not None
    assert row["state"] == "alerted"
    await line.says(SITTI, f"YA {line.code(fire)}")
    assert "accepted" in await line.town.log(fire.incident)
