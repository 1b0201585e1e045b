"""Kill the server without warning while people report and answer; then count what is there.

    bin/faults [--rounds 50] [--engine sqlite|postgres] [--seed 1] [--alarms]

Every round: eight phones send reports and a responder answers alarms, the process is killed at a
random moment, started again, and whatever had no receipt is sent again with the same id. At the end
every answered report, tap and alarm must be there exactly once, and the log must verify.
With --alarms it is alarms that are looked at: see `bench.alarm_faults`.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import aiohttp

from bench import alarm_faults, town
from bench.server import Server
from src import database
from src.services.region_pack import load_region
from src.services.verification import verify
from src.settings import Settings

PHONES = 8
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


@dataclass
class Sent:
    """What phones hold: reports and taps not yet answered, and the receipts of those that were."""

    waiting: dict[str, bytes] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    taps: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    flaws: list[str] = field(default_factory=list)


async def phone(
    url: str, source: Iterator[tuple[str, bytes]], sent: Sent, until: asyncio.Event
) -> None:
    """Send what waits, then something new, until the lights go out."""
    mine: list[tuple[str, bytes]] = []
    async with aiohttp.ClientSession() as http:
        while not until.is_set():
            report, body = next(source)
            sent.waiting[report] = body
            mine.append((report, body))
            # The one before goes out a second time, as a phone does that missed the answer.
            for each, its_body in mine[-2:]:
                await send(http, url, each, its_body, sent)


async def send(http: aiohttp.ClientSession, url: str, report: str, body: bytes, sent: Sent) -> None:
    """One delivery; a receipt counts only when it names the report, and must never change."""
    headers = {**FORM, **town.somebody(report)}
    try:
        async with http.post(f"{url}/aduan", data=body, headers=headers) as answer:
            if answer.status not in (200, 201):
                if answer.status < 500 and answer.status != 429:
                    sent.flaws.append(f"report answered {answer.status}: {await answer.text()}")
                return
            receipt = await answer.json()
    except (aiohttp.ClientError, TimeoutError, OSError):
        return
    if receipt.get("id") != report:
        sent.flaws.append("a receipt names another report")
    elif sent.receipts.setdefault(report, receipt["number"]) != receipt["number"]:
        sent.flaws.append("the second receipt carries another number")
    sent.waiting.pop(report, None)


async def responder(url: str, crew: town.Crew, sent: Sent, until: asyncio.Event) -> None:
    """Accept whatever rings, under ids of one's own."""
    headers = signed_in(url, crew.cookies[0])
    async with aiohttp.ClientSession() as http:
        while not until.is_set():
            for assignment in await _alerted(crew.team, sent):
                body = urlencode({"action_id": str(uuid.uuid4()), "eta_min": "10"}).encode()
                sent.taps[assignment] = (assignment, body)
            for assignment, body in list(sent.taps.values())[-20:]:
                if assignment not in sent.told:
                    await tap(http, url, assignment, body, headers, sent)
            await asyncio.sleep(0.05)


def signed_in(url: str, cookie: str) -> dict[str, str]:
    """Headers of a responder's own browser."""
    session = {"Cookie": f"lacak_sesi={cookie}", "Origin": url}
    return {**FORM, **town.somebody("responder"), **session}


async def tap(
    http: aiohttp.ClientSession,
    url: str,
    assignment: str,
    body: bytes,
    headers: dict[str, str],
    sent: Sent,
) -> None:
    address = f"{url}/tugas/{assignment}/penerimaan"
    try:
        async with http.post(address, data=body, headers=headers) as answer:
            if answer.status in (200, 409):
                sent.told[assignment] = answer.status
            elif answer.status < 500 and answer.status != 429:
                sent.flaws.append(f"tap answered {answer.status}: {await answer.text()}")
    except (aiohttp.ClientError, TimeoutError, OSError):
        return


async def _alerted(team: str, sent: Sent) -> list[str]:
    """A few tasks that ring, read from the database as /tugas would show them."""
    rows = await database.rows(
        "SELECT id FROM assignment WHERE state = 'alerted' AND team = {}"
        " ORDER BY alerted_at DESC LIMIT 5",
        team,
    )
    return [str(row["id"]) for row in rows if str(row["id"]) not in sent.taps]


async def rounds(settings: Settings, folder: Path, count: int, seed: int) -> list[str]:
    """The whole run; returns what was found wrong, in words."""
    server = Server(folder, database_url=settings.database_url, LACAK_PROXIES="1")
    chance = random.Random(seed)
    region = load_region(settings.region)
    crew = await town.settle(settings)
    engine = database.engine_for(settings)
    await database.start(engine, most_connections=2)
    sent = Sent()
    sources = [town.reports(seed * 1000 + n, region) for n in range(PHONES)]
    try:
        server.start()
        for each in range(count):
            await one_round(server, crew, sources, sent, chance)
            print(
                f"round {each + 1}: {len(sent.receipts)} receipts, {len(sent.waiting)} waiting,"
                f" {len(sent.told)} taps",
                flush=True,
            )
        await last_words(server, crew, sent)
        server.stop()
        return sent.flaws + await audit(sent, crew)
    finally:
        server.kill()
        await database.stop(engine)


