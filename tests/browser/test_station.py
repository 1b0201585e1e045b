"""The screen in the garage rings, says what it is, is silent for a minute, and misses the line."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TypeVar
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from src import database
from src.domain.access import Person
from src.domain.organisation import Station
from src.services import activation, station_screens
from src.services.region_pack import load_region
from tests.browser import looking
from tests.browser.conftest import Place
from tests.browser.phone import Phone, ready
from tests.browser.seeding import eventually, report

T = TypeVar("T")

# What the loudspeaker would play, what would be said, and how often the lamp was asked to stay on.
SPY = """
  window.heard = []; window.spoken = []; window.lit = 0;
  for (const name of ["OscillatorNode", "AudioBufferSourceNode"]) {
    const Plain = window[name];
    window[name] = class extends Plain {
      start(...given) {
        heard.push(name === "OscillatorNode" ? `${this.type} on` : "calls on");
        super.start(...given);
      }
      stop(...given) {
        heard.push(name === "OscillatorNode" ? `${this.type} off` : "calls off");
        super.stop(...given);
      }
    };
  }
  // As on a real tablet: no sound before the first touch. Browsers without a screen do not care.
  const { userActivation } = navigator;
  window.AudioContext = class extends AudioContext {
    constructor(...given) {
      super(...given);
      if (!userActivation.hasBeenActive) this.suspend();
    }
    resume() {
      return userActivation.hasBeenActive ? super.resume() : new Promise(() => {});
    }
  };
  const voices = [{ lang: "en-US", name: "stranger" }, { lang: "id-ID", name: "ours" }];
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    cancel() {},
    speak(said) { spoken.push([said.voice.name, said.text]); said.onend(); },
  }});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
    window.lit += 1;
    const lock = window.lock = new EventTarget();
    lock.released = false;
    return lock;
  }}});
"""
SIREN, CALLS = "sawtooth", "calls"


@pytest.fixture
def screen(place: Place, phone: Callable[..., Phone]) -> Page:
    """A tablet bound to the station of the crew on duty, its page open and not yet touched."""
    device = phone(by_the_office(place, bound))
    assert device.context is not None
    device.context.add_init_script(SPY)
    page = device.context.pages[0]
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/pos")
    return page


def by_the_office(place: Place, act: Callable[[Station, Person], Awaitable[T]]) -> T:
    """Something an operator does for the crew's station, straight through the service."""

    async def acted() -> T:
        region = load_region(place.settings.region)
        station = region.stations[region.teams[place.crew.team].station]
        operator = Person(id=uuid4(), session=uuid4(), name="Piket", role="operator")
        engine = database.engine_for(place.settings)
        await database.start(engine)
        try:
            return await act(station, operator)
        finally:
            await database.stop(engine)

    with ThreadPoolExecutor(1) as apart:  # Playwright has a loop running on this thread
        return apart.submit(asyncio.run, acted()).result()


async def bound(station: Station, by: Person) -> str:
    """The session of a screen, its link issued and opened."""
    now = datetime.now(UTC)
    link = await station_screens.invite(station, by=by, lasts=activation.SHOWN, now=now)
    return (await activation.bind(link, now=now)).token


async def signed_out(station: Station, by: Person) -> None:
    await station_screens.sign_out(station, by=by, now=datetime.now(UTC))


def begins(page: Page, *, quiet: bool = True) -> None:
    """The one tap at the start of a shift; where nothing rings, the sound it makes is over."""
    page.get_by_role("button", name="Mulai jaga").click()
    expect(page.get_by_text("Suara menyala")).to_be_visible()
    if not quiet:
        return
    eventually(lambda: heard(page) == [f"{SIREN} on", f"{SIREN} off"])
    page.evaluate("heard.length = 0")


def heard(page: Page) -> list[str]:
    """Only the loud ones; what makes the siren sway is no sound."""
    return [each for each in page.evaluate("heard") if not each.startswith("triangle")]


