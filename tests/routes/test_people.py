"""/kelola/orang: accounts of every role, their devices, their passwords, and who must not leave."""

import json
import re
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from src import database
from src.domain.access import Person, Role
from src.domain.errors import Conflict
from src.services import leaving
from tests.cast import Cast
from tests.routes.staff import words
from tests.town import Town


@pytest.fixture
async def boss(cast: Cast) -> UUID:
    return await cast.person("administrator", name="Ibu Sri", password="panjang sekali")


@pytest.fixture
async def office(client: httpx.AsyncClient, cast: Cast, boss: UUID) -> httpx.AsyncClient:
    """An administrator's browser."""
    await cast.signs_in(client, boss)
    return client


async def person(given: UUID) -> database.Row:
    found = await database.row("SELECT * FROM person WHERE id = {}", given)
    assert found is not None
    return found


async def actions() -> list[str]:
    return [r["action"] for r in await database.rows("SELECT action FROM admin_change ORDER BY id")]


def link_in(page: str, path: str) -> str:
    found = re.search(rf"{path}/[\w-]+", page)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("operator", {}),
        ("leader", {}),
        ("administrator", {}),
        ("responder", {"team": "DMK-A", "skill-driver": "ya"}),
        ("driver", {"stand": "PLB-01", "body_number": "017"}),
        ("agency", {"agency": "PLN"}),
        ("partner", {"agency": "PLN"}),
    ],
)
async def test_somebody_of_every_role_is_added_once(
    office: httpx.AsyncClient, role: Role, place: dict[str, str]
) -> None:
    new = uuid4()
    said = {"id": str(new), "name": "Rahim", "role": role, "phone": "081234567890", **place}
    for _ in range(2):
        assert (await office.post("/kelola/orang", data=said)).status_code == 303
    kept = await person(new)
    assert (kept["role"], kept["phone"]) == (role, "+6281234567890")
    for name, value in place.items():
        if not name.startswith("skill"):
            assert kept[name] == value
    assert await actions() == ["added"]
    page = words((await office.get(f"/kelola/orang/{new}")).text)
    assert "Belum ada HP yang masuk." in page


async def test_no_name_and_no_number_of_a_person_is_in_the_list(
    office: httpx.AsyncClient, cast: Cast
) -> None:
    rahim = await cast.person("operator", name="Rahim Lakaro", phone="+6281111111111")
    said = {"version": "1", "name": "Rahim Mandong", "role": "operator", "phone": "081234567890"}
    assert (await office.post(f"/kelola/orang/{rahim}", data=said)).status_code == 303
    [line] = await database.rows("SELECT * FROM admin_change")
    told = json.dumps([line["before"], line["after"], line["label"]])
    assert not any(each in told for each in ("Lakaro", "Mandong", "8123", "8111"))
    page = words((await office.get("/kelola/catatan?jenis=person")).text)
    assert "Orang: Rahim Mandong" in page and "Nomor HP" in page


async def test_the_second_who_saves_a_person_is_told(office: httpx.AsyncClient, cast: Cast) -> None:
    rahim = await cast.person("responder", name="Rahim", team="DMK-A")
    said = {"version": "1", "name": "Rahim", "role": "responder", "team": "DMK-B"}
    assert (await office.post(f"/kelola/orang/{rahim}", data=said)).status_code == 303
    other = await office.post(f"/kelola/orang/{rahim}", data=said | {"team": "RSC-C"})
    assert other.status_code == 409
    assert "Regu B Damkar" in words(other.text), "what the first changed"
    assert (await person(rahim))["team"] == "DMK-B"
    fresh = re.search(r'name="version" value="(\d+)"', other.text)
    assert fresh is not None and fresh[1] == "2"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "Tulis namanya."),
        ({"phone": "12"}, "Nomor HP belum benar."),
        ({"phone": "0811-1111-1111"}, "Nomor HP ini sudah terdaftar."),
        ({"role": "king"}, "Pilih salah satu."),
        ({"role": "responder", "team": "X"}, "Regu ini tidak dikenal."),
        ({"role": "driver", "stand": ""}, "Pilih pangkalan dari daftar."),
        ({"role": "agency", "agency": ""}, "Instansi ini"),
    ],
)
async def test_a_mistake_about_a_person_is_told_at_its_field(
    office: httpx.AsyncClient, cast: Cast, changes: dict[str, str], told: str
) -> None:
    await cast.person("driver", name="Amir", phone="+6281111111111", stand="PLB-01")
    said = {"id": str(uuid4()), "name": "Rahim", "role": "operator", **changes}
    answer = await office.post("/kelola/orang", data=said)
    assert answer.status_code == 422
    assert told in words(answer.text)


