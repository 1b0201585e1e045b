"""The public pages serve another region from its pack alone: nothing of 72.07 is in the code."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from src.app import create_app
from src.database import Engine
from src.domain.region import Region
from src.services.region_pack import load_region
from src.settings import Settings
from tests.clock import Clock
from tests.routes.reporting import SCRIPT, path_of

TELUK = Path(__file__).parent.parent / "regions" / "teluk"
OF_7207 = ("Salakan", "Banggai", "LB-", "WITA", "Satpol PP", "Lacak Bentor")


@pytest.fixture(scope="module")
def teluk() -> Region:
    return load_region(TELUK)


@pytest.fixture
async def there(
    database: Engine, settings: Settings, clock: Clock
) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in the other region."""
    own = replace(settings, worker_inside=False, region=TELUK)
    app = create_app(own, clock=clock, engine=database)
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=transport, base_url=settings.public_url) as opened,
    ):
        yield opened


async def test_every_public_page_is_the_regions_own(
    there: httpx.AsyncClient, teluk: Region
) -> None:
    forms = [f"/lapor?jenis={group.slug}" for group in teluk.home_groups]
    for address in ("/", "/lapor", *forms, "/panduan", "/kontak", "/pantau", "/luring"):
        answer = await there.get(address)
        assert answer.status_code == 200, address
        assert teluk.phone.tel in answer.text
        for word in OF_7207:
            assert word not in answer.text, (address, word)


async def test_a_report_is_followed_in_the_regions_own_words(
    there: httpx.AsyncClient, teluk: Region
) -> None:
    village = next(iter(teluk.villages.values()))
    leaf = next(each for each in teluk.categories.values() if each.shows_landmark)
    told = {"id": str(uuid4()), "category": leaf.code, "village": village.code}
    answer = await there.post("/aduan", data=told, headers=SCRIPT)
    assert answer.status_code == 201, answer.text
    receipt = answer.json()
    assert receipt["number"].startswith(f"{teluk.number_prefix}-")
    page = (await there.get(path_of(receipt["share_url"]))).text
    assert receipt["number"] in page
    assert village.name in page
    for word in OF_7207:
        assert word not in page, word
