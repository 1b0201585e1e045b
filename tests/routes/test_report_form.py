"""The home page and the report form: few taps, everything a phone needs, and no script needed."""

import re
from html.parser import HTMLParser

import httpx
import pytest

from src.domain.region import Region
from tests.cast import Cast
from tests.routes.reporting import SALAKAN

KINDS = ("kebakaran", "penyelamatan", "ketertiban", "bencana", "lainnya")


class Controls(HTMLParser):
    """Names and values of what the form `lapor` would send untouched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.names: set[str] = set()
        self.buttons = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "button" and given.get("form") == "lapor":
            self.buttons += 1
        if tag not in ("input", "select", "textarea") or not name:
            return
        self.names.add(name)
        chosen = given.get("type") not in ("radio", "checkbox") or "checked" in given
        if tag == "input" and chosen and given.get("type") != "file":
            self.sent[name] = given.get("value") or ""


async def test_five_choices_and_the_telephone(client: httpx.AsyncClient, region: Region) -> None:
    page = (await client.get("/")).text
    for kind in KINDS:
        assert f'href="/lapor?jenis={kind}"' in page
    assert f'href="tel:{region.phone.tel}"' in page
    assert page.count("<h1") == 1
    assert "Data ini tidak dipakai untuk menilang. Layanan ini gratis." in page


@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_has_its_form(client: httpx.AsyncClient, region: Region, kind: str) -> None:
    page = (await client.get(f"/lapor?jenis={kind}")).text
    group = region.group(kind)
    assert group is not None
    assert f"<h1>{group.action}</h1>" in page
    assert group.question in page
    for leaf in region.choices(group):
        assert f'value="{leaf.code}"' in page
    assert "Kirim sekarang" in page
    assert f'href="tel:{region.phone.tel}"' in page
    assert "required" not in page


async def test_a_fire_in_three_taps_without_a_script(client: httpx.AsyncClient) -> None:
    page = (await client.get("/lapor?jenis=kebakaran")).text  # the first tap
    form = Controls(page)
    assert form.buttons == 1
    assert form.sent["category"] == "fire.unclear"
    filled = {**form.sent, "village": SALAKAN}  # the second
    answer = await client.post("/aduan", data=filled)  # the third
    assert answer.status_code == 303


async def test_every_form_carries_an_id_of_its_own(client: httpx.AsyncClient) -> None:
    pages = [(await client.get("/lapor?jenis=kebakaran")).text for _ in range(2)]
    ids = {Controls(page).sent["id"] for page in pages}
    assert len(ids) == 2


async def test_the_form_has_every_field_and_an_empty_trap(client: httpx.AsyncClient) -> None:
    for address in ("/lapor", "/lapor?jenis=kebakaran"):
        form = Controls((await client.get(address)).text)
        wanted = (
            "id category text latitude longitude accuracy_m village landmark created_at"
            " reporter_name reporter_phone confidential stand bentor photo attachments website"
        )
        assert set(wanted.split()) <= form.names
        assert form.sent["website"] == ""


async def test_all_villages_can_be_chosen(client: httpx.AsyncClient, region: Region) -> None:
    page = (await client.get("/lapor?jenis=bencana")).text
    labels = re.findall(r'<option value="[\d.]+">([^<]+)', page)
    assert len(labels) == len(region.villages)
    assert len(set(labels)) == len(labels)
    assert labels == sorted(labels)


async def test_without_a_kind_the_form_asks_for_it(client: httpx.AsyncClient) -> None:
    page = (await client.get("/lapor")).text
    assert "Apa yang terjadi?" in page
    assert 'value="fire"' in page
    assert 'value="rescue.snake"' in page


async def test_an_unknown_kind_is_told(client: httpx.AsyncClient) -> None:
    page = (await client.get("/lapor?jenis=<b>hantu")).text
    assert "Jenis kejadian ini tidak dikenal. Pilih dari daftar." in page
    assert "<b>hantu" not in page


async def test_posters_name_the_stand_and_the_vehicle(
    client: httpx.AsyncClient, region: Region
) -> None:
    stand = next(iter(region.stands.values()))
    page = (await client.get(f"/lapor?pangkalan={stand.code}&bentor=SLK%2012")).text
    form = Controls(page)
    assert (form.sent["stand"], form.sent["bentor"]) == (stand.code, "SLK 12")
    assert stand.name in page
    strange = (await client.get('/lapor?pangkalan="><script>&bentor=' + "9" * 500)).text
    assert "><script>" not in strange
    assert "9" * 41 not in strange


async def test_shared_photos_without_a_worker_lead_to_the_form(client: httpx.AsyncClient) -> None:
    files = {"photo": ("a.jpg", b"\xff\xd8\xff", "image/jpeg")}
    answer = await client.post("/lapor/bagikan", files=files)
    assert answer.status_code == 303
    page = (await client.get(answer.headers["location"])).text
    assert "Foto yang dibagikan belum ikut." in page


async def test_a_driver_sees_the_own_reports(client: httpx.AsyncClient, cast: Cast) -> None:
    driver = await cast.person("driver", name="Om Budi", stand="PELABUHAN", body_number="07")
    await cast.signs_in(client, driver)
    told = {"category": "rescue.snake", "village": SALAKAN}
    sent = await client.post("/aduan", data=told)
    assert sent.status_code == 303
    page = (await client.get("/")).text
    assert "Aduan Anda, Om Budi" in page
    assert "Ular, Salakan" in page
    assert "Terkirim" in page
    client.cookies.clear()
    assert "Om Budi" not in (await client.get("/")).text


async def test_the_villages_for_the_search(client: httpx.AsyncClient, region: Region) -> None:
    answer = await client.get("/desa.json")
    told = answer.json()
    assert len(told["villages"]) == len(region.villages)
    code, name, district, latitude, longitude = told["villages"][0]
    village = region.villages[code]
    assert (name, district) == (village.name, village.district.name)
    assert (latitude, longitude) == (round(village.point.lat, 4), round(village.point.lng, 4))
    again = await client.get("/desa.json", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("address", ["/panduan", "/kontak"])
async def test_help_has_its_numbers(
    client: httpx.AsyncClient, region: Region, address: str
) -> None:
    page = (await client.get(address)).text
    assert page.count("<h1") == 1
    assert f'href="tel:{region.phone.tel}"' in page


async def test_inside_another_app_the_page_opens_in_chrome(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    assert "intent://lacak.test/#Intent;scheme=http;package=com.android.chrome;end" in page