async def one_round(
    server: Server,
    crew: town.Crew,
    sources: list[Iterator[tuple[str, bytes]]],
    sent: Sent,
    chance: random.Random,
) -> None:
    until = asyncio.Event()
    people = [asyncio.create_task(phone(server.url, source, sent, until)) for source in sources]
    people.append(asyncio.create_task(responder(server.url, crew, sent, until)))
    await asyncio.sleep(chance.uniform(0.05, 0.8))
    server.kill()
    until.set()
    await asyncio.gather(*people)
    await asyncio.to_thread(server.start)


async def last_words(server: Server, crew: town.Crew, sent: Sent) -> None:
    """The signal is back: everything that had no receipt is sent again."""
    cookie = signed_in(server.url, crew.cookies[0])
    deadline = time.monotonic() + 60
    async with aiohttp.ClientSession() as http:
        while sent.waiting and time.monotonic() < deadline:
            for report, body in list(sent.waiting.items()):
                await send(http, server.url, report, body, sent)
        for assignment, body in list(sent.taps.values()):
            if assignment not in sent.told:
                await tap(http, server.url, assignment, body, cookie, sent)
    if sent.waiting:
        sent.flaws.append(f"{len(sent.waiting)} reports were never taken")


async def audit(sent: Sent, crew: town.Crew) -> list[str]:
    """Nothing lost, nothing doubled, every alarm whole, the log as it was written."""
    flaws: list[str] = []
    verdict = await verify()
    flaws += verdict.flaws
    kept = {str(row["id"]) for row in await database.rows("SELECT id FROM report")}
    if lost := set(sent.receipts) - kept:
        flaws.append(f"{len(lost)} answered reports are gone")
    if strange := kept - set(sent.receipts):
        flaws.append(f"{len(strange)} reports nobody sent")
    checks = {
        "incidents whose reports do not add up": (
            "SELECT count(*) AS n FROM incident i WHERE i.reports <>"
            " (SELECT count(*) FROM report r WHERE r.incident = i.id)"
        ),
        "dispatched lines without their assignment": (
            "SELECT count(*) AS n FROM incident i WHERE"
            " (SELECT count(*) FROM incident_event e WHERE e.incident = i.id"
            " AND e.event = 'dispatched') <>"
            " (SELECT count(*) FROM assignment a WHERE a.incident = i.id)"
        ),
        "assignments without exactly one alarm": (
            "SELECT count(*) AS n FROM assignment a WHERE"
            " (SELECT count(*) FROM alarm m WHERE m.assignment = a.id) <> 1"
        ),
        "emergencies without a team": (
            "SELECT count(*) AS n FROM incident i WHERE i.priority = 'P1' AND NOT EXISTS"
            " (SELECT 1 FROM assignment a WHERE a.incident = i.id)"
        ),
        "assignments accepted twice": (
            "SELECT count(*) AS n FROM assignment a WHERE (SELECT count(*) FROM incident_event e"
            " WHERE e.incident = a.incident AND e.event = 'accepted') > 1"
        ),
    }
    for words, statement in checks.items():
        found = await database.row(statement)
        if found and found["n"]:
            flaws.append(f"{found['n']} {words}")
    short = await database.row(
        "SELECT count(*) AS n FROM alarm m JOIN assignment a ON a.id = m.assignment"
        " WHERE a.team = {} AND (SELECT count(*) FROM delivery d WHERE d.alarm = m.id"
        " AND d.step = 0) <> {}",
        crew.team,
        crew.devices,
    )
    if short and short["n"]:
        flaws.append(f"{short['n']} alarms that did not ring every phone once")
    accepted = {
        str(row["id"])
        for row in await database.rows("SELECT id FROM assignment WHERE accepted_at IS NOT NULL")
    }
    if unheard := {each for each, status in sent.told.items() if status == 200} - accepted:
        flaws.append(f"{len(unheard)} answered taps are gone")
    print(f"{verdict.incidents} incidents, {verdict.lines} lines, seal {verdict.seal[:16]}")
    return flaws


def settings_for(engine: str, folder: Path) -> Settings:
    url = os.environ.get("LACAK_TEST_DATABASE_URL", "") if engine == "postgres" else ""
    if engine == "postgres" and not url:
        sys.exit("bin/faults: PostgreSQL is missing; run it through bin/with_postgres.py")
    return Settings(data_directory=folder, database_url=url)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    words.add_argument("--rounds", type=int, default=50)
    words.add_argument("--engine", choices=("sqlite", "postgres", "both"), default="both")
    words.add_argument("--alarms", action="store_true", help="responders, escalation, pushes")
    words.add_argument("--seed", type=int, default=int(datetime.now(UTC).timestamp()) % 10_000)
    chosen = words.parse_args()
    engines = ("sqlite", "postgres") if chosen.engine == "both" else (chosen.engine,)
    wrong = 0
    for engine in engines:
        print(f"== {engine}, {chosen.rounds} rounds, seed {chosen.seed}", flush=True)
        with tempfile.TemporaryDirectory(prefix="lacak-faults-") as folder:
            settings = settings_for(engine, Path(folder))
            asyncio.run(town.empty(settings))
            run = alarm_faults.rounds if chosen.alarms else rounds
            flaws = asyncio.run(run(settings, Path(folder), chosen.rounds, chosen.seed))
        for flaw in flaws:
            print(f"   WRONG: {flaw}")
        print(f"   {'nothing lost, nothing doubled' if not flaws else f'{len(flaws)} flaws'}")
        wrong += len(flaws)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
