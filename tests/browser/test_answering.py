"""Questions and answers over a bad line: a reporter's words, and a task given back, wait and go."""

import urllib.request
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Place
from tests.browser.phone import Phone, find_signal, lose_signal, ready
from tests.browser.reporting import fill, send
from tests.browser.seeding import eventually, report

WAITS = "Tersimpan di HP. Dikirim saat ada sinyal."


def tab(phone: Phone) -> Page:
    assert phone.context is not None
    return phone.context.pages[0]


def a_fire_put_out(place: Place, phone: Callable[..., Phone]) -> Page:
    """The reporter's own page, open while the crew comes and finishes."""
    page = tab(phone())
    page.goto("/")
    ready(page)
    fill(page)
    page.get_by_role("combobox").fill(place.home_village)
    page.get_by_role("option").first.click()
    send(page)
    page.wait_for_url("**/pantau/**")
    place.resolve_everything()
    expect(page.get_by_role("button", name="Ya, sudah")).to_be_visible()
    page.wait_for_timeout(300)
    return page


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
    expect(page.get_by_text(WAITS)).to_be_visible()
    expect(more).to_have_value("")
    assert place.count("incident_event", "event = 'info_given'") == 0
    find_signal(page)
    eventually(lambda: place.count("incident_event", "event = 'info_given'") == 1)
    expect(page.get_by_text("Pelapor memberi keterangan.")).to_be_visible()
    expect(page.get_by_text(WAITS)).to_be_hidden()
    assert "Jalan masuk dari gereja" in place.rows("SELECT text FROM report")[0][0]


def test_a_rating_and_not_yet_without_a_signal_go_once_when_there_is_one(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = a_fire_put_out(place, phone)
    lose_signal(page)
    stars, answer = page.locator("#nilai"), page.locator("form[action$='/jawaban']")
    stars.get_by_text("Ada pesan?").click()
    stars.get_by_label("Pesan").fill("Terlalu lama")
    stars.get_by_role("button", name="Kurang").click()
    expect(stars.get_by_text(WAITS)).to_be_visible()
    answer.get_by_label("Bila belum, apa yang belum?").fill("Masih berasap")
    answer.get_by_role("button", name="Belum").dblclick()
    expect(answer.get_by_text(WAITS)).to_be_visible()
    expect(answer.get_by_text("Belum.", exact=True)).to_be_visible()
    expect(answer.get_by_role("button")).to_have_count(0)
    assert place.count("incident_event", "event IN ('reopened', 'rated')") == 0
    find_signal(page)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Benar sudah selesai?")
    expect(page.get_by_text("Terima kasih, penilaian Anda sudah kami terima.")).to_be_visible()
    expect(page.get_by_text(WAITS).filter(visible=True)).to_have_count(0)
    assert place.count("incident_event", "event = 'reopened'") == 1
    assert place.rows("SELECT rating, rating_words FROM report") == [(2, "Terlalu lama")]


def test_a_word_that_could_not_be_taken_is_told_when_its_form_has_gone(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = a_fire_put_out(place, phone)
    lose_signal(page)
    page.get_by_role("button", name="Belum").click()
    stars = page.locator("#nilai")
    stars.get_by_text("Ada pesan?").click()
    stars.get_by_label("Pesan").fill("Terlalu lama")
    stars.get_by_role("button", name="Kurang").click()
    expect(stars.get_by_text(WAITS)).to_be_visible()
    find_signal(page)
    told = page.get_by_role("alert").filter(visible=True)
    expect(told).to_contain_text("Penilaian bisa diberikan setelah aduan selesai.")
    expect(told).to_contain_text("Tulisan Anda: Terlalu lama")
    expect(stars).to_have_count(0)


def test_an_answer_that_somebody_else_gave_meanwhile_is_told(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = a_fire_put_out(place, phone)
    cookies = page.context.cookies(page.url)
    lose_signal(page)
    page.get_by_role("button", name="Ya, sudah").click()
    expect(page.get_by_text(WAITS).first).to_be_visible()
    by_another_browser = urllib.request.Request(
        f"{page.url}/jawaban",
        data=b"benar=ya",
        headers={
            "Origin": place.url,
            "Cookie": "; ".join(f"{each['name']}={each['value']}" for each in cookies),
        },
    )
    urllib.request.urlopen(by_another_browser, timeout=10).close()
    assert place.count("incident_event", "event = 'confirmed'") == 1
    find_signal(page)
    told = "Terima kasih, jawaban Anda sudah kami terima."
    expect(page.locator("form").get_by_text(told)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ditutup")
    expect(page.get_by_role("button", name="Belum selesai")).to_be_visible()
    assert place.count("incident_event", "event = 'confirmed'") == 1


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
