"""Nobody forgets: promises that run out are told, silence closes with notice.

The town's office closes at 16.00 WITA (its pack); stories begin on the clock of `tests.clock`.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from src.domain import deadlines
from src.domain.errors import Conflict, Invalid
from src.domain.intervals import due_at
from src.domain.numbers import number_of
from src.domain.priority import Deadline
from src.queries.deadlines import deadlines_for
from src.queries.log import events_of
from src.services import confirmation, dispatch, extending, reminders, triage
from src.services.reporting import Receipt
from src.services.verification import verify
from tests.town import Town

NOISE: dict[str, Any] = {"category": "public_order.noise", "text": "Musik keras sampai pagi"}


async def office(town: Town) -> None:
    await town.operator("yuliana")
    await town.leader("kasat")


async def a_complaint(town: Town) -> Receipt:
    """A neighbour's music: a working day for an answer, five for a solution."""
    told = await town.report(**NOISE)
    assert (await town.case(told.incident)).priority == "P3"
    return told


async def until(town: Town, moment: datetime) -> None:
    await town.passes(seconds=(moment - town.clock()).total_seconds())


async def promised(town: Town, incident: int) -> datetime:
    promise = deadlines.owed(await town.case(incident), town.region)
    assert promise is not None
    return promise.due


async def told_of(town: Town, incident: int) -> list[tuple[str, str, datetime]]:
    return [
        (event.detail["tell"], event.detail["promise"], event.at)
        for event in await events_of(incident)
        if event.event == "overdue_told"
    ]


async def test_what_nobody_answered_is_told_to_the_head_of_the_shift_then_to_the_leaders(
    town: Town,
) -> None:
    await office(town)
    music = await a_complaint(town)
    due = await promised(town, music.incident)
    await until(town, due - timedelta(seconds=1))
    assert not town.phone("yuliana").rang
    await until(town, due)
    assert town.phone("yuliana").rang == ["Lewat tenggat"]
    assert not town.phone("kasat").rang
    next_day = due_at(due, Deadline(working_days=1), town.region)
    assert next_day is not None
    await until(town, next_day)
    assert town.phone("kasat").rang == ["Lewat tenggat"]
    assert await told_of(town, music.incident) == [
        ("chief", "first_answer", due),
        ("leaders", "first_answer", next_day),
    ]
    await town.passes(days=2)
    assert len(await told_of(town, music.incident)) == 2


async def test_a_solution_is_asked_after_a_day_before_it_is_late(town: Town) -> None:
    await office(town)
    patrol = next(code for code, team in town.region.teams.items() if "public_order" in team.groups)
    music = await a_complaint(town)
    await dispatch.assign(music.incident, patrol, **town.by("yuliana"))
    await triage.verify(music.incident, **town.by("yuliana"))
    received = (await town.case(music.incident)).received_at
    fourth, fifth = (due_at(received, Deadline(working_days=days), town.region) for days in (4, 5))
    assert fourth is not None and fifth is not None
    town.phone("yuliana").rang.clear()
    await until(town, fourth)
    assert town.phone("yuliana").rang[-1] == "Tenggat besok"
    await until(town, fifth)
    assert town.phone("kasat").rang[-1] == "Lewat tenggat"
    assert await told_of(town, music.incident) == [
        ("chief", "resolve", fourth),
        ("leaders", "resolve", fifth),
    ]


async def test_an_emergency_is_told_after_minutes_not_days(town: Town) -> None:
    await office(town)
    snake = await town.report("Ular di dapur", category="rescue.snake")
    case = await town.case(snake.incident)
    assert case.priority == "P2"
    await town.passes(minutes=14, seconds=59)
    assert "Lewat tenggat" not in town.phone("yuliana").rang
    await town.passes(seconds=1)
    assert town.phone("yuliana").rang[-1] == "Lewat tenggat"
    await town.passes(minutes=15)
    assert town.phone("kasat").rang[-1] == "Lewat tenggat"


async def test_an_alarm_that_climbs_is_its_own_reminder(town: Town) -> None:
    await office(town)
    await town.responder("rahim")
    fire = await town.report("Api di dapur")
    await town.passes(minutes=6)
    assert not await told_of(town, fire.incident)
    await town.acts("rahim", "accepted", fire.incident, eta_min=5)
    await town.passes(minutes=9)
    [(to, what, at)] = await told_of(town, fire.incident)
    assert (to, what) == ("chief", "on_scene")
    assert at == (await town.case(fire.incident)).received_at + timedelta(minutes=15)


async def test_a_head_of_the_shift_is_told_in_place_of_everybody(town: Town) -> None:
    await office(town)
    await town.head_of_shift("marlina")
    music = await a_complaint(town)
    await until(town, await promised(town, music.incident))
    assert town.phone("marlina").rang == ["Lewat tenggat"]
    assert not town.phone("yuliana").rang


async def test_what_is_for_leaders_alone_is_told_to_leaders_alone(town: Town) -> None:
    await office(town)
    told = await town.report("Petugas meminta uang", category="other.complaint")
    await until(town, await promised(town, told.incident))
    assert town.phone("kasat").rang[-1] == "Lewat tenggat"
    assert not town.phone("yuliana").rang


async def test_an_exercise_is_late_for_nobody(town: Town) -> None:
    await office(town)
    music = await a_complaint(town)
    await triage.mark_drill(music.incident, **town.by("yuliana"))
    await town.passes(days=9)
    assert not await told_of(town, music.incident)


