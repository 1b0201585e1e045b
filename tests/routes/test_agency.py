"""Other agencies at their pages, with an account or a guest link: what is theirs, and no more."""

import re
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar

from src import database
from src.services import referrals, verification
from tests.routes.referring import guest_link, outsider, photo_of
from tests.routes.staff import JSON, action, number, offered, signs_in, words
from tests.services.pictures import photo
from tests.town import Town

LIGHTS_OUT = "referral.electricity"
SECRETS = {
    "reporter_name": "Ibu Sari",
    "reporter_phone": "+6281244550199",
    "landmark": "rumah Pak Rudi 081244550198",
    "position": (-1.312345, 123.298765),
}
TEXT = "Hubungi 0812-4455-0197, plat DD 1234 XY"
FINISHED = {"outcome": "repaired", "photo_reason": "Gelap"}


@pytest.fixture
async def office(town: Town) -> Town:
    await town.operator("yuliana")
    await town.agency("listrik", code="PLN")
    await town.agency("jalan", code="PUPR")
    return town


async def a_referral(town: Town, **more: object) -> tuple[int, UUID]:
    report = await town.report(TEXT, category=LIGHTS_OUT, **SECRETS)  # type: ignore[arg-type]
    return report.incident, await town.refers("yuliana", report.incident, **more)  # type: ignore[arg-type]


async def test_an_agency_sees_only_what_was_referred_to_it(
    office: Town, client: httpx.AsyncClient
) -> None:
    incident, mine = await a_referral(office)
    _, theirs = await a_referral(office, code="PUPR")
    await signs_in(client, office, "listrik", "agency")
    listed = (await client.get("/instansi")).text
    assert number(office, incident) in listed
    assert f"/instansi/{mine}" in listed and str(theirs) not in listed
    assert (await client.get(f"/instansi/{mine}")).status_code == 200
    for other in (theirs, uuid4()):
        assert (await client.get(f"/instansi/{other}")).status_code == 404
        for noun in ("penerimaan", "pengembalian", "kesanggupan"):
            form = action(within="d1", reason="x")
            assert (await client.post(f"/instansi/{other}/{noun}", data=form)).status_code == 404
    log = await office.log(incident)
    assert "referral_accepted" not in log


async def test_an_agency_account_opens_nothing_else_of_the_house(
    office: Town, client: httpx.AsyncClient
) -> None:
    incident, _ = await a_referral(office)
    await signs_in(client, office, "listrik", "agency")
    here = f"/aduan/{number(office, incident)}"
    for address in (here, f"{here}/isi", "/papan", "/tugas", "/petugas", "/jaga", "/pos"):
        assert (await client.get(address)).status_code == 403, address
    for noun in ("pemeriksaan", "rujukan", "penugasan"):
        assert (await client.post(f"{here}/{noun}", data={})).status_code == 403


async def test_texts_are_masked_and_the_place_is_told_with_four_decimals(
    office: Town, client: httpx.AsyncClient
) -> None:
    incident, sent = await a_referral(office)
    link = await guest_link(office, sent, incident)
    await signs_in(client, office, "listrik", "agency")
    account = (await client.get(f"/instansi/{sent}")).text
    outsider(client)
    guest = (await client.get(link)).text
    for page in (account, guest):
        assert "-1.3123,123.2988" in page
        assert "1.31234" not in page and "123.29876" not in page
        assert "Ibu Sari" not in page
        assert not re.search(r"4455-?0\d", page)
        assert "DD 1234 XY" not in page
        assert "•••" in page


