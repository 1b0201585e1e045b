"""A folder becomes a region, or a list of sentences with file and line for each thing wrong."""

import shutil
from datetime import time
from pathlib import Path

import pytest

from src.services.region_pack import RegionPackError, load_region
from tests.regions import TELUK, teluk


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the invented pack, to break."""
    return shutil.copytree(TELUK, tmp_path / "teluk")


def told(pack: Path) -> list[str]:
    with pytest.raises(RegionPackError) as refused:
        load_region(pack)
    assert str(refused.value).startswith(f"the region pack {pack} cannot be used:\n  ")
    return refused.value.problems


def change(pack: Path, name: str, old: str, new: str) -> None:
    text = (pack / name).read_text()
    assert old in text
    (pack / name).write_text(text.replace(old, new, 1))


def test_a_pack_becomes_a_region() -> None:
    region = teluk()
    assert (region.code, region.number_prefix, region.zone_label) == ("99.88", "TP", "WIT")
    assert region.timezone.key == "Asia/Jayapura"
    assert region.office.weekdays == {0, 1, 2, 3, 5}
    assert region.office.closes == time(14, 30)
    assert region.phone.tel == "+6289999880001"
    assert region.colours.light == {"band": "#123d0a"}
    assert region.logo.is_file()
    assert region.stands["DMG-1"].main
    assert region.villages["99.88.01.0001"].kind == "kampung"
    urgent = region.alarm_rules["urgent"]
    assert [step.after_s for step in urgent.policy.steps] == [0, 60]
    assert (urgent.priorities, urgent.strength.people, urgent.policy.repeat_s) == (("P1",), 1, 120)


def test_a_leaf_inherits_from_its_group_what_it_does_not_say() -> None:
    net, adrift = (teluk().categories[code] for code in ("at_sea.net", "at_sea.adrift"))
    assert (net.lead, net.support, net.priority) == ("SIAGA", ("NELAYAN",), "P2")
    assert (adrift.priority, adrift.visibility) == ("P1", "area")


def test_a_changed_file_makes_another_version(pack: Path, tmp_path: Path) -> None:
    assert load_region(pack).version == teluk().version
    changed = shutil.copytree(pack, tmp_path / "changed")
    change(changed, "region.toml", "Panggil", "Kabari")
    assert load_region(changed).version != teluk().version


def test_a_file_saved_by_a_spreadsheet_is_read_too(pack: Path) -> None:
    """Windows line ends, a byte order mark, an empty row at the end."""
    text = (pack / "villages.csv").read_text().replace("\n", "\r\n") + ",,,,,\r\n"
    (pack / "villages.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert len(load_region(pack).villages) == 4


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("region.toml", 'code = "99.88"', 'code = "', "region.toml:3: Illegal character '\\n'"),
        ("region.toml", 'name = "K', 'nama = "K', "region.toml:1: name is missing"),
        ("region.toml", 'name = "K', 'nama = "K', "region.toml:4: nama is not known here; known"),
        ("region.toml", '"Siaga Teluk"\nrep', '"Siaga Warga Teluk"\nrep', "region.toml:8: short_"),
        ("region.toml", '"TP"', '"tp1"', "region.toml:10: number_prefix 'tp1' is not one to four"),
        ("region.toml", '"mailto:', '"', "region.toml:11: contact"),
        ("region.toml", '["id"]', '["en"]', 'region.toml:12: languages must name "id"'),
        ("region.toml", "Asia/J", "Asia/K", "region.toml:13: timezone 'Asia/Kayapura' is not know"),
        ("region.toml", "tanda", "lain", "region.toml:15: logo 'lain.svg': there is no such file"),
        ("region.toml", '"+62', '"62-', "region.toml:20: tel '62-89999880001' is not a number to"),
        ("region.toml", '"#123d0a"', '"green"', "region.toml:31: band 'green' is not a colour"),
        ("region.toml", "band", "deck", "region.toml:31: deck is no colour of the house"),
        ("region.toml", "[1, 2,", "[0, 2,", "region.toml:37: weekdays are numbers from 1"),
        ("region.toml", "14.30", "24.30", "region.toml:38: closes '24.30' is not an hour"),
        (
            "region.toml",
            "days = 3\n",
            "days = 0\n",
            "region.toml:45: reopen_days is 0, expected 1 or more",
        ),
        ("region.toml", "= 12\n", '= "x"\n', "region.toml:48: outside_km is not a number: 'x'"),
        ("categories.toml", '"fire"', '"flood"', "categories.toml:3: kind 'flood' is none of fire"),
        (
            "categories.toml",
            '"tanya"',
            '"api"',
            "categories.toml:45: slug 'api' belongs to another",
        ),
        ("categories.toml", '"any"\n', '"an"\n', "categories.toml:12: unclear 'an' is no leaf of"),
        ("categories.toml", "lead", "leads", "categories.toml:13: leads is not known here"),
        (
            "categories.toml",
            '"SIAGA"',
            '"X"',
            "categories.toml:13: lead 'X' is not in agencies.csv",
        ),
        ("categories.toml", '"P1"', '"P0"', "categories.toml:14: priority 'P0' is not in priorit"),
        ("categories.toml", '"boat"', '"Boat"', "categories.toml:17: code 'Boat' is not small"),
        ("categories.toml", "dangerous", "danger", "categories.toml:17: danger is not known here"),
        (
            "categories.toml",
            '= "net"',
            '= "adrift"',
            "categories.toml:38: code 'adrift' stands her",
        ),
        (
            "priorities.toml",
            "{ minutes = 1 }",
            "{ hours = 1 }",
            "priorities.toml:5: first_answer ne",
        ),
        ("priorities.toml", '"P4"', '"P3"', "priorities.toml:1: priority P4 is missing"),
        ("alarm.toml", '["team"] }', '["all"] }', "alarm.toml:8: to 'all' is not in the list of"),
        (
            "alarm.toml",
            '["team"] }',
            "[] }",
            "alarm.toml:8: to is empty: this step would ring nobody",
        ),
        (
            "alarm.toml",
            "after_s = 0",
            "after_s = 90",
            "alarm.toml:9: steps of an alarm stand in order",
        ),
        (
            "alarm.toml",
            "after_s = 0",
            "after_s = 9",
            "alarm.toml:7: an alarm begins with a step after",
        ),
        (
            "alarm.toml",
            '"short"',
            '"late"',
            "alarm.toml:9: when 'late' is none of always, unreceived",
        ),
        (
            "alarm.toml",
            '["P1"]',
            '["P5"]',
            "alarm.toml:4: priorities 'P5' is not in priorities.toml",
        ),
        ("alarm.toml", "people = 1", "people = 0", "alarm.toml:5: people is 0, expected 1 or more"),
        (
            "alarm.toml",
            "people = 1",
            "skills = { pilot = 1 }",
            "alarm.toml:5: pilot is not known here",
        ),
        ("alarm.toml", "people = 1", 'vehicle = "sled"', "alarm.toml:5: vehicle 'sled' is none of"),
        ("alarm.toml", "steps = [", 'as = "calm"\nmore = [', "alarm.toml:7: as 'calm' is not in"),
        (
            "alarm.toml",
            'name = "Lainnya"',
            'name = "Lainnya"\ngroups = ["blaze"]',
            "alarm.toml:1: no rule holds for everything of priority P2",
        ),
        ("districts.csv", "99.88.02", "99.88.03", "villages.csv:4: district '99.88.02' is not in"),
        ("districts.csv", "99.88.02", "99.88.03", "villages.csv:1: district 99.88.03 has no vill"),
        ("villages.csv", "0.50,140.50", "140.50,0.50", "villages.csv:2: 140.5, 0.5 is not on the"),
        ("villages.csv", "0.53", "0,53", "villages.csv:3: this row has more cells than the head"),
        ("villages.csv", "0.53", "abc", "villages.csv:3: lat is not a number: 'abc'"),
        ("villages.csv", "01.0002", "01.0001", "villages.csv:3: code '99.88.01.0001' stands here"),
        ("villages.csv", "name,kind", "nama,kind", "villages.csv:1: name is missing"),
        ("villages.csv", "name,kind", "nama,kind", "villages.csv:1: nama is not known here"),
        (
            "agencies.csv",
            "community",
            "fishers",
            "agencies.csv:3: actor 'fishers' is none of gover",
        ),
        ("stations.csv", ".01.0001", ".09.0001", "stations.csv:2: village '99.88.09.0001' is not"),
        ("stands.csv", "0.501", "5.501", "stands.csv:2: this lies more than 30 km from Pasir Cont"),
        ("stands.csv", "yes,yes", "ya,yes", "stands.csv:2: main is not yes or no"),
        ("teams.csv", "DERMAGA", "KAPAL", "teams.csv:2: station 'KAPAL' is not in stations.csv"),
        ("teams.csv", "blaze at_sea", "", "teams.csv:2: groups is empty"),
        ("teams.csv", "blaze at_sea", "blaze", "teams.csv:1: no team serves at_sea everywhere"),
        ("holidays.csv", "2026-10-14", "14-10-26", "holidays.csv:2: date '14-10-26' is not a day"),
        ("holidays.csv", "national", "local", "holidays.csv:2: kind 'local' is none of national"),
    ],
)
def test_each_thing_wrong_is_told_with_its_line(
    pack: Path, name: str, old: str, new: str, problem: str
) -> None:
    change(pack, name, old, new)
    problems = told(pack)
    assert any(sentence.startswith(problem) for sentence in problems), problems


def test_everything_wrong_is_told_at_once_and_each_thing_once(pack: Path) -> None:
    change(pack, "region.toml", "WIT", "")
    change(pack, "villages.csv", "0.53", "abc")
    change(pack, "teams.csv", "PERAHU", "")
    assert told(pack) == [
        "villages.csv:3: lat is not a number: 'abc'",
        "teams.csv:2: code is missing",
        "region.toml:14: zone_label is missing",
    ]


def test_missing_and_unreadable_files_are_told(pack: Path) -> None:
    (pack / "holidays.csv").unlink()
    (pack / "stands.csv").write_bytes(b"\xff\xfe\x00")
    assert told(pack) == [
        "stands.csv:1: the file is not UTF-8 text",
        "holidays.csv:1: the file is missing",
    ]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "nowhere") == ["there is no such folder"]


def test_an_empty_folder_is_told_without_falling_over(tmp_path: Path) -> None:
    assert "region.toml:1: the file is missing" in told(tmp_path)
