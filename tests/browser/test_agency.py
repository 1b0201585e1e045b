"""An agency without an account and without scripts: from the link in a message to the end."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser import looking
from tests.browser.lived_in import LivedIn
from tests.browser.phone import SCREEN
from tests.browser.seeding import eventually
from tests.services.pictures import photo

IN_APP = (
    "Mozilla/5.0 (Linux; Android 9; SM-A105F; wv) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Version/4.0 Chrome/99.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/360.0]"
)


def test_a_guest_accepts_reports_with_a_photo_and_finishes_without_scripts(
    town: tuple[LivedIn, str], browser: Browser, tmp_path: Path
) -> None:
    happened, url = town
    taken = tmp_path / "tiang.jpg"
    taken.write_bytes(photo())
    context = browser.new_context(
        base_url=url, locale="id-ID", viewport=SCREEN, java_script_enabled=False, user_agent=IN_APP
    )
    context.set_default_timeout(10_000)
    page = context.new_page()

    answered = page.goto(f"/rujukan/{happened.rujukan['guest']}")
    assert answered is not None and answered.headers["cache-control"] == "private, no-store"
    expect(page.get_by_text("Menunggu jawaban Anda")).to_be_visible()
    page.get_by_label("Nama petugas yang menangani").fill("Budi")
    page.get_by_label("Kira-kira selesai").select_option("1 jam")
    page.get_by_role("button", name="Terima").click()
    expect(page.get_by_text("Ditangani Budi.")).to_be_visible()

    page.get_by_text("Kirim perkembangan").click()
    page.get_by_label("Apa yang sudah dilakukan?").fill("Tiang diganti")
    page.locator("#foto-kabar").set_input_files(taken)
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.get_by_text("memberi kabar. Tiang diganti")).to_be_visible()

    def pictured() -> bool:
        page.reload()
        return page.locator(".line img").count() == 1

    eventually(pictured)
    picture = page.locator(".line img").get_attribute("src")
    assert picture is not None
    assert b"Exif" not in context.request.get(picture).body()

    page.get_by_text("Sudah selesai").click()
    page.get_by_label("Sudah diperbaiki").check(force=True)
    page.locator("#foto-hasil").set_input_files(taken)
    page.get_by_role("button", name="Kirim hasil").click()
    expect(page.locator(".chip", has_text="Selesai")).to_be_visible()
    expect(page.get_by_role("button", name="Terima")).to_have_count(0)
    assert looking.too_wide(page) == []

    desk = browser.new_context(base_url=url)
    desk.add_cookies([{"name": "lacak_sesi", "value": happened.cookies["operator"], "url": url}])
    office = desk.new_page()
    office.goto(f"/aduan/{happened.numbers['to agency']}")
    card = office.locator("#rujukan")
    expect(card).to_contain_text("Sudah diperbaiki")
    expect(card).to_contain_text("Ditangani Budi")
    expect(card).to_contain_text("Tautan dibuka")

    office.goto(f"/pantau/{happened.shares['to agency']}")
    for said in ("PUPR menerima.", "PUPR selesai.", "Selesai. Sudah diperbaiki."):
        expect(office.get_by_text(said)).to_be_visible()
    context.close()
    desk.close()
