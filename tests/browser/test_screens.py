"""Every screen in both themes, narrow, with large text, by keyboard: nothing is in the way."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import looking
from tests.browser.lived_in import LivedIn
from tests.browser.looking import Complaints
from tests.browser.phone import SCREEN, go
from tests.browser.reporting import outbox
from tests.browser.seeding import eventually

PUBLIC = [
    "/",
    "/lapor",
    *(
        f"/lapor?jenis={kind}"
        for kind in ("kebakaran", "penyelamatan", "ketertiban", "bencana", "rujukan", "lainnya")
    ),
    "/lapor?jenis=kebakaran&bentor=017",
    "/pantau",
    "/pantau?nomor=LB-0000",
    "/pantau?nomor={numbers[en_route]}",
    "/masuk",
    "/aktivasi/{invitation}",
    "/aktivasi/salah",
    "/panduan",
    "/panduan/alarm?hp=xiaomi",
    "/kontak",
    "/luring",
    "/tidak-ada",
]
WATCHED = ["received", "en_route", "resolved", "closed", "declined", "hidden"]
STATES = [
    *WATCHED,
    "under_review",
    "asked",
    "assigned",
    "on_scene",
    "under_control",
    "reopened",
    "merged",
    "drill",
]
STAFF = [
    ("driver", "/beranda"),
    ("driver", "/"),
    ("ringing", "/tugas"),
    ("working", "/tugas"),
    ("idle", "/tugas"),
    ("operator", "/papan"),
    ("leader", "/papan"),
    ("operator", "/papan?saring=darurat&jenis=fire"),
    ("operator", "/papan?peta=ya"),
    ("operator", "/tenggat"),
    ("operator", "/sebutan"),
    ("operator", "/laporan"),
    ("working", "/laporan"),
    ("working", "/aduan/{numbers[on_scene]}/laporan"),
    ("operator", "/aduan/{numbers[resolved]}/laporan"),
    ("operator", "/buku-piket"),
    ("leader", "/buku-piket?jam=24"),
    *(
        ("operator", f"/aduan/{{numbers[{state}]}}")
        for state in (
            "received",
            "assigned",
            "ringing",
            "under_control",
            "declined",
            "joined",
            "merged",
            "doubtful",
            "given_back",
        )
    ),
    ("working", "/aduan/{numbers[given_back]}"),
    ("working", "/aduan/{numbers[on_scene]}"),
    ("operator", "/papan/masuk"),
    ("leader", "/papan/masuk?lewat=whatsapp"),
    ("operator", "/aduan/{numbers[received]}/banding/{numbers[ringing]}"),
    ("operator", "/aduan/{numbers[assigned]}/banding/{numbers[declined]}"),
    ("operator", "/kelola/alarm"),
    ("leader", "/kelola/alarm"),
    ("leader", "/kelola/alarm/fire_p1"),
    ("administrator", "/kelola/alarm/baru"),
    ("operator", "/kelola"),
    ("administrator", "/kelola"),
    ("administrator", "/kelola?cari=xyz"),
    ("administrator", "/kelola/regu"),
    ("administrator", "/kelola/regu/DMK-A"),
    ("leader", "/kelola/regu/DMK-A"),
    ("administrator", "/kelola/regu/baru"),
    ("administrator", "/kelola/pos/POS-SLK"),
    ("administrator", "/kelola/armada"),
    ("administrator", "/kelola/pangkalan"),
    ("administrator", "/kelola/pangkalan/baru"),
    ("administrator", "/kelola/instansi"),
    ("administrator", "/kelola/golongan/fire"),
    ("administrator", "/kelola/jenis"),
    ("administrator", "/kelola/jenis/fire.house"),
    ("administrator", "/kelola/tingkat/P2"),
    ("administrator", "/kelola/templat"),
    ("administrator", "/kelola/templat/ask_photo"),
    ("administrator", "/kelola/libur"),
    ("administrator", "/kelola/wilayah"),
    ("administrator", "/kelola/batas-desa"),
    ("leader", "/kelola/catatan"),
    ("administrator", "/kelola/orang"),
    ("leader", "/kelola/orang?peran=responder"),
    ("administrator", "/kelola/orang/baru"),
    ("administrator", "/pengemudi"),
    ("administrator", "/petugas"),
    ("operator", "/uji"),
    ("leader", "/uji"),
    ("operator", "/uji/{uji[listening]}"),
    ("operator", "/uji/{uji[over]}"),
    ("idle", "/uji/{uji[listening]}"),
    ("driver", "/papan"),
    ("station", "/pos"),
    ("calm station", "/pos"),
    ("station", "/pos/telepon"),
    ("operator", "/pos/undangan"),
    ("operator", "/jaga"),
    ("leader", "/jaga?jenis=public_order.noise&hari=2030-01-01&jam=03:00"),
    ("operator", "/jaga?hari=kemarin"),
    ("administrator", "/jaga/regu/{team}"),
    ("working", "/jaga"),
    ("operator", "/jaga/pola"),
    ("operator", "/jaga/pola/{roster}"),
    ("operator", "/jaga/pola/baru"),
]
STAFF += [
    ("agency", "/instansi"),
    *(("agency", f"/instansi/{{rujukan[{state}]}}") for state in ("in_progress", "returned")),
    ("agency", "/instansi/{rujukan[finished]}"),
    ("partner", "/instansi"),
    ("partner", "/instansi/{rujukan[help]}"),
    ("", "/rujukan/{rujukan[guest]}"),
    ("", "/rujukan/salah"),
    ("operator", "/akun-instansi"),
    ("operator", "/aduan/{numbers[referral sent]}"),
    ("operator", "/aduan/{numbers[referral returned]}"),
]
SCREENS = [
    *(("", address) for address in PUBLIC),
    *(("", f"/pantau/{{shares[{state}]}}") for state in WATCHED),
    *(("", f"/milik/{{owns[{state}]}}") for state in STATES),
    *STAFF,
]

View = Callable[[str, str], Page]
Device = Callable[[str], tuple[Page, Complaints]]


@pytest.fixture(scope="module")
def device(town: tuple[LivedIn, str], browser: Browser) -> Device:
    """A page in somebody's own browser profile, made when first asked for, and what it utters."""
    happened, url = town

    @cache
    def of(who: str) -> tuple[Page, Complaints]:
        context = browser.new_context(
            base_url=url, locale="id-ID", timezone_id="Asia/Makassar", service_workers="block"
        )
        context.set_default_timeout(10_000)
        context.add_init_script(looking.SHIFTS)
        if who:
            context.add_cookies(
                [{"name": "lacak_sesi", "value": happened.cookies[who], "url": url}]
            )
        page = context.new_page()
        return page, Complaints(page)

    return of


