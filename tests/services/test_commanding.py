"""One field commander: the first leader who comes, whoever is there, or who is named."""

import asyncio

import pytest

from src.domain.errors import Conflict, Invalid
from src.queries.command import command_on
from src.services import commanding, merging, recalling
from src.services.verification import verify
from tests.services.test_dispatch import another_team
from tests.town import Town


async def two_teams(town: Town) -> int:
    """A fire rings Rahim and Selfi, who leads, and of another team Yopi, who leads as well."""
    await town.operator("yuliana")
    await town.responder("rahim")
    await town.responder("selfi", leads=True)
    await town.responder("yopi", team=another_team(town), leads=True)
    return (await town.report()).incident


async def commander(town: Town, incident: int) -> str:
    held = (await command_on([incident], town.region))[incident].commander
    return held.name if held else ""


async def test_the_first_leader_who_accepts_commands_and_the_next_does_not(town: Town) -> None:
    incident = await two_teams(town)
    await town.acts("rahim", "accepted", incident)
    assert await commander(town, incident) == ""
    await town.acts("yopi", "departed", incident, team=another_team(town))
    assert await commander(town, incident) == "yopi"
    await town.acts("selfi", "departed", incident)
    assert await commander(town, incident) == "yopi"
    assert (await town.log(incident)).count("commander_named") == 1
    assert not (await verify()).flaws


async def test_without_a_leader_the_first_who_is_there_commands_until_one_comes(
    town: Town,
) -> None:
    incident = await two_teams(town)
    await town.acts("rahim", "arrived", incident)
    assert await commander(town, incident) == "rahim"
    await town.acts("yopi", "departed", incident, team=another_team(town))
    assert await commander(town, incident) == "yopi"


async def test_the_office_names_another_who_hears_of_it_and_the_second_click_is_told(
    town: Town,
) -> None:
    incident = await two_teams(town)
    await town.acts("rahim", "arrived", incident)
    await town.acts("yopi", "departed", incident, team=another_team(town))
    rahim = town.people["rahim"]
    await commanding.name(incident, rahim, **town.by("yuliana"))
    await town.passes()
    assert await commander(town, incident) == "rahim"
    assert town.phone("rahim").rang[-1] == "Anda komandan lapangan"
    with pytest.raises(Conflict, match="already_so"):
        await commanding.name(incident, rahim, **town.by("yuliana"))
    with pytest.raises(Invalid):
        await commanding.name(incident, town.people["yuliana"], **town.by("yuliana"))
    # A leader who comes later leaves alone whom the office has named.
    await town.acts("yopi", "arrived", incident, team=another_team(town))
    assert await commander(town, incident) == "rahim"


async def test_only_who_commands_hands_over_and_only_his_team_says_under_control(
    town: Town,
) -> None:
    incident, other = await two_teams(town), another_team(town)
    await town.acts("yopi", "arrived", incident, team=other)
    await town.acts("rahim", "arrived", incident)
    with pytest.raises(Conflict) as told:
        await town.acts("rahim", "controlled", incident)
    assert told.value.reason == "commander_decides" and told.value.detail["who"] == "yopi"
    rahim = str(town.people["rahim"])
    with pytest.raises(Conflict, match="commander_decides"):
        await town.acts("rahim", "commander_named", incident, person=rahim)
    with pytest.raises(Invalid):
        await town.acts("yopi", "commander_named", incident, team=other, person="siapa")
    await town.acts("yopi", "commander_named", incident, team=other, person=rahim)
    assert await commander(town, incident) == "rahim"
    await town.acts("rahim", "controlled", incident)
    assert (await town.case(incident)).state == "under_control"
    assert not (await verify()).flaws


async def test_every_team_ends_its_own_task_and_the_last_one_ends_the_incident(
    town: Town,
) -> None:
    incident, other = await two_teams(town), another_team(town)
    await town.acts("yopi", "arrived", incident, team=other)
    await town.acts("rahim", "arrived", incident)
    end = {"outcome": "other", "photo_reason": "Gelap"}
    await town.acts("yopi", "completed", incident, team=other, **end)
    assert await commander(town, incident) == "rahim"
    assert (await town.case(incident)).state == "on_scene"
    await town.acts("rahim", "completed", incident, **end)
    told = await town.case(incident)
    assert (told.state, told.commander) == ("resolved", None)


async def test_who_is_called_off_commands_no_more(town: Town) -> None:
    incident, other = await two_teams(town), another_team(town)
    await town.acts("yopi", "arrived", incident, team=other)
    task = await town.assignment(incident, other)
    await recalling.recall(incident, task, **town.by("yuliana"))
    assert await commander(town, incident) == ""


async def test_of_two_leaders_who_accept_at_once_one_commands(town: Town) -> None:
    incident = await two_teams(town)
    await asyncio.gather(
        town.acts("selfi", "departed", incident),
        town.acts("yopi", "departed", incident, team=another_team(town)),
    )
    assert (await town.log(incident)).count("commander_named") == 1


async def test_who_moves_with_his_team_commands_where_it_goes(town: Town) -> None:
    incident, other = await two_teams(town), another_team(town)
    await town.acts("yopi", "arrived", incident, team=other)
    second = await town.report(category="public_order.noise")
    await merging.merge(incident, second.incident, **town.by("yuliana"))
    assert await commander(town, second.incident) == "yopi"
    assert (await town.case(incident)).commander is None
    assert not (await verify()).flaws
