"""Everything regional in one frozen object, with the rules that need no database.

A region is loaded from a pack (`services.region_pack`), with what was changed since on the screens
of /kelola laid over it (`services.live_region`): read it at the time of use, never keep one. No
other code knows a name, number, colour, place or deadline of any region.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from src.domain.alarm_rule import AlarmRule
from src.domain.category import Category, Group, Kind, Visibility
from src.domain.masking import dialled
from src.domain.organisation import Agency, Phone, Stand, Station, Team
from src.domain.past import NO_PAST, Past
from src.domain.priority import Deadline, Priority
from src.domain.response_template import ResponseTemplate, fitting
from src.domain.test_schedule import Weekly
from src.domain.vehicle import Vehicle
from src.domain.village import District, Point, Village
from src.domain.vocabulary import NO_WORDS, Vocabulary

__all__ = [
    "Agency",
    "Category",
    "Colours",
    "Deadline",
    "District",
    "Group",
    "Holiday",
    "Kind",
    "Office",
    "Phone",
    "Point",
    "Priority",
    "Region",
    "Rules",
    "Stand",
    "Station",
    "Team",
    "Vehicle",
    "Village",
    "Visibility",
    "Vocabulary",
]


@dataclass(frozen=True, slots=True)
class Colours:
    """Design tokens the region sets, by theme: `light["band"]` is "#07303d"."""

    light: Mapping[str, str]
    dark: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Office:
    """When the office works: weekdays (0 is Monday) and the hour at which its day ends."""

    weekdays: frozenset[int]
    closes: time


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off. A `joint_leave` (cuti bersama) is one for the office as much as a `national`."""

    date: date
    name: str
    kind: Literal["national", "joint_leave"]


