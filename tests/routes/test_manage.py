"""/kelola: what somebody changes there holds at once, is written down, and leaves no gap."""

import asyncio
import json
import re
from html import unescape
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from src import database as open_database
from src.domain.region import Region
from src.routes.manage.catalogue import SUBJECTS
from src.routes.manage.subject import Subject
from src.routes.surroundings import Surroundings
from tests.cast import Cast
from tests.paper.pdf_text import pages, text
from tests.routes.staff import words


@pytest.fixture
async def office(client: httpx.AsyncClient, cast: Cast) -> httpx.AsyncClient:
    """An administrator's browser."""
    await cast.signs_in(client, await cast.person("administrator", name="Ibu Sri"))
    return client


def here(app: Litestar) -> Region:
    around: Surroundings = app.state.surroundings
    return around.region


def outlined(app: Litestar) -> bool:
    around: Surroundings = app.state.surroundings
    return around.places.has_outlines


def fields(page: str) -> dict[str, str]:
    """What a form of ours would send as it stands on the page."""
    form = re.search(r'<form class="card".*?</form>', page, re.DOTALL)
    assert form is not None
    said: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", form[0]):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and not ("checkbox" in tag and " checked" not in tag):
            said[name[1]] = unescape(value[1]) if value else ""
    areas = r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>'
    for name, typed in re.findall(areas, form[0], re.DOTALL):
        said[name] = unescape(typed)
    selects = r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>'
    for name, options in re.findall(selects, form[0], re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        said[name] = unescape(chosen[1]) if chosen else ""
    return said


async def form_at(client: httpx.AsyncClient, address: str) -> dict[str, str]:
    answer = await client.get(address)
    assert answer.status_code == 200, answer.text
    return fields(answer.text)


async def lines() -> list[open_database.Row]:
    return list(await open_database.rows("SELECT * FROM admin_change ORDER BY id"))


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda each: each.kind)
async def test_every_form_is_saved_as_it_stands_and_changes_nothing(
    office: httpx.AsyncClient, app: Litestar, region: Region, subject: Subject
) -> None:
    address, code = subject.address, subject.listed(region)[0].code
    assert (await office.get(address)).status_code == 200
    said = await form_at(office, f"{address}/{code}")
    answer = await office.post(f"{address}/{code}", data=said)
    assert answer.status_code == 303, words(answer.text)
    assert here(app).version == region.version
    assert await lines() == []


async def test_an_edit_holds_at_once_and_is_written_down(
    office: httpx.AsyncClient, app: Litestar
) -> None:
    said = await form_at(office, "/kelola/instansi/PLN")
    answer = await office.post("/kelola/instansi/PLN", data=said | {"phone": "0811-222"})
    assert answer.status_code == 303
    assert here(app).agencies["PLN"].phone == "0811-222"
    assert "0811-222" in (await office.get("/kelola/instansi")).text
    [line] = await lines()
    assert (line["kind"], line["code"], line["action"]) == ("agency", "PLN", "changed")
    assert json.loads(line["after"]) == {"phone": "0811-222"}
    page = words((await office.get("/kelola/catatan")).text)
    assert "Instansi: PLN Ibu Sri" in page and "Telepon" in page and "0811-222" in page


async def test_pages_show_what_holds_now(office: httpx.AsyncClient, app: Litestar) -> None:
    before = (await office.get("/")).text
    said = await form_at(office, "/kelola/wilayah")
    said["phone"] = "Piket: 0812-3456-7890 SMS"
    assert (await office.post("/kelola/wilayah", data=said)).status_code == 303
    after = (await office.get("/")).text
    assert "tel:+6281234567890" in after and "tel:+6281234567890" not in before
    assert here(app).sms_phone is not None


async def test_a_new_team_is_added_once_and_can_be_called(
    office: httpx.AsyncClient, app: Litestar
) -> None:
    said = await form_at(office, "/kelola/regu/baru")
    said |= {
        "name": "Regu Baru",
        "station": "POS-SLK",
        "agency": "DAMKAR",
        "groups-fire": "ya",
        "villages": "Bongganan\nSalakan (Tinangkung)",
        "order": "9",
    }
    for _ in range(2):
        answer = await office.post("/kelola/regu/baru", data=said)
        assert answer.status_code == 303, words(answer.text)
    [team] = [each for each in here(app).teams.values() if each.name == "Regu Baru"]
    assert len(team.villages) == 2 and not team.demo
    assert [line["action"] for line in await lines()] == ["added"]


