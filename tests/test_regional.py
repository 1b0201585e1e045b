"""Nothing regional is in the code: its names, numbers, codes and clock stand in the pack only."""

import re
from collections.abc import Iterator

import pytest

from src.domain.region import Region
from src.services.region_pack import load_region
from src.settings import ROOT

READ = {".py", ".html", ".js", ".css", ".svg", ".json", ".toml", ".webmanifest"}
# Where an installation that says nothing finds its pack.
ALLOWED = {"src/settings.py": {"72.07"}}
# Shorter village names are words of other meanings too ("Mata", "Tone").
TELLING = 7


@pytest.fixture(scope="module")
def here() -> Region:
    return load_region(ROOT / "regions" / "72.07")


def regional(region: Region) -> set[str]:
    """What would betray the region wherever it stood."""
    villages = {village.name for village in region.villages.values()}
    return {
        region.code,
        region.office_name,
        region.report_word,
        region.zone_label,
        *region.timezone.key.split("/")[1:],
        *region.name.split()[1:],
        *(district.name for district in region.districts.values()),
        *(name for name in villages if len(name) >= TELLING),
        *(phone.tel for phone in region.phones),
        *(phone.number_display for phone in region.phones),
        *(stand.code for stand in region.stands.values()),
        *(station.code for station in region.stations.values()),
        *(team.code for team in region.teams.values()),
    }


def sources() -> Iterator[tuple[str, str]]:
    """Every text file of ours by its path; what others made and we only bring is left out."""
    for path in sorted((ROOT / "src").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in READ and "/vendor/" not in name:
            yield name, path.read_text(encoding="utf-8")


def test_no_file_of_the_code_knows_a_region(here: Region) -> None:
    words = sorted(map(re.escape, regional(here)), key=len, reverse=True)
    betraying = re.compile(rf"(?<![\w+-])({'|'.join(words)})(?!\w)", re.IGNORECASE)
    found = [
        f"{name}: {word}"
        for name, text in sources()
        for word in sorted(set(betraying.findall(text)) - ALLOWED.get(name, set()))
    ]
    assert found == []


def test_the_search_would_find_a_region(here: Region) -> None:
    """So that an empty answer above means something."""
    assert {"72.07", "Banggai", "WITA", "Makassar", "Salakan", "PLB-01"} <= regional(here)
    assert sum(1 for _ in sources()) > 100
