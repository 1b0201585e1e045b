"""What forms of /kelola let somebody choose from."""

from src.domain.region import Region

Pairs = list[tuple[str, str]]


def stations(region: Region) -> Pairs:
    return [(each.code, each.name) for each in region.stations.values()]


def teams(region: Region) -> Pairs:
    return [(each.code, each.name) for each in region.teams.values()]


def stands(region: Region) -> Pairs:
    return [(each.code, each.name) for each in region.stands.values()]


def agencies(region: Region) -> Pairs:
    return [(each.code, each.short_name) for each in region.agencies.values()]


def groups(region: Region) -> Pairs:
    return [(each.code, each.word) for each in region.groups]


def districts(region: Region) -> Pairs:
    return [(each.code, each.name) for each in region.districts.values()]


def villages(region: Region) -> Pairs:
    named = [(each.code, each.label) for each in region.villages.values()]
    return sorted(named, key=lambda pair: pair[1])


def priorities(region: Region) -> Pairs:
    return [(each.code, f"{each.code} · {each.word}") for each in region.priorities.values()]
