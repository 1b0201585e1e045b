"""The page behind the link: it follows also where no stream passes, and prints what happened."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.conftest import Place
from tests.browser.phone import Phone
from tests.browser.seeding import report


def opened(place: Place, phone: Callable[..., Phone]) -> Page:
    """The share page of a fire, on the phone of somebody who was sent the link."""
    report(place)
    ((token,),) = place.rows("SELECT share_token FROM report")
    context = phone().context
    assert context is not None
    page = context.pages[0]
    page.clock.install()
    page.goto(f"/pantau/{token}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Diteruskan ke regu")
    return page


def test_where_no_stream_passes_the_page_asks_by_itself(
    place: Place, phone: Callable[..., Phone]
) -> None:
    place.line.barred = "/aliran"
    page = opened(place, phone)
    expect(page.locator("[data-live-state]")).to_have_attribute("data-state", "polling")
    place.resolve_everything()
    page.clock.fast_forward(16_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Selesai")


def test_it_prints_what_happened_and_none_of_its_buttons(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = opened(place, phone)
    page.emulate_media(media="print")
    for part in (page.get_by_role("heading", level=1), page.get_by_text("Alarm regu dibunyikan")):
        expect(part).to_be_visible()
    for part in (*page.get_by_role("button").all(), *page.locator("a.btn, .dock").all()):
        expect(part).to_be_hidden()
    assert looking.too_wide(page) == []
