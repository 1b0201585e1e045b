"""A night at the desk: thirty messages over every channel, played against the app and judged.

The messages and what is right for each stand in night.jsonl. The operator knows none of that: a
message is pasted, what is suggested is taken over, a report joins an incident that is called very
likely the same, what is another agency's is referred to the one suggested first, and a team is sent
where none was called. `bin/bench night` plays it against a server of its own.
"""

import asyncio
import html
import json
import re
import tempfile
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bench import table, town
from bench.server import Server
from src import database
from src.domain.region import Region
from src.services.region_pack import load_region
from src.settings import Settings

MESSAGES = Path(__file__).parent / "night.jsonl"
Message = dict[str, Any]
_FIELD = re.compile(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"[^>]*?( checked)?>')
_CHOSEN = re.compile(r'<option value="([^"]+)" selected>')
_SUGGESTED = re.compile(r'data-take="(\w+)" data-value="([^"]*)"')
_TWIN = re.compile(r'<b>Sangat mungkin sama dengan.*?name="into" value="([^"]+)"', re.DOTALL)
_AGENCY = re.compile(r'name="(agency-[\w-]+)"')
_TEAM = re.compile(r'name="team" value="([\w-]+)"')
OURS = ("fire", "rescue", "public_order", "disaster")
NO_PLACE = "belum jelas, pelapor ditelepon lagi"


@dataclass(frozen=True, slots=True)
class Desk:
    """An operator's browser, and a phone for every driver."""

    client: httpx.AsyncClient
    cookie: str
    region: Region

    @property
    def _headers(self) -> dict[str, str]:
        return {"Cookie": f"lacak_sesi={self.cookie}", "Sec-Fetch-Site": "same-origin"}

    async def play(self, messages: Iterable[Message], now: datetime) -> list[str]:
        """Take each message in; returns the id of the report that each has become."""
        return [
            await (self._reports(each, now) if each["channel"] == "app" else self._takes(each))
            for each in messages
        ]

    async def _reports(self, message: Message, now: datetime) -> str:
        """A driver's phone; `made_min_ago` was spent without a signal."""
        report = str(uuid.uuid4())
        made = now - timedelta(minutes=message.get("made_min_ago", 0))
        fields = {
            "id": report,
            "category": message["category"],
            "text": message["text"],
            "landmark": message.get("landmark", ""),
            "village": self._village(message),
            "created_at": made.isoformat(),
            "sent_at": now.isoformat(),
        }
        if "position" in message:
            latitude, longitude = message["position"]
            fields |= {"latitude": str(latitude), "longitude": str(longitude)}
            fields["accuracy_m"] = str(message["accuracy_m"])
        headers = {"Accept": "application/json", "X-Lacak": "1", **town.somebody(report[:20])}
        answer = await self.client.post("/aduan", data=fields, headers=headers)
        assert answer.status_code == 201, answer.text
        await self._sends_on(f"/aduan/{answer.json()['number']}", message)
        return report

    async def _takes(self, message: Message) -> str:
        """The operator pastes, takes over what is suggested, and sends."""
        fields = {
            "channel": message["channel"],
            "text": message["text"],
            "reporter_phone": message.get("phone", ""),
            "village": self._village(message),
            "landmark": message.get("landmark", ""),
        }
        read = await self._post("/papan/masuk/baca", fields | {"pakai": "semua:"})
        fields |= _taken(read.text, fields)
        shown = (await self._post("/papan/masuk/baca", fields)).text
        if twin := _TWIN.search(shown):
            fields["into"] = twin[1]
        if not (fields["village"] or fields["landmark"] or fields.get("position")):
            fields["landmark"] = NO_PLACE
        sent = await self._post("/papan/masuk", fields)
        assert sent.status_code == 303, sent.text[:2000]
        address = sent.headers["location"].partition("?")[0]
        if "into" not in fields:
            await self._sends_on(address, message)
        report: str = fields["id"]
        return report

    async def _sends_on(self, address: str, message: Message) -> None:
        """To the team or agency that the page suggests first."""
        answer = await self.client.get(address, headers=self._headers)
        if answer.status_code == 404:
            return  # for leaders alone: the desk is done with it
        page = answer.text
        referred = re.search(r"<h1[^>]*>[^<]*Rujukan", page)
        if referred and (agency := _AGENCY.search(page)):
            form = {"action_id": str(uuid.uuid4()), agency[1]: "ya", "referral_kind": "handover"}
            form["message"] = message["text"]
            await self._post(f"{address}/rujukan", form)
        elif "Belum ada regu yang ditugaskan" in page and (team := _TEAM.search(page)):
            await self._post(f"{address}/penugasan", {"team": team[1]})

    def _village(self, message: Message) -> str:
        name = message.get("village", "")
        return next((v.code for v in self.region.villages.values() if v.name == name), "")

    async def _post(self, path: str, fields: dict[str, str]) -> httpx.Response:
        return await self.client.post(path, data=fields, headers=self._headers)


def _taken(page: str, typed: dict[str, str]) -> dict[str, str]:
    """What the form holds after the suggestions were taken over."""
    found = {}
    for name, value, checked in _FIELD.findall(page):
        if name in ("category", "channel"):
            if checked:
                found[name] = html.unescape(value)
        elif name in ("id", "landmark", "position", "reporter_phone", "reporter_name", "heard"):
            found[name] = html.unescape(value)
    if chosen := _CHOSEN.search(page.partition('name="village"')[2]):
        found["village"] = chosen[1]
    for name, value in _SUGGESTED.findall(page):
        if name == "category" and not found.get(name):
            found[name] = html.unescape(value)  # of several, the first
    found.setdefault("category", "other.information")
    return {name: value for name, value in found.items() if value or not typed.get(name)}


async def judged(messages: list[Message], reports: list[str], region: Region) -> list[str]:
    """What is not as it should be, a line for each; read off the database."""
    wrong: list[str] = []
    rows = []
    for number, (message, report) in enumerate(zip(messages, reports, strict=True), 1):
        row = await database.row(
            "SELECT i.* FROM report r JOIN incident i ON i.id = r.incident WHERE r.id = {}",
            uuid.UUID(report),
        )
        assert row is not None
        rows.append(row)
        wrong += [f"{number}: {what}" for what in await _mistakes(message["right"], row, region)]
    return wrong + _apart([each["right"]["incident"] for each in messages], rows)


async def _mistakes(right: dict[str, Any], row: database.Row, region: Region) -> list[str]:
    found = []
    for name, column in (("group", "category_group"), ("priority", "priority")):
        if name in right and right[name] != row[column]:
            found.append(f"{name} {row[column]}, not {right[name]} ({row['category']})")
    for name, column in (("life_risk", "life_risk"), ("drill", "drill")):
        if bool(right.get(name)) and not row[column]:
            found.append(f"{name} was not seen")
    teams = await database.rows("SELECT team FROM assignment WHERE incident = {}", row["id"])
    leaf = region.leaf(row["category"])
    ours = right["group"] in OURS and not leaf.drill
    if ours and not teams:
        found.append("no team was called")
    if right.get("leaders") and (teams or not leaf.leader_only):
        found.append("is not for leaders alone")
    if "agency" in right:
        asked = await database.rows("SELECT agency FROM referral WHERE incident = {}", row["id"])
        if [each["agency"] for each in asked] != [right["agency"]]:
            found.append(f"referred to {[each['agency'] for each in asked]}")
    return found


def _apart(labels: list[str], rows: list[database.Row]) -> list[str]:
    """Messages on one thing that became several incidents, and the other way round."""
    incidents, things = defaultdict(set), defaultdict(set)
    for label, row in zip(labels, rows, strict=True):
        incidents[label].add(row["id"])
        things[row["id"]].add(label)
    several = [
        f"{label} became {len(ids)} incidents" for label, ids in incidents.items() if len(ids) > 1
    ]
    joined = [
        f"one incident holds {sorted(labels)}" for labels in things.values() if len(labels) > 1
    ]
    return several + joined


def messages() -> list[Message]:
    return [json.loads(line) for line in MESSAGES.read_text().splitlines()]


def run() -> None:
    """Play the night against a server of its own and print what came of it."""
    with tempfile.TemporaryDirectory(prefix="lacak-night-") as folder:
        settings = Settings(data_directory=Path(folder))
        asyncio.run(town.settle(settings))
        with Server(Path(folder), LACAK_PROXIES="1") as server:
            asyncio.run(_played(server, settings))


async def _played(server: Server, settings: Settings) -> None:
    region, night = load_region(settings.region), messages()
    engine = database.engine_for(settings)
    await database.start(engine, most_connections=2)
    try:
        cookie = (await town.signed_in("Yuliana", "operator"))[2]
        began = datetime.now(UTC)
        async with httpx.AsyncClient(base_url=server.url, timeout=30) as client:
            reports = await Desk(client, cookie, region).play(night, began)
        spent = (datetime.now(UTC) - began).total_seconds()
        wrong = await judged(night, reports, region)
    finally:
        await database.stop(engine)
    table.heading(f"A night of {len(night)} messages")
    table.line("played in", spent, "s", 900)
    things = len({each["right"]["incident"] for each in night})
    table.line("things that happened", things, "")
    table.line("not as it should be", len(wrong), "", 0)
    for line in wrong:
        print(f"  {line}")