async def test_the_reporter_is_named_only_where_the_office_lets_it_along_and_never_a_secret_one(
    office: Town, client: httpx.AsyncClient
) -> None:
    _, sent = await a_referral(office, contacts=True)
    await signs_in(client, office, "listrik", "agency")
    page = (await client.get(f"/instansi/{sent}")).text
    assert "Hubungi Ibu Sari" in words(page) and "+6281244550199" in page
    hidden = await office.report(category=LIGHTS_OUT, confidential=True, **SECRETS)  # type: ignore[arg-type]
    secret = await office.refers("yuliana", hidden.incident, contacts=True)
    page = (await client.get(f"/instansi/{secret}")).text
    assert "Ibu Sari" not in page and "6281244550199" not in page
    await client.post(f"/instansi/{sent}/penerimaan", data=action(within="d1", officer="Budi"))
    await client.post(f"/instansi/{sent}/penyelesaian", data=action(**FINISHED))
    assert "Ibu Sari" not in (await client.get(f"/instansi/{sent}")).text


async def test_what_was_recalled_or_given_back_shows_nothing_of_the_reports(
    office: Town, client: httpx.AsyncClient
) -> None:
    incident, sent = await a_referral(office, message="Pak Rudi menunggu")
    link = await guest_link(office, sent, incident)
    assert "Pak Rudi menunggu" in (await client.get(link)).text
    await referrals.recall(sent, incident_id=incident, **office.by("yuliana"))
    page = await client.get(link)
    assert page.status_code == 200 and "Ditarik oleh piket" in page.text
    for secret in ("Rudi", "Hubungi", "123.2988"):
        assert secret not in page.text
    late = await client.post(f"{link}/penerimaan", data=action(officer="Budi", within="d1"))
    assert late.status_code == 409
    assert "sudah ditarik oleh piket pukul" in words(late.text)


async def test_a_guest_walks_from_accepting_to_the_end_by_forms_alone(
    office: Town, app: Litestar, client: httpx.AsyncClient
) -> None:
    incident, sent = await a_referral(office)
    link = await guest_link(office, sent, incident)
    page = await client.get(link)
    assert page.headers["cache-control"] == "private, no-store"
    assert "noindex" in page.headers["x-robots-tag"]
    assert "<script" not in page.text
    assert "referral_seen" in await office.log(incident)
    empty = await client.post(f"{link}/penerimaan", data=action())
    assert empty.status_code == 422
    assert "Tulis nama petugas yang menangani." in words(empty.text)
    tap = action(officer="Budi", within="m60")
    for _ in range(2):
        assert (await client.post(f"{link}/penerimaan", data=tap)).status_code == 303
    again = await client.post(f"{link}/penerimaan", data=action(officer="Ani", within="m60"))
    assert again.status_code == 409 and "Sudah diterima pukul" in words(again.text)
    assert "Ditangani Budi." in words((await client.get(link)).text)
    progressed = await client.post(
        f"{link}/perkembangan",
        data=action(note="Tiang diganti, 0812-4455-0111"),
        files={"photo": ("a.jpg", photo(800, 600), "image/jpeg")},
    )
    assert progressed.status_code == 303
    page = await client.get(link)
    assert "Tiang diganti, •••" in page.text
    [shown] = re.findall(rf'src="({re.escape(link)}/foto/[\w-]+)\?ukuran=kecil"', page.text)
    picture = await client.get(shown)
    assert picture.headers["content-type"] == "image/jpeg"
    assert picture.headers["cache-control"] == "private, no-store"
    assert b"Exif" not in picture.content
    assert (await client.post(f"{link}/penyelesaian", data=action(**FINISHED))).status_code == 303
    assert (await office.case(incident)).state == "resolved"
    log = await office.log(incident)
    assert log.count("referral_accepted") == 1 and "evidence_added" in log
    assert "Budi" not in str(
        await database.rows("SELECT detail FROM incident_event WHERE incident = {}", incident)
    )
    assert not (await verification.verify()).flaws


async def test_a_messenger_that_draws_a_preview_has_not_opened_it(
    office: Town, client: httpx.AsyncClient
) -> None:
    incident, sent = await a_referral(office)
    link = await guest_link(office, sent, incident)
    for agent in ("WhatsApp/2.23 A", "facebookexternalhit/1.1", "TelegramBot (like TwitterBot)"):
        assert (await client.get(link, headers={"User-Agent": agent})).status_code == 200
    assert "referral_seen" not in await office.log(incident)
    await client.get(link, headers={"User-Agent": "Mozilla/5.0 (Linux; Android 9) FBAN/FB4A"})
    assert "referral_seen" in await office.log(incident)


