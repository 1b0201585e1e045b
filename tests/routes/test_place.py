"""/aduan/{number}/tempat: the office puts right where it happened, and who is near is called."""

import httpx
import pytest

from src.domain.village import Point
from src.services import positions, recalling
from src.services.positions import BetterPosition
from src.services.verification import verify
from tests.routes.staff import number, signs_in, words
from tests.routes.test_incident_page import NOISE, decide, desk, shown
from tests.routes.test_intake import send
from tests.town import VILLAGE, Town

__all__ = ["desk"]
ELSEWHERE, NEAREST_TEAM = "Bulagi I", "DMK-BLG"


async def correct(
    client: httpx.AsyncClient, town: Town, incident: int, **said: str
) -> httpx.Response:
    return await decide(client, town, incident, "tempat", **said)


async def undo(client: httpx.AsyncClient, town: Town, incident: int) -> httpx.Response:
    line = str(len(await town.log(incident)))
    return await decide(client, town, incident, "pembatalan", line=line)


async def test_village_and_landmark_are_put_right_and_the_log_says_so(
    desk: httpx.AsyncClient, town: Town
) -> None:
    noise = await town.report("Musik", category=NOISE, village="", landmark="dekat gereja")
    page = await shown(desk, town, noise.incident)
    assert "Perbaiki tempat" in words(page)
    assert 'name="landmark" type="text" value="dekat gereja" maxlength="200"' in page
    said = {
        "village": town.village(VILLAGE),
        "landmark": "belakang pasar",
        "place_why": "ditelepon",
    }
    assert (await correct(desk, town, noise.incident, **said)).status_code == 303
    case = await town.case(noise.incident)
    assert (case.village, case.village_source) == (town.village(VILLAGE), "office")
    assert (case.landmark, case.category) == ("belakang pasar", NOISE)
    page = await shown(desk, town, noise.incident)
    assert "Tempat: Salakan. belakang pasar. ditelepon Yuliana" in words(page)
    assert f'<option value="{town.village(VILLAGE)}" selected>' in page
    assert not (await verify()).flaws


async def test_the_second_who_says_the_same_is_told(desk: httpx.AsyncClient, town: Town) -> None:
    noise = await town.report("Musik", category=NOISE, landmark="pasar")
    same = {"village": town.village(VILLAGE), "landmark": "pasar"}
    again = await correct(desk, town, noise.incident, **same)
    assert again.status_code == 409
    assert "Sudah seperti itu." in words(again.text)
    # An empty choice takes no village away.
    assert (await correct(desk, town, noise.incident, landmark="gereja")).status_code == 303
    case = await town.case(noise.incident)
    assert (case.village, case.village_source) == (town.village(VILLAGE), "reporter")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("village", "99.99", "Desa ini tidak dikenal. Pilih dari daftar."),
        ("landmark", "x" * 201, "Tulisan terlalu panjang. Ringkas sedikit."),
        ("landmark", "?", "Tulis patokan dengan kata. Contoh: belakang pasar."),
        ("place_why", "x" * 501, "Tulisan terlalu panjang. Ringkas sedikit."),
        ("landmark", "", "Isi salah satu: lokasi, desa, atau patokan."),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_stays(
    desk: httpx.AsyncClient, town: Town, field: str, value: str, sentence: str
) -> None:
    noise = await town.report("Musik", category=NOISE, village="", landmark="pasar")
    said = {"village": "", "landmark": "gereja tua", "place_why": "kata RT", field: value}
    answer = await correct(desk, town, noise.incident, **said)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert '<details class="decision" id="perbaiki-tempat" open>' in answer.text
    assert 'value="kata RT"' in answer.text or field == "place_why"
    assert (await town.case(noise.incident)).landmark == "pasar"


async def test_what_is_over_stays_where_it_was(desk: httpx.AsyncClient, town: Town) -> None:
    noise = await town.report("Musik", category=NOISE)
    await decide(desk, town, noise.incident, "penolakan", reason="Acara berizin")
    late = await correct(desk, town, noise.incident, landmark="gereja")
    assert late.status_code == 409
    assert "Perbaiki tempat" not in words(late.text)


@pytest.mark.parametrize("village", ["", VILLAGE])
async def test_an_emergency_to_which_nobody_is_called_rings_who_is_near(
    desk: httpx.AsyncClient, town: Town, village: str
) -> None:
    await town.responder("Nus", team=NEAREST_TEAM)
    fire = await town.report("Api", village=village, landmark="pasar")
    first = await town.assignment(fire.incident)
    await recalling.recall(fire.incident, first, **town.by("Yuliana"))
    assert town.phone("Nus").rang == []
    # A landmark calls nobody.
    assert (await correct(desk, town, fire.incident, landmark="pasar ikan")).status_code == 303
    await town.passes()
    assert town.phone("Nus").rang == []
    said = {"village": town.village(ELSEWHERE), "landmark": "pasar ikan"}
    assert (await correct(desk, town, fire.incident, **said)).status_code == 303
    await town.passes()
    assert town.phone("Nus").rang == [f"KEBAKARAN: {ELSEWHERE}"]
    assert (await town.log(fire.incident)).count("dispatched") == 2


