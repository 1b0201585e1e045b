"""The number on the app's icon: the alarms that wait for an answer of this very person."""

from typing import Any

from src import database
from src.push import planning, subscriptions
from src.push.payload import Message
from src.services import triage
from tests.town import Town


def badges(town: Town, name: str) -> list[Any]:
    return [message["app_badge"] for message in town.phone(name).messages]


async def test_each_alarm_counts_until_it_is_answered(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("yusuf")
    first = await town.report("Api", category="fire.house")
    await town.report("Perahu", category="fire.vehicle")
    assert badges(town, "rahim") == [1, 2]
    await town.acts("rahim", "accepted", first.incident)
    await town.report("Terjepit", category="rescue.person_trapped")
    assert badges(town, "rahim") == [1, 2, 2]
    assert badges(town, "yusuf") == [1, 2, 3]


async def test_what_is_over_counts_no_more(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    fire = await town.report("Api", category="fire.house")
    await triage.resolve(fire.incident, answer="Bukan api", **town.by("yuliana"))
    await town.report("Terjepit", category="rescue.person_trapped")
    assert badges(town, "rahim") == [1, 1]


async def test_that_enough_are_coming_clears_the_icon(town: Town) -> None:
    await town.responder("rahim", skills="driver")
    await town.responder("yusuf")
    for name in ("sitti", "imran"):
        await town.responder(name)
    fire = await town.report("Api", category="fire.house")
    for name in ("rahim", "sitti", "imran"):
        await town.acts(name, "accepted", fire.incident)
    await town.passes()
    assert town.phone("yusuf").messages[-1]["notification"]["silent"] is True
    assert badges(town, "yusuf") == [1, 0]


async def test_news_and_tests_leave_the_icon_alone(town: Town) -> None:
    await town.responder("rahim")
    async with database.transaction():
        await planning.plan(
            await subscriptions.of_people([town.people["rahim"]], now=town.clock()),
            Message(title="Tes", body="", path="/tugas", tag="uji"),
            kind="test",
            alarm=None,
            incident=None,
            step=0,
            now=town.clock(),
        )
    await town.passes()
    (message,) = town.phone("rahim").messages
    assert "app_badge" not in message
