"""Who answers in a region: agencies, stations, teams, stands of drivers, telephone numbers."""

from dataclasses import dataclass

from src.domain.village import Point


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to call: `number_display` for eyes, `tel` for `tel:` and `sms:` links.

    `sms` says that text messages are read there; `demo` marks an invented number.
    """

    label: str
    number_display: str
    tel: str
    sms: bool = False
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Agency:
    """An office that leads, helps, or takes referrals; `actor` is one of the five actor kinds."""

    code: str
    name: str
    short_name: str
    actor: str
    phone: str = ""
    demo: bool = False

    @property
    def volunteers(self) -> bool:
        """People of the place, whose arrival the service standard counts apart from ours."""
        return self.actor == "community"


@dataclass(frozen=True, slots=True)
class Station:
    """A post (pos) from which teams leave."""

    code: str
    name: str
    village: str
    point: Point
    phone: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """A team (regu) with what it serves and where.

    Empty `districts` and `villages` mean everywhere. `order` decides among teams that are
    equally near: the lower is responsible first.
    """

    code: str
    name: str
    station: str
    agency: str
    groups: frozenset[str]
    districts: frozenset[str]
    villages: frozenset[str]
    order: int
    demo: bool = False

    @property
    def everywhere(self) -> bool:
        return not self.districts and not self.villages


@dataclass(frozen=True, slots=True)
class Stand:
    """A pangkalan: where drivers wait, and what `?pangkalan=` names."""

    code: str
    name: str
    village: str
    point: Point
    main: bool = False
    demo: bool = False