async def test_a_new_kind_of_incident_is_added_once_and_can_be_reported(
    office: httpx.AsyncClient, app: Litestar
) -> None:
    said = await form_at(office, "/kelola/jenis/baru")
    said |= {"group": "rescue", "word": "Pohon tumbang!", "priority": "P2"}
    said |= {"lead": "DAMKAR", "visibility": "full"}
    for _ in range(2):
        answer = await office.post("/kelola/jenis/baru", data=said)
        assert answer.status_code == 303, words(answer.text)
    leaf = here(app).categories["rescue.pohon_tumbang"]
    assert (leaf.word, leaf.group, leaf.priority) == ("Pohon tumbang!", "rescue", "P2")
    assert [line["action"] for line in await lines()] == ["added"]
    assert "Pohon tumbang!" in (await office.get("/lapor?jenis=penyelamatan")).text
    village = next(iter(here(app).villages))
    told = {"id": str(uuid4()), "category": leaf.code, "village": village}
    taken = await office.post("/aduan", data=told, headers={"Accept": "application/json"})
    assert taken.status_code == 201, taken.text
    twice = await office.post("/kelola/jenis/baru", data=said | {"priority": "P3"})
    assert twice.status_code == 422
    assert "Jenis dengan kata ini sudah ada di golongan itu." in words(twice.text)
    form = await form_at(office, f"/kelola/jenis/{leaf.code}")
    retired = await office.post(f"/kelola/jenis/{leaf.code}/pensiun", data=form)
    assert retired.status_code == 303
    assert "Pohon tumbang!" not in (await office.get("/lapor?jenis=penyelamatan")).text
    assert "Pohon tumbang!" in (await office.get("/papan")).text, "old ones keep their word"


@pytest.mark.parametrize(
    ("address", "changes", "told"),
    [
        ("/kelola/jenis/baru", {"word": "Pohon", "group": ""}, "Pilih salah satu."),
        ("/kelola/jenis/baru", {"word": "", "group": "fire"}, "Isi bagian ini dulu."),
        ("/kelola/jenis/baru", {"word": "🔥🔥", "group": "fire"}, "Pakai kata dengan huruf."),
        ("/kelola/regu/DMK-A", {"name": ""}, "Isi bagian ini dulu."),
        ("/kelola/regu/DMK-A", {"villages": "Atlantis"}, "Ada nama desa yang tidak dikenal."),
        ("/kelola/regu/DMK-A", {"villages": "Apal"}, "Nama itu dipakai beberapa desa."),
        ("/kelola/regu/DMK-A", {"order": "satu"}, "Tulis angka bulat."),
        ("/kelola/regu/DMK-A", {"station": "KAPAL"}, "Pilih salah satu."),
        ("/kelola/pos/POS-SLK", {"lat": "utara"}, "Tulis derajat dengan titik."),
        ("/kelola/tingkat/P2", {"first_answer": "cepat"}, "Tulis angka bulat."),
        ("/kelola/tingkat/P2", {"first_answer": ""}, "Tulis angka bulat."),
        ("/kelola/wilayah", {"closes": "sore"}, "Tulis jam seperti 16.00."),
        ("/kelola/wilayah", {"phone": "110"}, "Tulis nama, titik dua, lalu nomor."),
        ("/kelola/templat/ask_photo", {"text": "Hai {nama}"}, "Hanya {nomor}, {jenis}, dan {desa}"),
        ("/kelola/pangkalan/baru", {"code": "plb 1"}, "Pakai huruf besar, angka, dan garis."),
        ("/kelola/pangkalan/baru", {"code": "PLB-01"}, "Kode ini sudah dipakai."),
    ],
)
async def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    office: httpx.AsyncClient, app: Litestar, address: str, changes: dict[str, str], told: str
) -> None:
    version = here(app).version
    said = await form_at(office, address)
    typed = said | {"name": "Yang saya ketik"} | changes
    answer = await office.post(address, data=typed)
    assert answer.status_code == 422
    assert told in words(answer.text)
    again = fields(answer.text)
    kept = {name: again.get(name) for name in changes if name != "station"}
    assert kept == {name: changes[name] for name in kept}
    assert here(app).version == version


