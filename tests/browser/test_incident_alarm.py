"""An operator watches an alarm: what does not arrive is seen without a touch, and telephoned."""

import re
import sqlite3
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Place
from tests.browser.phone import Phone
from tests.browser.seeding import eventually, report
from tests.fake_push_service import FakePushService

NUMBER = "+6281244550111"


@pytest.fixture
def place(place_with_pushes: Place) -> Place:
    return place_with_pushes


@pytest.fixture
def desk(place: Place, service: FakePushService, phone: Callable[..., Phone]) -> Page:
    """The second of the crew sits at the desk; the first's phone has gone silent on its way."""
    service.answers(how="silent")
    far = service.phone("petugas").subscription
    with sqlite3.connect(f"{place.folder}/lacak.sqlite3", timeout=10) as own:
        (first, second) = own.execute("SELECT id FROM person ORDER BY name").fetchall()
        own.execute(
            "UPDATE subscription SET endpoint = ?, p256dh = ?, auth = ? WHERE person = ?",
            (*far.values(), *first),
        )
        own.execute("UPDATE person SET phone = ? WHERE id = ?", (NUMBER, *first))
        own.execute("UPDATE person SET role = 'operator', team = NULL WHERE id = ?", second)
        own.execute("DELETE FROM shift WHERE person = ?", second)
    device = phone(place.crew.cookies[1])
    assert device.context is not None
    page = device.context.pages[0]
    page.goto(f"/aduan/{report(place)['number']}")
    return page


def test_what_does_not_arrive_is_seen_called_and_noted(desk: Page, place: Place) -> None:
    line = desk.get_by_role("region", name="Alarm dan regu").get_by_role("listitem").first
    expect(line).to_contain_text("Terkirim")
    expect(line).not_to_contain_text("Belum sampai")
    expect(line).to_contain_text("Belum sampai", timeout=45_000)  # the page was not touched
    expect(line.get_by_role("link", name="Telepon")).to_have_attribute("href", f"tel:{NUMBER}")

    calls = desk.get_by_role("region", name="Daftar telepon")
    expect(calls.get_by_role("link", name="WhatsApp").first).to_have_attribute(
        "href", f"https://wa.me/{NUMBER[1:]}"
    )
    desk.evaluate("window.stayed = true")
    calls.get_by_role("button", name="Sibuk").first.click()
    expect(calls.get_by_text(re.compile(r"^Sibuk \d"))).to_be_visible()
    assert desk.evaluate("window.stayed")  # noted without leaving the page
    assert place.count("incident_event", "event = 'called'") == 1

    ((delivery,),) = place.rows("SELECT id FROM delivery WHERE accepted_at IS NOT NULL LIMIT 1")
    said = {"delivery": str(delivery), "what": "shown"}
    assert httpx.post(f"{place.server.url}/kabar", data=said).status_code == 204
    eventually(lambda: place.count("delivery", "shown_at IS NOT NULL"))
    expect(line).to_contain_text("Tampil")
    expect(line).not_to_contain_text("Belum sampai")
