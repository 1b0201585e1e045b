"""A thousand pushes to one phone, some of them twice: a thousand receipts, each shown once."""

import sqlite3
from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

import pytest

from src.push.payload import Message, declarative, stored
from tests.browser.conftest import Place
from tests.browser.phone import Phone
from tests.browser.seeding import eventually
from tests.browser.worker import Backend, shown

PUSHES = 1_000
AT_ONCE = 50
TWICE = 10  # of each so many the push service brings one a second time


@pytest.fixture
def deliveries(place: Place) -> list[str]:
    """Rows of messages that a push service has accepted for the first responder's phone."""
    ids = [str(uuid4()) for _ in range(PUSHES)]
    with sqlite3.connect(f"{place.folder}/lacak.sqlite3", timeout=10) as own:
        own.executemany(
            "INSERT INTO delivery (id, key, kind, person, subscription, step, payload, state,"
            " created_at, expires_at, accepted_at, attempts, failure)"
            " SELECT ?, ?, 'alarm', person, id, 0, '', 'accepted', created_at, created_at,"
            " created_at, 1, '' FROM subscription ORDER BY id LIMIT 1",
            [(each, each) for each in ids],
        )
    return ids


def sent(place: Place, number: int, delivery: str) -> str:
    kept = stored(Message(title="KEBAKARAN", body="", path="/tugas", tag=f"alarm-1-{number}"))
    content = declarative(kept, kind="alarm", delivery=UUID(delivery), public_url=place.url)
    return content.decode()


def confirmed(place: Place) -> int:
    return place.count("delivery", "received_at IS NOT NULL AND shown_at IS NOT NULL")


def has(place: Place, number: int) -> bool:
    return confirmed(place) >= number


def test_a_thousand_pushes_are_a_thousand_receipts_and_doubles_show_once(
    place: Place, phone: Callable[..., Phone], deliveries: list[str]
) -> None:
    device = phone(place.crew.cookies[0])
    assert device.context is not None
    page = device.context.pages[0]
    page.goto("/tugas")
    backend = Backend(page)
    for start in range(0, PUSHES, AT_ONCE):
        for number, delivery in enumerate(deliveries[start : start + AT_ONCE], start):
            for _ in range(2 if number % TWICE == 0 else 1):
                backend.delivers(sent(place, number, delivery))
        eventually(partial(has, place, start + AT_ONCE), within_s=60)
    page.wait_for_timeout(500)
    assert confirmed(place) == PUSHES
    receipts = [path for _, path, _ in place.line.sent].count("/kabar")
    assert receipts == PUSHES
    tags = [notification["tag"] for notification in shown(page)]
    assert len(tags) == len(set(tags)) == PUSHES
