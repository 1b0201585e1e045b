"""What a phone is told: short, plain, shown even without our service worker, leading only to us."""

import json
from uuid import uuid4

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
        actions=(Action("accept", "Terima", "/tugas?terima=1"),),
    )
    notification = told(message)["notification"]
    assert isinstance(notification, dict)
    assert notification["app_badge"] == 3
    assert notification["actions"] == [
        {
            "action": "accept",
            "title": "Terima",
            "navigate": "https://lacak.test/tugas?terima=1",
        }
    ]


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
        actions=(Action("accept", "Terima", "/tugas"), Action("refuse", "Tolak", "/tugas")),
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
    action = Action("accept", "Terima", path)
    with pytest.raises(ValueError, match="own pages"):
        payload.stored(Message(title="a", body="b", path="/", tag="t", actions=(action,)))


def test_every_sentence_for_phones_fits_before_its_places_are_filled() -> None:
    for title, body in (*words.PUSH.values(), *words.FOLLOW_PUSH.values(), words.TEST_PUSH):
        assert len(title) <= payload.MOST_TITLE
        assert len(body) <= payload.MOST_BODY
