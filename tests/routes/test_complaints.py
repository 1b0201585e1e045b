"""A complaint about an officer: the leaders read it, nobody whom it may concern comes near it."""

from collections.abc import Iterator

import httpx
import pytest
from litestar import Litestar

from src import database
from src.domain.access import Role
from src.services import dispatch, merging, triage
from src.services.reporting import Receipt
from src.services.verification import verify
from tests.routes.staff import number, signs_in, words
from tests.routes.test_access import routes
from tests.town import Town

COMPLAINT, NOISE = "other.complaint", "public_order.noise"
SAID = "Pak Yusran membentak saya"
LEAKS = ("Yusran", "membentak", "kantor lama")
OTHERS: dict[str, Role] = {
    "Yusran": "operator",  # the one who is complained about sits in the office himself
    "Admin": "administrator",
    "Rahim": "responder",
    "Dedi": "driver",
}


@pytest.fixture
async def complaint(town: Town) -> Receipt:
    await town.responder("Rahim", team="PP-A", leads=True)
    await town.operator("Yusran")
    await town.leader("Kasat")
    await town._person("Admin", "administrator", phone=True)
    await town.driver("Dedi")
    return await town.report(SAID, category=COMPLAINT, landmark="kantor lama")


def addresses(app: Litestar, number: str) -> Iterator[str]:
    """Every page there is, with this incident's number wherever one is asked for."""
    for path, method, _ in routes(app):
        if method == "GET" and not path.endswith("/aliran"):
            path = path.replace("{number:str}", number)
            if "{" not in path:
                yield path


async def leaks(client: httpx.AsyncClient, app: Litestar, told: str) -> list[str]:
    found = []
    for address in addresses(app, told):
        answer = await client.get(address)
        if told in answer.text and f"/{told}" not in address:
            found.append(f"{address}: {told}")
        seen = words(answer.text)
        found += [f"{address}: {leak}" for leak in LEAKS[1:] if leak in seen]
    return found


@pytest.mark.parametrize("name", OTHERS)
async def test_no_page_tells_anybody_but_a_leader(
    complaint: Receipt, town: Town, app: Litestar, client: httpx.AsyncClient, name: str
) -> None:
    await signs_in(client, town, name, OTHERS[name])
    told = number(town, complaint.incident)
    assert not await leaks(client, app, told)
    for path in ("", "/isi", "/aliran"):
        assert (await client.get(f"/aduan/{told}{path}")).status_code in (403, 404)


async def test_the_leader_sees_and_decides_it_and_a_phone_told_no_more_than_that_it_is_there(
    complaint: Receipt, town: Town, client: httpx.AsyncClient
) -> None:
    assert town.phone("Kasat").rang == ["Aduan untuk pimpinan"]
    assert not any(leak in str(town.phone("Kasat").messages) for leak in LEAKS)
    for name in ("Yusran", "Admin", "Rahim"):
        assert town.phone(name).messages == []
    await signs_in(client, town, "Kasat", "leader")
    told = number(town, complaint.incident)
    assert told in (await client.get("/papan")).text
    assert SAID in words((await client.get(f"/aduan/{told}")).text)
    assert "Tugaskan regu" not in words((await client.get(f"/aduan/{told}")).text)
    answer = await client.post(f"/aduan/{told}/pemeriksaan")
    assert answer.status_code == 303


@pytest.mark.parametrize("name", OTHERS)
async def test_nobody_else_decides_anything_on_it(
    complaint: Receipt, town: Town, app: Litestar, client: httpx.AsyncClient, name: str
) -> None:
    await signs_in(client, town, name, OTHERS[name])
    told = number(town, complaint.incident)
    for path, method, _ in routes(app):
        if method == "POST" and "{number:str}" in path and path.count("{") == 1:
            address = path.replace("{number:str}", told)
            answer = await client.post(address, data={"report": str(complaint.id), "note": "x"})
            assert answer.status_code in (403, 404), address
    assert await town.log(complaint.incident) == ["received"]


async def test_what_turns_out_a_complaint_leaves_the_teams_at_once(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    await town.leader("Kasat")
    noise = await town.report(SAID, category=NOISE)
    await dispatch.assign(noise.incident, town.first_team, **town.by("Yuliana"))
    await town.acts("Rahim", "accepted", noise.incident)
    await triage.classify(
        noise.incident,
        category=COMPLAINT,
        priority="P4",
        reason="Soal petugas",
        **town.by("Yuliana"),
    )
    await town.passes()
    ringing = await database.row("SELECT id FROM alarm WHERE ended_at IS NULL")
    assert ringing is None
    assert (await town.log(noise.incident))[-2:] == ["classified", "released"]
    staff: dict[str, Role] = {"Rahim": "responder", "Yuliana": "operator"}
    for name, role in staff.items():
        await signs_in(client, town, name, role)
        told = number(town, noise.incident)
        assert (await client.get(f"/aduan/{told}")).status_code == 404
        home = (await client.get("/tugas" if role == "responder" else "/papan")).text
        assert told not in home and "membentak" not in home
    assert town.phone("Kasat").rang == ["Aduan untuk pimpinan"]
    assert not (await verify()).flaws


async def test_a_report_split_off_a_complaint_stays_with_the_leaders(town: Town) -> None:
    await town.operator("Yuliana")
    await town.leader("Kasat")
    one = await town.report("Musik", category=NOISE)
    two = await town.report(SAID, category=NOISE)
    await merging.merge(two.incident, one.incident, **town.by("Yuliana"))
    await triage.classify(
        one.incident, category=COMPLAINT, priority="P4", reason="Soal petugas", **town.by("Yuliana")
    )
    apart = await merging.split(two.id, **town.by("Kasat"))
    assert (await town.case(apart)).category == COMPLAINT


async def test_the_link_tells_only_who_sent_it_that_leaders_alone_read_it(
    complaint: Receipt, town: Town, client: httpx.AsyncClient
) -> None:
    stranger = words((await client.get(f"/pantau/{complaint.share_token}")).text)
    for leak in (*LEAKS, "piket", "pimpinan"):
        assert leak not in stranger
    assert "Aduan ini sedang diperiksa." in stranger
