"""A region over its pack: read and checked as a pack is, and what was retired keeps its words."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from src import database as open_database
from src import live
from src.database import Engine
from src.domain.region import Region
from src.domain.region_edit import Edit, Kind
from src.live import Hub
from src.queries.naming import team_name
from src.services import edited_region, outlines
from src.services.edited_region import edited, edited_as_far_as_may_be
from src.services.live_region import LiveRegion
from src.services.pack.error import RegionPackError
from src.settings import ROOT, Settings

PACK = ROOT / "regions" / "72.07"
TELUK = Path(__file__).parent.parent / "regions" / "teluk"


def change(what: Kind, code: str, /, *, retired: bool = False, **values: Any) -> Edit:
    return Edit(what, code, values, retired)


def test_without_edits_it_is_the_pack(region: Region) -> None:
    assert edited(PACK, ()) is region


def test_an_edit_lies_over_what_the_pack_says(region: Region) -> None:
    now = edited(
        PACK,
        [
            change("team", "DMK-A", name="Regu Satu"),
            change("agency", "PLN", phone="0811"),
            change("category", "fire.house", word="Rumah tinggal", priority="P2"),
            change("group", "fire", examples="Api dan asap"),
            change("priority", "P2", first_answer={"minutes": 20}),
            change("region", "region", name="Kabupaten Baru"),
        ],
    )
    assert now.teams["DMK-A"] == replace(region.teams["DMK-A"], name="Regu Satu")
    assert now.agencies["PLN"].phone == "0811"
    assert (now.categories["fire.house"].word, now.categories["fire.house"].priority) == (
        "Rumah tinggal",
        "P2",
    )
    assert now.group("fire").examples == "Api dan asap"  # type: ignore[union-attr]
    assert now.priorities["P2"].first_answer.minutes == 20
    assert now.name == "Kabupaten Baru"
    assert region.teams["DMK-A"].name == "Regu A Damkar", "the pack itself stays as it is"


def test_something_new_stands_behind_what_the_pack_has(region: Region) -> None:
    now = edited(
        PACK,
        [
            change("holiday", "2027-05-01", name="Hari Buruh", kind="national"),
            change("agency", "PMI", name="Palang Merah", short_name="PMI", actor="community"),
            change("response", "baru", name="Baru", event="declined", text="Maaf."),
        ],
    )
    assert list(now.agencies)[-1] == "PMI"
    assert not now.is_working_day(next(d for d in now.holidays if d.isoformat() == "2027-05-01"))
    assert now.responses_for("declined", "fire")[-1].text == "Maaf."
    assert now.version != region.version
    assert now.shell_version == region.shell_version, "phones need not renew what they keep"


def test_a_pack_without_ready_sentences_may_get_some() -> None:
    now = edited(TELUK, [change("response", "baru", name="Baru", event="declined", text="Maaf.")])
    assert [each.text for each in now.responses_for("declined", "blaze")] == ["Maaf."]


def test_what_phones_show_renews_what_they_keep(region: Region) -> None:
    assert edited(PACK, [change("group", "fire", word="Api")]).shell_version != region.shell_version


def test_what_was_retired_is_no_choice_but_keeps_its_words(region: Region) -> None:
    now = edited(
        PACK,
        [
            change("team", "RSC-C", retired=True),
            change("stand", "SKY-01", retired=True),
            change("category", "fire.vehicle", retired=True),
            change("vehicle", "TNK-01", retired=True),
        ],
    )
    assert "RSC-C" not in now.teams and "SKY-01" not in now.stands
    assert team_name("RSC-C", now) == "Regu C Penyelamatan"
    assert now.stand_named("SKY-01") == region.stands["SKY-01"]
    assert "fire.vehicle" not in {leaf.code for leaf in now.groups[0].categories}
    assert now.leaf("fire.vehicle").word == region.categories["fire.vehicle"].word
    assert now.past.vehicles["TNK-01"].name == region.vehicles["TNK-01"].name


@pytest.mark.parametrize(
    "edits",
    [
        [change("team", "DMK-A", station="KAPAL")],
        [change("team", "DMK-A", retired=True), change("team", "DMK-B", retired=True)],
        [change("station", "POS-SLK", retired=True)],
        [change("priority", "P1", at_once="sometimes")],
        [change("category", "fire.house", lead="NOBODY")],
    ],
)
def test_what_would_leave_a_gap_is_no_region(edits: list[Edit]) -> None:
    with pytest.raises(RegionPackError):
        edited(PACK, edits)


def test_an_edit_of_what_the_pack_no_longer_has_is_passed_over() -> None:
    assert edited(TELUK, [change("category", "fire.house", word="Rumah")]).categories


def test_edits_that_no_longer_fit_are_left_out_and_the_others_hold() -> None:
    now, left_out = edited_as_far_as_may_be(
        PACK,
        [
            change("team", "DMK-A", station="GONE"),
            change("agency", "PLN", phone="0811"),
        ],
    )
    assert [each.code for each in left_out] == ["DMK-A"]
    assert now.teams["DMK-A"].station == "POS-SLK"
    assert now.agencies["PLN"].phone == "0811"


async def saved(kind: str, code: str, **values: Any) -> None:
    async with open_database.transaction():
        await open_database.rows(
            "INSERT INTO region_entry (id, kind, code, content, version, changed_at)"
            " VALUES ({}, {}, {}, {}, {}, {})",
            f"{kind}:{code}",
            kind,
            code,
            json.dumps(values),
            1,
            datetime.now(UTC),
        )
        open_database.signal("region")


async def test_a_running_process_follows_what_is_committed(
    database: Engine, settings: Settings
) -> None:
    here, hub = LiveRegion(settings.region), Hub()
    async with live.connected(hub, database), here.followed(hub):
        before = here.region
        await saved("team", "DMK-A", name="Regu Satu")
        for _ in range(200):
            if here.region is not before:
                break
            await asyncio.sleep(0.01)
        assert here.region.teams["DMK-A"].name == "Regu Satu"
    assert (await edited_region.current(settings.region)).version == here.region.version


async def test_imported_outlines_hold_without_a_restart(
    database: Engine, settings: Settings
) -> None:
    here = LiveRegion(settings.region)
    await here.refresh()
    assert not here.places.has_outlines
    village = next(iter(here.region.villages.values()))
    lat, lng = village.point
    ring = [[lng - 0.01, lat], [lng + 0.01, lat], [lng, lat + 0.01], [lng - 0.01, lat]]
    feature = {
        "type": "Feature",
        "properties": {"code": village.code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    collection = {"type": "FeatureCollection", "features": [feature]}
    await outlines.import_outlines(
        json.dumps(collection).encode(), here.region, now=datetime.now(UTC)
    )
    await here.refresh()
    assert here.places.has_outlines
