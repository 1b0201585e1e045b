"""Every screen in both themes, narrow, with large text, by keyboard: nothing is in the way."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from bench.server import Server
from src.settings import Settings
from tests.browser import lived_in, looking
from tests.browser.lived_in import LivedIn
from tests.browser.looking import Complaints
from tests.browser.phone import CHROMIUM, QUIET, SCREEN

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
    ("operator", "/papan?saring=darurat"),
    *(
        ("operator", f"/aduan/{{numbers[{state}]}}")
        for state in ("received", "assigned", "under_control", "declined", "joined", "merged")
    ),
    ("working", "/aduan/{numbers[on_scene]}"),
    ("administrator", "/pengemudi"),
    ("administrator", "/petugas"),
    ("driver", "/papan"),
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
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LivedIn, str]]:
    """What happened there, and where it is served."""
    folder = tmp_path_factory.mktemp("lived-in")
    coming = lived_in.settle(Settings(data_directory=folder), now=datetime.now(UTC))
    with ThreadPoolExecutor(1) as apart:  # Playwright has a loop running on this thread
        happened = apart.submit(asyncio.run, coming).result()
    with Server(folder) as server:
        yield happened, server.url


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET)) as opened:
        yield opened


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
        page.goto(address.format_map(vars(town[0])))
        return page

    yield look
    for page, complaints in seen:
        page.context.set_offline(False)
        page.context.clear_cookies(name="lacak_milik")
        page.context.clear_permissions()
        assert complaints == []


def check(page: Page) -> None:
    """What holds for every screen, in whatever state it stands now."""
    found = [f"{trouble} (light)" for trouble in looking.axe(page)]
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
]


@pytest.mark.parametrize(("who", "address"), MOVES)
def test_nothing_moves_while_it_loads(view: View, who: str, address: str) -> None:
    page = view(who, address)
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
    expect(page.get_by_role("button", name="Terima tugas")).to_be_in_viewport(ratio=1)


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
