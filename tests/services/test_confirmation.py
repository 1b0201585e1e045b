"""The reporter has the last word: confirm, reopen for a week, rate once, add what is missing."""

import contextlib

import pytest

from src import database
from src.domain.errors import Conflict, Invalid
from src.services import confirmation
from src.services.reporting import Receipt
from tests.town import Town


async def a_fire_put_out(town: Town) -> Receipt:
    await town.responder("rahim")
    fire = await town.report()
    await town.acts("rahim", "accepted", fire.incident, eta_min=5)
    await town.acts("rahim", "arrived", fire.incident)
    await town.acts("rahim", "completed", fire.incident, outcome="extinguished", photos=1)
    return fire


async def test_yes_closes_and_the_second_yes_is_thanked(town: Town) -> None:
    fire = await a_fire_put_out(town)
    how = town.here
    await confirmation.answer(fire.id, True, **how)
    told = await town.case(fire.incident)
    assert told.state == "closed" and told.confirmed_at == town.clock()
    with pytest.raises(Conflict, match="already_confirmed"):
        await confirmation.answer(fire.id, True, **how)


async def test_no_opens_again_and_says_why(town: Town) -> None:
    fire = await a_fire_put_out(town)
    await confirmation.answer(
        fire.id, False, "Masih ada asap", region=town.region, now=town.clock()
    )
    told = await town.case(fire.incident)
    assert (told.state, told.reopened, told.resolved_at) == ("assigned", 1, None)


async def test_reopening_is_possible_for_seven_days_after_closing(town: Town) -> None:
    fire = await a_fire_put_out(town)
    await confirmation.answer(fire.id, True, region=town.region, now=town.clock())
    await town.passes(days=6, hours=23)
    await confirmation.answer(fire.id, False, region=town.region, now=town.clock())
    assert (await town.case(fire.incident)).reopened == 1


async def test_after_that_a_new_report_is_asked_for(town: Town) -> None:
    fire = await a_fire_put_out(town)
    await confirmation.answer(fire.id, True, region=town.region, now=town.clock())
    await town.passes(days=7, seconds=1)
    with pytest.raises(Conflict, match="too_late_to_reopen"):
        await confirmation.answer(fire.id, False, region=town.region, now=town.clock())


async def test_nothing_can_be_confirmed_before_it_is_done(town: Town) -> None:
    await town.responder("rahim")
    fire = await town.report()
    with pytest.raises(Conflict, match="answer_not_now"):
        await confirmation.answer(fire.id, True, region=town.region, now=town.clock())


async def test_silence_closes_a_fire_after_three_days_dated_when_it_fell_due(town: Town) -> None:
    fire = await a_fire_put_out(town)
    done = town.clock()
    await town.passes(days=2)
    assert (await town.log(fire.incident))[-1] == "closing_announced"
    await town.passes(hours=23)
    assert (await town.case(fire.incident)).state == "resolved"
    await town.passes(hours=10)
    told = await town.case(fire.incident)
    assert told.state == "closed" and told.confirmed_at is None
    assert told.closed_at is not None
    assert (told.closed_at - done).days == 3 and (told.closed_at - done).seconds == 0


async def test_who_follows_hears_that_it_was_closed_for_want_of_an_answer(town: Town) -> None:
    fire = await a_fire_put_out(town)
    await town.follows("tetangga", fire.id)
    await town.passes(days=2)
    news = town.phone("tetangga").messages[-1]["notification"]
    assert news["title"] == "Benar sudah selesai?"
    await town.passes(days=1)
    assert (await town.case(fire.incident)).state == "closed"
    news = town.phone("tetangga").messages[-1]["notification"]
    assert news["title"] == "Aduan ditutup"
    assert news["body"].endswith("Bisa dibuka lagi selama 7 hari.")


async def test_one_rating_a_report_and_its_words_stay_out_of_the_log(town: Town) -> None:
    fire = await a_fire_put_out(town)
    how = town.here
    await confirmation.rate(fire.id, 4, "Terima kasih Pak Rahim", **how)
    with pytest.raises(Conflict, match="already_rated"):
        await confirmation.rate(fire.id, 1, **how)
    lines = await database.rows("SELECT detail FROM incident_event")
    assert "Rahim" not in str(lines)
    row = await database.row("SELECT rating, rating_words FROM report")
    assert row is not None and row["rating"] == 4


@pytest.mark.parametrize("score", [0, 5, -1])
async def test_a_rating_is_one_to_four(town: Town, score: int) -> None:
    fire = await a_fire_put_out(town)
    with pytest.raises(Invalid):
        await confirmation.rate(fire.id, score, region=town.region, now=town.clock())


async def test_what_the_reporter_adds_is_kept_with_the_report(town: Town) -> None:
    await town.responder("rahim")
    fire = await town.report("Api di pasar")
    await confirmation.give_information(
        fire.id, "Masuk dari samping gereja", region=town.region, now=town.clock()
    )
    row = await database.row("SELECT text FROM report")
    assert row is not None and row["text"] == "Api di pasar\nMasuk dari samping gereja"
    assert (await town.log(fire.incident))[-1] == "info_given"


async def test_what_is_added_does_not_grow_without_end(town: Town) -> None:
    fire = await town.report("api")
    for _ in range(13):
        with contextlib.suppress(Invalid):
            await confirmation.give_information(fire.id, "x" * 1_000, **town.here)
    with pytest.raises(Invalid):
        await confirmation.give_information(fire.id, "x", **town.here)
    assert (await town.log(fire.incident)).count("info_given") == 12


async def test_a_fire_that_is_not_out_rings_the_team_again(town: Town) -> None:
    fire = await a_fire_put_out(town)
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan"]
    await confirmation.answer(fire.id, False, "Masih menyala", **town.here)
    await town.passes()
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan"] * 2
    assert (await town.case(fire.incident)).state == "assigned"
