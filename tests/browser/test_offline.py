"""Without a signal: what stays readable on whose phone, and what leaves with a person."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Place
from tests.browser.phone import Phone, find_signal, lose_signal, ready
from tests.browser.reporting import fill, picture, send
from tests.browser.seeding import eventually, report
from tests.browser.worker import caches


def tab(phone: Phone) -> Page:
    assert phone.context is not None
    return phone.context.pages[0]


def personal(page: Page) -> dict[str, list[str]]:
    return {name: kept for name, kept in caches(page).items() if name.startswith("personal-")}


def kept_text(page: Page, address: str) -> str:
    """The copy of a page for days without a signal."""
    text: str = page.evaluate(
        "async (address) => (await caches.match(address, { ignoreVary: true }))?.text() ?? ''",
        address,
    )
    return text


def test_the_forms_open_and_an_unknown_page_says_what_to_do(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone())
    page.goto("/")
    ready(page)
    lose_signal(page)
    page.goto("/lapor?jenis=penyelamatan")
    expect(page.get_by_role("button", name="Kirim sekarang")).to_be_visible()
    page.goto("/panduan")
    expect(page.get_by_role("heading", name="Tidak ada sinyal")).to_be_visible()
    expect(page.get_by_role("link", name="Telepon").first).to_be_visible()
    page.get_by_role("link", name="Kembali ke awal").click()
    expect(page.get_by_role("link", name="Lapor kebakaran")).to_be_visible()
    expect(page.get_by_text("Tidak ada sinyal")).to_be_visible()


def test_own_reports_are_readable_without_a_signal(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone())
    page.goto("/")
    ready(page)
    fill(page)
    send(page)
    page.wait_for_url("**/pantau/**")
    number = page.locator("header .plate").inner_text()
    headline = page.get_by_role("heading", level=1).inner_text()
    address = page.url.removeprefix(place.url)
    eventually(lambda: personal(page) == {"personal-milik": [address]})
    lose_signal(page)
    page.goto("/")
    mine = page.locator("[data-mine] li")
    expect(mine).to_have_count(1)
    expect(mine).to_contain_text("Terkirim")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    expect(page.locator("header .plate")).to_have_text(number)


def test_open_work_is_readable_without_a_signal_and_gone_after_signing_out(
    place: Place, phone: Callable[..., Phone]
) -> None:
    number = report(place)["number"]
    page = tab(phone(place.crew.cookies[0]))
    page.goto("/tugas")
    ready(page)
    page.reload()  # from now on the worker sees what is opened
    page.get_by_role("button", name="Terima tugas").click()
    expect(page.get_by_role("article").get_by_text(number).first).to_be_visible()
    eventually(lambda: "Lihat aduan" in kept_text(page, "/tugas"))
    kept = personal(page)
    assert list(kept.values()) == [["/tugas"]]
    own = ("/tugas", "/aduan", "/beranda", "/papan", "/pantau/")
    for name, addresses in caches(page).items():
        assert name in kept or not [each for each in addresses if each.startswith(own)]
    lose_signal(page)
    page.goto("/tugas")
    expect(page.get_by_role("article").get_by_text(number).first).to_be_visible()
    expect(page.get_by_role("button", name="Berangkat")).to_be_visible()

    find_signal(page)
    page.goto("/tugas")
    page.get_by_role("button", name="Keluar dari HP ini").click()
    page.wait_for_url(f"{place.url}/")
    eventually(lambda: personal(page) == {})
    lose_signal(page)
    page.goto("/tugas")
    expect(page.get_by_role("heading", name="Tidak ada sinyal")).to_be_visible()
    assert number not in page.content()


def test_a_session_that_was_ended_elsewhere_takes_its_pages_along(
    place: Place, phone: Callable[..., Phone]
) -> None:
    device = phone(place.crew.cookies[0])
    page = tab(device)
    page.goto("/tugas")
    ready(page)
    page.reload()
    eventually(lambda: personal(page))
    elsewhere = tab(phone(place.crew.cookies[0]))
    elsewhere.goto("/tugas")
    elsewhere.get_by_role("button", name="Keluar dari HP ini").click()
    elsewhere.wait_for_url(f"{place.url}/")
    page.goto("/tugas")
    expect(page.get_by_role("link", name="Masuk")).to_be_visible()
    eventually(lambda: personal(page) == {})


def test_the_next_person_on_a_phone_finds_nothing_of_the_one_before(
    place: Place, phone: Callable[..., Phone]
) -> None:
    device = phone(place.crew.cookies[0])
    page = tab(device)
    page.goto("/tugas")
    ready(page)
    page.reload()
    (before,) = eventually(lambda: personal(page))
    assert device.context is not None
    device.context.add_cookies(
        [{"name": "lacak_sesi", "value": place.crew.cookies[1], "url": place.url}]
    )
    page.reload()
    eventually(lambda: list(personal(page)) != [before])
    assert before not in personal(page) and len(personal(page)) == 1


def test_what_was_typed_is_there_after_a_reload_and_after_the_battery_fell_out(
    place: Place, phone: Callable[..., Phone], tmp_path: Path
) -> None:
    citizen = phone()
    page = tab(citizen)
    fill(page, landmark="Belakang gudang", photo=picture(tmp_path / "api.png", side=600))
    page.get_by_label("Cerita singkat").fill("Asap hitam")
    page.get_by_label("Rumah", exact=True).check()
    page.wait_for_timeout(600)

    def is_there(page: Page) -> None:
        expect(page.get_by_text("Isian tadi kami simpan.")).to_be_visible()
        expect(page.get_by_label("Patokan")).to_have_value("Belakang gudang")
        expect(page.get_by_label("Cerita singkat")).to_have_value("Asap hitam")
        expect(page.get_by_label("Rumah", exact=True)).to_be_checked()
        expect(page.locator("[data-photos] li")).to_have_count(1)

    page.reload()
    is_there(page)
    citizen.kill()
    page = citizen.start()
    page.goto("/lapor?jenis=kebakaran")
    is_there(page)
    send(page)
    eventually(lambda: place.count("attachment", "state = 'stored'"))
    assert place.rows("SELECT landmark, text FROM report") == [("Belakang gudang", "Asap hitam")]


def test_a_photo_shared_from_the_gallery_waits_in_the_form(
    place: Place, phone: Callable[..., Phone], tmp_path: Path
) -> None:
    """The form an operating system sends for the manifest's share target."""
    page = tab(phone())
    page.goto("/")
    ready(page)
    page.reload()
    page.evaluate(
        """() => {
          const form = document.createElement("form");
          Object.assign(form, { id: "share", method: "post", action: "/lapor/bagikan" });
          form.enctype = "multipart/form-data";
          form.innerHTML = '<input type="file" name="photo" id="shared">';
          document.body.append(form);
        }"""
    )
    page.locator("#shared").set_input_files(picture(tmp_path / "galeri.png", side=600))
    lose_signal(page)  # the worker takes it by itself
    page.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('#share'))")
    page.wait_for_url("**/lapor?dibagikan=*")
    expect(page.locator("[data-photos] li")).to_have_count(1)
    assert not [path for _, path, _ in place.line.sent if path == "/lapor/bagikan"]