@pytest.fixture
def view(town: tuple[LivedIn, str], device: Device) -> Iterator[View]:
    """Open an address as somebody: `view("driver", "/beranda")`. No page may complain."""
    seen: list[tuple[Page, Complaints]] = []

    def look(who: str, address: str) -> Page:
        page, complaints = device(who)
        seen.append((page, complaints))
        complaints.clear()
        page.set_viewport_size(SCREEN)
        page.emulate_media(color_scheme="light")
        go(page, address.format_map(vars(town[0])))
        return page

    yield look
    for page, complaints in seen:
        # Left first: with the line back, a page whose report was waiting moves on by itself.
        page.goto("about:blank")
        page.context.set_offline(False)
        page.context.clear_cookies(name="lacak_milik")
        page.context.clear_permissions()
        assert complaints == []


def check(page: Page) -> None:
    """What holds for every screen, in whatever state it stands now."""
    found = [f"{trouble} (light)" for trouble in looking.axe(page)]
    found += [f"torn: {word}" for word in looking.torn(page)]
    found += [f"under its picture: {title}" for title in looking.covered(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"{trouble} (dark)" for trouble in looking.axe(page, "color-contrast")]
    if len(looking.headings(page)) != 1:
        found.append(f"headings: {looking.headings(page)}")
    page.set_viewport_size({"width": 320, "height": 640})
    found += [f"at 320 px: {part}" for part in looking.too_wide(page)]
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found += [f"with large text: {part}" for part in looking.too_wide(page)]
    assert found == []


@pytest.mark.parametrize(("who", "address"), SCREENS)
def test_a_screen_is_for_everybody(view: View, who: str, address: str) -> None:
    """Axe in both themes, one heading, no sideways scrolling, and the keyboard's first stop."""
    page = view(who, address)
    assert looking.first_stop(page) == ("#isi", True)
    check(page)


def test_mistakes_come_back_as_a_screen_too(view: View) -> None:
    """The form as the server answers it when scripts had no say."""
    page = view("", "/lapor?jenis=kebakaran")
    with page.expect_navigation() as answered:
        page.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('#lapor'))")
    assert answered.value.status == 422
    assert looking.first_stop(page) == ("#isi", True)
    check(page)


def test_a_wrong_password_too(view: View) -> None:
    page = view("", "/masuk")
    page.get_by_label("Nomor HP atau nama").fill("operator")
    page.get_by_label("Kata sandi").fill("salah")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)


@pytest.mark.parametrize("words", ["ular", "tidak ada yang begini"])
def test_what_the_board_finds_too(view: View, words: str) -> None:
    """The page that answers where scripts had no say; then the same inside the board, and its
    sheet of keys."""
    page = view("operator", "/papan")
    page.get_by_label("Cari aduan").fill(words)
    with page.expect_navigation():
        page.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('.search'))")
    expect(page.get_by_role("heading", name="cocok")).to_be_visible()
    check(page)
    page = view("operator", "/papan")
    page.get_by_label("Cari aduan").fill(words)
    page.get_by_role("button", name="Cari", exact=True).click()
    expect(page.get_by_role("heading", name="cocok")).to_be_visible()
    page.get_by_text("Saringan lain").click()
    check(page)
    page.evaluate("document.documentElement.style.fontSize = ''; sessionStorage.clear()")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    check(page)