def test_it_says_that_it_is_mute_until_somebody_taps(screen: Page) -> None:
    expect(screen.get_by_role("heading", name="Tidak ada alarm")).to_be_visible()
    expect(screen.get_by_role("button", name="Suara mati: ketuk")).to_be_visible()
    begins(screen)
    expect(screen.get_by_role("button", name="Suara mati: ketuk")).to_be_hidden()
    screen.get_by_role("button", name="Uji suara").click()
    eventually(lambda: heard(screen) == [f"{SIREN} on", f"{SIREN} off"])


def test_an_alarm_rings_and_is_said_aloud_until_it_is_silenced_for_a_minute(
    place: Place, screen: Page
) -> None:
    begins(screen)
    report(place)
    expect(screen.get_by_role("heading", level=1)).to_contain_text("Kebakaran")
    eventually(lambda: heard(screen) == [f"{SIREN} on"])
    ((voice, said),) = eventually(lambda: screen.evaluate("spoken"))
    assert voice == "ours" and said.startswith("Kebakaran") and "Belakang pasar." in said

    screen.get_by_role("button", name="Diam 1 menit").click()
    eventually(lambda: heard(screen) == [f"{SIREN} on", f"{SIREN} off"])
    expect(screen.get_by_role("heading", level=1)).to_contain_text("Kebakaran")
    expect(screen.get_by_text("Diam 0.5")).to_be_visible()
    screen.get_by_role("button", name="Bunyikan lagi").click()
    eventually(lambda: heard(screen)[-1] == f"{SIREN} on")


def test_the_clock_runs_down(place: Place, screen: Page) -> None:
    report(place)
    clock = screen.get_by_role("timer")
    before = clock.inner_text()
    expect(clock).not_to_have_text(before)
    assert before.split(".")[0] in ("14", "15")


def test_a_cut_line_is_heard_and_seen_and_mends(place: Place, screen: Page) -> None:
    begins(screen)
    bar = screen.get_by_role("alert", name="Sambungan")
    expect(bar).to_be_hidden()
    place.line.sever()
    expect(bar).to_be_visible(timeout=40_000)
    expect(bar).to_contain_text("Sambungan putus.")
    eventually(lambda: heard(screen) == [f"{CALLS} on"])
    expect(screen.get_by_role("heading", name="Tidak ada alarm")).to_be_visible()

    report(place)  # nobody hears of it here
    place.line.mend()
    expect(bar).to_be_hidden(timeout=30_000)
    expect(screen.get_by_role("heading", level=1)).to_contain_text("Kebakaran")
    eventually(lambda: heard(screen) == [f"{CALLS} on", f"{CALLS} off", f"{SIREN} on"])


async def with_numbers(station: Station, by: Person) -> None:
    """Everybody of the town can be telephoned."""
    async with database.transaction():
        await database.rows(
            "UPDATE person SET phone = {} WHERE role = 'responder'", "+628124455011"
        )


async def with_long_names(station: Station, by: Person) -> None:
    async with database.transaction():
        await database.rows(
            "UPDATE person SET name = {} WHERE role = 'responder'",
            "Muhammad Syahrir Abdurrahman Labobo",
        )


def test_whom_to_telephone_is_there_without_a_line_and_the_siren_goes_on(
    place: Place, screen: Page
) -> None:
    by_the_office(place, with_numbers)
    begins(screen)
    expect(screen.get_by_role("link", name="Daftar telepon")).to_be_hidden()
    report(place)
    screen.get_by_role("link", name="Daftar telepon").click()
    listed = screen.get_by_role("dialog", name="Daftar telepon")
    expect(listed.get_by_role("link", name="Telepon").first).to_have_attribute(
        "href", "tel:+628124455011"
    )
    assert looking.axe(screen) == []
    listed.get_by_role("button", name="Tidak diangkat").first.click()
    expect(listed.get_by_text("Tidak diangkat ").first).to_be_visible()

    place.line.sever()
    listed.get_by_role("button", name="Sibuk").first.click()
    expect(listed.get_by_text("Belum tercatat.")).to_be_visible()
    place.line.mend()
    listed.get_by_role("button", name="Sibuk").first.click()
    expect(listed.get_by_text("Belum tercatat.")).to_be_hidden()
    listed.get_by_role("button", name="Tutup").click()
    expect(listed).to_be_hidden()
    assert heard(screen) == [f"{SIREN} on"]


