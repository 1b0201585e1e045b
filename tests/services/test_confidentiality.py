"""A reporter who asks to be kept secret is hidden from the teams; every look at him is noted."""

from typing import Any

import httpx
import pytest

from src.domain.errors import Conflict
from src.queries.incident_log import log_of
from src.queries.senders import shown_to
from src.services import confidentiality
from src.services.verification import verify
from tests.routes.staff import number, signs_in, words
from tests.town import Town

ANI: dict[str, Any] = {
    "reporter_name": "Ibu Ani",
    "reporter_phone": "+6281244550199",
    "body_number": "B-017",
}


async def shown(client: httpx.AsyncClient, town: Town, incident: int) -> str:
    return words((await client.get(f"/aduan/{number(town, incident)}")).text)


async def press(
    client: httpx.AsyncClient, town: Town, incident: int, noun: str, report: object
) -> httpx.Response:
    form = {"report": str(report)}
    return await client.post(f"/aduan/{number(town, incident)}/{noun}", data=form)


async def test_made_secret_by_the_office_the_team_sees_nobody_and_the_office_asks_first(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    fire = await town.report("Api", **ANI)
    await town.acts("Rahim", "accepted", fire.incident)
    await signs_in(client, town, "Rahim", "responder")
    assert "Ibu Ani" in (await client.get("/tugas")).text
    assert "Ibu Ani" in await shown(client, town, fire.incident)

    await signs_in(client, town, "Yuliana", "operator")
    made = await press(client, town, fire.incident, "kerahasiaan", fire.id)
    assert made.status_code == 303
    again = await press(client, town, fire.incident, "kerahasiaan", fire.id)
    assert again.status_code == 409
    told = await shown(client, town, fire.incident)
    assert "Ibu Ani" not in told and "B-017" not in told and "0812-4455-0199" not in told
    assert "Pelapor minta dirahasiakan." in told
    assert (await press(client, town, fire.incident, "kontak", fire.id)).status_code == 303
    told = await shown(client, town, fire.incident)
    assert "Hubungi Ibu Ani" in told and "0812-4455-0199" in told and "B-017" in told
    assert "Rahasia, tampil sampai 14.13" in told
    assert "Nama dan nomor pelapor rahasia dibuka. Yuliana" in told
    town.clock.passes(minutes=16)
    assert "Ibu Ani" not in await shown(client, town, fire.incident)

    await signs_in(client, town, "Rahim", "responder")
    for page in ("/tugas", f"/aduan/{number(town, fire.incident)}"):
        told = (await client.get(page)).text
        assert "Ibu Ani" not in told and "81244550199" not in told and "B-017" not in told
    assert (await press(client, town, fire.incident, "kontak", fire.id)).status_code == 403
    assert (await press(client, town, fire.incident, "kerahasiaan", fire.id)).status_code == 403
    assert not (await verify()).flaws


async def test_a_leader_may_ask_who_it_is_and_is_noted_too(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.leader("Kasat")
    noise = await town.report("Musik", category="public_order.noise", confidential=True, **ANI)
    await signs_in(client, town, "Kasat", "leader")
    assert "Ibu Ani" not in await shown(client, town, noise.incident)
    assert (await press(client, town, noise.incident, "kontak", noise.id)).status_code == 303
    assert "Ibu Ani" in await shown(client, town, noise.incident)
    assert (await town.log(noise.incident))[-1] == "contact_seen"


async def test_what_one_was_shown_another_must_ask_for_himself(town: Town) -> None:
    for name in ("yuliana", "dewi"):
        await town.operator(name)
    noise = await town.report("Musik", category="public_order.noise", confidential=True, **ANI)
    await confidentiality.show_contact(noise.incident, noise.id, **town.by("yuliana"))
    told = (await log_of(noise.incident, town.region)).rows
    see = (told, town.region, town.clock())
    assert set(shown_to(town.people["yuliana"], *see)) == {noise.id}
    assert shown_to(town.people["dewi"], *see) == {}


async def test_nobody_is_opened_who_is_no_secret(town: Town) -> None:
    await town.operator("yuliana")
    noise = await town.report("Musik", category="public_order.noise", **ANI)
    with pytest.raises(Conflict, match="already_so"):
        await confidentiality.show_contact(noise.incident, noise.id, **town.by("yuliana"))
