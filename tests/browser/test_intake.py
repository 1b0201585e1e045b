"""The form of the office by keyboard: how many keys and fields a message takes, counted."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import Place
from tests.browser.desk import at_desk
from tests.browser.seeding import report

CHAT = (
    "[29/11 10.58] Om Rudi: Tolong so tabakar rumah di {village} blkg pasar,"
    " ada nenek tajebak di dalam. 0812 4455 0199"
)


class Hands:
    """An operator who never touches the mouse; `keys` counts what is pressed besides letters."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def pastes(self, text: str) -> None:
        """Ctrl and V; the clipboard of a headless browser is nobody's."""
        self.page.keyboard.insert_text(text)
        self.keys += 1

    @property
    def at(self) -> str:
        """The name, or the words, of what has the focus."""
        said: str = self.page.evaluate(
            "(({ name, id, innerText }) => name || id || innerText)(document.activeElement)"
        )
        return said


@pytest.fixture
def desk(place: Place, playwright: Playwright) -> Iterator[Page]:
    with at_desk(place, playwright) as page:
        yield page


@pytest.fixture
def hands(desk: Page) -> Hands:
    """At the board, about to take a message."""
    desk.goto("/papan")
    expect(desk.get_by_role("link", name="Laporan masuk")).to_be_visible()
    return Hands(desk)


def begin(hands: Hands) -> None:
    hands.presses("n")
    hands.page.wait_for_url("**/papan/masuk#text")
    expect(hands.page.get_by_label("Cerita pelapor")).to_be_focused()


def suggested(page: Page, words: str) -> None:
    expect(page.get_by_role("button", name=re.compile(words))).to_be_visible()


def test_a_pasted_chat_is_an_alarm_after_four_keys(hands: Hands, place: Place) -> None:
    begin(hands)
    hands.pastes(CHAT.format(village=place.home_village))
    suggested(hands.page, "Pakai semua")
    expect(hands.page.get_by_text("Ada orang dalam bahaya?")).to_be_visible()
    hands.presses("Alt+Enter")
    expect(hands.page.get_by_role("button", name="Kirim laporan")).to_be_focused()
    hands.presses("Enter")
    hands.page.wait_for_url("**/aduan/**")
    assert hands.keys == 4
    (told,) = place.rows("SELECT channel, category, landmark, reporter_phone, text FROM report")
    assert told[0] == "phone"
    assert told[2:4] == ("blkg pasar", "+6281244550199")
    assert place.count("alarm") == 1
    assert place.count("incident", "life_risk") == 1
    expect(hands.page.get_by_role("link", name="Lewat WhatsApp")).to_be_visible()


def test_a_call_typed_as_it_is_told_takes_three_keys_besides_its_words(
    hands: Hands, place: Place
) -> None:
    begin(hands)
    hands.types(f"rumah terbakar di {place.home_village} dekat pasar, nomor 0812 4455 0199")
    suggested(hands.page, "Pakai semua")
    hands.presses("Alt+Enter")
    expect(hands.page.get_by_label("Nomor HP")).to_have_value("+6281244550199")
    hands.presses("Control+Enter")
    hands.page.wait_for_url("**/aduan/**")
    assert hands.keys == 3
    assert place.count("report", "category = 'fire.house' AND village IS NOT NULL") == 1


def test_without_any_suggestion_every_field_comes_by_tab_in_the_order_of_a_call(
    hands: Hands, place: Place
) -> None:
    begin(hands)
    order = []
    for _ in range(10):
        hands.presses("Tab")
        order.append(hands.at)
        if hands.at == "category":
            hands.presses("Space")
        if hands.at == "cari-desa":
            hands.types(place.home_village)
            expect(hands.page.get_by_role("option").first).to_be_visible()
            hands.presses("Enter")
        if hands.at == "landmark":
            hands.types("Dekat pasar")
    assert [each for each in order if each.isidentifier() or "-" in each][:7] == [
        "category",
        "urgent",
        "cari-desa",
        "landmark",
        "position",
        "reporter_phone",
        "reporter_name",
    ]
    assert hands.keys <= 13
    hands.presses("Control+Enter")
    hands.page.wait_for_url("**/aduan/**")
    assert place.count("report", "category LIKE 'fire.%' AND landmark = 'Dekat pasar'") == 1


def test_what_somebody_typed_stays_whatever_is_read(hands: Hands, place: Place) -> None:
    begin(hands)
    page = hands.page
    page.get_by_label("Patokan").fill("Rumah Om Heri")
    page.get_by_label("Cerita pelapor").fill(CHAT.format(village=place.home_village))
    suggested(page, "Ganti patokan: blkg pasar")
    page.get_by_role("button", name="Pakai semua").click()
    expect(page.get_by_label("Patokan")).to_have_value("Rumah Om Heri")
    expect(page.get_by_label("Cerita pelapor")).to_have_value(re.compile("Om Rudi: Tolong"))
    page.get_by_role("button", name=re.compile("Ganti cerita")).click()
    expect(page.get_by_label("Cerita pelapor")).to_have_value(re.compile("^Tolong so"))
    page.get_by_role("button", name=re.compile("Ganti patokan")).click()
    expect(page.get_by_label("Patokan")).to_have_value("blkg pasar")


def test_the_same_fire_shows_while_it_is_typed_and_takes_the_report_in(
    hands: Hands, place: Place
) -> None:
    number = report(place, text="Api di belakang pasar")["number"]
    begin(hands)
    hands.types(f"kebakaran rumah di {place.home_village} belakang pasar")
    suggested(hands.page, f"Tambahkan ke {number}")
    hands.presses("Alt+Enter")
    hands.page.get_by_role("button", name=f"Tambahkan ke {number}").press("Enter")
    hands.page.wait_for_url(f"**/aduan/{number}?masuk=**")
    assert place.count("incident") == 1
    assert place.count("report") == 2
    assert place.count("alarm") == 1


# Every reading of the text takes its time, as on a thin line.
SLOWLY = """
  const plain = window.fetch;
  window.fetch = async (asked, ...given) => {
    if (String(asked.url ?? asked).includes("/masuk/baca"))
      await new Promise((done) => setTimeout(done, 2500));
    return plain(asked, ...given);
  };
"""


def test_what_is_typed_last_is_read_on_a_slow_line_too(hands: Hands) -> None:
    hands.page.add_init_script(SLOWLY)
    begin(hands)
    for words in ("so tabakar rumah ", "di blkg pasar, ", "ada nenek tajebak di dalam"):
        hands.types(words)
        hands.page.wait_for_timeout(900)
    expect(hands.page.locator("#bantuan").get_by_role("alert")).to_contain_text("tajebak")