async def test_a_place_too_far_from_its_village_is_no_region(office: httpx.AsyncClient) -> None:
    said = await form_at(office, "/kelola/pos/POS-SLK")
    answer = await office.post("/kelola/pos/POS-SLK", data=said | {"lat": "50"})
    assert answer.status_code == 409
    assert "tidak cocok dengan data lain" in words(answer.text)


async def test_the_second_who_saves_is_told_what_the_first_changed(
    office: httpx.AsyncClient, app: Litestar
) -> None:
    mine = await form_at(office, "/kelola/regu/DMK-A")
    await office.post("/kelola/regu/DMK-A", data=mine | {"name": "Regu Anoa"})
    answer = await office.post("/kelola/regu/DMK-A", data=mine | {"name": "Regu Maleo"})
    assert answer.status_code == 409
    page = words(answer.text)
    assert "Orang lain baru saja mengubah ini." in page
    assert "Regu A Damkar" in page and "Regu Anoa" in page
    assert here(app).teams["DMK-A"].name == "Regu Anoa"
    again = fields(answer.text)
    assert again["name"] == "Regu Maleo", "nothing typed is lost"
    assert (await office.post("/kelola/regu/DMK-A", data=again)).status_code == 303
    assert here(app).teams["DMK-A"].name == "Regu Maleo"


async def test_of_two_who_save_at_once_one_wins(office: httpx.AsyncClient) -> None:
    said = await form_at(office, "/kelola/regu/DMK-A")
    answers = await asyncio.gather(
        *(office.post("/kelola/regu/DMK-A", data=said | {"name": f"Regu {n}"}) for n in range(5))
    )
    assert sorted(each.status_code for each in answers) == [303, 409, 409, 409, 409]
    assert len(await lines()) == 1


async def version(client: httpx.AsyncClient, address: str) -> dict[str, str]:
    return {"version": (await form_at(client, address))["version"]}


async def test_what_is_retired_leaves_the_choices_and_comes_back(
    office: httpx.AsyncClient, app: Litestar
) -> None:
    here_is = "/kelola/regu/RSC-C"
    answer = await office.post(f"{here_is}/pensiun", data=await version(office, here_is))
    assert answer.status_code == 303
    assert "RSC-C" not in here(app).teams
    assert here(app).team_named("RSC-C") is not None
    assert "Tidak dipakai lagi" in words((await office.get("/kelola/regu")).text)
    answer = await office.post(f"{here_is}/pemulihan", data=await version(office, here_is))
    assert answer.status_code == 303
    assert "RSC-C" in here(app).teams
    assert [line["action"] for line in await lines()] == ["retired", "restored"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/kelola/pos/POS-SLK", "Pos ini masih dipakai: Regu A Damkar"),
        ("/kelola/instansi/DAMKAR", "Instansi ini masih punya regu"),
        ("/kelola/instansi/PLN", "Masih dipakai di"),
        ("/kelola/jenis/fire.unclear", "Jenis ini dipakai bila pelapor belum tahu."),
    ],
)
async def test_what_is_needed_is_not_retired(
    office: httpx.AsyncClient, app: Litestar, address: str, told: str
) -> None:
    before = here(app).version
    answer = await office.post(f"{address}/pensiun", data=await version(office, address))
    assert answer.status_code == 409
    assert told in words(answer.text)
    assert here(app).version == before and await lines() == []


async def test_a_team_with_people_is_not_retired(office: httpx.AsyncClient, cast: Cast) -> None:
    await cast.person("responder", team="RSC-C")
    address = "/kelola/regu/RSC-C"
    answer = await office.post(f"{address}/pensiun", data=await version(office, address))
    assert answer.status_code == 409
    assert "Regu ini masih punya 1 orang." in words(answer.text)


async def test_a_stand_with_drivers_is_not_retired(office: httpx.AsyncClient, cast: Cast) -> None:
    await cast.person("driver", stand="SKY-01")
    address = "/kelola/pangkalan/SKY-01"
    answer = await office.post(f"{address}/pensiun", data=await version(office, address))
    assert answer.status_code == 409


