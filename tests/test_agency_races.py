"""Operators, teams, agencies and reporters press at once: nothing is lost, the log tells all."""

import asyncio
import contextlib
import random
from uuid import UUID, uuid4

import httpx

from src import database
from src.domain.errors import Conflict
from src.domain.incident import OPEN
from src.services import confirmation, merging
from src.services.referral_reminders import remind_due
from src.services.verification import verify
from tests.routes.staff import number
from tests.test_races import a_device
from tests.town import Town

INCIDENTS, PRESSED = 6, 16
AGENCIES = ("PLN", "PUPR", "REDKAR")
OFFICE = ("rujukan", "penarikan", "pengingat", "tautan", "pencabutan", "penolakan", "jawaban")
ANSWERS: dict[str, dict[str, str]] = {
    "penerimaan": {"within": "d1", "officer": "Budi"},
    "pengembalian": {"reason": "bukan kami"},
    "perkembangan": {"note": "jalan"},
    "penyelesaian": {"outcome": "served", "photo_reason": "gelap"},
    "kesanggupan": {},
    "kedatangan": {},
    "kepulangan": {},
    "penolakan": {},
}
TAPS: dict[str, dict[str, str]] = {
    "penerimaan": {},
    "kedatangan": {},
    "penyelesaian": {"outcome": "other", "photo_reason": "gelap"},
}


async def some(table: str) -> database.Row | None:
    return await database.row(f"SELECT id, incident FROM {table} ORDER BY random() LIMIT 1")


async def test_everybody_presses_on_referrals_at_once(
    client: httpx.AsyncClient, town: Town
) -> None:
    chance = random.Random(7)
    for name in ("yuliana", "rina"):
        await town.operator(name)
    await town.responder("rahim")
    for code in AGENCIES:
        await town.agency(code, code=code, role="partner" if code == "REDKAR" else "agency")
    reports = [await town.report(category="referral.electricity") for _ in range(INCIDENTS - 1)]
    reports.append(await town.report())

    async def office(name: str) -> list[int]:
        headers, told = await a_device(town, name), []
        for _ in range(PRESSED):
            noun, row = chance.choice(OFFICE), await some("referral")
            incident = chance.choice(reports).incident
            path = f"/aduan/{number(town, incident)}"
            form = {"reason": "x", "answer": "x", "action_id": str(uuid4())}
            if noun == "rujukan" or row is None:
                form |= {f"agency-{chance.choice(AGENCIES)}": "ya"}
                form["referral_kind"] = chance.choice(("handover", "help"))
                path += "/rujukan"
            elif noun in ("penolakan", "jawaban"):
                path += f"/{noun}"
            else:
                path = f"/aduan/{number(town, row['incident'])}/rujukan/{row['id']}/{noun}"
            told.append((await client.post(path, data=form, headers=headers)).status_code)
        return told

    async def answers(code: str) -> list[int]:
        headers, told = await a_device(town, code), []
        for _ in range(PRESSED * 2):
            row, noun = await some("referral"), chance.choice(list(ANSWERS))
            form = ANSWERS[noun] | {"action_id": str(uuid4())}
            path = f"/instansi/{row['id'] if row else uuid4()}/{noun}"
            told.append((await client.post(path, data=form, headers=headers)).status_code)
        return told

    async def team() -> list[int]:
        headers, told = await a_device(town, "rahim"), []
        for _ in range(PRESSED):
            row, noun = await some("assignment"), chance.choice(list(TAPS))
            form = TAPS[noun] | {"action_id": str(uuid4())}
            path = f"/tugas/{row['id'] if row else uuid4()}/{noun}"
            told.append((await client.post(path, data=form, headers=headers)).status_code)
        return told

    async def others() -> list[int]:
        for report in reports:
            town.clock.passes(minutes=20)
            await remind_due(town.clock(), region=town.region)
            with contextlib.suppress(Conflict):
                await confirmation.answer(report.id, False, **town.here)
            one, two = chance.sample(reports, 2)
            with contextlib.suppress(Conflict):
                await merging.merge(one.incident, two.incident, **town.by("yuliana"))
        return []

    told = await asyncio.gather(
        office("yuliana"), office("rina"), *map(answers, AGENCIES), team(), others()
    )
    statuses = {status for each in told for status in each}
    assert statuses <= {200, 303, 404, 409, 422}, statuses
    assert not (await verify()).flaws
    await makes_sense()


async def makes_sense() -> None:
    """What has ended waits for nobody, and what says "referred" is in somebody's hands."""
    marks = ", ".join(f"'{state}'" for state in OPEN)
    waiting = await database.rows(
        "SELECT r.id FROM referral r JOIN incident i ON i.id = r.incident"
        f" WHERE r.ended_at IS NULL AND i.state NOT IN ({marks})"
    )
    assert not waiting
    nobodys = await database.rows(
        "SELECT i.id FROM incident i WHERE i.state = 'referred' AND NOT EXISTS (SELECT 1 FROM"
        " referral r WHERE r.incident = i.id AND r.kind = 'handover' AND r.ended_at IS NULL)"
    )
    assert not nobodys
    for row in await database.rows("SELECT id, incident, state FROM referral"):
        await told_truly(row["id"], row["incident"], row["state"])


async def told_truly(referral: UUID, incident: int, state: str) -> None:
    """The last of the log about a referral is where it stands."""
    line = await database.row(
        "SELECT event FROM incident_event WHERE incident = {} AND detail LIKE {} AND event NOT IN"
        " ('referral_reminded', 'help_refused', 'help_left', 'help_coming', 'help_arrived')"
        " ORDER BY number DESC LIMIT 1",
        incident,
        f'%"referral":"{referral}"%',
    )
    assert line is not None
    ends = {"finished": "finished", "returned": "returned", "recalled": "recalled"}
    if state in ends:
        assert line["event"] == f"referral_{ends[state]}"
    else:
        assert line["event"] not in {f"referral_{each}" for each in ends}