@dataclass(frozen=True, slots=True)
class Rules:
    """Figures from regulations that are not tied to one priority.

    reopen_days        after closing, the reporter may reopen for so many days
    fire_area_km       radius of a fire management area around a station
    near_outline_m     a position this close to a village's outline is counted to it
    outside_km         farther than this from every village means outside the region
    referral_link_days  an agency's guest link opens for so many days after its work has ended
    referral_link_most  and never longer than so many days after it was made
    """

    reopen_days: int
    fire_area_km: float
    near_outline_m: float
    outside_km: float
    referral_link_days: int = 14
    referral_link_most: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A regency as this installation serves it.

    version        changes with every file of the pack and every edit of it; for caches
    shell_version  the same, but only with what pages show that phones keep
    name           "Kabupaten …"; office: who answers; service_name: what the service is called
    short_name     what stands under the icon on a phone (12 letters at most)
    report_word    the word on the main button
    number_prefix  the letters before the dash of an incident's number
    contact        mailto: address push hosts may write to
    phones         own numbers, the first is the one every page shows
    emergency      numbers of others
    test_alarm     when the phones of every team are tested each week, where they are
    words          how people here say things, for suggestions out of their messages
    responses      sentences the office says often
    past           what was retired: in no choice, but old incidents keep their words
    """

    version: str
    code: str
    name: str
    office_name: str
    service_name: str
    service_long_name: str
    short_name: str
    report_word: str
    number_prefix: str
    contact: str
    languages: tuple[str, ...]
    timezone: ZoneInfo
    zone_label: str
    logo: Path
    phones: tuple[Phone, ...]
    emergency: tuple[Phone, ...]
    colours: Colours
    office: Office
    rules: Rules
    groups: tuple[Group, ...]
    categories: Mapping[str, Category]
    priorities: Mapping[str, Priority]
    alarm_rules: Mapping[str, AlarmRule]
    districts: Mapping[str, District]
    villages: Mapping[str, Village]
    agencies: Mapping[str, Agency]
    stations: Mapping[str, Station]
    teams: Mapping[str, Team]
    stands: Mapping[str, Stand]
    vehicles: Mapping[str, Vehicle]
    holidays: Mapping[date, Holiday]
    test_alarm: Weekly | None = None
    words: Vocabulary = NO_WORDS
    shell_version: str = ""
    responses: tuple[ResponseTemplate, ...] = ()
    past: Past = NO_PAST

    @property
    def phone(self) -> Phone:
        """The number every page shows."""
        return self.phones[0]

    @property
    def sms_phone(self) -> Phone | None:
        """Where a report may go as a text message while the network carries no data."""
        return next((phone for phone in self.phones if phone.sms), None)

    @property
    def public_numbers(self) -> frozenset[str]:
        """Telephone numbers that may stand in any text, since they belong to nobody in person."""
        known = [phone.tel for phone in (*self.phones, *self.emergency)]
        known += [agency.phone for agency in self.agencies.values()]
        known += [station.phone for station in self.stations.values()]
        return frozenset(map(dialled, known))

    @property
    def home_groups(self) -> tuple[Group, ...]:
        """The choices on the home screen, first to last."""
        return tuple(sorted((g for g in self.groups if g.home), key=lambda g: g.home_rank))

    def group(self, code_or_slug: str) -> Group | None:
        """The group of this code (`fire`) or address word (`kebakaran`)."""
        return next((g for g in self.groups if code_or_slug in (g.code, g.slug)), None)

    def category(self, code_or_group_or_slug: str) -> Category | None:
        """The leaf of this code; for a group's code or slug, the leaf meant by it alone."""
        leaf = self.categories.get(code_or_group_or_slug)
        if leaf is not None:
            return leaf
        group = self.group(code_or_group_or_slug)
        return self.categories[group.unclear] if group else None

    def leaf(self, code: str) -> Category:
        """The leaf an incident has; one that left the pack since shows no more than its group."""
        known = self.category_named(code)
        if known is not None:
            return known
        group = self.group(code.partition(".")[0]) or self.groups[-1]
        return replace(self.categories[group.unclear], visibility="hidden", public_word=group.word)

    def group_of(self, leaf: Category) -> Group:
        return next(group for group in self.groups if group.code == leaf.group)

    def choices(self, group: Group) -> tuple[Category, ...]:
        """The leaves that the form of `group` offers: its own, then those listed in it."""
        guests = [leaf for g in self.groups if g.listed_in == group.code for leaf in g.categories]
        return (*group.categories, *guests)

    def team_rings(
        self, category: Category, village: Village | None
    ) -> tuple[tuple[Team, ...], ...]:
        """The responsible teams in rings, most local first: village, district, everywhere.

        A team is responsible when it serves the category's group and covers the village. Alarm
        the first ring that has somebody on duty, or several, as the policy says. Without a known
        village only the teams that serve everywhere remain.
        """
        serving = [team for team in self.teams.values() if category.group in team.groups]
        if village is None:
            rings = [[team for team in serving if team.everywhere]]
        else:
            rings = [
                [team for team in serving if village.code in team.villages],
                [team for team in serving if village.district.code in team.districts],
                [team for team in serving if team.everywhere],
            ]
        seen: set[str] = set()
        ordered: list[tuple[Team, ...]] = []
        for ring in rings:
            new = sorted((t for t in ring if t.code not in seen), key=lambda t: (t.order, t.code))
            seen.update(team.code for team in new)
            if new:
                ordered.append(tuple(new))
        return tuple(ordered)

    def beside(self, team: str, category: Category, village: Village | None) -> tuple[str, ...]:
        """The codes of the teams that answer for the same place and kind, `team` itself first."""
        rings = ([each.code for each in ring] for ring in self.team_rings(category, village))
        own = next((ring for ring in rings if team in ring), [])
        return tuple(dict.fromkeys((team, *own)))

    def teams_for(self, category: Category, village: Village | None) -> tuple[Team, ...]:
        """All responsible teams, most local first (the rings in one line)."""
        return tuple(team for ring in self.team_rings(category, village) for team in ring)

    def category_named(self, code: str) -> Category | None:
        """The leaf of this code, also when it is no more; so with the four below."""
        return self.categories.get(code) or self.past.categories.get(code)

    def agency_named(self, code: str) -> Agency | None:
        return self.agencies.get(code) or self.past.agencies.get(code)

    def station_named(self, code: str) -> Station | None:
        return self.stations.get(code) or self.past.stations.get(code)

    def team_named(self, code: str) -> Team | None:
        return self.teams.get(code) or self.past.teams.get(code)

    def stand_named(self, code: str) -> Stand | None:
        return self.stands.get(code) or self.past.stands.get(code)

    def responses_for(self, event: str, group: str) -> tuple[ResponseTemplate, ...]:
        """Ready sentences for an event of an incident of this group, the closest first."""
        return fitting(self.responses, event, group)

    def is_working_day(self, day: date) -> bool:
        """A weekday of the office that is no holiday."""
        return day.weekday() in self.office.weekdays and day not in self.holidays
