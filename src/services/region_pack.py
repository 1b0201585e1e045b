"""From the folder of a region pack to a `Region`, with everything wrong with it told at once."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from src import database
from src.domain.category import Category, Group, Kind, Visibility
from src.domain.organisation import Agency, Phone, Stand, Station, Team
from src.domain.outlines import parse_outlines
from src.domain.places import Places
from src.domain.priority import NO_DEADLINE, AlarmStep, Audience, Deadline, Priority
from src.domain.region import Colours, Holiday, Office, Region, Rules
from src.domain.village import District, Point, Village
from src.services.pack.source import Entry, RegionPackError, rows, toml

__all__ = ["RegionPackError", "import_outlines", "load_places", "load_region"]


@lru_cache(maxsize=8)
def load_region(folder: Path) -> Region:
    """Read and check a pack; raises RegionPackError with a sentence for each problem."""
    problems: list[str] = []
    if not folder.is_dir():
        raise RegionPackError(folder, ["there is no such folder"])
    region = _region(folder, problems)
    if problems:
        raise RegionPackError(folder, problems)
    return region


def _region(folder: Path, problems: list[str]) -> Region:
    told = toml(folder / "region.toml", problems)
    agencies = _agencies(folder, problems)
    priorities = _priorities(folder, problems)
    groups = _groups(folder, problems, agencies, priorities)
    districts = _districts(folder, problems)
    villages = _villages(folder, problems, districts)
    stations = _stations(folder, problems, villages)
    office, rules, colours = told.table("office"), told.table("rules"), told.table("colours")
    return Region(
        version=_version(folder),
        code=told.text("code"),
        name=told.text("name"),
        office_name=told.text("office_name"),
        service_name=told.text("service_name"),
        service_long_name=told.text("service_long_name"),
        short_name=told.text("short_name"),
        report_word=told.text("report_word"),
        number_prefix=told.matching("number_prefix", r"[A-Z]{1,4}", "one to four capitals"),
        contact=told.matching("contact", r"mailto:\S+@\S+|https://\S+", "mailto: or https:"),
        languages=told.texts("languages"),
        timezone=_zone(told),
        zone_label=told.text("zone_label"),
        logo=folder / told.text("logo"),
        phones=_phones(told, "phone"),
        emergency=_phones(told, "emergency"),
        colours=Colours(_colours(colours, "light"), _colours(colours, "dark")),
        office=Office(
            frozenset(int(day) - 1 for day in office.values.get("weekdays", ())),
            _hour(office, "closes"),
        ),
        rules=Rules(
            reopen_days=rules.whole("reopen_days"),
            fire_area_km=rules.number("fire_area_km"),
            near_outline_m=rules.number("near_outline_m"),
            outside_km=rules.number("outside_km"),
        ),
        groups=groups,
        categories={leaf.code: leaf for group in groups for leaf in group.categories},
        priorities=priorities,
        districts=districts,
        villages=villages,
        agencies=agencies,
        stations=stations,
        teams=_teams(folder, problems, groups, agencies, stations, districts, villages),
        stands=_stands(folder, problems, villages),
        holidays=_holidays(folder, problems),
    )


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _zone(told: Entry) -> ZoneInfo:
    name = told.text("timezone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        told.wrong("timezone", f"timezone {name!r} is not known")
        return ZoneInfo("UTC")


def _phones(told: Entry, key: str) -> tuple[Phone, ...]:
    return tuple(
        Phone(
            label=each.text("label"),
            number_display=each.text("number"),
            tel=each.matching("tel", r"\+?\d{3,15}", "a number to dial"),
            sms=each.flag("sms", False),
            demo=each.flag("demo", False),
        )
        for each in told.tables(key)
    )


def _colours(told: Entry, theme: str) -> Mapping[str, str]:
    named = told.table(theme)
    return {key: named.matching(key, r"#[0-9a-fA-F]{6}", "#rrggbb") for key in named.values}


def _hour(told: Entry, key: str) -> time:
    text = told.matching(key, r"[0-2]\d\.[0-5]\d", "an hour like 16.00")
    return time(int(text[:2]), int(text[3:])) if text else time(16)


def _deadline(told: Entry, key: str) -> Deadline:
    if not told.has(key):
        return NO_DEADLINE
    promised = told.table(key)
    minutes, days = promised.values.get("minutes"), promised.values.get("working_days")
    if (minutes is None) == (days is None):
        told.wrong(key, f"{key} needs either minutes or working_days")
    return Deadline(minutes=minutes, working_days=days)


def _priorities(folder: Path, problems: list[str]) -> dict[str, Priority]:
    found: dict[str, Priority] = {}
    for each in toml(folder / "priorities.toml", problems).tables("priority"):
        code = each.matching("code", r"P[1-4]", "P1 to P4")
        found[code] = Priority(
            code=code,
            word=each.text("word"),
            meaning=each.text("meaning"),
            first_answer=_deadline(each, "first_answer"),
            dispatch=_deadline(each, "dispatch"),
            on_scene=_deadline(each, "on_scene"),
            resolve=_deadline(each, "resolve"),
            resolve_extended=_deadline(each, "resolve_extended"),
            escalate=_deadline(each, "escalate"),
            auto_close_days=each.whole("auto_close_days"),
            at_once=each.flag("at_once"),
            alarm_steps=tuple(
                AlarmStep(
                    step.whole("after_s"),
                    step.one_of("audience", get_args(Audience)),
                    step.text("tag", ""),
                )
                for step in each.tables("alarm")
            ),
        )
    return found


def _agencies(folder: Path, problems: list[str]) -> dict[str, Agency]:
    return {
        each.text("code"): Agency(
            each.text("code"),
            each.text("name"),
            each.text("short_name"),
            each.text("actor"),
            each.text("phone", ""),
            each.flag("demo", False),
        )
        for each in rows(folder / "agencies.csv", problems)
    }


def _groups(
    folder: Path,
    problems: list[str],
    agencies: Mapping[str, Agency],
    priorities: Mapping[str, Priority],
) -> tuple[Group, ...]:
    found: list[Group] = []
    order = 0
    for each in toml(folder / "categories.toml", problems).tables("group"):
        leaves = []
        for leaf in each.tables("leaves"):
            order += 1
            leaves.append(_category(each, leaf, order, agencies, priorities))
        unclear = f"{each.text('code')}.{each.text('unclear')}"
        if unclear not in {leaf.code for leaf in leaves}:
            each.wrong("unclear", f"unclear {unclear!r} is no leaf of this group")
        found.append(
            Group(
                code=each.text("code"),
                kind=each.one_of("kind", get_args(Kind)),
                slug=each.matching("slug", r"[a-z]+", "one word of small letters"),
                letter=each.matching("letter", r"[A-Z]", "one capital"),
                word=each.text("word"),
                action=each.text("action"),
                examples=each.text("examples"),
                question=each.text("question"),
                advice=each.text("advice", ""),
                categories=tuple(leaves),
                unclear=unclear,
                home=each.has("home_rank"),
                home_rank=each.whole("home_rank", 0),
                listed_in=each.text("listed_in", ""),
            )
        )
    return tuple(found)


def _category(
    group: Entry,
    leaf: Entry,
    order: int,
    agencies: Mapping[str, Agency],
    priorities: Mapping[str, Priority],
) -> Category:
    def of_either(key: str) -> Entry:
        return leaf if leaf.has(key) else group

    visibility = of_either("visibility").one_of("visibility", get_args(Visibility))
    word = leaf.text("word")
    return Category(
        code=f"{group.text('code')}.{leaf.text('code')}",
        group=group.text("code"),
        word=word,
        public_word=group.text("word") if visibility == "hidden" else word,
        lead=of_either("lead").reference("lead", agencies, "agencies.csv"),
        support=of_either("support").references("support", agencies, "agencies.csv"),
        priority=of_either("priority").reference("priority", priorities, "priorities.toml"),
        visibility=visibility,
        dangerous=leaf.flag("dangerous", False),
        leader_only=leaf.flag("leader_only", False),
        drill=leaf.flag("drill", False),
        order=order,
    )


def _districts(folder: Path, problems: list[str]) -> dict[str, District]:
    return {
        each.text("code"): District(each.text("code"), each.text("name"), each.text("bps", ""))
        for each in rows(folder / "districts.csv", problems)
    }


def _point(each: Entry) -> Point:
    point = Point(each.number("lat"), each.number("lng"))
    if not (-90 <= point.lat <= 90 and -180 <= point.lng <= 180):
        each.wrong("lat", f"{point.lat}, {point.lng} is not on the globe")
    return point


def _villages(
    folder: Path, problems: list[str], districts: Mapping[str, District]
) -> dict[str, Village]:
    found: dict[str, Village] = {}
    for each in rows(folder / "villages.csv", problems):
        code, district = each.text("code"), each.reference("district", districts, "districts.csv")
        if code in found:
            each.wrong("code", f"village {code} stands here twice")
        place = districts.get(district, District(district, district))
        found[code] = Village(
            code, each.text("name"), each.text("kind"), place, _point(each), each.text("bps", "")
        )
    if not found:
        problems.append("villages.csv: there is no village")
    return found


def _stations(
    folder: Path, problems: list[str], villages: Mapping[str, Village]
) -> dict[str, Station]:
    return {
        each.text("code"): Station(
            each.text("code"),
            each.text("name"),
            each.reference("village", villages, "villages.csv"),
            _point(each),
            each.text("phone", ""),
            each.flag("demo", False),
        )
        for each in rows(folder / "stations.csv", problems)
    }


def _teams(
    folder: Path,
    problems: list[str],
    groups: tuple[Group, ...],
    agencies: Mapping[str, Agency],
    stations: Mapping[str, Station],
    districts: Mapping[str, District],
    villages: Mapping[str, Village],
) -> dict[str, Team]:
    served = {group.code for group in groups}
    return {
        each.text("code"): Team(
            code=each.text("code"),
            name=each.text("name"),
            station=each.reference("station", stations, "stations.csv"),
            agency=each.reference("agency", agencies, "agencies.csv"),
            groups=frozenset(each.references("groups", served, "categories.toml")),
            districts=frozenset(each.references("districts", districts, "districts.csv")),
            villages=frozenset(each.references("villages", villages, "villages.csv")),
            order=each.whole("order"),
            demo=each.flag("demo", False),
        )
        for each in rows(folder / "teams.csv", problems)
    }


def _stands(
    folder: Path, problems: list[str], villages: Mapping[str, Village]
) -> dict[str, Stand]:
    return {
        each.text("code"): Stand(
            each.text("code"),
            each.text("name"),
            each.reference("village", villages, "villages.csv"),
            _point(each),
            each.flag("main", False),
            each.flag("demo", False),
        )
        for each in rows(folder / "stands.csv", problems)
    }


def _holidays(folder: Path, problems: list[str]) -> dict[date, Holiday]:
    found: dict[date, Holiday] = {}
    for each in rows(folder / "holidays.csv", problems):
        text = each.matching("date", r"\d{4}-\d{2}-\d{2}", "a date like 2026-08-17")
        try:
            day = date.fromisoformat(text)
        except ValueError:
            each.wrong("date", f"date {text!r} does not exist")
            continue
        found[day] = Holiday(
            day, each.text("name"), each.one_of("kind", ("national", "joint_leave"))
        )
    return found


async def load_places(region: Region) -> Places:
    """The villages with the outlines that were imported, if any."""
    found = await database.rows("SELECT village, geometry FROM village_outline")
    outlines = {
        row["village"]: tuple(
            tuple(tuple(Point(lat, lng) for lat, lng in ring) for ring in polygon)
            for polygon in json.loads(row["geometry"])
        )
        for row in found
        if row["village"] in region.villages
    }
    return Places(
        region.villages.values(),
        outlines,
        near_outline_m=region.rules.near_outline_m,
        outside_m=region.rules.outside_km * 1000,
    )


async def import_outlines(geojson: bytes, region: Region, *, now: datetime) -> int:
    """Keep the outlines of a GeoJSON file in place of those there were; returns how many."""
    outlines = parse_outlines(geojson, region.villages)
    async with database.transaction():
        await database.rows("DELETE FROM village_outline")
        for village, outline in outlines.items():
            await database.rows(
                "INSERT INTO village_outline (village, geometry, imported_at) VALUES ({}, {}, {})",
                village,
                json.dumps(outline),
                now.astimezone(UTC),
            )
    return len(outlines)
