"""Kill web and workers without warning under alarms; then see what became of each alarm.

    bin/faults --alarms [--rounds 200] [--engine sqlite|postgres] [--seed 1]

Every round a fire is reported, and at a random moment one process is killed and started again: the
only one on SQLite, on PostgreSQL one of two web processes and two workers. Responders say yes, no
or nothing over HTTP, again and again until they are answered. The policy climbs within seconds.
What must hold in the end: see `bench.alarm_audit`.
"""

import asyncio
import random
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID, uuid4

import aiohttp

from bench import alarm_audit, alarm_town, town
from bench.alarm_town import Member
from bench.server import Server
from bench.worker_process import WorkerProcess
from src import database
from src.services.region_pack import load_region
from src.settings import Settings
from tests.fake_push_service import FakePushService

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
VERDICTS = ("penerimaan", "penerimaan", "penolakan", "")
CALM_S = 40.0  # how long what is under way may take when nobody is killed any more


@dataclass
class Tap:
    """One answer of one responder to one assignment; `told` is the status that it was answered."""

    member: Member
    assignment: UUID
    noun: str
    at: float
    body: bytes
    told: int = 0


@dataclass
class Run:
    """Everything of one run that is not in the database."""

    webs: list[Server]
    workers: list[WorkerProcess]
    crew: list[Member]
    village: str
    chance: random.Random
    taps: dict[tuple[UUID, UUID], Tap] = field(default_factory=dict)
    reports: int = 0
    flaws: list[str] = field(default_factory=list)
    starting: dict[Server, asyncio.Task[float]] = field(default_factory=dict)

    def web(self) -> Server:
        """One that is running; where there is only one, it may be starting."""
        return self.chance.choice([each for each in self.webs if each not in self.starting])


async def rounds(settings: Settings, folder: Path, count: int, seed: int) -> list[str]:
    """The whole run; returns what was found wrong, in words."""
    settings = replace(settings, region=alarm_town.impatient_pack(folder, settings.region))
    async with FakePushService() as service:
        team, crew = await alarm_town.settle(settings, service)
        apart = 2 if settings.database_url else 0
        webs = [
            Server(
                folder,
                database_url=settings.database_url,
                LACAK_PROXIES="1",
                LACAK_PUSH_HOSTS=service.host,
                LACAK_REGION=str(settings.region),
                LACAK_WORKER="apart" if apart else "inside",
            )
            for _ in range(apart or 1)
        ]
        workers = [WorkerProcess(webs[0], f"worker-{number + 1}") for number in range(apart)]
        village = next(iter(load_region(settings.region).villages))
        run = Run(webs, workers, crew, village, random.Random(seed))
        engine = database.engine_for(settings)
        await database.start(engine, most_connections=2)
        try:
            await _kill_and_answer(run, count)
            flaws = run.flaws + await alarm_audit.audit(
                list(run.taps.values()), service, run.reports, team
            )
        finally:
            await asyncio.gather(*run.starting.values(), return_exceptions=True)
            for web in webs:
                web.kill()
            for worker in workers:
                worker.kill()
            await database.stop(engine)
    return flaws + service.problems


async def _kill_and_answer(run: Run, count: int) -> None:
    for web in run.webs:
        await asyncio.to_thread(web.start)
    for worker in run.workers:
        worker.start()
    over = asyncio.Event()
    answering = [asyncio.create_task(_responder(run, member, over)) for member in run.crew]
    for number in range(count):
        began = time.monotonic()
        reporting = asyncio.create_task(_report(run, number))
        await asyncio.sleep(run.chance.uniform(0.05, 0.6))
        killed = await _kill(run)
        await reporting
        if (number + 1) % 20 == 0:
            took = time.monotonic() - began
            print(f"round {number + 1}: {killed} killed, {took:.1f} s", flush=True)
    began = time.monotonic()
    await _calm(run)
    print(f"   at rest after {time.monotonic() - began:.1f} s more", flush=True)
    over.set()
    await asyncio.gather(*answering)