async def test_people_are_found_by_name_and_by_the_end_of_a_number(
    office: httpx.AsyncClient, cast: Cast
) -> None:
    await cast.person("driver", name="Amir", phone="+6281111112222")
    await cast.person("responder", name="Selfi", team="DMK-A")
    for asked, found, missing in (
        ("cari=ami", "Amir", "Selfi"),
        ("cari=2222", "Amir", "Selfi"),
        ("peran=responder", "Selfi", "Amir"),
        ("keluar=ya", "Tidak ada yang cocok.", "Amir"),
    ):
        page = words((await office.get(f"/kelola/orang?{asked}")).text)
        assert found in page and missing not in page


async def test_one_device_is_signed_out_and_the_others_stay(
    office: httpx.AsyncClient, cast: Cast
) -> None:
    rahim = await cast.person("operator", name="Rahim")
    tokens = [await cast.token(rahim) for _ in range(2)]
    sessions = await database.rows("SELECT id FROM session WHERE person = {}", rahim)
    address = f"/kelola/orang/{rahim}/pencabutan"
    answer = await office.post(address, data={"device": str(sessions[0]["id"])})
    assert answer.status_code == 303
    held = "SELECT count(*) AS n FROM session WHERE person = {} AND revoked_at IS NULL"
    left = await database.row(held, rahim)
    assert left is not None and left["n"] == len(tokens) - 1
    assert (await office.post(address, data={"device": str(uuid4())})).status_code == 404
    assert (await office.post(address)).status_code == 303
    left = await database.row(held, rahim)
    assert left is not None and left["n"] == 0
    assert await actions() == ["signed_out", "signed_out"]


async def test_an_invitation_binds_a_phone_and_a_new_role_lets_it_go(
    office: httpx.AsyncClient, client: httpx.AsyncClient, cast: Cast, boss: UUID
) -> None:
    rahim = await cast.person("leader", name="Rahim")
    page = (await office.post(f"/kelola/orang/{rahim}/undangan", data={"sent": "ya"})).text
    link = link_in(page, "/aktivasi")
    client.cookies.clear()
    assert (await client.post(link)).status_code == 303
    assert (await client.get("/papan")).status_code == 200
    phone = dict(client.cookies)
    await cast.signs_in(client, boss)
    said = {"version": "1", "name": "Rahim", "role": "operator"}
    assert (await client.post(f"/kelola/orang/{rahim}", data=said)).status_code == 303
    client.cookies.clear()
    client.cookies.update(phone)
    assert (await client.get("/papan")).status_code == 303, "to sign in again"


async def test_somebody_chooses_the_own_password_by_a_link(
    office: httpx.AsyncClient, client: httpx.AsyncClient, cast: Cast
) -> None:
    rahim = await cast.person("operator", name="Rahim")
    page = (await office.post(f"/kelola/orang/{rahim}/kata-sandi")).text
    link = link_in(page, "/kata-sandi")
    client.cookies.clear()
    assert "Rahim" in words((await client.get(link)).text)
    assert (await client.get(link.replace("/kata-sandi", "/aktivasi"))).status_code == 404
    for wrong in ({"password": "pendek", "again": "pendek"}, {"password": "a" * 12, "again": "b"}):
        assert (await client.post(link, data=wrong)).status_code == 422
    good = {"password": "ikan asap manis", "again": "ikan asap manis"}
    answer = await client.post(link, data=good)
    assert (answer.status_code, answer.headers["location"]) == (303, "/papan")
    assert (await client.post(link, data=good)).status_code == 404, "it works once"
    client.cookies.clear()
    signed = await client.post("/masuk", data={"login": "Rahim", "password": "ikan asap manis"})
    assert signed.status_code == 303
    kept = "".join(str(dict(row)) for row in await database.rows("SELECT * FROM admin_change"))
    assert "ikan" not in kept and "argon2" not in kept
    assert await actions() == ["password_link", "password_set"]


async def test_a_driver_has_no_password(office: httpx.AsyncClient, cast: Cast) -> None:
    amir = await cast.person("driver", stand="PLB-01")
    assert (await office.post(f"/kelola/orang/{amir}/kata-sandi")).status_code == 409


async def test_whoever_left_opens_nothing_and_may_come_back(
    office: httpx.AsyncClient, cast: Cast
) -> None:
    rahim = await cast.person("responder", name="Rahim", team="DMK-A")
    await cast.token(rahim)
    assert (await office.post(f"/kelola/orang/{rahim}/pensiun")).status_code == 303
    assert not (await person(rahim))["active"]
    held = await database.rows("SELECT id FROM session WHERE person = {}", rahim)
    ended = await database.rows("SELECT id FROM session WHERE revoked_at IS NOT NULL")
    assert len(held) == len(ended) == 1
    assert "Rahim" in words((await office.get("/kelola/orang?keluar=ya")).text)
    assert (await office.post(f"/kelola/orang/{rahim}/pemulihan")).status_code == 303
    assert (await person(rahim))["active"]
    assert await actions() == ["retired", "restored"]


