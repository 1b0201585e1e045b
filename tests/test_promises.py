"""The promises of the house, told as what happened in town. ARCHITECTURE.md names them."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from src import database
from src.domain.errors import Conflict
from src.services import confirmation, notes, triage
from src.services.reporting import NewReport
from src.services.verification import verify
from tests.town import Town

ONE_IS_ENOUGH = "disaster.landslide"  # of P1, and one person's yes ends its alarm


async def test_a_fire_rings_the_team_on_duty_at_once(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("selfi", on_duty=False)
    fire = await town.report("So tabakar rumah di belakang pasar")
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan"]
    assert town.phone("selfi").rang == []
    assert await town.log(fire.incident) == ["received", "dispatched"]
    assert (await town.case(fire.incident)).state == "assigned"


async def test_nothing_about_the_reporter_travels_with_the_push(town: Town) -> None:
    await town.responder("rahim")
    await town.report(
        "Telepon saya 081234567890, Pak Amir",
        reporter_name="Amir",
        reporter_phone="+6281234567890",
        landmark="rumah Pak Amir",
    )
    told = str(town.phone("rahim").messages)
    assert "Amir" not in told and "8123" not in told


async def test_no_number_that_anybody_typed_stands_in_the_log(town: Town) -> None:
    """A log that nothing can be taken out of holds no phone, NIK or plate, whoever wrote it."""
    await town.responder("rahim")
    await town.operator("yuliana")
    said = "Om Rudi 0812-4455-0199, NIK 7207041203850001, motor DN 4321 AB"
    by = town.by("yuliana")
    fire = await town.report(landmark=said)
    await notes.write(fire.incident, text=said, **by)
    await triage.ask_information(fire.incident, question=said, **by)
    higher = {"category": "fire.shop", "priority": "P1"}
    await triage.classify(fire.incident, **higher, reason=said, **by)
    for step in ("accepted", "departed", "arrived"):
        await town.acts("rahim", step, fire.incident)
    await town.acts("rahim", "noted", fire.incident, note=said)
    end = {"outcome": "extinguished", "note": said, "photo_reason": said}
    await town.acts("rahim", "completed", fire.incident, **end)
    await confirmation.answer(fire.id, False, said, **town.here)
    noise = await town.report(category="public_order.noise")
    await triage.resolve(noise.incident, answer=said, **by)
    snake = await town.report(category="rescue.snake")
    await triage.decline(snake.incident, reason=said, **by)
    lines = await database.rows("SELECT detail FROM incident_event WHERE detail LIKE '%Om Rudi%'")
    assert len(lines) == 9
    assert all("Om Rudi •••, NIK •••, motor •••" in line["detail"] for line in lines)
    everything = str(await database.rows("SELECT detail FROM incident_event"))
    assert not any(number in everything for number in ("4455", "720704", "4321"))


async def test_an_unanswered_alarm_climbs_when_it_falls_due(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("kapten", leads=True, on_duty=False)
    fire = await town.report()
    await town.passes(seconds=59)
    assert town.phone("kapten").rang == []
    await town.passes(seconds=41)
    assert town.phone("kapten").rang == ["Belum diterima"]
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan", "Belum diterima"]
    climbed = await database.rows(
        "SELECT at, recorded_at FROM incident_event WHERE incident = {} AND event = 'escalated'"
        " ORDER BY number",
        fire.incident,
    )
    late = [(row["recorded_at"] - row["at"]).total_seconds() for row in climbed]
    assert late == [59 - 30, 100 - 60]


async def test_at_the_top_an_alarm_stays_red(town: Town) -> None:
    await town.responder("rahim")
    fire = await town.report()
    await town.passes(hours=2)
    alarm = await database.row("SELECT * FROM alarm WHERE incident = {}", fire.incident)
    assert alarm is not None
    assert alarm["at_top"] and alarm["ended_at"] is None


async def test_with_nobody_on_duty_the_alarm_climbs_without_waiting(town: Town) -> None:
    await town.leader("kasat")
    fire = await town.report()
    await town.passes(seconds=1)
    assert town.phone("kasat").rang == ["Belum diterima"]
    assert "escalated" in await town.log(fire.incident)


async def test_who_is_signed_out_is_rung_at_no_step(town: Town) -> None:
    await town.responder("kapten", leads=True)
    await town.leader("kasat")
    await town.signs_out("kapten")
    fire = await town.report()
    await town.passes(seconds=1)
    assert town.phone("kapten").rang == []
    assert town.phone("kasat").rang == ["Belum diterima"]
    await town.signs_out("kasat")
    await town.report(category="rescue.person_trapped")
    await town.passes(hours=1)
    assert town.phone("kasat").rang == ["Belum diterima"]
    alarm = await database.row("SELECT at_top FROM alarm WHERE incident = {}", fire.incident)
    assert alarm is not None and alarm["at_top"]


async def test_an_accepted_alarm_falls_silent(town: Town) -> None:
    await town.responder("rahim")
    await town.leader("kasat")
    slide = await town.report(category=ONE_IS_ENOUGH)
    await town.acts("rahim", "accepted", slide.incident, eta_min=10)
    await town.passes(minutes=14)
    assert town.phone("kasat").rang == []


async def test_of_two_who_accept_at_once_one_wins_and_the_other_is_told(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("selfi")
    slide = await town.report(category=ONE_IS_ENOUGH)
    answers = await asyncio.gather(
        town.acts("rahim", "accepted", slide.incident, eta_min=5),
        town.acts("selfi", "accepted", slide.incident, eta_min=5),
        return_exceptions=True,
    )
    told = [answer for answer in answers if isinstance(answer, Conflict)]
    assert [each.reason for each in told] == ["enough"]
    assert (await town.log(slide.incident)).count("accepted") == 1


async def test_one_refusal_is_not_the_teams_and_when_all_refuse_nobody_waits(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("selfi")
    await town.leader("kasat")
    fire = await town.report()
    assert (await town.acts("rahim", "refused", fire.incident)).state == "alerted"
    await town.passes(seconds=1)
    assert town.phone("kasat").rang == []
    assert (await town.acts("selfi", "refused", fire.incident)).state == "refused"
    await town.passes(seconds=1)
    assert "escalated" in await town.log(fire.incident)


async def test_a_tap_sent_twice_counts_once(town: Town) -> None:
    await town.responder("rahim")
    fire = await town.report()
    tap = uuid4()
    first = await town.acts("rahim", "accepted", fire.incident, action_id=tap, eta_min=5)
    second = await town.acts("rahim", "accepted", fire.incident, action_id=tap, eta_min=5)
    assert (first.again, second.again) == (False, True)
    assert (await town.log(fire.incident)).count("accepted") == 1


async def test_a_report_sent_twenty_times_at_once_is_one_report(town: Town) -> None:
    await town.responder("rahim")
    leaf = town.region.categories["fire.house"]
    new = NewReport(id=uuid4(), category=leaf, village=town.village("Salakan"), device_hash="d")
    receipts = await asyncio.gather(*(town.takes(new) for _ in range(20)))
    assert len({(r.incident, r.share_token, r.received_at) for r in receipts}) == 1
    assert sum(not r.again for r in receipts) == 1
    await town.passes()
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan"]


async def test_the_same_fire_reported_twice_is_one_incident_with_one_alarm(town: Town) -> None:
    await town.responder("rahim")
    one = await town.report(position=(-1.30, 123.29), accuracy_m=10)
    two = await town.report(position=(-1.3004, 123.29), accuracy_m=20)
    assert two.incident == one.incident
    assert two.share_token != one.share_token
    assert (await town.case(one.incident)).reports == 2
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan"]


async def test_two_fires_in_one_minute_stay_two(town: Town) -> None:
    one = await town.report(position=(-1.30, 123.29), accuracy_m=10)
    two = await town.report(position=(-1.303, 123.29), accuracy_m=10)
    vague = await town.report(position=(-1.30, 123.29), accuracy_m=900)
    snake = await town.report(category="rescue.snake", position=(-1.30, 123.29), accuracy_m=10)
    assert len({one.incident, two.incident, vague.incident, snake.incident}) == 4


async def test_a_late_offline_report_joins_by_when_it_was_made(town: Town) -> None:
    await town.responder("rahim")
    one = await town.report(position=(-1.30, 123.29), accuracy_m=10)
    made = town.clock()
    await town.passes(hours=3)
    late = await town.report(
        position=(-1.3002, 123.29), accuracy_m=10, created_at=made, sent_at=town.clock()
    )
    assert late.incident == one.incident
    told = await town.case(one.incident)
    assert told.received_at == one.received_at
    assert town.phone("rahim").rang.count("KEBAKARAN: Salakan") == 1


async def test_a_wrong_phone_clock_does_not_move_the_report(town: Town) -> None:
    now = town.clock()
    years = timedelta(days=900)
    report = await town.report(created_at=now - years - timedelta(minutes=20), sent_at=now - years)
    row = await database.row("SELECT * FROM report WHERE id = {}", report.id)
    assert row is not None
    assert row["created_at"] == now - timedelta(minutes=20)
    assert row["device_created_at"] == now - years - timedelta(minutes=20)
    assert row["clock_offset_ms"] == years / timedelta(milliseconds=1)


async def test_from_alarm_to_resolution_the_clock_points_are_when_it_happened(town: Town) -> None:
    await town.responder("rahim")
    fire = await town.report()
    start = town.clock()
    await town.acts("rahim", "accepted", fire.incident, eta_min=10)
    await town.passes(minutes=30)
    # No signal on the way: the taps arrive together, each with the time it was made.
    sent = town.clock()
    for event, minute in (("departed", 2), ("arrived", 9), ("controlled", 20)):
        await town.acts(
            "rahim", event, fire.incident, at=start + timedelta(minutes=minute), sent_at=sent
        )
    await town.acts("rahim", "completed", fire.incident, outcome="extinguished", photos=1)
    told = await town.case(fire.incident)
    assert told.state == "resolved"
    assert told.departed_at == start + timedelta(minutes=2)
    assert told.on_scene_at == start + timedelta(minutes=9)
    assert told.under_control_at == start + timedelta(minutes=20)
    assert not (await verify()).flaws


async def test_the_database_itself_refuses_to_change_the_log(town: Town) -> None:
    await town.report()
    for statement in ("UPDATE incident_event SET event = 'x'", "DELETE FROM incident_event"):
        with pytest.raises(Exception, match="append-only"):
            async with database.transaction():
                await database.rows(statement)


async def test_the_projection_tells_what_the_log_tells(town: Town) -> None:
    await town.responder("rahim")
    for category in ("fire.house", "rescue.snake", "public_order.noise"):
        await town.report(category=category)
    verdict = await verify()
    assert verdict.flaws == ()
    assert verdict.incidents == 3
