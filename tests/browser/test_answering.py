"""Questions and answers over a bad line: a reporter's words, and a task given back, wait and go."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Place
from tests.browser.phone import Phone, find_signal, lose_signal, ready
from tests.browser.reporting import fill, send
from tests.browser.seeding import eventually, report


def tab(phone: Phone) -> Page:
    assert phone.context is not None
    return phone.context.pages[0]


def test_what_a_reporter_adds_without_a_signal_goes_when_there_is_one(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone())
    page.goto("/")
    ready(page)
    fill(page)
    send(page)
    page.wait_for_url("**/pantau/**")
    more = page.get_by_label("Tulis untuk petugas")
    expect(more).to_be_visible()
    page.wait_for_timeout(300)
    lose_signal(page)
    more.fill("Jalan masuk dari gereja")
    page.get_by_role("button", name="Kirim tambahan").click()
    expect(page.get_by_text("Tersimpan di HP. Dikirim saat ada sinyal.")).to_be_visible()
    expect(more).to_have_value("")
    assert place.count("incident_event", "event = 'info_given'") == 0
    find_signal(page)
    eventually(lambda: place.count("incident_event", "event = 'info_given'") == 1)
    expect(page.get_by_text("Pelapor memberi keterangan.")).to_be_visible()
    expect(page.get_by_text("Tersimpan di HP. Dikirim saat ada sinyal.")).to_be_hidden()
    assert "Jalan masuk dari gereja" in place.rows("SELECT text FROM report")[0][0]


def test_a_task_is_given_back_without_a_signal(place: Place, phone: Callable[..., Phone]) -> None:
    report(place)
    page = tab(phone(place.crew.cookies[0]))
    page.goto("/tugas")
    ready(page)
    page.get_by_role("button", name="Terima tugas").click()
    expect(page.get_by_text("Kembalikan tugas")).to_be_visible()
    lose_signal(page)
    page.get_by_text("Kembalikan tugas").click()
    form = page.locator("form[action$='/pengembalian']")
    form.get_by_role("radio", name="Jalan terputus").check()
    form.get_by_role("button", name="Ya, kembalikan").click()
    expect(form.get_by_text("Menunggu sinyal")).to_be_visible()
    assert place.count("incident_event", "event = 'handed_back'") == 0
    find_signal(page)
    eventually(lambda: place.count("incident_event", "event = 'handed_back'") == 1)
    expect(page.get_by_role("button", name="Saya bisa, terima tugas")).to_be_visible()
