"""A push wakes the worker: one notification, its receipts, its page; and how it is set up."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from bench.server import Server
from src.push.payload import declarative
from src.words import PUSH_UNREADABLE, TEST_PUSH
from tests.browser.conftest import Place
from tests.browser.phone import Phone, ready
from tests.browser.reporting import fill, send, waiting
from tests.browser.seeding import eventually, report
from tests.browser.worker import push, shown, tap
from tests.fake_push_service import FakePushService

# What a browser's push backend would answer: there is none here, and without one it never does.
SUBSCRIBED = """
  let current = JSON.parse(sessionStorage.subscription ?? "null");
  const wrap = (told) => told && {
    ...told,
    toJSON: () => told,
    unsubscribe: async () => { current = null; delete sessionStorage.subscription; },
  };
  PushManager.prototype.getSubscription = async () => wrap(current);
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || applicationServerKey.length !== 87) throw new Error("refused");
    current = SUBSCRIPTION;
    sessionStorage.subscription = JSON.stringify(current);
    return wrap(current);
  };
"""


@pytest.fixture
def service() -> Iterator[FakePushService]:
    """The push service at the far end, in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    made = FakePushService()
    asyncio.run_coroutine_threadsafe(made.__aenter__(), loop).result(10)
    yield made
    asyncio.run_coroutine_threadsafe(made.__aexit__(None, None, None), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


@pytest.fixture
def place(tmp_path: Path, service: FakePushService) -> Iterator[Place]:
    """As everywhere, but pushes reach the service above."""
    folder = tmp_path / "data"
    folder.mkdir()
    made = Place(folder)
    made.server = Server(folder, LACAK_PUBLIC_URL=made.url, LACAK_PUSH_HOSTS=service.host)
    made.line.target = made.server.url
    with made.server, made.line:
        yield made


def tab(phone: Phone, address: str) -> Page:
    assert phone.context is not None
    page = phone.context.pages[0]
    page.goto(address)
    ready(page)
    return page


def alarm(place: Place) -> tuple[str, str]:
    """A fire is reported: the push one device of the crew gets for it, and its delivery's id."""
    report(place)
    found = eventually(
        lambda: place.rows("SELECT id, payload FROM delivery WHERE kind = 'alarm' ORDER BY id")
    )
    delivery, kept = found[0]
    sent = declarative(kept, kind="alarm", delivery=UUID(str(delivery)), public_url=place.url)
    return sent.decode(), str(delivery)


def told(place: Place, delivery: str, what: str) -> bool:
    return bool(place.count("delivery", f"id = '{delivery}' AND {what}_at IS NOT NULL"))


def test_an_alarm_shows_one_notification_whose_tap_opens_the_task(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone(place.crew.cookies[0]), "/tugas")
    sent, delivery = alarm(place)
    push(page, sent)
    (notification,) = shown(page)
    expected = json.loads(sent)["notification"]
    assert {name: notification[name] for name in ("title", "body", "tag")} == {
        name: expected[name] for name in ("title", "body", "tag")
    }
    assert not notification["silent"] and notification["requireInteraction"]
    eventually(lambda: told(place, delivery, "received") and told(place, delivery, "shown"))
    assert not told(place, delivery, "opened")

    opened = tap(page)
    assert opened == [expected["navigate"]]
    eventually(lambda: told(place, delivery, "opened"))
    assert shown(page) == []
    page.goto(opened[0])
    expect(page.get_by_role("button", name="Terima tugas")).to_be_visible()


def test_a_push_that_comes_twice_rings_once(place: Place, phone: Callable[..., Phone]) -> None:
    page = tab(phone(place.crew.cookies[0]), "/tugas")
    sent, delivery = alarm(place)
    push(page, sent)
    eventually(lambda: told(place, delivery, "shown"))
    receipts = [path for _, path, _ in place.line.sent].count("/kabar")
    push(page, sent)
    assert [each["silent"] for each in shown(page)] == [True]  # there, and quiet
    page.wait_for_timeout(300)
    assert [path for _, path, _ in place.line.sent].count("/kabar") == receipts == 2


def test_a_push_that_cannot_be_read_still_says_something(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone(), "/")
    for content in ("bukan JSON", "", "null", "[]", '{"notification":null}'):
        push(page, content)
        (notification,) = shown(page)
        assert notification["body"] == PUSH_UNREADABLE and notification["title"]
        assert tap(page) == [f"{place.url}/"]


def test_a_push_also_sends_what_waits(place: Place, phone: Callable[..., Phone]) -> None:
    page = tab(phone(), "/")
    fill(page)
    place.line.troubled(status=503)
    send(page)
    expect(page.locator("[data-report-status]")).to_be_visible()
    eventually(lambda: len(place.line.sent))
    place.line.troubled()
    page.goto("/robots.txt")  # no page of ours is open, so only the worker can send
    assert waiting(page) == 1 and place.count("report") == 0
    push(page, "")
    eventually(lambda: place.count("report"))
    assert place.count("report") == 1


def test_a_phone_is_set_up_to_ring_and_tried_out(
    place: Place, phone: Callable[..., Phone], service: FakePushService
) -> None:
    device = phone(place.crew.cookies[0])
    assert device.context is not None
    far = service.phone("petugas")
    keys = {name: value for name, value in far.subscription.items() if name != "endpoint"}
    subscription = json.dumps({"endpoint": far.endpoint, "keys": keys})
    device.context.add_init_script(SUBSCRIBED.replace("SUBSCRIPTION", subscription))
    page = tab(device, "/tugas")
    section = page.get_by_role("region", name="Alarm di HP ini")
    expect(section.get_by_text("HP ini bisa berbunyi saat ada kejadian")).to_be_visible()

    section.get_by_role("button", name="Nyalakan alarm").click()
    expect(section.get_by_text("Alarm menyala.")).to_be_visible()
    assert place.count("subscription", f"endpoint = '{far.endpoint}' AND gone_at IS NULL") == 1

    section.get_by_role("button", name="Tes bunyi").click()
    expect(section.get_by_text("Terdengar?")).to_be_visible()
    eventually(lambda: far.rang)
    assert far.rang == [TEST_PUSH[0]] and service.problems == []
    push(page, json.dumps(far.messages[0]))
    assert [each["title"] for each in shown(page)] == [TEST_PUSH[0]]
    section.get_by_role("button", name="Ya").click()
    expect(section.get_by_text("Bagus.")).to_be_visible()

    page.reload()  # told anew at every start, without another question
    expect(section.get_by_text("Alarm menyala.")).to_be_visible()
    assert place.count("subscription", f"endpoint = '{far.endpoint}'") == 1
    section.get_by_role("button", name="Tes bunyi").click()
    section.get_by_role("button", name="Tidak").click()
    expect(section.get_by_text("Coba satu per satu:")).to_be_visible()

    section.get_by_role("button", name="Matikan di HP ini").click()
    expect(section.get_by_role("button", name="Nyalakan alarm")).to_be_visible()
    assert place.count("subscription", f"endpoint = '{far.endpoint}' AND gone_at IS NULL") == 0


def test_a_reader_of_the_share_page_is_told_without_an_account(
    place: Place, phone: Callable[..., Phone], service: FakePushService
) -> None:
    device = phone()
    assert device.context is not None
    far = service.phone("warga")
    keys = {name: value for name, value in far.subscription.items() if name != "endpoint"}
    subscription = json.dumps({"endpoint": far.endpoint, "keys": keys})
    device.context.add_init_script(SUBSCRIBED.replace("SUBSCRIPTION", subscription))
    page = tab(device, report(place)["share_url"])
    section = page.get_by_role("region", name="Kabar ke HP ini")
    expect(section.get_by_role("button", name="Berhenti dikabari")).to_be_hidden()
    section.get_by_role("button", name="Kabari saya").click()
    expect(section.get_by_text("Kabar aduan ini dikirim ke HP ini.")).to_be_visible()
    place.resolve_everything()
    eventually(lambda: far.rang)
    push(page, json.dumps(far.messages[-1]))
    assert tap(page) == [page.url]
