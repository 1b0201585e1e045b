"""A new version takes over when nothing is being written, or when the person agrees."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from bench.server import ROOT, Server
from tests.browser.conftest import Place
from tests.browser.phone import Phone, find_signal, lose_signal, ready
from tests.browser.reporting import fill, picture, send, waiting
from tests.browser.seeding import eventually
from tests.browser.worker import caches


def tab(phone: Phone) -> Page:
    assert phone.context is not None
    return phone.context.pages[0]


@contextmanager
def new_version(place: Place, folder: Path) -> Iterator[None]:
    """The same installation goes on with a newer program, in which one style is another."""
    ignored = shutil.ignore_patterns("__pycache__")
    for part in ("src", "piccolo_migrations"):
        shutil.copytree(ROOT / part, folder / part, ignore=ignored)
    with (folder / "src" / "static" / "css" / "app.css").open("a") as style:
        style.write("\n.newer { color: inherit }\n")
    place.server.stop()
    newer = Server(
        place.folder,
        LACAK_PUBLIC_URL=place.url,
        LACAK_REGION=str(place.settings.region),
        PYTHONPATH=str(folder),
        PYTHONSAFEPATH="1",
    )
    with newer:
        place.line.target = newer.url
        yield


def shells(page: Page) -> list[str]:
    return [name for name in caches(page) if name.startswith("shell-")]


def look_for_updates(page: Page) -> None:
    """What a browser does by itself at a start, and once a day."""
    page.evaluate("navigator.serviceWorker.getRegistration().then((known) => void known.update())")


def test_a_new_version_waits_for_what_is_being_written(
    place: Place, phone: Callable[..., Phone], tmp_path: Path
) -> None:
    page = tab(phone())
    page.goto("/")
    ready(page)
    (old,) = shells(page)
    place.line.troubled(status=503)
    fill(page, landmark="Aduan pertama")
    send(page)
    expect(page.locator("[data-report-status]")).to_be_visible()
    assert waiting(page) == 1
    fill(page, landmark="Aduan kedua", photo=picture(tmp_path / "api.png", side=600))

    with new_version(place, tmp_path / "newer"):
        place.line.troubled(status=503)
        look_for_updates(page)
        notice = page.get_by_role("complementary", name="Versi baru")
        expect(notice).to_be_visible(timeout=60_000)
        page.wait_for_timeout(500)
        assert old in shells(page) and len(shells(page)) == 2
        expect(page.get_by_label("Patokan")).to_have_value("Aduan kedua")

        notice.get_by_role("button", name="Pakai sekarang").click()
        expect(page.get_by_text("Isian tadi kami simpan.")).to_be_visible()
        expect(page.get_by_label("Patokan")).to_have_value("Aduan kedua")
        expect(page.locator("[data-photos] li")).to_have_count(1)
        eventually(lambda: len(shells(page)) == 1)
        assert old not in shells(page)
        assert waiting(page) == 1

        place.line.troubled()
        send(page)
        eventually(lambda: place.count("attachment", "state = 'stored'"))
        landmarks = place.rows("SELECT landmark FROM report ORDER BY landmark")
        assert landmarks == [("Aduan kedua",), ("Aduan pertama",)]


def test_where_nothing_is_written_the_new_version_takes_over_and_an_open_form_still_works(
    place: Place, phone: Callable[..., Phone], tmp_path: Path
) -> None:
    citizen = phone()
    page = tab(citizen)
    page.goto("/lapor?jenis=kebakaran")
    ready(page)
    (old,) = shells(page)
    with new_version(place, tmp_path / "newer"):
        look_for_updates(page)
        eventually(lambda: old not in shells(page), within_s=60)  # the machine may be busy
        assert len(shells(page)) == 1
        expect(page.get_by_role("complementary", name="Versi baru")).to_be_hidden()

        # The page of before asks for parts of before: without a signal it gets those of today.
        lose_signal(page)
        page.get_by_label("Patokan").fill("Belakang pasar")
        photo = picture(tmp_path / "api.png", side=600)
        page.locator("input[type=file][name=photo]").set_input_files(photo)
        expect(page.locator("[data-photos] li")).to_have_count(1)
        send(page)
        expect(page.locator("[data-report-status]")).to_be_visible()
        find_signal(page)
        eventually(lambda: place.count("attachment", "state = 'stored'"))
        assert place.count("report") == 1