@pytest.mark.parametrize("token", ["x", "A" * 22, "A" * 2000, "%00", "é" * 22])
async def test_a_token_that_is_none_opens_nothing(
    client: httpx.AsyncClient, office: Town, token: str
) -> None:
    for address in (f"/rujukan/{token}", f"/rujukan/{token}/foto/{uuid4()}"):
        assert (await client.get(address)).status_code == 404
    answer = await client.post(f"/rujukan/{token}/penerimaan", data=action())
    assert answer.status_code == 404


async def test_photos_are_those_of_this_incident_only(
    office: Town, app: Litestar, client: httpx.AsyncClient
) -> None:
    mine = await office.report(category=LIGHTS_OUT)
    other = await office.report(category=LIGHTS_OUT, village="Ambelang")
    sent = await office.refers("yuliana", mine.incident)
    elsewhere = await office.refers("yuliana", other.incident, "PUPR")
    shown = await photo_of(app, office, mine.id, mine.incident)
    hidden = await photo_of(app, office, other.id, other.incident)
    link = await guest_link(office, sent, mine.incident)
    assert (await client.get(f"{link}/foto/{shown}")).status_code == 200
    assert (await client.get(f"{link}/foto/{hidden}")).status_code == 404
    assert (await client.get(f"{link}/foto/{uuid4()}")).status_code == 404
    assert (await client.get(f"/lampiran/{shown}/foto")).status_code == 404
    await signs_in(client, office, "listrik", "agency")
    assert (await client.get(f"/instansi/{sent}/foto/{shown}")).status_code == 200
    for wrong in (
        f"/instansi/{sent}/foto/{hidden}",
        f"/instansi/{elsewhere}/foto/{hidden}",
        f"/instansi/{elsewhere}/foto/{shown}",
        f"/instansi/{uuid4()}/foto/{shown}",
        f"/lampiran/{shown}/foto",
    ):
        assert (await client.get(wrong)).status_code == 404, wrong
    await referrals.recall(sent, incident_id=mine.incident, **office.by("yuliana"))
    assert (await client.get(f"/instansi/{sent}/foto/{shown}")).status_code == 404


async def test_evidence_of_teams_and_of_other_agencies_stays_inside(
    office: Town, app: Litestar, client: httpx.AsyncClient
) -> None:
    incident, sent = await a_referral(office)
    second = await office.refers("yuliana", incident, "PUPR")
    await office.says("jalan", "referral_accepted", second)
    await signs_in(client, office, "jalan", "agency")
    await client.post(
        f"/instansi/{second}/perkembangan",
        data=action(note="Sudah dilihat"),
        files={"photo": ("a.jpg", photo(800, 600), "image/jpeg")},
    )
    row = await database.row("SELECT id FROM attachment WHERE state = 'stored'")
    assert row is not None
    assert (await client.get(f"/instansi/{second}/foto/{row['id']}")).status_code == 200
    await signs_in(client, office, "listrik", "agency")
    assert (await client.get(f"/instansi/{sent}/foto/{row['id']}")).status_code == 404
    assert "Sudah dilihat" not in (await client.get(f"/instansi/{sent}")).text


async def test_a_guest_who_presses_all_the_time_is_slowed_down(
    office: Town, client: httpx.AsyncClient
) -> None:
    incident, sent = await a_referral(office)
    link = await guest_link(office, sent, incident)
    came = [(await client.post(f"{link}/penerimaan", data=action())).status_code for _ in range(22)]
    assert set(came[:20]) == {422} and came[-1] == 429