async def _kill(run: Run) -> str:
    """One process dies and is started again; only where there is no other one it is waited for."""
    worker = run.chance.choice([*run.workers, *(None for _ in run.webs)])
    if worker is not None:
        worker.kill()
        worker.start()
        return worker.name
    web = run.web()
    web.kill()
    if len(run.webs) == 1:
        await asyncio.to_thread(web.start)
        return "web"
    await asyncio.gather(*run.starting.values())
    run.starting[web] = asyncio.create_task(asyncio.to_thread(web.start))
    run.starting[web].add_done_callback(lambda _: run.starting.pop(web))
    return f"web-{run.webs.index(web) + 1}"


async def _report(run: Run, number: int) -> None:
    """A fire somewhere else each time, sent until it is answered."""
    fields = {
        "id": str(uuid4()),
        "category": "fire.house",
        "village": run.village,
        "landmark": f"lorong {number}",
    }
    headers = {**FORM, **town.somebody(f"fire{number}")}
    async with aiohttp.ClientSession() as http:
        while True:
            status = await _post(http, f"{run.web().url}/aduan", urlencode(fields), headers)
            if status in (200, 201):
                run.reports += 1
                return
            if 400 <= status < 500 and status != 429:
                run.flaws.append(f"a report was answered {status}")
                return
            await asyncio.sleep(0.1)


async def _responder(run: Run, member: Member, over: asyncio.Event) -> None:
    """Decide once about each alarm that rings, and say it until it is heard."""
    headers = {
        **FORM,
        **town.somebody(member.name),
        "Cookie": f"lacak_sesi={member.cookie}",
    }
    async with aiohttp.ClientSession() as http:
        while not over.is_set():
            await _decide(run, member)
            mine = [tap for tap in run.taps.values() if tap.member is member and not tap.told]
            for tap in mine:
                if tap.noun and tap.at <= time.monotonic():
                    web = run.web().url
                    address = f"{web}/tugas/{tap.assignment}/{tap.noun}"
                    status = await _post(
                        http, address, tap.body.decode(), {**headers, "Origin": web}
                    )
                    if status in (200, 409):
                        tap.told = status
                    elif 400 <= status < 500 and status != 429:
                        run.flaws.append(f"{tap.noun} was answered {status}")
                        tap.told = status
            await asyncio.sleep(0.1)


async def _decide(run: Run, member: Member) -> None:
    for row in await database.rows(
        "SELECT s.id FROM assignment s JOIN alarm a ON a.assignment = s.id WHERE a.ended_at IS NULL"
    ):
        key = (member.person, row["id"])
        if key not in run.taps:
            noun = run.chance.choice(VERDICTS)
            at = time.monotonic() + run.chance.uniform(0, 4.5)
            detail = {"eta_min": "10"} if noun == "penerimaan" else {}
            body = urlencode({"action_id": str(uuid4()), **detail}).encode()
            run.taps[key] = Tap(member, row["id"], noun, at, body)


async def _calm(run: Run) -> None:
    """Nobody is killed any more: wait until every alarm is where it stays, and every tap heard."""
    until = time.monotonic() + CALM_S
    while time.monotonic() < until:
        waiting = [tap for tap in run.taps.values() if tap.noun and not tap.told]
        if not waiting and not await alarm_audit.unfinished():
            return
        await asyncio.sleep(0.2)


async def _post(
    http: aiohttp.ClientSession, address: str, body: str, headers: dict[str, str]
) -> int:
    """The status, or 0 where there was nobody to answer."""
    try:
        patience = aiohttp.ClientTimeout(total=5)
        async with http.post(address, data=body, headers=headers, timeout=patience) as answer:
            await answer.read()
            return answer.status
    except (aiohttp.ClientError, TimeoutError, OSError):
        return 0
