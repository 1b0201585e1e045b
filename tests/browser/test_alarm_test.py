"""A test alarm on a phone: the tap on its notification is the answer, and so is the big button."""

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from bench import town
from src import database
from src.push.payload import declarative
from src.words.alarm_tests import TITLE
from tests.browser.conftest import Place
from tests.browser.phone import Phone, ready
from tests.browser.seeding import eventually
from tests.browser.worker import push, shown, tap


class Office:
    """A place with an operator, who begins tests."""

    def __init__(self, folder: Path) -> None:
        self.place = Place(folder)
        # On a thread of its own: Playwright has a loop running on this one.
        with ThreadPoolExecutor(1) as apart:
            self.cookie = apart.submit(asyncio.run, self._operator()).result()

    async def _operator(self) -> str:
        engine = database.engine_for(self.place.settings)
        await database.start(engine)
        try:
            _, _, cookie = await town.signed_in("Yuliana", "operator")
        finally:
            await database.stop(engine)
        return cookie

    def tests(self) -> str:
        """Begin a test of the crew; returns its address."""
        answer = httpx.post(
            f"{self.place.server.url}/uji",
            data={"id": str(uuid4()), "team": self.place.crew.team},
            headers={"Cookie": f"lacak_sesi={self.cookie}", "Origin": self.place.url},
        )
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def message(self) -> str:
        """The push that the first of the crew gets."""
        ((delivery, kept),) = self.place.rows(
            "SELECT d.id, d.payload FROM delivery d JOIN person p ON p.id = d.person"
            " WHERE d.kind = 'test' AND p.name = 'Petugas 0'"
        )
        sent = declarative(
            kept, kind="test", delivery=UUID(str(delivery)), public_url=self.place.url
        )
        return sent.decode()

    def answered(self) -> list[str]:
        return [
            name
            for (name,) in self.place.rows(
                "SELECT p.name FROM alarm_test_answer a JOIN person p ON p.id = a.person"
                " WHERE a.confirmed_at IS NOT NULL"
            )
        ]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "data"
    folder.mkdir()
    made = Office(folder)
    with made.place.server, made.place.line:
        yield made


@pytest.fixture
def place(office: Office) -> Place:
    """Where the phones of these tests are."""
    return office.place


def tab(phone: Phone, address: str) -> Page:
    assert phone.context is not None
    page = phone.context.pages[0]
    page.goto(address)
    ready(page)
    return page


def test_a_tap_on_the_notification_is_the_answer(
    office: Office, place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone(place.crew.cookies[0]), "/tugas")
    address = office.tests()
    sent = office.message()
    push(page, sent)
    (notification,) = shown(page)
    assert notification["title"] == TITLE and notification["requireInteraction"]
    assert notification["title"] == json.loads(sent)["notification"]["title"]
    assert office.answered() == []
    opened = tap(page)
    assert opened == [place.url + address]
    eventually(office.answered)
    assert office.answered() == ["Petugas 0"]
    page.goto(opened[0])
    expect(page.get_by_text("Tercatat:")).to_be_visible()
    expect(page.get_by_role("button", name="Saya dengar")).to_have_count(0)


def test_the_button_is_the_answer_where_the_tap_was_not_heard_of(
    office: Office, place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone(place.crew.cookies[0]), "/tugas")
    page.goto(office.tests())
    page.get_by_role("button", name="Saya dengar").click()
    expect(page.get_by_text("Tercatat:")).to_be_visible()
    assert office.answered() == ["Petugas 0"]


def test_the_office_sees_an_answer_without_reloading(
    office: Office, place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone(office.cookie), "/uji")
    page.get_by_role("button", name=f"Uji {place.crew.devices} petugas").click()
    page.wait_for_url("**/uji/*-*")
    expect(page.get_by_text(f"0 dari {place.crew.devices}")).to_be_visible()
    answer = httpx.post(
        page.url.replace(place.url, place.server.url) + "/dengar",
        headers={"Cookie": f"lacak_sesi={place.crew.cookies[0]}", "Origin": place.url},
    )
    assert answer.status_code == 303
    expect(page.get_by_text(f"1 dari {place.crew.devices}")).to_be_visible()
    expect(page.locator(".chip.done")).to_be_visible()


def test_a_phone_that_is_asked_for_its_model_gets_its_own_guide(
    place: Place, phone: Callable[..., Phone]
) -> None:
    page = tab(phone(), "/")
    page.context.new_cdp_session(page).send(
        "Emulation.setUserAgentOverride",
        {
            "userAgent": "Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0.0.0 Mobile",
            "userAgentMetadata": {
                "platform": "Android",
                "platformVersion": "13",
                "architecture": "",
                "model": "SM-A135F",
                "mobile": True,
            },
        },
    )
    page.goto("/panduan/alarm")
    page.goto("/panduan/alarm")
    expect(page.get_by_text("Samsung (HP ini)")).to_be_visible()
    expect(page.get_by_text("Aplikasi yang tidak pernah tidur")).to_be_visible()