async def test_a_partner_says_that_he_comes_arrives_and_leaves(
    office: Town, client: httpx.AsyncClient
) -> None:
    await office.partner("udin")
    fire = await office.report()
    asked = await office.refers("yuliana", fire.incident, "REDKAR", kind="help")
    await signs_in(client, office, "udin", "partner")
    assert "Bantuan" in (await client.get("/instansi")).text
    here = f"/instansi/{asked}"
    for noun, state in (
        ("kesanggupan", "Akan datang"),
        ("kedatangan", "Di lokasi"),
        ("kepulangan", "Sudah pulang"),
    ):
        page = (await client.get(here)).text
        assert f"{here}/{noun}" in offered(page)
        assert (await client.post(f"{here}/{noun}", data=action())).status_code == 303
        assert state in words((await client.get(here)).text)
    assert (await office.case(fire.incident)).volunteer_on_scene_at == office.clock()


async def test_an_account_of_no_agency_sees_an_empty_list(
    client: httpx.AsyncClient, office: Town
) -> None:
    _, sent = await a_referral(office)
    await database.rows("UPDATE person SET agency = NULL WHERE name = 'listrik'")
    await signs_in(client, office, "listrik", "agency")
    assert "Belum ada rujukan" in (await client.get("/instansi")).text
    assert (await client.get(f"/instansi/{sent}")).status_code == 404


# The office


async def test_the_operator_refers_reads_the_answer_and_sends_a_link(
    office: Town, client: httpx.AsyncClient
) -> None:
    dark = await office.report(category=LIGHTS_OUT)
    here = f"/aduan/{number(office, dark.incident)}"
    await signs_in(client, office, "yuliana", "operator")
    page = (await client.get(here)).text
    assert words(page).index("PLN (penanggung jawab)") < words(page).index("Polres")
    assert "agency-SATPOLPP" not in page  # our own office is sent, not asked
    form = action(**{"agency-PLN": "ya", "agency-PUPR": "ya"}, referral_kind="handover")
    for _ in range(2):
        assert (await client.post(f"{here}/rujukan", data=form)).status_code == 303
    rows = await database.rows("SELECT id, agency FROM referral ORDER BY agency")
    assert [row["agency"] for row in rows] == ["PLN", "PUPR"]
    pln = rows[0]["id"]
    twice = await client.post(
        f"{here}/rujukan", data=action(**{"agency-PLN": "ya"}, referral_kind="handover")
    )
    assert twice.status_code == 409 and "PLN sudah dihubungi" in words(twice.text)
    link = await client.post(f"{here}/rujukan/{pln}/tautan")
    token = re.search(r"/rujukan/([\w-]{22})", link.text)
    assert token and "wa.me" in link.text and "sms:" in link.text
    assert "Tautan belum dibuka." in words((await client.get(here)).text)
    outsider(client)
    assert (await client.get(f"/rujukan/{token[1]}")).status_code == 200
    await signs_in(client, office, "yuliana", "operator")
    page = words((await client.get(here)).text)
    assert "Tautan dibuka" in page and "Sudah dibuka" in page
    assert (await client.post(f"{here}/rujukan/{pln}/pencabutan")).status_code == 303
    outsider(client)
    gone = await client.get(f"/rujukan/{token[1]}")
    assert gone.status_code == 404 and "sudah tidak berlaku" in gone.text


async def test_an_overdue_referral_is_loud_in_the_office(
    office: Town, client: httpx.AsyncClient
) -> None:
    incident, _ = await a_referral(office)
    await office.passes(hours=2)
    await signs_in(client, office, "yuliana", "operator")
    page = words((await client.get(f"/aduan/{number(office, incident)}")).text)
    assert "Instansi belum menjawab" in page and "Lewat 60 menit" in page


async def test_a_form_without_an_agency_or_a_known_deadline_comes_back(
    office: Town, client: httpx.AsyncClient
) -> None:
    dark = await office.report(category=LIGHTS_OUT)
    await signs_in(client, office, "yuliana", "operator")
    form = action(referral_kind="x", deadline="m99", message="Tolong")
    answer = await client.post(f"/aduan/{number(office, dark.incident)}/rujukan", data=form)
    assert answer.status_code == 422
    told = words(answer.text)
    assert "Pilih paling sedikit satu instansi." in told
    assert "Pilih tenggat dari daftar." in told
    assert "Tolong" in answer.text


