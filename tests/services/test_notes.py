"""A note is meant for somebody, who hears of it and reads it; nobody is told what is not his."""

import pytest

from src.domain.errors import Invalid
from src.queries import addressees, log, mentions
from src.services import dispatch, notes, presence
from tests.town import Town


async def test_who_is_meant_hears_of_it_and_it_waits_until_read(town: Town) -> None:
    await town.operator("yuliana")
    await town.operator("marlina")
    fire = await town.report("Api di dapur")
    await notes.write(
        fire.incident,
        text="Tolong telepon PLN",
        to=[town.people["marlina"]],
        **town.by("yuliana"),
    )
    await town.passes()
    assert town.phone("marlina").rang[-1] == "Catatan untuk Anda"
    assert "Catatan untuk Anda" not in town.phone("yuliana").rang
    marlina = await town.signed_in("marlina")
    [told] = await mentions.mentions_of(marlina, town.region, now=town.clock())
    assert (told.note, told.by, told.fresh) == ("Tolong telepon PLN", "yuliana", True)
    assert await mentions.unread(marlina) == 1
    await presence.be_here(fire.incident, marlina.id, "", now=town.clock())
    [told] = await mentions.mentions_of(marlina, town.region, now=town.clock())
    assert not told.fresh and await mentions.unread(marlina) == 0


async def test_a_number_in_a_note_does_not_stand_in_the_log(town: Town) -> None:
    await town.operator("yuliana")
    fire = await town.report("Api")
    await notes.write(fire.incident, text="Telepon 081234567890", **town.by("yuliana"))
    noted = (await log.events_of(fire.incident))[-1]
    assert noted.event == "noted" and "081234567890" not in noted.detail["note"]


async def test_teams_that_are_sent_can_be_meant_and_others_cannot(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    other = list(town.region.teams)[-1]
    await town.responder("yopi", team=other)
    fire = await town.report("Api")
    known = {
        each.person
        for each in await addressees.of(fire.incident, town.people["yuliana"], town.region)
    }
    assert town.people["rahim"] in known and town.people["yopi"] not in known
    with pytest.raises(Invalid, match="invalid"):
        await notes.write(
            fire.incident, text="Ke sini", to=[town.people["yopi"]], **town.by("yuliana")
        )
    await dispatch.assign(fire.incident, other, **town.by("yuliana"))
    await notes.write(fire.incident, text="Ke sini", to=[town.people["yopi"]], **town.by("yuliana"))


async def test_what_is_for_leaders_alone_is_for_nobody_else(town: Town) -> None:
    await town.operator("yuliana")
    await town.leader("kasat")
    await town.leader("bupati")
    told = await town.report("Petugas minta uang", category="other.complaint")
    found = await addressees.of(told.incident, town.people["kasat"], town.region)
    assert [each.name for each in found] == ["bupati"]
