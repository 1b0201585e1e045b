"""The sizes of budgets.md, exact: what a cheap phone on a thin line has to fetch."""

import gzip
import re
from collections.abc import Iterable
from urllib.parse import urlencode
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from src.assets import Assets
from src.routes.app_shell import shell
from src.services.reporting import NewReport
from tests.routes.reporting import fields, path_of, receipt
from tests.routes.staff import signs_in, words
from tests.town import Town

KB = 1000
HTML = 14 * KB
SCRIPTS = 14 * KB
SHARE_PAGE = 30 * KB
REPORT_FORM = 40 * KB
SHELL = 100 * KB
ALL_SCRIPTS = 30 * KB
DESK = 40 * KB  # of scripts, without the map
FIRST_SEND = 1 * KB
BOARD = 60 * KB

PUBLIC = [
    "/",
    "/lapor",
    *(f"/lapor?jenis={kind}" for kind in ("kebakaran", "penyelamatan", "ketertiban", "bencana")),
    "/lapor?jenis=lainnya",
    "/panduan",
    "/panduan/alarm",
    "/kontak",
    "/pantau",
    "/luring",
    "/masuk",
]
LINKED = re.compile(r'(?:href|src)="(/(?:static/[^"]+|manifest\.webmanifest))"')
ICONS = ("apple-touch-icon",)  # fetched only when put on the home screen


def zipped(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


async def page(client: httpx.AsyncClient, address: str) -> bytes:
    answer = await client.get(address, headers={"Accept-Encoding": "identity"})
    assert answer.status_code == 200, address
    return answer.content


def needed(html: bytes) -> list[str]:
    """What a page refers to and a browser fetches at once."""
    found = dict.fromkeys(LINKED.findall(html.decode()))
    return [each for each in found if not any(icon in each for icon in ICONS)]


def parts(app: Litestar, entry: str) -> tuple[str, ...]:
    """A script with everything it imports, at once or late."""
    assets: Assets = app.state.assets
    return assets.with_parts(entry)


async def weight(client: httpx.AsyncClient, addresses: Iterable[str]) -> int:
    total = 0
    for address in addresses:
        answer = await client.get(address, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200, address
        total += int(answer.headers["content-length"])
    return total


@pytest.mark.parametrize("address", PUBLIC)
async def test_a_page_comes_in_one_go(client: httpx.AsyncClient, address: str) -> None:
    assert zipped(await page(client, address)) <= HTML


async def test_the_report_form_with_all_it_needs(client: httpx.AsyncClient, app: Litestar) -> None:
    html = await page(client, "/lapor?jenis=kebakaran")
    files = {*needed(html), *parts(app, "js/report.js"), "/desa.json"}
    assert zipped(html) + await weight(client, files) <= REPORT_FORM


async def test_the_share_page_with_all_it_needs(client: httpx.AsyncClient) -> None:
    share = path_of((await receipt(client))["share_url"])
    html = await page(client, share)
    assert zipped(html) <= HTML
    assert zipped(html) + await weight(client, needed(html)) <= SHARE_PAGE


@pytest.mark.parametrize("entries", [("js/report.js", "js/share.js"), ("js/home.js",)])
async def test_scripts_of_the_public_pages(
    client: httpx.AsyncClient, app: Litestar, entries: tuple[str, ...]
) -> None:
    """Of the pages as they open; the camera's and the microphone's come when they are asked for."""
    assets: Assets = app.state.assets
    scripts = {path for entry in ("js/app.js", *entries) for path in assets.with_imports(entry)}
    assert await weight(client, scripts) <= SCRIPTS


WORKER = "service_worker/sw.js"
OFFICE = "board live troubles countdown print ring_here ready_words doing".split()


async def test_what_stays_on_the_phone(client: httpx.AsyncClient, app: Litestar) -> None:
    assert await weight(client, shell(app.state.pages)) <= SHELL


@pytest.mark.parametrize(
    "entries",
    [
        ("js/home.js", "js/report.js", "js/share.js"),
        ("js/live.js", "js/tasks.js", "vendor/htmx.min.js"),
        ("js/station.js",),
    ],
    ids=["who reports", "who responds", "a station"],
)
async def test_all_scripts_of_one_phone(
    client: httpx.AsyncClient, app: Litestar, entries: tuple[str, ...]
) -> None:
    """Every page its owner ever opens, camera, voice and service worker with them (0004)."""
    assert await weight(client, scripts_of(app, *entries)) <= ALL_SCRIPTS


async def test_all_scripts_of_a_desk(client: httpx.AsyncClient, app: Litestar) -> None:
    """The office has a better line than a phone at sea, and more to press."""
    entries = (f"js/{name}.js" for name in OFFICE)
    assert await weight(client, scripts_of(app, *entries, "vendor/htmx.min.js")) <= DESK


def scripts_of(app: Litestar, *entries: str) -> set[str]:
    return {part for entry in ("js/app.js", WORKER, *entries) for part in parts(app, entry)}


def test_the_first_send_of_a_report() -> None:
    told = fields(
        latitude="-1.31310",
        longitude="123.49620",
        accuracy_m="12",
        text="So tabakar rumah di belakang pasar, api basar. Capat kamari.",
        reporter_name="Ani Lestari",
        reporter_phone="081244550199",
        attachments="2",
    )
    assert len(urlencode(told)) <= FIRST_SEND


@pytest.mark.parametrize("query", ["", "?peta=ya&jenis=fire"])
async def test_the_board_with_two_hundred_open_incidents(
    town: Town, client: httpx.AsyncClient, query: str
) -> None:
    """Packed as lightly as answers are packed; every one is news to whoever looks."""
    await town.responder("Rahim")
    await town.operator("Yuliana")
    leaves = [leaf for leaf in town.region.categories.values() if not leaf.leader_only]
    leaves = [leaf for leaf in leaves if not query or leaf.group == "fire"]
    villages = list(town.region.villages.values())
    for n in range(200):
        told = f"Laporan ke-{n}: ada kejadian di dekat rumah nomor {n * 37 % 101}, tolong segera"
        new = NewReport(
            id=uuid4(),
            category=leaves[n % len(leaves)],
            text=told,
            village=villages[n % len(villages)].code,
            landmark=f"samping kios {n * 13 % 97}",
        )
        await town.takes(new)
    await signs_in(client, town, "Yuliana", "operator")
    html = await page(client, f"/papan{query}")
    assert "Semua 200" in words(html.decode())
    assert html.count(b"Belum dibuka") == 200
    assert len(gzip.compress(html, 5, mtime=0)) <= BOARD
