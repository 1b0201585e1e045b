"""A report and its photo reach us exactly once, whatever happens to the line or to the phone."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Place
from tests.browser.line import Mode
from tests.browser.phone import NOTICES, Phone, find_signal, lose_signal, ready
from tests.browser.reporting import fill, outbox, picture, send, waiting

KILLS = 20


def tab(phone: Phone) -> Page:
    assert phone.context is not None
    return phone.context.pages[0]


def arrived(place: Place, *, reports: int, photos: int = 0, within_s: float = 20) -> None:
    """Wait until exactly so much is there, and see that it stays so."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if place.count("report") >= reports and (
            place.count("attachment", "state = 'stored'") >= photos
        ):
            break
        time.sleep(0.1)
    time.sleep(0.3)
    assert place.count("report") == reports
    assert place.count("incident_event", "event IN ('received', 'attached')") == reports
    assert place.count("attachment", "state = 'stored'") == photos


def test_a_report_leads_to_its_share_page_by_itself(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone())
    fill(page)
    send(page)
    page.wait_for_url("**/pantau/**")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    arrived(place, reports=1)


def test_an_offline_report_with_a_photo_arrives_once_after_reconnecting(
    place: Place, phone: Callable[..., Phone], tmp_path: Path
) -> None:
    citizen = phone()
    page = tab(citizen)
    page.goto("/")
    ready(page)
    lose_signal(page)
    fill(page, photo=picture(tmp_path / "api.png"))
    send(page)
    status = page.locator("[data-report-status]")
    expect(status).to_be_visible()
    expect(status).to_have_attribute("data-state", "waiting")
    expect(status.locator("a[href^='tel:']")).to_be_visible()
    assert waiting(page) == 1
    assert place.count("report") == 0
    find_signal(page)
    arrived(place, reports=1, photos=1)
    first = place.line.sent[0]
    assert first[:2] == ("POST", "/aduan") and first[2] <= 1_024


LINES: list[Mode] = ["captive", "redirect", "cut_answer", "cut_body"]
STATUSES = [401, 403, 404, 413, 429, 500, 502, 503]
TROUBLES: dict[str, list[tuple[Mode, int | None]]] = {
    "strange lines": [(mode, None) for mode in LINES],
    "strange answers": [("fine", status) for status in STATUSES],
}


@pytest.mark.parametrize("troubles", TROUBLES.values(), ids=list(TROUBLES))
def test_whatever_the_line_answers_the_report_stays_and_arrives_once(
    place: Place, phone: Callable[..., Phone], troubles: list[tuple[Mode, int | None]]
) -> None:
    page = tab(phone())
    for number, (mode, status) in enumerate(troubles, 1):
        fill(page, landmark=f"lorong {number}")
        place.line.sent.clear()
        place.line.troubled(mode, status)
        send(page)
        panel = page.locator("[data-report-status]")
        expect(panel).to_be_visible()
        page.wait_for_timeout(500)
        assert place.line.sent, (mode, status)
        states = [r["state"] for r in outbox(page) if r["kind"] == "report"]
        assert states.count("waiting") == 1, (mode, status, states)
        place.line.troubled()
        panel.locator("[data-flush]").click()
        arrived(place, reports=number)


def test_a_line_that_never_answers_is_given_up_and_the_report_stays(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone())
    fill(page)
    place.line.troubled("hang")
    send(page)
    expect(page.locator("[data-report-status]")).to_be_visible()
    page.reload()
    assert waiting(page) == 1
    place.line.troubled()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    arrived(place, reports=1, within_s=60)


def test_what_must_be_mended_comes_back_with_its_sentence(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone())
    fill(page)
    page.get_by_text("Nama dan nomor Anda", exact=True).click()
    # Long enough for the form, and yet no number.
    page.get_by_label("Nomor HP").fill("0000000000000000000")
    send(page)
    page.get_by_role("link", name="Perbaiki isian").click()
    expect(page.get_by_text("Nomor HP belum benar").first).to_be_visible()
    expect(page.get_by_label("Patokan")).to_have_value("Belakang pasar")
    assert place.count("report") == 0
    page.get_by_label("Nomor HP").fill("0812 3456 7890")
    send(page)
    arrived(place, reports=1)


SLOW_STORAGE = """
  const { open } = IDBFactory.prototype;
  const opened = new Promise((go) => (window.storageOpens = go));
  IDBFactory.prototype.open = function (...how) {
    const request = open.apply(this, how);
    const late = (event) => {
      event.stopImmediatePropagation();
      request.removeEventListener("success", late);
      opened.then(() => request.dispatchEvent(new Event("success")));
    };
    request.addEventListener("success", late);
    return request;
  };
"""


