"""Every screen, in both themes, narrow, with large text and by keyboard alone: nothing in the way."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

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
SHARED = [
    "received",
    "under_review",
    "asked",
    "assigned",
    "en_route",
    "on_scene",
    "under_control",
    "resolved",
    "closed",
    "reopened",
    "declined",
    "merged",
    "drill",
    "hidden",
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
    *(("", f"/pantau/{{shares[{state}]}}") for state in SHARED),
    *(("", f"/milik/{{owns[{state}]}}") for state in SHARED),
    *STAFF,
]

View = Callable[..., Page]


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


@pytest.fixture
def view(town: tuple[LivedIn, str], browser: Browser) -> Iterator[View]:
    """Open an address as somebody: `view("driver", "/beranda")`. No page may complain."""
    happened, url = town
    opened: list[BrowserContext] = []
    complaints: list[Complaints] = []

    def look(who: str, address: str, **options: Any) -> Page:
        given = {"viewport": SCREEN, "service_workers": "block"} | options
        context = browser.new_context(
            base_url=url, locale="id-ID", timezone_id="Asia/Makassar", **given
        )
        opened.append(context)
        context.set_default_timeout(10_000)
        context.add_init_script(looking.SHIFTS)
        if who:
            context.add_cookies(
                [{"name": "lacak_sesi", "value": happened.cookies[who], "url": url}]
            )
        page = context.new_page()
        complaints.append(Complaints(page))
        page.goto(address.format_map(vars(happened)))
        return page

    yield look
    for context in opened:
        context.close()
    assert not any(complaints), complaints


def check(page: Page) -> None:
    """What holds for every screen, in whatever state it stands now."""
    found = [f"{trouble} (light)" for trouble in looking.axe(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"{trouble} (dark)" for trouble in looking.axe(page)]
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
