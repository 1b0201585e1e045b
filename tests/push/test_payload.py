"""What a phone is told: short, plain, shown even without our service worker, leading only to us."""

import json
from typing import Any, get_args
from urllib.parse import urlsplit
from uuid import uuid4

import msgspec
import pytest

from src import words
from src.push import encryption, payload
from src.push.payload import Action, Message

FIRE = Message(title="KEBAKARAN: Salakan", body="Laporan 13.58.", path="/tugas", tag="alarm-1-0")


def told(message: Message, kind: str = "alarm") -> dict[str, object]:
    kept = payload.stored(message)
    content = payload.declarative(
        kept, kind=kind, delivery=uuid4(), public_url="https://lacak.test"
    )
    found: dict[str, object] = json.loads(content)
    return found


def test_the_json_is_declarative_web_push_and_tells_our_worker_the_same() -> None:
    delivery = uuid4()
    content = payload.declarative(
        payload.stored(FIRE), kind="alarm", delivery=delivery, public_url="https://lacak.test"
    )
    own = {"delivery": str(delivery), "kind": "alarm", "url": "/tugas"}
    assert json.loads(content) == {
        "web_push": 8030,
        "mutable": True,
        "notification": {
            "title": "KEBAKARAN: Salakan",
            "body": "Laporan 13.58.",
            "navigate": "https://lacak.test/tugas",
            "tag": "alarm-1-0",
            "lang": "id",
            "silent": False,
            "mutable": True,
            "data": own,
        },
        "lacak": own,
    }


def test_badge_and_buttons_are_there_where_they_are_asked_for() -> None:
    message = Message(
        title="KEBAKARAN: Salakan",
        body="",
        path="/tugas",
        tag="t",
        badge=3,
        actions=(Action("terima", "Terima", "/tugas/7/penerimaan"),),
    )
    whole = told(message)
    notification = whole["notification"]
    assert isinstance(notification, dict)
    assert notification["app_badge"] == whole["app_badge"] == 3
    assert notification["actions"] == [
        {"action": "terima", "title": "Terima", "navigate": "https://lacak.test/tugas"}
    ]
    assert notification["data"]["answers"] == {"terima": "/tugas/7/penerimaan"}


def test_an_alarm_is_as_long_as_any_other_message() -> None:
    """With its answers and the longest words, so that its length does not give it away."""
    alarm = Message(
        title="P" * payload.MOST_TITLE,
        body="b" * payload.MOST_BODY,
        path="/tugas",
        tag=f"alarm-{uuid4()}-10",
        badge=10,
        actions=(
            Action("terima", "Terima", f"/tugas/{uuid4()}/penerimaan"),
            Action("tolak", "Tolak", f"/tugas/{uuid4()}/penolakan"),
        ),
    )
    content = payload.declarative(
        payload.stored(alarm),
        kind="alarm",
        delivery=uuid4(),
        public_url="https://lacak-bentor.banggaikep.go.id",
    )
    assert len(encryption.padded(content)) == encryption.STEP


def test_an_empty_badge_is_told_too() -> None:
    whole = told(msgspec.structs.replace(FIRE, badge=0), "enough")
    assert whole["app_badge"] == 0


def test_that_enough_are_coming_is_quiet() -> None:
    notification = told(FIRE, "enough")["notification"]
    assert isinstance(notification, dict)
    assert notification["silent"] is True


@pytest.mark.parametrize("kind", get_args(payload.Kind))
@pytest.mark.parametrize("more", [{}, {"badge": 2}, {"actions": (Action("a", "Terima", "/a"),)}])
def test_a_browser_that_knows_declarative_push_takes_it(kind: str, more: dict[str, Any]) -> None:
    """As the Push API and Safari 18.4 parse it: one member of a wrong type, and it is lost."""
    whole = told(msgspec.structs.replace(FIRE, **more), kind)
    notification = whole["notification"]
    assert whole["web_push"] == 8030
    assert isinstance(notification, dict)
    assert urlsplit(notification["navigate"]).scheme == "https"  # absolute, for want of a base
    for name in ("title", "body", "tag", "lang", "navigate"):
        assert isinstance(notification[name], str)
        assert notification[name]
    for flag in (notification["silent"], notification["mutable"], whole["mutable"]):
        assert isinstance(flag, bool)
    for badge in (notification.get("app_badge", 0), whole.get("app_badge", 0)):
        assert isinstance(badge, int)
        assert badge >= 0
    for action in notification.get("actions", ()):
        assert set(action) == {"action", "title", "navigate"}


def test_a_long_place_name_shortens_the_alarm_and_never_stops_it() -> None:
    message = Message(title="KEBAKARAN: " + "Tinangkung " * 9, body="x" * 200, path="/", tag="t")
    notification = told(message)["notification"]
    assert isinstance(notification, dict)
    assert notification["title"] == "KEBAKARAN: Tinangkung Tinangkung Tinang…"
    assert len(notification["title"]) == 40
    assert len(notification["body"]) == 90


def test_the_longest_message_fits_into_a_push() -> None:
    message = Message(
        title="“" * 99,
        body="😀" * 200,
        path="/pantau/" + "x" * 40,
        tag="t" * 60,
        badge=99,
        actions=(
            Action("terima", "Terima", f"/tugas/{uuid4()}/penerimaan"),
            Action("tolak", "Tolak", f"/tugas/{uuid4()}/penolakan"),
        ),
    )
    content = payload.declarative(
        payload.stored(message),
        kind="alarm",
        delivery=uuid4(),
        public_url="https://lacak-bentor.banggaikep.go.id",
    )
    assert len(encryption.padded(content)) <= 2_000


@pytest.mark.parametrize("path", ["https://attacker.example/", "//attacker.example/", "tugas", ""])
def test_a_notification_leads_to_our_own_pages_only(path: str) -> None:
    with pytest.raises(ValueError, match="own pages"):
        payload.stored(Message(title="a", body="b", path=path, tag="t"))
    action = Action("terima", "Terima", path)
    with pytest.raises(ValueError, match="own pages"):
        payload.stored(Message(title="a", body="b", path="/", tag="t", actions=(action,)))


def test_every_sentence_for_phones_fits_before_its_places_are_filled() -> None:
    for title, body in (
        *words.PUSH.values(),
        *words.STAFF_PUSH.values(),
        *words.FOLLOW_PUSH.values(),
        words.TEST_PUSH,
    ):
        assert len(title) <= payload.MOST_TITLE
        assert len(body) <= payload.MOST_BODY