def test_a_draft_read_late_leaves_alone_what_is_being_typed(
    place: Place, phone: Callable[..., Phone]
) -> None:
    device = phone()
    assert device.context is not None
    page = device.context.pages[0]
    fill(page, landmark="Belakang pasar")
    page.get_by_role("combobox").fill(place.home_village)
    page.get_by_role("option").first.click()
    page.get_by_label("Cerita singkat").fill("Api besar")
    page.wait_for_timeout(1_000)  # the draft is on the phone
    device.context.add_init_script(SLOW_STORAGE)
    page.reload()
    page.get_by_label("Patokan").fill("Depan sekolah")
    page.get_by_role("combobox").fill("Bula")
    page.evaluate("storageOpens()")
    expect(page.get_by_label("Cerita singkat")).to_have_value("Api besar")
    expect(page.get_by_label("Patokan")).to_have_value("Depan sekolah")
    expect(page.get_by_role("combobox")).to_have_value("Bula")


def test_two_tabs_and_the_worker_send_once(place: Place, phone: Callable[..., Phone]) -> None:
    citizen = phone()
    page = tab(citizen)
    page.goto("/")
    ready(page)
    assert citizen.context is not None
    lose_signal(page)
    fill(page)
    send(page)
    expect(page.locator("[data-report-status]")).to_be_visible()
    other = citizen.context.new_page()
    other.goto("/")
    for each in (page, other):
        each.evaluate(NOTICES)
    citizen.context.set_offline(False)
    _sync(other, place.url)
    arrived(place, reports=1)
    assert [path for _, path, _ in place.line.sent].count("/aduan") == 1


def _sync(page: Page, origin: str) -> None:
    """What Android does when the signal is back: wake the worker."""
    session = page.context.new_cdp_session(page)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registrations.extend(r["registrationId"] for r in told["registrations"]),
    )
    session.send("ServiceWorker.enable")
    page.wait_for_timeout(200)
    for registration in registrations[:1]:
        session.send(
            "ServiceWorker.dispatchSyncEvent",
            {
                "origin": origin,
                "registrationId": registration,
                "tag": "outbox",
                "lastChance": False,
            },
        )


def test_killed_in_any_state_of_sending_nothing_is_lost_or_doubled(
    place: Place, phone: Callable[..., Phone], tmp_path: Path
) -> None:
    """Twenty rounds: write, send, and the browser dies at a random moment after the store."""
    chance = random.Random(7)
    photo = picture(tmp_path / "api.png", side=800)
    citizen = phone()
    for number in range(KILLS):
        page = tab(citizen)
        fill(page, landmark=f"lorong {number}", photo=photo if number % 2 else None)
        trouble: Mode = chance.choice(("fine", "hang", "cut_answer"))
        place.line.troubled(trouble)
        send(page)
        # Stored; on a fine line it may be sent by now, and the page has moved on.
        expect(page.locator("[data-report-status]:visible, [data-live]").first).to_be_visible()
        page.wait_for_timeout(chance.randrange(0, 600))
        citizen.kill()
        place.line.troubled()
        if number % 5 == 4:
            # Also makes it forget how much this one phone has sent lately.
            place.server.kill()
            place.server.start()
        citizen.start()
    page = tab(citizen)
    page.goto("/")
    arrived(place, reports=KILLS, photos=KILLS // 2, within_s=90)
    landmarks = {row[0] for row in place.rows("SELECT landmark FROM report")}
    assert landmarks == {f"lorong {number}" for number in range(KILLS)}


def test_two_pages_that_write_on_from_one_draft_send_two_reports(
    place: Place, phone: Callable[..., Phone]
) -> None:
    """A bentor's QR code scanned again while the first page is still open."""
    first = tab(phone())
    fill(first, landmark="Belakang pasar")
    first.wait_for_timeout(1_000)  # the draft is on the phone
    second = first.context.new_page()
    second.goto("/lapor?jenis=kebakaran")
    expect(second.get_by_label("Patokan")).to_have_value("Belakang pasar")
    send(second)
    second.wait_for_url("**/pantau/**")
    first.bring_to_front()
    first.get_by_label("Patokan").fill("Depan pelabuhan")
    first.wait_for_timeout(1_000)
    send(first)
    first.wait_for_url("**/pantau/**")
    arrived(place, reports=2)
    told = {landmark for (landmark,) in place.rows("SELECT landmark FROM report")}
    assert told == {"Belakang pasar", "Depan pelabuhan"}