async def test_the_last_team_for_fires_stays(office: httpx.AsyncClient, app: Litestar) -> None:
    first, last = "/kelola/regu/DMK-B", "/kelola/regu/DMK-A"
    assert (
        await office.post(f"{first}/pensiun", data=await version(office, first))
    ).status_code == 303
    answer = await office.post(f"{last}/pensiun", data=await version(office, last))
    assert answer.status_code == 409
    assert "Tidak ada regu lain untuk" in words(answer.text)
    said = await form_at(office, last)
    del said["groups-fire"]
    assert (await office.post(last, data=said)).status_code == 409
    assert "fire" in here(app).teams["DMK-A"].groups


async def test_the_database_itself_refuses_to_change_the_audit_list(
    office: httpx.AsyncClient,
) -> None:
    said = await form_at(office, "/kelola/instansi/PLN")
    await office.post("/kelola/instansi/PLN", data=said | {"phone": "0811"})
    for statement in ("UPDATE admin_change SET label = 'x'", "DELETE FROM admin_change"):
        with pytest.raises(Exception, match="append-only"):
            async with open_database.transaction():
                await open_database.rows(statement)
    assert len(await lines()) == 1


async def test_a_leader_reads_and_does_not_change(client: httpx.AsyncClient, cast: Cast) -> None:
    await cast.signs_in(client, await cast.person("leader"))
    page = (await client.get("/kelola/regu/DMK-A")).text
    assert "<fieldset" in page and " disabled>" in page and "Simpan" not in words(page)
    assert (await client.post("/kelola/regu/DMK-A", data={})).status_code == 403