async def test_a_team_that_is_called_goes_on_and_nothing_rings_twice(
    desk: httpx.AsyncClient, town: Town
) -> None:
    await town.responder("Nus", team=NEAREST_TEAM)
    fire = await town.report("Api", village="", landmark="pasar")
    said = {"village": town.village(ELSEWHERE), "landmark": "pasar"}
    assert (await correct(desk, town, fire.incident, **said)).status_code == 303
    await town.passes()
    assert town.phone("Nus").rang == []
    assert (await town.log(fire.incident)).count("dispatched") == 1


async def test_what_is_no_emergency_rings_nobody(desk: httpx.AsyncClient, town: Town) -> None:
    noise = await town.report("Musik", category=NOISE, village="", landmark="pasar")
    await correct(desk, town, noise.incident, village=town.village(VILLAGE), landmark="pasar")
    assert "dispatched" not in await town.log(noise.incident)


async def test_no_position_moves_the_village_that_the_office_has_said(
    desk: httpx.AsyncClient, town: Town
) -> None:
    noise = await town.report(
        "Musik", category=NOISE, village="", position=Point(-1.31, 123.32), accuracy_m=400
    )
    await correct(desk, town, noise.incident, village=town.village(ELSEWHERE))
    better = BetterPosition(
        update_id=noise.id,
        report_id=noise.id,
        device_hash="phone",
        position=Point(-1.3131, 123.3291),
        accuracy_m=8,
    )
    assert await positions.improve(better, places=town.places, **town.here)
    case = await town.case(noise.incident)
    assert (case.village, case.village_source) == (town.village(ELSEWHERE), "office")
    assert case.accuracy_m == 8
    assert "Lokasi menjadi lebih tepat: 8 meter." in words(await shown(desk, town, noise.incident))


async def test_a_wrong_place_is_taken_back(desk: httpx.AsyncClient, town: Town) -> None:
    noise = await town.report("Musik", category=NOISE, landmark="pasar")
    before = await town.case(noise.incident)
    await correct(desk, town, noise.incident, village=town.village(ELSEWHERE), landmark="gereja")
    assert (await undo(desk, town, noise.incident)).status_code == 303
    after = await town.case(noise.incident)
    assert (after.village, after.village_source) == (before.village, "reporter")
    assert after.landmark == "pasar"
    assert not (await verify()).flaws


async def test_whoever_follows_reads_the_village_and_no_landmark_in_the_line(
    desk: httpx.AsyncClient, town: Town
) -> None:
    noise = await town.report(
        "Musik", category=NOISE, village="", position=Point(-1.31, 123.32), accuracy_m=20
    )
    await correct(desk, town, noise.incident, village=town.village(ELSEWHERE), place_why="rahasia")
    desk.cookies.clear()
    told = words((await desk.get(f"/pantau/{noise.share_token}")).text)
    assert "Jenis atau tempat aduan diperbarui." in told
    assert ELSEWHERE in told and f"Dekat {ELSEWHERE}" not in told
    assert "rahasia" not in told


async def test_a_message_that_is_added_brings_the_village_where_none_was_known(
    desk: httpx.AsyncClient, town: Town
) -> None:
    noise = await town.report("Musik", category=NOISE, village="", landmark="pasar")
    more = {"into": number(town, noise.incident), "category": NOISE}
    assert (await send(desk, town, **more)).status_code == 303
    case = await town.case(noise.incident)
    assert (case.village, case.village_source) == (town.village(VILLAGE), "reporter")
    assert "Tempat: Salakan." in words(await shown(desk, town, noise.incident))
    # Known once, it stays, whatever the next one says.
    assert (await send(desk, town, village=town.village(ELSEWHERE), **more)).status_code == 303
    assert (await town.case(noise.incident)).village == town.village(VILLAGE)
    assert (await town.log(noise.incident)).count("position_improved") == 1
    assert not (await verify()).flaws


async def test_leaders_put_right_what_is_theirs(town: Town, client: httpx.AsyncClient) -> None:
    await town.leader("Kasat")
    complaint = await town.report("Petugas kasar", category="other.complaint")
    await signs_in(client, town, "Kasat", "leader")
    answer = await correct(client, town, complaint.incident, village=town.village(ELSEWHERE))
    assert answer.status_code == 303
    assert "dispatched" not in await town.log(complaint.incident)
