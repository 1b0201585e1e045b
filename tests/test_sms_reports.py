"""An SMS that a phone wrote, typed in by the office, and the same report over the web later."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from src import database
from src.domain import numbers
from src.domain.errors import Conflict
from src.services import merging, triage
from src.services.intake import FromOffice
from src.services.reporting import NewReport, Receipt
from src.services.verification import verify
from tests.test_moves import held, until_waiting
from tests.town import VILLAGE, Town

COMPLAINT = "other.complaint"


@pytest.fixture
async def office(town: Town) -> Town:
    await town.operator("yuliana")
    await town.responder("rahim")
    return town


def written(town: Town, sent: UUID, *, category: str = "fire.unclear", **more: Any) -> NewReport:
    """What the office makes of the SMS of the report `sent`."""
    by = FromOffice(by=town.people["yuliana"], into=more.pop("into", None))
    return NewReport(
        id=uuid4(),
        category=town.region.categories[category],
        channel="phone",
        text="LAPOR K …",
        village=town.village(VILLAGE),
        sms_code=numbers.sms_code(str(sent)),
        office=by,
        **more,
    )


def from_phone(town: Town, sent: UUID) -> NewReport:
    """The report itself, as its phone delivers it."""
    leaf, village = town.region.categories["fire.house"], town.village(VILLAGE)
    return NewReport(id=sent, category=leaf, village=village, device_hash="phone")


async def take(town: Town, sent: UUID, **more: Any) -> Receipt:
    taken = await town.takes(written(town, sent, **more))
    await town.passes()
    return taken


async def test_an_sms_written_down_and_its_report_over_the_web_are_one_incident_with_one_alarm(
    office: Town,
) -> None:
    sent = uuid4()
    typed = await take(office, sent)
    received = (await office.case(typed.incident)).received_at
    await office.passes(minutes=90)
    rang = list(office.phone("rahim").rang)
    web = await office.report("Api di belakang pasar", id=sent, village="Bolonan")
    assert (web.incident, web.again, web.own) == (typed.incident, False, True)
    assert web.share_token != typed.share_token
    told = await office.case(typed.incident)
    assert (told.reports, told.received_at) == (2, received)
    assert (await office.log(typed.incident))[-1] == "attached"
    assert office.phone("rahim").rang == rang
    alarms = await database.rows("SELECT DISTINCT incident, assignment FROM alarm")
    assert len(alarms) == 1
    codes = {row["sms_code"] for row in await database.rows("SELECT sms_code FROM report")}
    assert codes == {numbers.sms_code(str(sent))}
    again = await office.report("Api di belakang pasar", id=sent)
    assert (again.incident, again.again) == (typed.incident, True)
    assert not (await verify()).flaws


async def test_another_report_stays_another(office: Town) -> None:
    typed = await take(office, uuid4())
    assert (await office.report("Api")).incident != typed.incident


async def test_two_days_later_it_is_looked_at_anew(office: Town) -> None:
    soon, late = uuid4(), uuid4()
    one, two = await take(office, soon), await take(office, late)
    office.clock.passes(hours=47, minutes=59)
    assert (await office.report("Api", id=soon)).incident == one.incident
    office.clock.passes(minutes=2)
    assert (await office.report("Api", id=late)).incident != two.incident


async def test_what_is_over_takes_nothing_more(office: Town) -> None:
    sent = uuid4()
    typed = await take(office, sent, category="public_order.noise")
    await triage.decline(typed.incident, reason="Acara berizin", **office.by("yuliana"))
    web = await office.report("Ribut lagi", id=sent, category="public_order.noise")
    assert web.incident != typed.incident
    assert await office.log(web.incident) == ["received"]


async def test_it_goes_where_its_sms_was_merged_or_added_to(office: Town) -> None:
    merged, added = uuid4(), uuid4()
    fire = await office.report("Api")
    typed = await take(office, merged)
    await merging.merge(typed.incident, fire.incident, **office.by("yuliana"))
    await take(office, added, into=fire.incident)
    for sent in (merged, added):
        assert (await office.report("Api", id=sent)).incident == fire.incident


async def test_a_complaint_about_officers_never_comes_to_an_incident_that_others_see(
    office: Town,
) -> None:
    await office.leader("kasat")
    sent = uuid4()
    typed = await take(office, sent, category="other.unclear")
    web = await office.report("Petugas kasar", id=sent, category=COMPLAINT)
    assert web.incident != typed.incident


async def test_a_fire_never_vanishes_in_what_only_leaders_see(office: Town) -> None:
    await office.leader("kasat")
    sent = uuid4()
    typed = await take(office, sent, category=COMPLAINT)
    fire = await office.report("Api", id=sent)
    assert fire.incident != typed.incident
    assert office.phone("rahim").rang == ["KEBAKARAN: Salakan"]


async def test_a_complaint_comes_to_its_own(office: Town) -> None:
    await office.leader("kasat")
    sent = uuid4()
    typed = await take(office, sent, category=COMPLAINT)
    rang = list(office.phone("kasat").rang)
    web = await office.report("Petugas kasar", id=sent, category=COMPLAINT)
    assert web.incident == typed.incident
    assert office.phone("kasat").rang == rang


async def test_an_exercise_and_what_is_real_stay_apart(office: Town) -> None:
    sent = uuid4()
    typed = await take(office, sent)
    await triage.mark_drill(typed.incident, **office.by("yuliana"))
    assert (await office.report("Api", id=sent)).incident != typed.incident


async def test_a_report_that_comes_while_its_sms_is_merged_finds_it(office: Town) -> None:
    for _ in range(4):
        sent = uuid4()
        fire, typed = await office.report("Api"), await take(office, sent)
        await asyncio.gather(
            merging.merge(typed.incident, fire.incident, **office.by("yuliana")),
            office.takes(from_phone(office, sent)),
        )
        assert (await office.case(fire.incident)).reports == 3
        row = await database.row("SELECT incident FROM report WHERE id = {}", sent)
        assert row is not None and row["incident"] == fire.incident
    assert not (await verify()).flaws


async def test_a_report_that_comes_while_its_sms_is_written_down_waits_for_it(
    office: Town,
) -> None:
    sent, fire = uuid4(), await office.report("Api")
    typing = office.takes(written(office, sent, into=fire.incident))
    sending = office.takes(from_phone(office, sent))
    if database.on_postgres():
        async with held(fire.incident):
            first = asyncio.create_task(typing)
            await until_waiting(1)
            second = asyncio.create_task(sending)
            await until_waiting(2)
        receipts = [*await asyncio.gather(first, second)]
    else:  # one writer: the office is just sooner
        receipts = [await typing, await sending]
    assert {receipt.incident for receipt in receipts} == {fire.incident}
    assert (await office.case(fire.incident)).reports == 3


async def test_sms_and_report_at_once_break_nothing(office: Town) -> None:
    """Where the report itself came first, the office decides; else it joins what was written."""
    for _ in range(4):
        sent = uuid4()
        by_office, by_phone = await asyncio.gather(
            office.takes(written(office, sent)), office.takes(from_phone(office, sent))
        )
        assert by_phone.incident <= by_office.incident
    assert not (await verify()).flaws


async def test_what_was_to_be_added_to_an_ended_one_is_refused_as_ever(office: Town) -> None:
    noise = await office.report("Ribut", category="public_order.noise")
    await triage.decline(noise.incident, reason="Acara berizin", **office.by("yuliana"))
    with pytest.raises(Conflict):
        await take(office, uuid4(), into=noise.incident)