async def test_nobody_retires_himself_nor_the_last_administrator(
    office: httpx.AsyncClient, cast: Cast, boss: UUID
) -> None:
    answer = await office.post(f"/kelola/orang/{boss}/pensiun")
    assert answer.status_code == 409 and "Akun sendiri" in words(answer.text)
    second = await cast.person("administrator", name="Pak Budi")
    assert (await office.post(f"/kelola/orang/{second}/pensiun")).status_code == 303


async def test_who_is_at_work_does_not_leave(town: Town, client: httpx.AsyncClient) -> None:
    rahim = await town.responder("rahim")
    sri = await town.administrator("sri")
    fire = await town.report(category="disaster.landslide")
    await town.acts("rahim", "accepted", fire.incident, eta_min=5)
    by = Person(id=sri, session=uuid4(), name="sri", role="administrator")
    with pytest.raises(Conflict) as told:
        await leaving.retire(rahim, by=by, now=town.clock())
    assert told.value.reason == "person_at_work"


async def test_a_driver_is_seen_to_be_who_he_says(
    client: httpx.AsyncClient, cast: Cast, boss: UUID
) -> None:
    amir = await cast.person("driver", name="Amir", stand="PLB-01", body_number="017")
    await cast.signs_in(client, await cast.person("operator", name="Yuli"))
    page = words((await client.get(f"/pengemudi/{amir}")).text)
    assert "Belum dicocokkan." in page and "Cetak kartu QR" in page
    answer = await client.post(f"/pengemudi/{amir}/pencocokan", data={"so": "ya"})
    assert answer.status_code == 303
    assert "Dicocokkan" in words((await client.get("/pengemudi")).text)
    assert (await client.get(f"/pengemudi/{amir}/kartu.pdf")).content.startswith(b"%PDF")
    await client.post(f"/pengemudi/{amir}/pencocokan", data={"so": "tidak"})
    assert await actions() == ["verified", "unverified"]


async def test_a_leader_sees_people_and_changes_none(client: httpx.AsyncClient, cast: Cast) -> None:
    rahim = await cast.person("responder", name="Rahim", team="DMK-A")
    await cast.signs_in(client, await cast.person("leader"))
    page = (await client.get(f"/kelola/orang/{rahim}")).text
    assert "Simpan" not in words(page) and "Nonaktifkan" not in words(page)
    for address in ("", "/undangan", "/kata-sandi", "/pencabutan", "/pensiun"):
        assert (await client.post(f"/kelola/orang/{rahim}{address}")).status_code == 403


async def test_what_the_office_does_elsewhere_is_written_down_too(
    office: httpx.AsyncClient, cast: Cast
) -> None:
    new: dict[str, Any] = {"id": str(uuid4()), "name": "Selfi", "team": "DMK-A"}
    await office.post("/petugas", data=new)
    await office.post(f"/petugas/{new['id']}/keahlian", data={"skill-driver": "ya"})
    await office.post(f"/petugas/{new['id']}/undangan")
    await office.post(f"/petugas/{new['id']}/pencabutan")
    assert await actions() == ["added", "changed", "invited", "signed_out"]
    page = words((await office.get("/kelola/catatan")).text)
    assert "Keahlian" in page and "Regu A Damkar" in page
    assert not re.search(r"\b(team|skills|leads|driver)\b", page), "told in words, not in codes"


async def test_changed_alarm_rules_are_written_down_in_words(office: httpx.AsyncClient) -> None:
    said = {
        "name": "Kebakaran besar",
        "people": "5",
        "step-0-after": "0",
        "step-0-to-team": "ya",
        "step-1-after": "60",
        "step-1-when": "unanswered",
        "step-1-to-team_leader": "ya",
        "repeat_s": "60",
    }
    form = (await office.get("/kelola/alarm/fire_p1")).text
    said["seen"] = form.partition('name="seen" value="')[2].partition('"')[0]
    answer = await office.post("/kelola/alarm/fire_p1", data=said)
    assert answer.status_code == 303, words(answer.text)
    shown = words((await office.get("/kelola/catatan?jenis=alarm_rule")).text)
    assert "Aturan alarm: Kebakaran besar" in shown and "Jumlah orang" in shown
    assert "after_s" not in shown and "unanswered" not in shown
    await office.post("/kelola/alarm/fire_p1/semula")
    assert await actions() == ["changed", "undone"]
