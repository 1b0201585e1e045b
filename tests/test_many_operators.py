"""Twenty operators press whatever on fifty incidents at once, and every press counts exactly once.

Nothing is lost: each decision that was taken stands as one line of the log under its operator's
name, and each that came too late stands nowhere. The log verifies, and the board shows what it
tells.
"""

import asyncio
import random
from collections import Counter
from uuid import uuid4

import httpx
import pytest

from src import database
from src.domain import timeline
from src.domain.incident import OPEN
from src.domain.numbers import serial_of
from src.queries import log, undoable
from src.queries.board import board_for
from src.queries.board_filters import Filters
from src.services import journal
from src.services.verification import verify
from src.words.incidents import STATES
from tests.routes.staff import number
from tests.test_races import a_device, makes_sense
from tests.town import Town

OPERATORS, INCIDENTS, PRESSED = 20, 50, 12
KINDS = ("fire.house", "rescue.snake", "public_order.noise", "public_order.parking", "rescue.wasps")

# Noun → the event that one taken decision writes, once, under the operator's name.
WRITES: dict[str, str] = {
    "pemeriksaan": "verified",
    "permintaan-keterangan": "info_requested",
    "keterangan": "info_given",
    "penolakan": "declined",
    "latihan": "drill_marked",
    "catatan": "noted",
    "temuan": "found_false",
    "pencabutan-temuan": "false_withdrawn",
    "perpanjangan": "deadline_extended",
    "pembatalan": "undone",
    "laporan": "record_saved",
    "penggabungan": "merged",
    "pemisahan": "split_off",
}
# These write more than one line, or none where there was nothing to do.
FREE = ("penggolongan", "tempat", "penugasan", "rujukan", "jawaban", "kerahasiaan", "penarikan")


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20_50)


async def form_of(noun: str, about: int, town: Town, chance: random.Random) -> dict[str, str]:
    """What an operator would send, of what he sees on the page."""
    report = await database.row("SELECT id FROM report WHERE incident = {}", about)
    task = await database.row("SELECT id FROM assignment WHERE incident = {}", about)
    kept = await database.row("SELECT version FROM incident_record WHERE incident = {}", about)
    line = await undoable.undoable(about, town.clock())
    first = str(report["id"]) if report else ""
    forms: dict[str, dict[str, str]] = {
        "permintaan-keterangan": {"question": "Di mana?"},
        "keterangan": {"report": first, "text": "Lorong dua"},
        "penolakan": {"reason": "Bukan wilayah kami"},
        "catatan": {"note": "Sudah ditelepon"},
        "temuan": {"report": first, "finding": chance.choice(("prank", "hoax"))},
        "pencabutan-temuan": {"report": first},
        "perpanjangan": {"longer": "Perlu penertiban"},
        "pembatalan": {"line": str(line.number) if line else "0"},
        "laporan": {"version": str(kept["version"] if kept else 0), "chronology": "Api."},
        "penggabungan": {"into": number(town, chance.randint(1, INCIDENTS))},
        "pemisahan": {"report": first},
        "penggolongan": {"category": chance.choice(KINDS), "priority": "P2", "why": "salah"},
        "tempat": {"village": chance.choice(list(town.region.villages)), "landmark": "pasar"},
        "penugasan": {"team": chance.choice(list(town.region.teams))},
        "rujukan": {
            "action_id": str(uuid4()),
            f"agency-{chance.choice(list(town.region.agencies))}": "ya",
            "referral_kind": "handover",
            "message": "Mohon ditangani",
        },
        "jawaban": {"answer": "Sudah ditegur"},
        "kerahasiaan": {"report": first},
        "penarikan": {"assignment": str(task["id"]) if task else ""},
    }
    return forms.get(noun, {})


async def presses(
    client: httpx.AsyncClient, town: Town, chance: random.Random, device: dict[str, str]
) -> Counter[tuple[str, int]]:
    """One operator at work: what he pressed, and what he was answered."""
    told: Counter[tuple[str, int]] = Counter()
    for _ in range(PRESSED):
        noun = chance.choice((*WRITES, *FREE))
        about = chance.randint(1, INCIDENTS)
        form = await form_of(noun, about, town, chance)
        path = f"/aduan/{number(town, about)}/{noun}"
        answer = await client.post(path, data=form, headers=device)
        told[noun, answer.status_code] += 1
    return told


async def test_twenty_operators_on_fifty_incidents_lose_nothing(
    client: httpx.AsyncClient, town: Town, chance: random.Random
) -> None:
    names = [f"operator{n}" for n in range(OPERATORS)]
    for name in names:
        await town.operator(name)
    await town.responder("rahim")
    for n in range(INCIDENTS):
        await town.report(f"Laporan {n}", category=KINDS[n % len(KINDS)])
    devices = [await a_device(town, name) for name in names]
    told = await asyncio.gather(*(presses(client, town, chance, device) for device in devices))

    statuses = {status for each in told for _, status in each}
    assert statuses <= {303, 200, 404, 409, 422}, statuses
    assert {303, 409} <= statuses
    for name, answers in zip(names, told, strict=True):
        await stands_once(town, name, answers)
    assert not (await verify()).flaws
    await makes_sense(INCIDENTS)
    await board_shows_the_log(town)


async def stands_once(town: Town, name: str, answers: Counter[tuple[str, int]]) -> None:
    """Each decision of this operator that was taken is one line, and there is no other."""
    rows = await database.rows(
        "SELECT event, count(*) AS n FROM incident_event WHERE actor = {} GROUP BY event",
        journal.person(town.people[name]),
    )
    written = {row["event"]: row["n"] for row in rows}
    for noun, event in WRITES.items():
        taken = sum(
            count
            for (pressed, status), count in answers.items()
            if pressed == noun and status in (200, 303)
        )
        assert written.get(event, 0) == taken, (name, noun)


async def board_shows_the_log(town: Town) -> None:
    """Every open incident is on the board once, in the state its own log folds to."""
    await town.operator("yuliana")
    person = await town.signed_in("yuliana")
    board = await board_for(person, town.region, filters=Filters(), now=town.clock())
    shown = {serial_of(each.named.number, "LB"): each.state for each in board.tickets}
    rows = await database.rows("SELECT id FROM incident")
    folded = {row["id"]: timeline.fold(await log.events_of(row["id"])).state for row in rows}
    opened = {serial: STATES[state] for serial, state in folded.items() if state in OPEN}
    assert {serial: shown.get(serial) for serial in opened} == opened
    assert all(shown[serial] == STATES[folded[serial]] for serial in shown if serial)