def test_a_stranger_who_answers_in_our_place_is_no_line(place: Place, screen: Page) -> None:
    begins(screen)
    place.line.stranger = True
    expect(screen.get_by_role("alert", name="Sambungan")).to_be_visible(timeout=40_000)
    expect(screen.get_by_role("heading", name="Tidak ada alarm")).to_be_visible()


def test_a_screen_that_was_signed_out_says_so(place: Place, screen: Page) -> None:
    begins(screen)
    by_the_office(place, signed_out)
    bar = screen.get_by_role("alert", name="Sambungan")
    expect(bar).to_be_visible(timeout=50_000)
    expect(bar).to_contain_text("Layar ini sudah dikeluarkan.")
    assert heard(screen) == [f"{CALLS} on"]


def test_without_a_line_the_last_picture_opens_with_its_age(place: Place, screen: Page) -> None:
    ready(screen)
    screen.reload()
    expect(screen.get_by_role("heading", name="Tidak ada alarm")).to_be_visible()
    place.line.sever()
    screen.reload()
    expect(screen.get_by_role("heading", name="Tidak ada alarm")).to_be_visible()
    bar = screen.get_by_role("alert", name="Sambungan")
    expect(bar).to_be_visible(timeout=40_000)
    expect(bar).to_contain_text("menit lalu")


def test_the_lamp_stays_on_and_is_lit_again_when_the_page_is_seen_again(screen: Page) -> None:
    expect(screen.get_by_text("Layar tetap menyala.")).to_be_visible()
    assert screen.evaluate("lit") == 1
    screen.evaluate("lock.released = true")
    screen.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    eventually(lambda: screen.evaluate("lit") == 2)


def test_day_and_night_as_the_station_likes_it(screen: Page) -> None:
    html = screen.locator("html")
    expect(html).to_have_attribute("data-theme", "dark")
    screen.get_by_role("button", name="Siang/malam").click()
    expect(html).to_have_attribute("data-theme", "light")
    screen.reload()
    expect(html).to_have_attribute("data-theme", "light")


def test_it_can_be_read_by_day_and_by_night_and_with_a_cut_line(place: Place, screen: Page) -> None:
    report(place)
    expect(screen.get_by_role("heading", level=1)).to_contain_text("Kebakaran")
    for theme in ("dark", "light"):
        screen.evaluate(
            """(theme) => {
              document.documentElement.dataset.theme = theme;
              document.querySelector("[data-lost]").hidden = false;
            }""",
            theme,
        )
        assert looking.axe(screen) == []


@pytest.mark.parametrize("size", [(1280, 800), (1440, 900), (1920, 1080)])
def test_nothing_is_to_be_scrolled_on_a_wall(
    place: Place, screen: Page, size: tuple[int, int]
) -> None:
    by_the_office(place, with_long_names)
    report(place)
    screen.set_viewport_size({"width": size[0], "height": size[1]})
    begins(screen, quiet=False)
    for part in (screen.get_by_role("timer"), screen.get_by_role("button", name="Diam 1 menit")):
        expect(part).to_be_in_viewport(ratio=1)
    assert looking.too_wide(screen) == []


SMALLEST = """() => {
  const sizes = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const part = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !part.checkVisibility({ visibilityProperty: true }))
      continue;
    if (part.closest(".vh, .skip, .renewal")) continue;
    const drawn = part.closest("svg");
    const scale = drawn ? part.getScreenCTM().a : 1;
    sizes.push([parseFloat(getComputedStyle(part).fontSize) * scale, part.textContent.trim()]);
  }
  return sizes.sort(([a], [b]) => a - b)[0];
}"""


def test_the_smallest_word_can_be_read_from_five_metres(place: Place, screen: Page) -> None:
    report(place)
    expect(screen.get_by_role("heading", level=1)).to_contain_text("Kebakaran")
    screen.set_viewport_size({"width": 1440, "height": 900})
    begins(screen, quiet=False)
    smallest, word = screen.evaluate(SMALLEST)
    assert smallest >= 32, word
