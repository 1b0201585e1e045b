"""Who still needs a thing of the region: as long as somebody does, it cannot be retired."""

from collections.abc import Awaitable, Callable

from src import database
from src.domain.errors import Conflict
from src.domain.region import Region
from src.domain.region_edit import Kind
from src.queries import alarm_rules


async def refuse(kind: Kind, code: str, region: Region) -> None:
    """Raises Conflict with the sentence of whatever would be left without it."""
    if kind in _NEEDS:
        await _NEEDS[kind](code, region)


async def _team(code: str, region: Region) -> None:
    """People, turns and tasks hang on a team."""
    people = await _count("SELECT count(*) AS n FROM person WHERE active AND team = {}", code)
    if people:
        raise Conflict("team_has_people", count=people)
    if await _count("SELECT count(*) AS n FROM roster WHERE active AND team = {}", code):
        raise Conflict("team_has_rosters")
    statement = "SELECT count(*) AS n FROM assignment WHERE released_at IS NULL AND team = {}"
    tasks = (
        f"{statement} AND incident IN (SELECT id FROM incident WHERE state NOT IN"
        " ('resolved', 'closed', 'declined', 'merged'))"
    )
    if await _count(tasks, code):
        raise Conflict("team_at_work_now")


async def _station(code: str, region: Region) -> None:
    teams = [team.name for team in region.teams.values() if team.station == code]
    if teams:
        raise Conflict("station_has_teams", names=", ".join(teams))
    vehicles = [each.name for each in region.vehicles.values() if each.station == code]
    if vehicles:
        raise Conflict("station_has_vehicles", names=", ".join(vehicles))
    screens = "SELECT count(*) AS n FROM person WHERE active AND role = 'station' AND station = {}"
    if await _count(screens, code):
        raise Conflict("station_has_screens")


async def _vehicle(code: str, region: Region) -> None:
    """An alarm that asks for a kind of which there is none would ring for ever."""
    kind = region.vehicles[code].kind
    if any(each.kind == kind and each.code != code for each in region.vehicles.values()):
        return
    for rule in await alarm_rules.in_force(region):
        if rule.strength.vehicle == kind:
            raise Conflict("vehicle_asked_for", rule=rule.name)


async def _stand(code: str, region: Region) -> None:
    drivers = "SELECT count(*) AS n FROM person WHERE active AND role = 'driver' AND stand = {}"
    if count := await _count(drivers, code):
        raise Conflict("stand_has_drivers", count=count)


async def _agency(code: str, region: Region) -> None:
    teams = [team.name for team in region.teams.values() if team.agency == code]
    if teams:
        raise Conflict("agency_has_teams", names=", ".join(teams))
    people = await _count("SELECT count(*) AS n FROM person WHERE active AND agency = {}", code)
    if people:
        raise Conflict("agency_has_people", count=people)
    referrals = "SELECT count(*) AS n FROM referral WHERE ended_at IS NULL AND agency = {}"
    if open_ones := await _count(referrals, code):
        raise Conflict("agency_has_referrals", count=open_ones)
    led = [
        leaf.word
        for leaf in region.categories.values()
        if leaf.lead == code or code in leaf.support
    ]
    if led:
        raise Conflict("agency_in_categories", names=", ".join(led[:3]), count=len(led))


async def _category(code: str, region: Region) -> None:
    leaf = region.categories[code]
    if region.group_of(leaf).unclear == code:
        raise Conflict("category_is_the_unclear_one")
    for rule in await alarm_rules.in_force(region):
        if code in rule.categories:
            raise Conflict("category_in_rule", rule=rule.name)


async def _count(statement: str, code: str) -> int:
    found = await database.row(statement, code)
    return int(found["n"]) if found else 0


_NEEDS: dict[Kind, Callable[[str, Region], Awaitable[None]]] = {
    "agency": _agency,
    "category": _category,
    "stand": _stand,
    "station": _station,
    "team": _team,
    "vehicle": _vehicle,
}
