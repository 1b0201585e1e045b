"""region.toml, and the other files beside it, put together into one `Region`."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

from src.domain.organisation import Phone
from src.domain.region import Region
from src.domain.region_edit import SEEN_BY_PHONES, Edit
from src.services.pack import alarm, coherence
from src.services.pack.agencies import agencies
from src.services.pack.categories import groups
from src.services.pack.entry import Entry
from src.services.pack.holidays import holidays
from src.services.pack.look import colours, logo
from src.services.pack.office import office, rules
from src.services.pack.places import districts, villages
from src.services.pack.priorities import priorities
from src.services.pack.responses import responses
from src.services.pack.source import Source
from src.services.pack.stations import stands, stations
from src.services.pack.teams import Known, teams
from src.services.pack.test_alarm import test_alarm
from src.services.pack.vehicles import vehicles
from src.services.pack.words import words

# Launchers cut longer names off.
SHORT_NAME = r".{1,12}"


def region(pack: Source) -> Region:
    """The region as far as it can be read; `pack.problems` tells whether it may be used."""
    told = pack.toml("region.toml")
    offices = agencies(pack)
    urgencies = priorities(pack)
    kinds = groups(pack, offices, urgencies)
    areas = districts(pack)
    places = villages(pack, areas)
    posts = stations(pack, places)
    crews = teams(pack, Known([kind.code for kind in kinds], offices, posts, areas, places))
    coherence.someone_always_answers(pack, kinds, urgencies, crews.values())
    leaves = [leaf.code for kind in kinds for leaf in kind.categories]
    known = alarm.Known([kind.code for kind in kinds], leaves, urgencies, areas)
    found = Region(
        version=_version(pack.folder, pack.edits),
        shell_version=_version(
            pack.folder, [edit for edit in pack.edits if edit.kind in SEEN_BY_PHONES]
        ),
        code=told.text("code"),
        name=told.text("name"),
        office_name=told.text("office_name"),
        service_name=told.text("service_name"),
        service_long_name=told.text("service_long_name"),
        short_name=told.matching("short_name", SHORT_NAME, "of 12 letters at most"),
        report_word=told.text("report_word"),
        number_prefix=told.matching("number_prefix", r"[A-Z]{1,4}", "one to four capitals"),
        contact=told.matching("contact", r"mailto:\S+@\S+|https://\S+", "mailto:… or https://…"),
        languages=_languages(told),
        timezone=_zone(told),
        zone_label=told.text("zone_label"),
        logo=logo(told, pack.folder),
        phones=_phones(told, "phone"),
        emergency=_phones(told, "emergency") if told.has("emergency") else (),
        colours=colours(told),
        office=office(told),
        rules=rules(told),
        groups=kinds,
        categories={leaf.code: leaf for kind in kinds for leaf in kind.categories},
        priorities=urgencies,
        alarm_rules=alarm.alarm_rules(pack, known),
        districts=areas,
        villages=places,
        agencies=offices,
        stations=posts,
        teams=crews,
        stands=stands(pack, places),
        vehicles=vehicles(pack, posts),
        holidays=holidays(pack),
        test_alarm=test_alarm(told),
        words=words(pack, leaves, places),
        responses=responses(pack, [kind.code for kind in kinds]),
    )
    told.done()
    return found


def _version(folder: Path, edits: Iterable[Edit]) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for edit in edits:
        told = [edit.kind, edit.code, edit.retired, dict(edit.values)]
        digest.update(json.dumps(told, sort_keys=True).encode())
    return digest.hexdigest()[:12]


def _languages(told: Entry) -> tuple[str, ...]:
    """Screens speak Indonesian so far."""
    found = told.texts("languages")
    if "id" not in found:
        told.wrong("languages", 'languages must name "id"')
    return found


def _zone(told: Entry) -> ZoneInfo:
    name = told.text("timezone")
    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        told.wrong("timezone", f"timezone {name!r} is not known")
        return ZoneInfo("UTC")


def _phones(told: Entry, key: str) -> tuple[Phone, ...]:
    found = []
    for entry in told.tables(key):
        phone = Phone(
            label=entry.text("label"),
            number_display=entry.text("number"),
            tel=entry.matching("tel", r"\+?\d{3,15}", "a number to dial, like +62811123456"),
            sms=entry.flag("sms", False),
            demo=entry.flag("demo", False),
        )
        entry.done()
        found.append(phone)
    return tuple(found)