async def test_a_complaint_that_waits_for_its_reporter_loses_no_time(town: Town) -> None:
    await office(town)
    music = await a_complaint(town)
    before = await promised(town, music.incident)
    await triage.ask_information(music.incident, question="Di rumah siapa?", **town.by("yuliana"))
    silence = town.region.priorities["P3"].auto_close_days
    assert await promised(town, music.incident) == town.clock() + timedelta(days=silence)
    await town.passes(days=7)
    await confirmation.give_information(music.id, "Rumah Pak RT", **town.here)
    case = await town.case(music.incident)
    assert case.waited_s == 7 * 24 * 3600 and case.waiting_since is None
    plain = replace(case, waited_s=0)
    [without] = [deadlines.next_due(plain, town.region)]
    after = await promised(town, music.incident)
    assert without is not None and after - without >= timedelta(days=7)
    assert after > before
    assert not await told_of(town, music.incident)


async def test_a_reporter_who_does_not_answer_comes_back_to_the_desk_and_is_not_closed(
    town: Town,
) -> None:
    await office(town)
    music = await a_complaint(town)
    await triage.ask_information(music.incident, question="Di mana?", **town.by("yuliana"))
    await town.passes(days=10, seconds=1)
    to, what, _ = (await told_of(town, music.incident))[0]
    assert (to, what) == ("chief", "reporter")
    assert (await town.case(music.incident)).state == "under_review"


async def test_an_emergency_does_not_wait_for_an_answer(town: Town) -> None:
    await office(town)
    snake = await town.report("Ular di dapur", category="rescue.snake")
    await triage.ask_information(snake.incident, question="Di mana?", **town.by("yuliana"))
    received = (await town.case(snake.incident)).received_at
    assert await promised(town, snake.incident) == received + timedelta(minutes=30)


async def test_what_is_opened_again_has_its_whole_time_again(town: Town) -> None:
    await office(town)
    music = await a_complaint(town)
    await triage.verify(music.incident, **town.by("yuliana"))
    await triage.resolve(music.incident, answer="Sudah ditegur.", **town.by("yuliana"))
    await town.passes(days=6)
    await confirmation.answer(music.id, False, **town.here)
    case = await town.case(music.incident)
    assert await promised(town, music.incident) > town.clock()
    assert case.reopened_at == town.clock()


async def test_silence_closes_with_a_days_notice(town: Town) -> None:
    await office(town)
    music = await a_complaint(town)
    await triage.resolve(music.incident, answer="Sudah ditegur.", **town.by("yuliana"))
    answered = town.clock()
    await town.passes(days=9)
    assert (await town.log(music.incident))[-1] == "closing_announced"
    await town.passes(hours=23, minutes=59)
    assert (await town.case(music.incident)).state == "resolved"
    await town.passes(minutes=1)
    case = await town.case(music.incident)
    assert case.state == "closed" and case.closed_at == answered + timedelta(days=10)


async def test_a_notice_that_went_out_late_still_leaves_a_day(town: Town) -> None:
    await office(town)
    music = await a_complaint(town)
    await triage.resolve(music.incident, answer="Sudah ditegur.", **town.by("yuliana"))
    await town.passes(days=12)  # the house was dark
    assert (await town.log(music.incident))[-1] == "closing_announced"
    told = town.clock()
    await town.passes(days=1)
    assert (await town.case(music.incident)).closed_at == told + timedelta(days=1)


async def test_more_time_is_given_once_and_with_a_reason(town: Town) -> None:
    await office(town)
    music = await a_complaint(town)
    await triage.verify(music.incident, **town.by("yuliana"))
    with pytest.raises(Invalid):
        await extending.extend(music.incident, reason=" ", **town.by("yuliana"))
    await extending.extend(music.incident, reason="Perlu penertiban", **town.by("yuliana"))
    case = replace(await town.case(music.incident), assigned_at=town.clock())
    due = due_at(case.received_at, Deadline(working_days=14), town.region)
    assert deadlines.next_due(case, town.region) == due
    with pytest.raises(Conflict, match="already_so"):
        await extending.extend(music.incident, reason="Lagi", **town.by("yuliana"))
    fire = await town.report("Api")
    with pytest.raises(Conflict, match="not_extendable"):
        await extending.extend(fire.incident, reason="Lama", **town.by("yuliana"))


async def test_two_workers_write_a_reminder_once(town: Town) -> None:
    await office(town)
    music = await a_complaint(town)
    town.clock.passes(days=3)
    for _ in range(2):
        await reminders.carry_out_due(town.clock(), region=town.region)
    assert len(await told_of(town, music.incident)) == len(set(await told_of(town, music.incident)))
    assert not (await verify()).flaws


async def test_a_new_holiday_moves_what_is_already_promised(town: Town) -> None:
    await office(town)
    music = await a_complaint(town)
    due = await promised(town, music.incident)
    day = due.astimezone(town.region.timezone).date()
    holiday = next(iter(town.region.holidays.values()))
    changed = replace(
        town.region,
        version="edited",
        holidays={**town.region.holidays, day: replace(holiday, date=day)},
    )
    await reminders.restamp_all(region=changed)
    await reminders.carry_out_due(due, region=changed)
    assert not await told_of(town, music.incident)


async def test_the_list_says_what_is_owed_and_who_knows(town: Town) -> None:
    await office(town)
    await a_complaint(town)
    late = await town.report("Ular di dapur", category="rescue.snake")
    asked = await a_complaint(town)
    await triage.ask_information(asked.incident, question="Di mana?", **town.by("yuliana"))
    await town.passes(minutes=16)
    person = await town.signed_in("yuliana")
    owed = await deadlines_for(person, town.region, now=town.clock())
    assert [each.promise for each in owed.late] == ["jawaban pertama"]
    assert owed.late[0].told == "Kepala piket"
    assert owed.late[0].named.number == number_of(late.incident, "LB")
    assert [each.promise for each in owed.soon] == ["jawaban pertama"]
    assert [each.promise for each in owed.reporter] == ["jawaban pelapor"]
