"""The board's search: by number, by the end of a phone number, by words, places and kinds."""

import httpx
import pytest

from src.domain.search_words import asked
from src.services import triage
from tests.routes.staff import number, signs_in, words
from tests.town import Town


async def found(client: httpx.AsyncClient, text: str) -> str:
    answer = await client.post("/papan/cari", data={"cari": text})
    assert answer.status_code == 200
    part = await client.post("/papan/cari/isi", data={"cari": text})
    assert part.status_code == 200
    assert words(part.text) in words(answer.text)
    return part.text


async def finds(client: httpx.AsyncClient, town: Town, text: str, incident: int) -> bool:
    return f'href="/aduan/{number(town, incident)}"' in await found(client, text)


@pytest.mark.parametrize(
    ("text", "phone", "said"),
    [
        ("LB-7K3M", "", ("lb", "7k3m")),
        ("4471", "4471", ("4471",)),
        ("0812-3456-7890", "81234567890", ("0812", "3456", "7890")),
        ("+62 812 3456 7890", "6281234567890", ("62", "812", "3456", "7890")),
        ("0471", "0471", ("0471",)),
        ("471", "", ("471",)),
        ("  Api,  di PASAR! ", "", ("api", "di", "pasar")),
        ("a b c", "", ()),
        ("%_\\", "", ()),
    ],
)
def test_what_was_typed(text: str, phone: str, said: tuple[str, ...]) -> None:
    read = asked(text)
    assert (read.phone, read.words) == (phone, said)


async def test_an_incident_is_found_by_whatever_is_known_of_it(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.operator("Yuliana")
    fire = await town.report(
        "So tabakar warung Pak Amir", landmark="Belakang pasar", reporter_phone="+6281234564471"
    )
    noise = await town.report("Musik", category="public_order.noise", village="Lolantang")
    await signs_in(client, town, "Yuliana", "operator")
    name = number(town, fire.incident)
    for text in (
        name,
        name.lower(),
        name.partition("-")[2],
        "4471",
        "0812-3456-4471",
        "+62 812 3456 4471",
        "bakar",
        "amir pasar",
        "PASAR",
        "salakan",
        "kebakaran salakan",
        "rumah",
    ):
        assert await finds(client, town, text, fire.incident), text
        assert not await finds(client, town, text, noise.incident), text
    assert await finds(client, town, "lolantang musik", noise.incident)
    for text in ("4472", "471", "pasar lolantang", "zzz", "%", "_____", "' OR 1=1 --", ""):
        assert not await finds(client, town, text, fire.incident), text
    assert "Tidak ada yang cocok" in words(await found(client, "zzz"))


async def test_what_has_ended_is_found_after_what_is_open(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.operator("Yuliana")
    await town.passes(minutes=1)
    opened = await town.report("Musik keras", category="public_order.noise")
    ended = await town.report("Musik keras sekali", category="public_order.noise")
    await triage.decline(ended.incident, reason="Sudah sepi", **town.by("Yuliana"))
    await signs_in(client, town, "Yuliana", "operator")
    shown = await found(client, "musik")
    first, second = (shown.index(number(town, each.incident)) for each in (opened, ended))
    assert first < second
    assert "Tidak dapat ditangani" in words(shown)


async def test_a_secret_reporter_is_not_found_by_the_number(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.operator("Yuliana")
    secret = await town.report(
        "Musik",
        category="public_order.noise",
        reporter_phone="+6281234564471",
        confidential=True,
    )
    await signs_in(client, town, "Yuliana", "operator")
    assert not await finds(client, town, "4471", secret.incident)
    assert await finds(client, town, "musik", secret.incident)


async def test_what_is_for_leaders_is_found_by_leaders(
    town: Town, client: httpx.AsyncClient
) -> None:
    secret = next(leaf.code for leaf in town.region.categories.values() if leaf.leader_only)
    await town.operator("Yuliana")
    await town.leader("Kasat")
    complaint = await town.report("Petugas kasar", category=secret, reporter_phone="+6281234564471")
    asked_for = ("petugas kasar", "4471", number(town, complaint.incident), "salakan")
    await signs_in(client, town, "Yuliana", "operator")
    for text in asked_for:
        assert not await finds(client, town, text, complaint.incident), text
        assert number(town, complaint.incident) not in (await found(client, text)).replace(text, "")
    await signs_in(client, town, "Kasat", "leader")
    for text in asked_for:
        assert await finds(client, town, text, complaint.incident), text


async def test_no_phone_stands_in_an_address(town: Town, client: httpx.AsyncClient) -> None:
    await town.operator("Yuliana")
    await signs_in(client, town, "Yuliana", "operator")
    assert (await client.get("/papan/cari", params={"cari": "4471"})).status_code == 405
