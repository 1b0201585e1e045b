"""The rules of alarms on their screen: everybody in the office reads, leaders change them."""

import re

import httpx
import pytest

from src import database
from src.queries.alarm_rules import in_force
from tests.routes.staff import signs_in, words
from tests.town import Town

HERE = "/kelola/alarm"
FIRE = f"{HERE}/fire_p1"
FORM = {
    "name": "Kebakaran darurat",
    "people": "4",
    "skill-driver": "2",
    "vehicle": "engine",
    "repeat_s": "90",
    "step-0-after": "0",
    "step-0-to-team": "ya",
    "step-0-when": "always",
    "step-1-after": "45",
    "step-1-to-leaders": "ya",
    "step-1-to-volunteers": "ya",
    "step-1-when": "short",
    "step-1-by-sms": "ya",
    "step-2-after": "",
    "step-2-to-team": "ya",
}


async def seen(chief: httpx.AsyncClient, address: str) -> dict[str, str]:
    """Which edition the form at this address shows."""
    found = re.search(r'name="seen" value="(\w+)"', (await chief.get(address)).text)
    assert found
    return {"seen": found[1]}


@pytest.fixture
async def chief(client: httpx.AsyncClient, town: Town) -> httpx.AsyncClient:
    """A leader's browser."""
    await town.leader("kasat")
    await signs_in(client, town, "kasat", "leader")
    return client


async def test_every_rule_is_told_with_its_strength_and_its_ladder(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.operator("yuliana")
    await signs_in(client, town, "yuliana", "operator")
    shown = words((await client.get(HERE)).text)
    assert "3 orang, 1 pengemudi armada, mobil pemadam" in shown
    assert "30 detik piket bila belum sampai di HP" in shown
    assert "3 menit regu berikutnya, sirene pos bila masih kurang" in shown
    assert "Lalu berulang tiap 1 menit, makin jarang." in shown
    assert "Ubah" not in shown
    assert (await client.get(FIRE)).status_code == 403
    assert (await client.post(FIRE, data=FORM)).status_code == 403


async def test_a_rule_that_nobody_could_ever_meet_says_so(
    chief: httpx.AsyncClient, town: Town
) -> None:
    await town.responder("rahim")
    unmet = "Tidak ada: pengemudi armada. Alarm ini tidak akan pernah lengkap."
    assert unmet in words((await chief.get(HERE)).text)
    await town.responder("yopi", skills="rescue driver", on_duty=False)
    assert unmet not in words((await chief.get(HERE)).text)


async def test_a_leader_changes_a_rule_and_takes_it_back(
    chief: httpx.AsyncClient, town: Town
) -> None:
    form = await chief.get(FIRE)
    assert form.status_code == 200
    assert 'name="groups-fire"' not in form.text  # what it is for is the region pack's to say
    saved = await chief.post(FIRE, data=FORM | await seen(chief, FIRE))
    assert (saved.status_code, saved.headers["location"]) == (303, HERE)
    shown = words((await chief.get(HERE)).text)
    assert "4 orang, 2 pengemudi armada, mobil pemadam" in shown
    assert "45 detik petugas lepas jaga, pimpinan lewat HP dan SMS bila masih kurang" in shown
    assert "oleh kasat" in shown
    rule = next(each for each in await in_force(town.region) if each.code == "fire_p1")
    assert [step.after_s for step in rule.policy.steps] == [0, 45]
    assert (rule.groups, rule.priorities) == (("fire",), ("P1",))
    await chief.post(f"{FIRE}/semula")
    assert "3 orang, 1 pengemudi armada" in words((await chief.get(HERE)).text)


async def test_a_rule_of_ones_own_holds_for_what_it_names_and_is_added_once(
    chief: httpx.AsyncClient, town: Town
) -> None:
    new = await chief.get(f"{HERE}/baru")
    address = new.text.partition(f'action="{HERE}/own_')[2].partition('"')[0]
    own = f"{HERE}/own_{address}"
    scope = {"name": "Gas di kota", "categories-fire.gas": "ya", "districts-72.07.04": "ya"}
    for _ in range(2):
        assert (await chief.post(own, data=FORM | scope)).status_code == 303
    rows = await database.rows("SELECT code FROM alarm_rule")
    assert [row["code"] for row in rows] == [f"own_{address}"]
    assert "Gas di kota" in words((await chief.get(HERE)).text)
    await chief.post(f"{own}/semula")
    assert "Gas di kota" not in words((await chief.get(HERE)).text)
    assert (await chief.get(own)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"name": " "}, "name", "Tulis namanya."),
        ({"people": "0"}, "people", "Tulis jumlah orang, 1 sampai 50."),
        ({"people": "banyak"}, "people", "Tulis jumlah orang, 1 sampai 50."),
        ({"skill-driver": "9"}, "skills", "Keahlian tidak boleh lebih banyak dari jumlah orang."),
        ({"skill-driver": "x"}, "skills", "Isian ini belum benar."),
        ({"vehicle": "roket"}, "vehicle", "Isian ini belum benar."),
        ({"repeat_s": "5"}, "repeat_s", "Ulangan paling cepat 30 detik. Kosong: tidak diulang."),
        ({"repeat_s": ""}, "repeat_s", "Alarm darurat harus berulang. Tulis berapa detik."),
        ({"step-0-after": "10"}, "steps", "Langkah pertama harus pada detik 0."),
        ({"step-1-after": "x"}, "steps", "Paling banyak 12 langkah"),
        ({"step-1-after": "999999"}, "steps", "Paling banyak 12 langkah"),
        ({"step-0-to-team": ""}, "steps", "Pilih siapa yang dibunyikan di tiap langkah."),
        ({"step-1-when": "kapan"}, "steps", "Isian ini belum benar."),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    chief: httpx.AsyncClient, changes: dict[str, str], field: str, said: str
) -> None:
    answer = await chief.post(FIRE, data=FORM | {"name": "Api besar"} | changes)
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert f'data-error="{field}"' in answer.text
    if field != "name":
        assert 'value="Api besar"' in answer.text
    assert not await database.rows("SELECT code FROM alarm_rule")


