"""Everybody presses everything at once: nothing breaks, and what is left makes sense."""

import asyncio
import contextlib
import random
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from src import database
from src.domain.errors import Conflict
from src.domain.village import Point
from src.services import confirmation, merging, notes, positions, reminders, sessions
from src.services.escalation import climb_due
from src.services.positions import BetterPosition
from src.services.reporting import NewReport
from src.services.verification import verify
from tests.routes.reporting import DEVICE, SCRIPT, receipt
from tests.routes.staff import JSON, number
from tests.services.pictures import photo
from tests.services.test_confirmation import a_fire_put_out
from tests.town import Town

OPERATORS, INCIDENTS, PRESSED = 8, 12, 14
DECISIONS: dict[str, dict[str, str]] = {
    "pemeriksaan": {},
    "penggolongan": {"category": "fire.house", "priority": "P1", "why": "api"},
    "tempat": {"village": "72.07.06.1018", "landmark": "pasar"},
    "penugasan": {"team": ""},
    "permintaan-keterangan": {"question": "Di mana?"},
    "keterangan": {"report": "", "text": "lorong dua"},
    "penolakan": {"reason": "bukan kami"},
    "penggabungan": {"into": ""},
    "pemisahan": {"report": ""},
    "temuan": {"report": "", "finding": "prank"},
    "pencabutan-temuan": {"report": ""},
    "kerahasiaan": {"report": ""},
    "kontak": {"report": ""},
    "penarikan": {"assignment": ""},
    "komandan": {"person": ""},
    "latihan": {},
    "catatan": {"note": "x"},
}
TAPS: dict[str, dict[str, str]] = {
    "penerimaan": {"eta_min": "5"},
    "penolakan": {},
    "keberangkatan": {},
    "kedatangan": {},
    "kendali": {},
    "penyelesaian": {"outcome": "other", "photo_reason": "gelap"},
    "tidak-ditemukan": {},
    "bantuan": {},
    "pengembalian": {"why": "vehicle"},
    "komando": {"person": ""},
}


@pytest.fixture
def chance() -> random.Random:
    return random.Random(50)


async def a_device(town: Town, name: str) -> dict[str, str]:
    """Headers of a signed-in script of this person."""
    person = await database.row("SELECT role FROM person WHERE id = {}", town.people[name])
    assert person is not None
    async with database.transaction():
        token = await sessions.create(town.people[name], person["role"], now=town.clock())
    return JSON | {"Cookie": f"lacak_sesi={token}"}


async def presses(
    client: httpx.AsyncClient, town: Town, chance: random.Random, headers: dict[str, str]
) -> list[int]:
    """One operator decides whatever, about whatever."""
    told = []
    for _ in range(PRESSED):
        noun = chance.choice(list(DECISIONS))
        form = dict(DECISIONS[noun])
        about = chance.randint(1, INCIDENTS)
        if "into" in form:
            form["into"] = number(town, chance.randint(1, INCIDENTS))
        if "team" in form:
            form["team"] = chance.choice(list(town.region.teams))
        if "report" in form:
            row = await database.row("SELECT id FROM report WHERE incident = {}", about)
            form["report"] = str(row["id"]) if row else ""
        if "assignment" in form:
            row = await database.row("SELECT id FROM assignment WHERE incident = {}", about)
            form["assignment"] = str(row["id"]) if row else ""
        if "person" in form:
            form["person"] = str(chance.choice(list(town.people.values())))
        answer = await client.post(
            f"/aduan/{number(town, about)}/{noun}", data=form, headers=headers
        )
        told.append(answer.status_code)
    return told


async def taps(
    client: httpx.AsyncClient, chance: random.Random, headers: dict[str, str]
) -> list[int]:
    """One responder taps whatever, on whatever task."""
    told = []
    for _ in range(PRESSED):
        rows = await database.rows("SELECT id FROM assignment ORDER BY id")
        noun = chance.choice(list(TAPS))
        form = TAPS[noun] | {"action_id": str(uuid4())}
        if "person" in form:
            row = await database.row("SELECT person FROM alarm_answer ORDER BY at DESC LIMIT 1")
            form["person"] = str(row["person"]) if row else ""
        path = f"/tugas/{chance.choice(rows)['id']}/{noun}"
        told.append((await client.post(path, data=form, headers=headers)).status_code)
    return told


async def test_twelve_people_press_everything_on_twelve_incidents_at_once(
    client: httpx.AsyncClient, app: Litestar, town: Town, chance: random.Random
) -> None:
    operators = [f"operator{n}" for n in range(OPERATORS)]
    responders = [f"petugas{n}" for n in range(4)]
    for name in operators:
        await town.operator(name)
    for n, name in enumerate(responders):
        await town.responder(name, team=list(town.region.teams)[n % 2])
    reports = [await town.report(category="fire.house") for _ in range(INCIDENTS)]

    async def reporters() -> list[int]:
        for report in chance.sample(reports, 8):
            for done in (True, False):
                with contextlib.suppress(Conflict):
                    await confirmation.answer(report.id, done, **town.here)
            town.clock.passes(minutes=1)
            await climb_due(town.clock(), region=town.region)
        return []

    devices = [await a_device(town, name) for name in (*operators, *responders)]
    told = await asyncio.gather(
        *(presses(client, town, chance, device) for device in devices[:OPERATORS]),
        *(taps(client, chance, device) for device in devices[OPERATORS:]),
        reporters(),
    )
    statuses = {status for each in told for status in each}
    assert statuses <= {200, 303, 403, 404, 409, 422}, statuses
    assert {303, 409} <= statuses
    assert not (await verify()).flaws
    await makes_sense(len(reports))


