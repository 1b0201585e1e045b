"""An exercise that rings says LATIHAN on every screen and in every message, and looks its part."""

import re

import httpx

from src import database
from src.services import dispatch, triage
from tests.routes.staff import number, signs_in, words
from tests.routes.test_station import called, is_screen_of, picture, station_of
from tests.town import Town


async def exercise(town: Town) -> int:
    """Marked as an exercise, then sent out; nobody has answered yet."""
    await town.responder("Rahim")
    await town.operator("Yuliana")
    drill = await town.report("Api di gudang")
    await triage.mark_drill(drill.incident, **town.by("Yuliana"))
    await dispatch.assign(drill.incident, town.first_team, **town.by("Yuliana"))
    for _ in range(6):
        await town.passes(minutes=1)
    return drill.incident


async def test_every_screen_says_so(town: Town, client: httpx.AsyncClient) -> None:
    drill = await exercise(town)
    await signs_in(client, town, "Yuliana", "operator")
    board = (await client.get("/papan")).text
    assert 'class="unanswered other"' in board
    assert "Belum ada yang menerima: LATIHAN: kebakaran Salakan" in words(board)
    assert "LATIHAN: kebakaran" in words((await client.get(f"/aduan/{number(town, drill)}")).text)
    await signs_in(client, town, "Rahim", "responder")
    tasks = (await client.get("/tugas")).text
    assert 'class="ringing alarm other"' in tasks
    assert "LATIHAN: kebakaran Salakan" in words(tasks)
    await is_screen_of(client, town, station_of(town))
    post = await picture(client)
    assert "LATIHAN: kebakaran Salakan" in words(post)
    assert called(post) and all(aloud.startswith("LATIHAN") for aloud in called(post))


async def test_every_message_says_so(town: Town) -> None:
    await exercise(town)
    rows = await database.rows("SELECT payload FROM delivery ORDER BY created_at, id")
    titles = [re.findall('"title":"([^"]*)"', row["payload"])[0] for row in rows]
    in_earnest = [title for title in titles if not title.startswith("LATIHAN")]
    assert in_earnest == ["KEBAKARAN: Salakan"]  # before anybody knew
    assert len(titles) > 1
