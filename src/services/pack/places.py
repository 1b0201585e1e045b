"""districts.csv and villages.csv: where things can happen."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from src.domain.village import District, Point, Village
from src.services.pack.entry import Entry
from src.services.pack.source import Source


def districts(pack: Source) -> dict[str, District]:
    """By code."""

    def one(row: Entry) -> District:
        return District(row.text("code"), row.text("name"), row.text("bps", ""))

    return pack.keyed(pack.rows("districts.csv"), one)


def villages(pack: Source, known: Mapping[str, District]) -> dict[str, Village]:
    """By code; every district has at least one."""

    def one(row: Entry) -> Village:
        district = row.reference("district", known, "districts.csv")
        return Village(
            code=row.text("code"),
            name=row.text("name"),
            kind=row.text("kind"),
            district=known.get(district, District(district, district)),
            point=point(row),
            bps=row.text("bps", ""),
        )

    found = pack.keyed(pack.rows("villages.csv"), one)
    if not found:
        pack.wrong("villages.csv", "there is no village")
    for code in known.keys() - {village.district.code for village in found.values()}:
        pack.wrong("villages.csv", f"district {code} has no village")
    return _told_apart(found, known)


def _told_apart(
    villages: Mapping[str, Village], districts: Mapping[str, District]
) -> dict[str, Village]:
    """Marked where a name alone would mislead: a village's, or that of a district it is not in."""
    named = Counter(village.name for village in villages.values())

    def misleads(village: Village) -> bool:
        others = (each.name for each in districts.values() if each != village.district)
        return named[village.name] > 1 or village.name in others

    return {
        code: replace(village, ambiguous=misleads(village)) for code, village in villages.items()
    }


def point(row: Entry) -> Point:
    """The position in columns `lat` and `lng`, degrees of WGS 84."""
    found = Point(row.number("lat"), row.number("lng"))
    if not (-90 <= found.lat <= 90 and -180 <= found.lng <= 180):
        row.wrong("lat", f"{found.lat}, {found.lng} is not on the globe: latitude comes first")
    return found