async def test_an_operator_finds_what_he_could_before(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    await cast.signs_in(client, await cast.person("operator"))
    page = (await client.get("/kelola")).text
    assert "/pengemudi" in page and "/kelola/alarm" in page
    assert "/kelola/regu" not in page and "/kelola/catatan" not in page
    assert (await client.get("/kelola/regu")).status_code == 403


async def test_the_index_is_searched_in_plain_words(office: httpx.AsyncClient) -> None:
    page = (await office.get("/kelola", params={"cari": "tenggat dijawab"})).text
    assert "/kelola/tingkat" in page and "/kelola/regu" not in page
    assert "Tidak ada yang cocok." in (await office.get("/kelola?cari=xyz")).text


async def test_holidays_of_a_year_are_pasted_and_taken_out(
    office: httpx.AsyncClient, app: Litestar
) -> None:
    pasted = "2029-01-01 Tahun Baru\n17 Agustus 2029 Hari Merdeka\n18 Agustus 2029, Cuti bersama"
    answer = await office.post("/kelola/libur", data={"lines": pasted})
    assert answer.status_code == 303
    kinds = [each.kind for each in here(app).holidays.values() if each.date.year == 2029]
    assert kinds == ["national", "national", "joint_leave"]
    page = words((await office.get("/kelola/libur?tahun=2029")).text)
    assert "3 hari libur." in page and "Jumat, 17 Hari Merdeka" in page
    assert (await office.post("/kelola/libur/2029-01-01/penghapusan")).status_code == 303
    assert len([day for day in here(app).holidays if day.year == 2029]) == 2
    again = {"date": "2029-01-01", "name": "Tahun Baru", "kind": "national"}
    assert (await office.post("/kelola/libur", data=again)).status_code == 303
    assert len([day for day in here(app).holidays if day.year == 2029]) == 3
    wrong = await office.post("/kelola/libur", data={"lines": "2029-05-01 Buruh\n32 Mei 2029 Apa"})
    assert wrong.status_code == 422 and "Baris 2 belum benar." in words(wrong.text)
    assert "32 Mei 2029 Apa" in wrong.text


def outline(name: str, lat: float, lng: float, **properties: str) -> dict[str, object]:
    ring = [[lng - 0.01, lat], [lng + 0.01, lat], [lng, lat + 0.01], [lng - 0.01, lat]]
    return {
        "type": "Feature",
        "properties": {"WADMKD": name, **properties},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


async def test_outlines_are_looked_at_before_they_are_used(
    office: httpx.AsyncClient, app: Litestar, region: Region
) -> None:
    village = next(each for each in region.villages.values() if not each.ambiguous)
    features = [outline(village.name, *village.point), outline("Atlantis", *village.point)]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    seen = await office.post("/kelola/batas-desa", files={"file": ("desa.geojson", content)})
    assert seen.status_code == 200
    page = words(seen.text)
    assert "1 dari 144 desa cocok." in page and "atlantis" in page.lower()
    assert not outlined(app), "nothing is changed by looking"
    key = re.search(r'name="key" value="(\w+)"', seen.text)
    assert key is not None
    used = await office.post("/kelola/batas-desa/pemakaian", data={"key": key[1]})
    assert used.status_code == 303
    assert outlined(app)
    assert [line["action"] for line in await lines()] == ["imported"]
    gone = await office.post("/kelola/batas-desa/pemakaian", data={"key": key[1]})
    assert gone.status_code == 409


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Berkas ini bukan GeoJSON"),
        (b"no", "Berkas ini bukan GeoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "Berkas ini bukan GeoJSON"),
        (
            json.dumps(
                {"type": "FeatureCollection", "features": [outline("Atlantis", 1, 1)]}
            ).encode(),
            "Tidak ada desa yang cocok",
        ),
        (
            json.dumps(
                {"type": "FeatureCollection", "features": [outline("Salakan", 50, 10)]}
            ).encode(),
            "Batas Salakan jauh dari desanya.",
        ),
    ],
)
async def test_a_file_that_is_no_outline_is_told_so(
    office: httpx.AsyncClient, content: bytes, told: str
) -> None:
    answer = await office.post("/kelola/batas-desa", files={"file": ("x.geojson", content)})
    assert answer.status_code == 422
    assert told in words(answer.text)


async def test_a_stand_has_a_poster_and_cards(
    office: httpx.AsyncClient, cast: Cast, region: Region
) -> None:
    poster = await office.get("/kelola/pangkalan/PLB-01/poster.pdf")
    assert poster.headers["content-type"] == "application/pdf"
    assert region.stands["PLB-01"].name in text(poster.content)
    assert region.phone.number_display in text(poster.content)
    for number in range(11):
        await cast.person("driver", name=f"Ruslan {number}", stand="PLB-01")
    drawn = await office.get("/kelola/pangkalan/PLB-01/kartu.pdf")
    assert pages(drawn.content) == 2 and "Ruslan 7" in text(drawn.content)
    assert "no-store" in drawn.headers["cache-control"]
    assert (await office.get(f"/pengemudi/{uuid4()}/kartu.pdf")).status_code == 404
    assert (await office.get("/kelola/pangkalan/NOWHERE/poster.pdf")).status_code == 404


async def test_what_nobody_knows_is_not_there(office: httpx.AsyncClient) -> None:
    for address in (
        "/kelola/regu/X",
        "/kelola/jenis/x.y",
        "/kelola/tingkat/baru",
        "/kelola/tingkat/P9",
    ):
        assert (await office.get(address)).status_code == 404
        assert (await office.post(address, data={"version": "0"})).status_code in (404, 422)
    assert (await office.post("/kelola/regu/X/pensiun")).status_code == 404


async def test_an_edit_that_no_longer_fits_its_pack_is_named(
    office: httpx.AsyncClient, app: Litestar
) -> None:
    around: Surroundings = app.state.surroundings
    async with open_database.transaction():
        await open_database.rows(
            "INSERT INTO region_entry (id, kind, code, content, version, changed_at)"
            f" VALUES {open_database.marks(1, 6)}",
            "team:DMK-B",
            "team",
            "DMK-B",
            json.dumps({"name": "Regu Lama", "station": "GONE"}),
            1,
            around.clock(),
        )
    await around.live_region.refresh()
    page = words((await office.get("/kelola")).text)
    assert "Tidak cocok lagi dengan paket wilayah: Regu Regu Lama." in page
    said = await form_at(office, "/kelola/instansi/PLN")
    assert (
        await office.post("/kelola/instansi/PLN", data=said | {"phone": "0811"})
    ).status_code == 303
    assert here(app).agencies["PLN"].phone == "0811", "the others are changed as ever"