async def test_what_can_wait_may_ring_once(chief: httpx.AsyncClient) -> None:
    once = FORM | {"repeat_s": ""}
    p3 = f"{HERE}/p3"
    assert (await chief.post(p3, data=once | await seen(chief, p3))).status_code == 303
    own = f"{HERE}/own_0123456789ab"
    scope = {"name": "Bising", "groups-public_order": "ya"}
    assert (await chief.post(own, data=once | scope)).status_code == 422  # brawls, too
    assert (await chief.post(own, data=once | scope | {"priorities-P3": "ya"})).status_code == 303


async def test_a_rule_of_ones_own_must_be_for_something(chief: httpx.AsyncClient) -> None:
    answer = await chief.post(f"{HERE}/own_000000000001", data=FORM)
    assert answer.status_code == 422
    assert "Pilih untuk apa aturan ini berlaku." in words(answer.text)


async def test_nobody_invents_a_rule_of_the_pack(chief: httpx.AsyncClient) -> None:
    assert (await chief.post(f"{HERE}/fire_p9", data=FORM)).status_code == 404


async def test_a_rule_with_an_impossible_code_is_unknown(chief: httpx.AsyncClient) -> None:
    for code in ("own_nothing", "%00", "own_%00"):
        assert (await chief.post(f"{HERE}/{code}", data=FORM)).status_code == 404
        assert (await chief.post(f"{HERE}/{code}/semula")).status_code == 404


async def test_who_saves_over_anothers_change_is_told_first(chief: httpx.AsyncClient) -> None:
    both = FORM | await seen(chief, FIRE)
    assert (await chief.post(FIRE, data=both | {"people": "5"})).status_code == 303
    second = both | {"name": "Api besar", "people": "6"}
    told = await chief.post(FIRE, data=second)
    assert told.status_code == 409
    assert "Orang lain baru saja mengubah ini." in words(told.text)
    assert 'value="Api besar"' in told.text and "5 orang" in words((await chief.get(HERE)).text)
    script = {"Accept": "application/json"}
    refused = await chief.post(FIRE, data=second, headers=script)
    assert refused.status_code == 409 and "Orang lain" in refused.json()["message"]
    again = re.search(r'name="seen" value="(\w+)"', told.text)
    assert again
    assert (await chief.post(FIRE, data=second | {"seen": again[1]})).status_code == 303
    assert "6 orang" in words((await chief.get(HERE)).text)


async def test_a_rule_that_was_taken_away_meanwhile_comes_back_only_when_meant(
    chief: httpx.AsyncClient,
) -> None:
    own = f"{HERE}/own_0123456789ab"
    gas = FORM | {"name": "Gas di kota", "categories-fire.gas": "ya"}
    assert (await chief.post(own, data=gas)).status_code == 303
    shown = await seen(chief, own)
    await chief.post(f"{own}/semula")
    more = gas | shown | {"people": "9"}
    assert (await chief.post(own, data=more)).status_code == 409
    assert "Gas di kota" not in words((await chief.get(HERE)).text)
    assert (await chief.post(own, data=more | {"seen": ""})).status_code == 303
