"""Thirty messages in a night become the right incidents, with the right teams and agencies."""

import httpx

from bench import night
from src import database
from src.services import sessions
from tests.town import Town


async def test_a_night_of_thirty_messages_comes_out_right(
    client: httpx.AsyncClient, town: Town
) -> None:
    for code in list(town.region.teams):
        await town.responder(f"petugas-{code}", team=code)
    await town.operator("yuliana")
    await town.leader("kasat")
    async with database.transaction():
        cookie = await sessions.create(town.people["yuliana"], "operator", now=town.clock())
    messages = night.messages()
    desk = night.Desk(client, cookie, town.region)
    reports = await desk.play(messages, town.clock())
    wrong = await night.judged(messages, reports, town.region)
    assert not wrong, "\n".join(wrong)
