"""A category that has left the region pack: what was reported under it still opens everywhere."""

from uuid import UUID

import httpx
import pytest

from src import database
from src.services import merging
from src.services.escalation import climb_due
from tests.routes.reporting import path_of, receipt
from tests.routes.staff import number, signs_in
from tests.town import Town


@pytest.mark.parametrize(("leaf", "group"), [("fire.gone", "fire"), ("gone.gone", "gone")])
async def test_pages_open_and_tell_no_more_than_the_group(
    client: httpx.AsyncClient, town: Town, leaf: str, group: str
) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    told = await receipt(client, landmark="rumah Ibu Ani")
    async with database.transaction():
        await database.rows("UPDATE incident SET category = {}, category_group = {}", leaf, group)
        await database.rows("UPDATE report SET category = {}", leaf)
    for address in (path_of(told["share_url"]), path_of(told["own_url"])):
        shared = await client.get(address, follow_redirects=True)
        assert shared.status_code == 200
        assert "rumah Ibu Ani" not in shared.text
    await signs_in(client, town, "rahim", "responder")
    assert (await client.get("/tugas")).status_code == 200
    await signs_in(client, town, "yuliana", "operator")
    for address in ("/papan", f"/aduan/{number(town, 1)}"):
        assert (await client.get(address)).status_code == 200
    town.clock.passes(minutes=30)
    assert await climb_due(town.clock(), region=town.region) == 1
    await receipt(client)
    await merging.merge(2, 1, **town.by("yuliana"))
    assert await merging.split(UUID(told["id"]), **town.by("yuliana")) == 3
