"""A record typed on a phone: what was typed survives a cut line and a page opened again."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Place
from tests.browser.phone import Phone, lose_signal, ready
from tests.browser.seeding import report


def test_what_is_typed_stays_until_it_is_saved(place: Place, phone: Callable[..., Phone]) -> None:
    number = report(place)["number"]
    place.resolve_everything()
    device = phone(place.crew.cookies[0])
    assert device.context is not None
    page = device.context.pages[0]
    page.goto(f"/aduan/{number}/laporan")
    ready(page)
    owner = page.get_by_label("Pemilik")
    owner.fill("Ibu Ani")
    cause = page.locator("input[type=radio]").first
    cause.check(force=True)
    lose_signal(page)
    page.get_by_role("button", name="Simpan dulu").click()
    expect(page.get_by_text("Belum ada sinyal. Isian Anda tetap di sini.")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    expect(owner).to_have_value("Ibu Ani")
    expect(cause).to_be_checked()
    page.get_by_role("button", name="Simpan dulu").click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()
    expect(owner).to_have_value("Ibu Ani")
    owner.fill("")
    page.get_by_role("button", name="Simpan dulu").click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()
    page.reload()
    expect(owner).to_have_value("")
