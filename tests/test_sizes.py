"""The sizes of budgets.md, exact: what a cheap phone on a thin line has to fetch."""

import gzip
import re
from collections.abc import Iterable
from urllib.parse import urlencode

import httpx
import pytest
from litestar import Litestar

from src.assets import Assets
from src.routes.app_shell import shell
from tests.routes.reporting import fields, path_of, receipt

KB = 1000
HTML = 14 * KB
SCRIPTS = 14 * KB
SHARE_PAGE = 30 * KB
REPORT_FORM = 40 * KB
SHELL = 100 * KB
ALL_SCRIPTS = 30 * KB
FIRST_SEND = 1 * KB

PUBLIC = [
    "/",
    "/lapor",
    *(f"/lapor?jenis={kind}" for kind in ("kebakaran", "penyelamatan", "ketertiban", "bencana")),
    "/lapor?jenis=lainnya",
    "/panduan",
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


@pytest.mark.parametrize("entry", ["js/report.js", "js/share.js", "js/home.js"])
async def test_scripts_of_the_public_pages(
    client: httpx.AsyncClient, app: Litestar, entry: str
) -> None:
    """Of the page as it opens; the camera's and the microphone's come when they are asked for."""
    assets: Assets = app.state.assets
    scripts = {*assets.with_imports("js/app.js"), *assets.with_imports(entry)}
    assert await weight(client, scripts) <= SCRIPTS


async def test_what_stays_on_the_phone(client: httpx.AsyncClient, app: Litestar) -> None:
    assert await weight(client, shell(app.state.pages)) <= SHELL


def test_all_scripts_together(app: Litestar) -> None:
    assets: Assets = app.state.assets
    scripts = [
        file.content
        for path, file in assets.files.items()
        if path.endswith(".js") and not path.startswith("vendor/")
    ]
    assert sum(zipped(content) for content in scripts) <= ALL_SCRIPTS


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