async def makes_sense(reports: int) -> None:
    ringing_in_vain = await database.rows(
        "SELECT i.id, i.state FROM alarm a JOIN incident i ON i.id = a.incident"
        " WHERE a.ended_at IS NULL AND i.state IN ('resolved', 'closed', 'declined', 'merged')"
    )
    assert not ringing_in_vain
    twice = await database.rows(
        "SELECT incident, team FROM assignment WHERE state NOT IN ('released', 'refused')"
        " GROUP BY incident, team HAVING count(*) > 1"
    )
    assert not twice
    counted = await database.rows(
        "SELECT i.id, i.reports, count(r.id) AS held FROM incident i"
        " LEFT JOIN report r ON r.incident = i.id WHERE i.state <> 'merged'"
        " GROUP BY i.id, i.reports"
    )
    assert all(row["reports"] == row["held"] for row in counted)
    assert sum(row["held"] for row in counted) == reports


async def test_the_same_photo_id_from_two_phones_belongs_to_one(client: httpx.AsyncClient) -> None:
    content, attachment = photo(120, 90), uuid4()
    mine = await receipt(client)
    other = await receipt(client, device="another-phone-0002")

    async def sends(report: str, device: str) -> int:
        params = {"untuk": report, "jenis": "photo", "awal": "0", "jumlah": str(len(content))}
        answer = await client.put(
            f"/lampiran/{attachment}",
            params=params,
            content=content,
            headers=SCRIPT | {"X-Lacak-Device": device},
        )
        return answer.status_code

    told = await asyncio.gather(sends(mine["id"], DEVICE), sends(other["id"], "another-phone-0002"))
    assert sorted(told) == [200, 422]
    rows = await database.rows("SELECT owner, state FROM attachment")
    assert [row["state"] for row in rows] == ["stored"]


async def test_of_ten_ratings_at_once_one_counts(town: Town) -> None:
    fire = await a_fire_put_out(town)
    told = await asyncio.gather(
        *(confirmation.rate(fire.id, 1 + n % 4, **town.here) for n in range(10)),
        return_exceptions=True,
    )
    assert sum(each is None for each in told) == 1
    assert (await town.log(fire.incident)).count("rated") == 1


async def test_silence_and_the_reporters_answer_at_once_close_once(town: Town) -> None:
    fire = await a_fire_put_out(town)
    await town.passes(days=2)
    town.clock.passes(days=1, seconds=1)
    await asyncio.gather(
        confirmation.answer(fire.id, True, **town.here),
        *(reminders.carry_out_due(town.clock(), region=town.region) for _ in range(3)),
        return_exceptions=True,
    )
    log = await town.log(fire.incident)
    assert (await town.case(fire.incident)).state == "closed"
    assert log.count("closed") <= 1
    assert not (await verify()).flaws


async def test_ten_notes_at_the_same_instant_are_ten_lines(town: Town) -> None:
    await town.operator("yuliana")
    fire = await town.report()
    await asyncio.gather(
        *(notes.write(fire.incident, text=f"{n}", **town.by("yuliana")) for n in range(10))
    )
    assert (await town.log(fire.incident)).count("noted") == 10
    assert not (await verify()).flaws


async def test_better_positions_and_a_merge_at_once_do_not_wait_in_a_circle(town: Town) -> None:
    await town.operator("yuliana")
    for _ in range(6):
        fires = [await town.report(position=(-1.3, 123.3), accuracy_m=900) for _ in range(2)]
        told = await asyncio.gather(
            merging.merge(fires[0].incident, fires[1].incident, **town.by("yuliana")),
            *(
                positions.improve(
                    BetterPosition(
                        update_id=uuid4(),
                        report_id=fire.id,
                        device_hash="phone",
                        position=Point(-1.3, 123.3),
                        accuracy_m=accuracy,
                    ),
                    places=town.places,
                    **town.here,
                )
                for accuracy in (500, 50, 300, 30)
                for fire in fires
            ),
            return_exceptions=True,
        )
        assert not [each for each in told if isinstance(each, Exception)], told
    rows = await database.rows("SELECT accuracy_m FROM report")
    assert {row["accuracy_m"] for row in rows} == {30}
    assert not (await verify()).flaws


async def test_phones_that_find_a_signal_at_once_report_one_fire_with_one_alarm(
    town: Town,
) -> None:
    await town.responder("rahim")
    leaf = town.region.categories["fire.house"]
    for fire in range(3):
        here = Point(-1.3 + fire, 123.2999999)  # at the edge of two squares of the grid
        await asyncio.gather(
            *(
                town.takes(
                    NewReport(
                        id=uuid4(),
                        category=leaf,
                        position=here,
                        accuracy_m=10,
                        device_hash=f"phone {n}",
                    )
                )
                for n in range(6)
            )
        )
    counted = await database.rows("SELECT reports FROM incident")
    assert [row["reports"] for row in counted] == [6, 6, 6]
    alarms = await database.rows("SELECT DISTINCT incident FROM alarm")
    assert len(alarms) == 3
