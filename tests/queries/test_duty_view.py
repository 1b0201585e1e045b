"""Who would be called, ring by ring; the plan of a week; what nobody answers for."""

from datetime import date, time
from uuid import uuid4

from src import database
from src.domain.region import Category, Village
from src.queries import duty, duty_view, duty_week, vehicles
from src.queries.duty_view import Turnout
from src.queries.own_shift import shift_of
from src.services import absences, swaps
from src.services import vehicles as vehicle_service
from src.services.absences import NewAbsence
from src.services.swaps import Question
from tests.duty_plan import local, roster, someone
from tests.queries.statements import counting
from tests.town import Town


def fire(town: Town) -> tuple[Category, Village]:
    leaf = town.region.category("fire.house")
    assert leaf is not None
    return leaf, town.region.villages[town.village("Salakan")]


async def asked(town: Town) -> Turnout:
    now = town.clock()
    return await duty_view.turnout(*fire(town), town.region, at=now, now=now)


async def test_the_nearest_ring_whose_phones_ring_is_called(town: Town) -> None:
    far = town.village("Lolantang")
    leaf = town.region.category("fire.house")
    assert leaf is not None
    rings = town.region.team_rings(leaf, town.region.villages[far])
    near, everywhere = rings[0][0].code, rings[1][0].code
    await town.responder("Meri", team=near, phone=False)
    await town.responder("Rahim", team=everywhere)
    now = town.clock()
    answer = await duty_view.turnout(leaf, town.region.villages[far], town.region, at=now, now=now)
    assert [tier.called for tier in answer.tiers] == [False, True]
    assert answer.people == 1 and not answer.nobody


async def test_what_a_fire_still_lacks_is_said(town: Town) -> None:
    await town.responder("Rahim", leads=True)
    answer = await asked(town)
    assert "3 orang" in answer.asked and "1 pengemudi armada" in answer.asked
    assert "2 orang" in answer.lacking
    for name in ("Selfi", "Daud"):
        await town.responder(name)
    await database.rows("UPDATE person SET skills = 'driver'")
    assert (await asked(town)).lacking == ""


async def test_a_broken_engine_is_no_engine(town: Town) -> None:
    await town.operator("Yuliana")
    assert await vehicles.any_ready("engine", [town.first_team], town.region)
    assert await vehicles.any_ready("", [], town.region)
    for code, vehicle in town.region.vehicles.items():
        if vehicle.kind == "engine":
            await vehicle_service.say(
                code,
                ready=False,
                note="Mogok",
                by=someone(town, "Yuliana", "operator"),
                region=town.region,
                now=town.clock(),
            )
    assert not await vehicles.any_ready("engine", [town.first_team], town.region)


async def test_groups_that_ring_at_once_and_would_ring_nobody(town: Town) -> None:
    nobody = duty_view.uncovered({}, town.region)
    assert "Kebakaran" in nobody and "Lainnya" not in nobody
    await town.responder("Meri", phone=False)
    present = await duty.on_duty([town.first_team], town.clock())
    assert "Kebakaran" in duty_view.uncovered(present, town.region)
    await town.responder("Rahim")
    present = await duty.on_duty([town.first_team], town.clock())
    assert "Kebakaran" not in duty_view.uncovered(present, town.region)


async def test_on_duty_is_one_statement_and_tells_why_a_phone_cannot_ring(town: Town) -> None:
    await town.responder("Rahim", leads=True)
    await town.responder("Meri", phone=False)
    await town.responder("Selfi")
    await town.signs_out("Selfi")
    with counting() as statements:
        present = (await duty.on_duty([town.first_team], town.clock()))[town.first_team]
    assert len(statements) == 1
    assert [(p.name, p.reachable, p.unreachable_because) for p in present] == [
        ("Rahim", True, ""),
        ("Meri", False, "no_phone"),
    ]
    assert present[0].skills == {"team_leader"}


async def test_leaders_of_the_shift_and_else_of_the_team(town: Town) -> None:
    kapten = await town.responder("Kapten", leads=True, on_duty=False)
    assert await duty.shift_leaders(town.first_team, town.clock()) == [kapten]
    rahim = await town.responder("Rahim", leads=True)
    assert await duty.shift_leaders(town.first_team, town.clock()) == [rahim]


async def test_a_leader_who_is_away_is_not_called_off_duty(town: Town) -> None:
    kapten = await town.responder("Kapten", leads=True, on_duty=False)
    new = NewAbsence(id=uuid4(), person=kapten, kind="leave", starts_at=town.clock(), ends_at=None)
    await absences.add(new, by=someone(town, "Kapten"), now=town.clock())
    assert await duty.shift_leaders(town.first_team, town.clock()) == []


async def test_the_week_shows_turns_absences_and_bare_hours(town: Town) -> None:
    await town.responder("Rahim", on_duty=False)
    await roster(town, "Rahim", starts=time(8), hours=12)
    new = NewAbsence(
        id=uuid4(),
        person=town.people["Rahim"],
        kind="sick",
        starts_at=local(13, 8),
        ends_at=local(14, 8),
    )
    await absences.add(new, by=someone(town, "Rahim"), now=town.clock())
    teams = [town.first_team, list(town.region.teams)[-1]]
    with counting() as statements:
        weeks = await duty_week.weeks(teams, date(2026, 10, 12), town.region, now=town.clock())
    assert len(statements) == 2
    week = weeks[town.first_team]
    (row,) = week.rows
    assert [(bar.x, bar.width) for bar in row.on][:2] == [(8, 12), (56, 12)]
    assert [(bar.x, bar.width, bar.words) for bar in row.away] == [
        (32, 12, "Selasa 08.00 sampai Selasa 20.00")
    ]
    assert week.bare[0].words == "Senin 20.00 sampai Rabu 08.00"
    assert (week.now, [day.today for day in week.days].index(True)) == (13.97, 0)
    empty = weeks[teams[1]]
    assert empty.rows == () and [bar.x for bar in empty.bare] == [13.97]


async def test_a_colleague_who_asks_is_seen_on_the_own_tasks(town: Town) -> None:
    for name in ("Rahim", "Selfi", "Daud"):
        await town.responder(name, on_duty=False)
    await roster(town, "Rahim", "Selfi")
    row = await database.row(
        "SELECT id FROM shift WHERE person = {} ORDER BY starts_at", town.people["Selfi"]
    )
    assert row is not None
    question = Question(id=uuid4(), shift=row["id"], stand_in=town.people["Daud"])
    await swaps.ask(question, by=someone(town, "Selfi"), now=town.clock())
    own = await shift_of(someone(town, "Daud"), town.region, now=town.clock())
    assert own.asked == 1 and not own.on and not own.away