@pytest.mark.parametrize("state", ["waiting", "sent", "refused"])
def test_after_sending_too(view: View, state: str) -> None:
    """Stored on the phone, taken, or to be mended."""
    page = view("", "/lapor?jenis=ketertiban")
    page.get_by_label("Patokan").fill("Dermaga")
    if state == "sent":
        # A coarse position goes on being improved, so the page does not move on by itself.
        page.context.set_geolocation({"latitude": -1.31, "longitude": 123.33, "accuracy": 80})
        page.context.grant_permissions(["geolocation"])
        page.get_by_role("button", name="Pakai lokasi saya").click()
        expect(page.locator("[data-position]")).to_have_attribute("data-state", "found")
    if state == "refused":
        page.evaluate("document.querySelector('[name=latitude]').value = '999'")
    page.context.set_offline(state == "waiting")
    page.get_by_role("button", name="Kirim sekarang").click()
    status = page.locator("[data-report-status]")
    expect(status).to_have_attribute("data-state", state)
    expect(status.get_by_role("heading", level=2).first).to_be_visible()
    check(page)


MOVES = [
    ("", "/"),
    ("", "/lapor"),
    ("", "/lapor?jenis=kebakaran"),
    ("", "/pantau/{shares[en_route]}"),
    ("", "/milik/{owns[resolved]}"),
    ("driver", "/beranda"),
    ("ringing", "/tugas"),
    ("operator", "/papan"),
    ("station", "/pos"),
]


@pytest.mark.parametrize(("who", "address"), MOVES)
def test_nothing_moves_while_it_loads(view: View, who: str, address: str) -> None:
    page = view(who, address)
    # What an earlier test left on this device has gone: its bar would come and go meanwhile.
    eventually(lambda: all(each["state"] in ("sent", "refused") for each in outbox(page)))
    page.reload()
    page.wait_for_timeout(700)
    assert page.evaluate("shifts") == []


def test_the_first_view_of_home_holds_all_choices_and_the_telephone(view: View) -> None:
    page = view("", "/")
    choices = page.get_by_role("navigation", name="Pilih jenis kejadian").get_by_role("link")
    call = page.get_by_role("link", name="Telepon")
    assert choices.count() == 5
    for part in (*choices.all(), call.first):
        box = part.bounding_box()
        assert box is not None and box["y"] >= 0 and box["y"] + box["height"] <= SCREEN["height"]


def test_the_form_can_be_sent_from_the_first_view(view: View) -> None:
    expect(
        view("", "/lapor?jenis=kebakaran").get_by_role("button", name="Kirim")
    ).to_be_in_viewport(ratio=1)


def test_an_alarm_is_answered_without_scrolling(view: View) -> None:
    page = view("ringing", "/tugas")
    expect(page.get_by_role("heading", level=2).first).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Terima tugas").first).to_be_in_viewport(ratio=1)


def test_a_task_has_one_lit_button(view: View) -> None:
    for task in view("working", "/tugas").get_by_role("article").all():
        assert task.locator(".lit:visible").count() == 1


def test_a_fire_is_reported_by_keyboard_alone(view: View) -> None:
    page = view("", "/")

    def tab_to(name: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            said = page.evaluate(
                "(document.activeElement.labels?.[0] ?? document.activeElement).textContent"
            )
            if name in said:
                return
        raise AssertionError(f"Tab never comes to {name}")

    tab_to("Lapor kebakaran")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lapor?jenis=kebakaran")
    tab_to("Patokan")
    page.keyboard.type("Belakang pasar")
    tab_to("Kirim sekarang")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pantau/**")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_what_stands_against_a_change_too(view: View) -> None:
    """Mistakes at their fields, a thing that is needed, and the page with a person's link."""
    page = view("administrator", "/kelola/regu/DMK-A")
    page.get_by_label("Urutan").fill("0")
    with page.expect_navigation() as answered:
        page.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('form.card'))")
    assert answered.value.status == 422
    check(page)
    page = view("administrator", "/kelola/pos/POS-SLK")
    page.get_by_text("Tidak dipakai lagi?").click()
    page.get_by_role("button", name="Pensiunkan").click()
    expect(page.get_by_text("Pos ini masih dipakai")).to_be_visible()
    check(page)
    page = view("administrator", "/kelola/orang?peran=operator")
    page.locator("article a").first.click()
    expect(page.get_by_role("heading", name="HP dan komputer")).to_be_visible()
    check(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.get_by_role("button", name="Buat tautan kata sandi").click()
    expect(page.get_by_role("heading", name="Tautan kata sandi")).to_be_visible()
    check(page)
    link = page.locator(".address").inner_text().strip()
    page = view("", link[link.index("/kata-sandi") :])
    expect(page.get_by_role("heading", name="Buat kata sandi")).to_be_visible()
    check(page)


def test_a_ready_reason_goes_into_its_field_to_be_mended(view: View) -> None:
    page = view("operator", "/aduan/{numbers[received]}")
    page.locator("#tolak > summary").click()
    page.get_by_role("radio", name="kegiatan ini sudah punya izin.").check()
    expect(page.locator("#reason")).to_have_value("kegiatan ini sudah punya izin.")
