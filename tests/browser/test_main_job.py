"""The one flow the house exists for, by hand: a thumb, a ringing phone, a link, the last word."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Place
from tests.browser.phone import Phone
from tests.browser.reporting import fill, picture, send


def tab(phone: Phone) -> Page:
    assert phone.context is not None
    return phone.context.pages[0]


def on_the_form(page: Page, village: str) -> None:
    """The village is picked as a person would: typed, then tapped."""
    page.get_by_role("combobox").fill(village)
    page.get_by_role("option").first.click()


@pytest.fixture
def village(place: Place) -> str:
    """Where the crew on duty is responsible."""
    return place.home_village


def test_from_a_thumb_to_the_last_word(
    place: Place, phone: Callable[..., Phone], village: str, tmp_path: Path
) -> None:
    responder = tab(phone(place.crew.cookies[0]))
    responder.goto("/tugas")
    citizen = tab(phone())
    fill(citizen)
    on_the_form(citizen, village)
    began = time.monotonic()
    send(citizen)
    citizen.wait_for_url("**/pantau/**")
    take = responder.get_by_role("button", name="Terima tugas")
    expect(take).to_be_visible()
    assert time.monotonic() - began < 10  # bench/ measures; this only sees that it comes by itself

    take.click()
    for step, told in (
        ("Berangkat", "Petugas menuju lokasi"),
        ("Tiba di lokasi", "Petugas di lokasi"),
    ):
        responder.get_by_role("button", name=step).first.click()
        expect(citizen.get_by_role("heading", level=1)).to_have_text(told)

    responder.locator("details.closing > summary").click()
    closing = responder.locator("form[action$='/penyelesaian']")
    closing.get_by_role("radio", name="Api padam").check()
    closing.locator("input[type=file]").set_input_files(picture(tmp_path / "padam.png", side=600))
    expect(closing.locator("[data-photos] li, li.thumb")).to_have_count(1)
    closing.get_by_role("button", name="Selesai").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Benar sudah selesai?")
    citizen.get_by_role("button", name="Ya, sudah").click()
    citizen.get_by_role("radio", name="Sangat puas").check()
    citizen.get_by_role("button", name="Kirim penilaian").click()
    expect(citizen.get_by_text("Terima kasih").first).to_be_visible()
    assert place.rows("SELECT state FROM incident") == [("closed",)]
    assert place.rows("SELECT rating FROM report") == [(4,)]
    deadline = time.monotonic() + 20
    while not place.count("attachment", "evidence AND state = 'stored'"):
        assert time.monotonic() < deadline, "the evidence photo never came"
        time.sleep(0.2)


def test_whoever_only_has_the_shared_link_watches(
    place: Place, phone: Callable[..., Phone], village: str
) -> None:
    reporter = tab(phone())
    fill(reporter)
    on_the_form(reporter, village)
    send(reporter)
    reporter.wait_for_url("**/pantau/**")
    friend = tab(phone())
    friend.goto(reporter.url)
    expect(friend.get_by_role("heading", level=1)).to_be_visible()
    place.resolve_everything()
    assert place.rows("SELECT state FROM incident") == [("resolved",)]
    friend.reload()
    asked = reporter.get_by_role("button", name="Ya, sudah")
    for _ in range(5):
        reporter.reload()
        reporter.wait_for_timeout(1_500)
        if asked.is_visible():
            break
    expect(asked).to_be_visible()
    expect(friend.get_by_role("button", name="Ya, sudah")).to_have_count(0)


def test_without_javascript_one_can_report_and_follow(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone(java_script_enabled=False))
    page.goto("/")
    page.get_by_role("link", name="Lapor kebakaran").click()
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.get_by_text("Isi salah satu: lokasi, desa, atau patokan.").first).to_be_visible()
    page.get_by_label("Patokan").fill("Belakang pasar")
    page.get_by_role("button", name="Kirim sekarang").click()
    page.wait_for_url("**/pantau/**")
    assert place.count("report") == 1


def test_a_responders_taps_without_a_signal_are_taken_with_their_time(
    place: Place, phone: Callable[..., Phone], village: str
) -> None:
    crew = phone(place.crew.cookies[0])
    responder = tab(crew)
    responder.goto("/tugas")
    citizen = tab(phone())
    fill(citizen)
    on_the_form(citizen, village)
    send(citizen)
    expect(responder.get_by_role("button", name="Terima tugas")).to_be_visible()
    assert crew.context is not None
    crew.context.set_offline(True)
    responder.get_by_role("button", name="Terima tugas").click()
    responder.wait_for_timeout(1_500)
    assert place.count("incident_event", "event = 'accepted'") == 0
    crew.context.set_offline(False)
    responder.evaluate("window.dispatchEvent(new Event('online'))")
    deadline = time.monotonic() + 20
    while not place.count("incident_event", "event = 'accepted'"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    late = place.rows(
        "SELECT (julianday(recorded_at) - julianday(at)) * 86400 FROM incident_event"
        " WHERE event = 'accepted'"
    )
    assert late[0][0] >= 1


def test_the_second_responder_is_told_who_was_first(
    place: Place, phone: Callable[..., Phone], village: str
) -> None:
    first, second = (tab(phone(cookie)) for cookie in place.crew.cookies)
    for page in (first, second):
        page.goto("/tugas")
    citizen = tab(phone())
    fill(citizen)
    on_the_form(citizen, village)
    send(citizen)
    expect(second.get_by_role("button", name="Terima tugas")).to_be_visible()
    assert second.context is not None
    second.context.set_offline(True)
    second.get_by_role("button", name="Terima tugas").click()
    first.get_by_role("button", name="Terima tugas").click()
    expect(first.get_by_role("button", name="Berangkat").first).to_be_visible()
    second.context.set_offline(False)
    told = second.get_by_text("Sudah dilakukan oleh Petugas 0").first
    for _ in range(10):
        # The signal comes and goes before it stays.
        second.evaluate("window.dispatchEvent(new Event('online'))")
        second.wait_for_timeout(2_000)
        if told.is_visible():
            break
    expect(told).to_be_visible()
    assert place.count("incident_event", "event = 'accepted'") == 1