async def test_a_referral_of_another_incident_is_not_touched_by_way_of_this_one(
    office: Town, client: httpx.AsyncClient
) -> None:
    incident, sent = await a_referral(office)
    other = await office.report(category=LIGHTS_OUT, village="Ambelang")
    await signs_in(client, office, "yuliana", "operator")
    there = f"/aduan/{number(office, other.incident)}/rujukan/{sent}"
    for noun in ("penarikan", "pengingat", "pencabutan", "tautan"):
        assert (await client.post(f"{there}/{noun}", headers=JSON)).status_code in (404, 409)
    assert "referral_recalled" not in await office.log(incident)
    assert await database.row("SELECT 1 AS yes FROM referral_link") is None


# The public


async def test_the_share_page_tells_truly_where_it_went(
    office: Town, client: httpx.AsyncClient
) -> None:
    dark = await office.report(category=LIGHTS_OUT)
    share = f"/pantau/{dark.share_token}"
    sent = await office.refers("yuliana", dark.incident)
    page = words((await client.get(share)).text)
    assert "Diteruskan ke instansi" in page and "Diteruskan ke PLN." in page
    assert "Menunggu jawaban instansi." in page
    await office.says("listrik", "referral_accepted", sent)
    page = words((await client.get(share)).text)
    assert "PLN menerima." in page and "Instansi lain sedang menangani." in page
    await office.says("listrik", "referral_returned", sent, reason="Pak Rudi belum bayar")
    page = words((await client.get(share)).text)
    assert "PLN mengembalikan ke petugas." in page and "Rudi" not in page


async def test_where_the_kind_is_hidden_the_agency_is_not_named(
    office: Town, client: httpx.AsyncClient
) -> None:
    hit = await office.report(category="referral.violence")
    await office.refers("yuliana", hit.incident, "DP3A")
    page = (await client.get(f"/pantau/{hit.share_token}")).text
    assert "DP3A" not in page and "Perempuan" not in page
    assert "Diteruskan ke instansi lain." in words(page)


# Accounts


async def test_the_office_gives_an_agency_a_way_in_and_takes_it_back(
    office: Town, client: httpx.AsyncClient
) -> None:
    await signs_in(client, office, "yuliana", "operator")
    new = {"id": str(uuid4()), "name": "Pak Budi", "agency": "PLN", "helps": "ya"}
    for _ in range(2):
        assert (await client.post("/akun-instansi", data=new)).status_code == 303
    page = words((await client.get("/akun-instansi")).text)
    assert page.count("Pak Budi") == 1 and "PLN · Mitra" in page
    here = f"/akun-instansi/{new['id']}"
    link = re.search(r"/aktivasi/[\w-]{22}", (await client.post(f"{here}/undangan")).text)
    assert link
    outsider(client)
    assert (await client.post(link[0])).headers["location"] == "/instansi"
    assert (await client.get("/instansi")).status_code == 200
    kept = client.cookies["lacak_sesi"]
    await signs_in(client, office, "yuliana", "operator")
    assert "1 HP terikat" in (await client.get("/akun-instansi")).text
    assert (await client.post(f"{here}/pencabutan")).status_code == 303
    outsider(client)
    client.cookies.set("lacak_sesi", kept)
    assert (await client.get("/instansi")).status_code == 303


async def test_an_account_needs_an_agency_that_is_known(
    office: Town, client: httpx.AsyncClient
) -> None:
    await signs_in(client, office, "yuliana", "operator")
    new = {"id": str(uuid4()), "name": "Pak Budi", "agency": "XXX"}
    answer = await client.post("/akun-instansi", data=new)
    assert answer.status_code == 422 and "Instansi ini tidak dikenal" in answer.text


async def test_an_operator_is_no_account_of_an_agency(
    office: Town, client: httpx.AsyncClient
) -> None:
    await signs_in(client, office, "yuliana", "operator")
    yuliana = office.people["yuliana"]
    for noun in ("undangan", "pencabutan"):
        assert (await client.post(f"/akun-instansi/{yuliana}/{noun}")).status_code == 404
