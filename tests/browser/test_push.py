"""A push wakes the worker: one notification, its receipts, its page; and how it is set up."""

import json
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect

from src.push.payload import Message, declarative, stored
from src.words import PUSH_UNREADABLE, TEST_PUSH
from tests.browser.conftest import Place
from tests.browser.phone import Phone, ready
from tests.browser.reporting import fill, send, waiting
from tests.browser.seeding import eventually, report
from tests.browser.worker import changes_address, push, shown, tap
from tests.fake_push_service import FakePushService
from tests.fake_push_service import Phone as FarPhone

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
def place(place_with_pushes: Place) -> Place:
    return place_with_pushes


def told_by(far: FarPhone) -> str:
    """What a browser says of its subscription, as JSON."""
    keys = {name: value for name, value in far.subscription.items() if name != "endpoint"}
    return json.dumps({"endpoint": far.endpoint, "keys": keys})


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
    assert [each["action"] for each in notification["actions"]] == ["terima", "tolak"]

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
    assert [path for _, path, _ in place.line.sent].count("/kabar") == receipts == 1


def test_an_answer_on_the_notification_is_the_answer(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone(place.crew.cookies[0]), "/tugas")
    sent, delivery = alarm(place)
    push(page, sent)
    page.goto("/robots.txt")  # no page of ours is open: the worker alone
    opened = tap(page, "terima")
    assert opened == [f"{place.url}/tugas"]
    eventually(lambda: place.count("assignment", "state = 'accepted'"))
    eventually(lambda: told(place, delivery, "opened"))
    page.goto(opened[0])
    expect(page.get_by_role("article")).to_be_visible()  # work, not an alarm any more


def test_that_enough_are_coming_takes_the_alarm_s_place(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone(place.crew.cookies[0]), "/tugas")
    sent, _ = alarm(place)
    push(page, sent)
    tag = json.loads(sent)["notification"]["tag"]
    kept = stored(
        Message(title="Tidak perlu", body="Sudah cukup.", path="/tugas", tag=tag, badge=0)
    )
    quiet = declarative(kept, kind="enough", delivery=uuid4(), public_url=place.url)
    push(page, quiet.decode())
    (notification,) = shown(page)
    assert (notification["title"], notification["silent"]) == ("Tidak perlu", True)
    assert not notification["requireInteraction"]


def test_a_new_address_of_the_browser_takes_the_place_of_the_old_one(
    place: Place, phone: Callable[..., Phone], service: FakePushService
) -> None:
    device = phone(place.crew.cookies[0])
    assert device.context is not None
    old, new = service.phone("lama"), service.phone("baru")
    device.context.add_init_script(SUBSCRIBED.replace("SUBSCRIPTION", told_by(old)))
    page = tab(device, "/tugas")
    page.get_by_role("button", name="Nyalakan alarm").click()
    expect(page.get_by_text("Alarm menyala.")).to_be_visible()
    changes_address(page, told_by(new))
    live = "gone_at IS NULL"
    eventually(lambda: place.count("subscription", f"endpoint = '{new.endpoint}' AND {live}"))
    replaced = f"endpoint = '{old.endpoint}' AND gone_because = 'replaced'"
    assert place.count("subscription", replaced) == 1
    report(place)
    eventually(lambda: new.rang)
    assert old.rang == []


def test_a_permission_that_is_taken_away_is_told_at_the_next_start(
    place: Place, phone: Callable[..., Phone], service: FakePushService
) -> None:
    device = phone(place.crew.cookies[0])
    assert device.context is not None
    far = service.phone("petugas")
    device.context.add_init_script(SUBSCRIBED.replace("SUBSCRIPTION", told_by(far)))
    page = tab(device, "/tugas")
    page.get_by_role("button", name="Nyalakan alarm").click()
    expect(page.get_by_text("Alarm menyala.")).to_be_visible()
    device.context.clear_permissions()
    page.reload()
    lost = f"endpoint = '{far.endpoint}' AND permission <> 'granted' AND gone_at IS NULL"
    eventually(lambda: place.count("subscription", lost))
    device.context.grant_permissions(["notifications"])
    page.reload()
    back = f"endpoint = '{far.endpoint}' AND permission = 'granted'"
    eventually(lambda: place.count("subscription", back))


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
    device.context.add_init_script(SUBSCRIBED.replace("SUBSCRIPTION", told_by(far)))
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
    device.context.add_init_script(SUBSCRIBED.replace("SUBSCRIPTION", told_by(far)))
    page = tab(device, report(place)["share_url"])
    section = page.get_by_role("region", name="Kabar ke HP ini")
    expect(section.get_by_role("button", name="Berhenti dikabari")).to_be_hidden()
    section.get_by_role("button", name="Kabari saya").click()
    expect(section.get_by_text("Kabar aduan ini dikirim ke HP ini.")).to_be_visible()
    place.resolve_everything()
    eventually(lambda: far.rang)
    push(page, json.dumps(far.messages[-1]))
    assert tap(page) == [page.url]
