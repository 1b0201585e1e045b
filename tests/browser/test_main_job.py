"""The one flow the house exists for, by hand: a thumb, a ringing phone, a link, the last word."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import seeding
from tests.browser.conftest import Place
from tests.browser.phone import Phone, find_signal, lose_signal
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
    send(citizen)
    citizen.wait_for_url("**/pantau/**")
    take = responder.get_by_role("button", name="Terima tugas")
    expect(take).to_be_visible()  # by itself; how soon, bench/ measures

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
    citizen.get_by_role("button", name="Sangat puas").click()
    expect(citizen.get_by_text("Terima kasih, penilaian Anda sudah kami terima.")).to_be_visible()
    assert place.rows("SELECT state FROM incident") == [("closed",)]
    assert place.rows("SELECT rating FROM report") == [(4,)]
    deadline = time.monotonic() + 20
    while not place.count("attachment", "evidence AND state = 'stored'"):
        assert time.monotonic() < deadline, "the evidence photo never came"
        time.sleep(0.2)


def test_a_fire_is_three_taps_away(place: Place, phone: Callable[..., Phone]) -> None:
    """From the home screen: what it is, where I am, send."""
    page = tab(phone())
    page.goto("/")
    page.get_by_role("link", name="Lapor kebakaran").tap()
    page.get_by_role("button", name="Pakai lokasi saya").tap()
    expect(page.locator("[data-position]")).to_have_attribute("data-state", "found")
    page.get_by_role("button", name="Kirim sekarang").tap()
    page.wait_for_url("**/pantau/**")
    assert place.rows("SELECT category, village_source FROM report") == [
        ("fire.unclear", "nearest_point")
    ]


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
    reporter.reload()
    expect(reporter.get_by_role("button", name="Ya, sudah")).to_be_visible()
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
    lose_signal(responder)
    responder.get_by_role("button", name="Terima tugas").click()
    responder.wait_for_timeout(1_500)
    assert place.count("incident_event", "event = 'accepted'") == 0
    find_signal(responder)
    deadline = time.monotonic() + 20
    while not place.count("incident_event", "event = 'accepted'"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    late = place.rows(
        "SELECT (julianday(recorded_at) - julianday(at)) * 86400 FROM incident_event"
        " WHERE event = 'accepted'"
    )
    assert late[0][0] >= 1


def test_a_yes_from_a_phone_without_a_signal_is_told_that_enough_come(
    place: Place, phone: Callable[..., Phone]
) -> None:
    first, second = (tab(phone(cookie)) for cookie in place.crew.cookies)
    for page in (first, second):
        page.goto("/tugas")
    seeding.report(place, category="disaster.landslide")
    expect(second.get_by_role("button", name="Terima tugas")).to_be_visible()
    lose_signal(second)
    second.get_by_role("button", name="Terima tugas").click()
    second.wait_for_timeout(500)
    assert place.count("incident_event", "event = 'accepted'") == 0
    first.get_by_role("button", name="Terima tugas").click()
    seeding.eventually(lambda: place.count("incident_event", "event = 'accepted'") == 1)
    find_signal(second)
    expect(second.get_by_text("Tidak perlu datang: sudah cukup.").first).to_be_visible()
    assert place.count("incident_event", "event = 'accepted'") == 1


def test_two_who_come_see_each_other(place: Place, phone: Callable[..., Phone]) -> None:
    first, second = (tab(phone(cookie)) for cookie in place.crew.cookies)
    for page in (first, second):
        page.goto("/tugas")
    seeding.report(place)
    first.get_by_role("button", name="Terima tugas").click()
    expect(second.get_by_text("1 dari 3 datang")).to_be_visible()
    second.get_by_role("button", name="Terima tugas").click()
    expect(second.get_by_role("button", name="Berangkat").first).to_be_visible()
    expect(first.get_by_text("2 dari 3 datang")).to_be_visible()
