"""Who lives in the demo town: somebody of each role, at the region's main stand and first teams."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from src.domain.access import Person, Role
from src.domain.region import Region, Team, Village
from src.settings import Settings

_OURS = uuid5(NAMESPACE_URL, "lacak:demo")
MARK = "(contoh)"
Hand = tuple[str, str, int | None]
CREWS: tuple[tuple[Hand, ...], ...] = (
    (
        ("Yusuf", "rescue", None),
        ("Selfi", "driver", None),
        ("Arif", "rescue", 0),
        ("Bahar", "driver first_aid", 0),
        ("Citra", "first_aid", 1),
        ("Dedi", "driver rescue", 1),
    ),
    (("Arman", "rescue", None), ("Meri", "driver", None), ("Fadli", "", 0), ("Gita", "rescue", 1)),
    (("Daud", "", None), ("Nurlina", "driver", None), ("Haris", "", 0), ("Indah", "driver", 1)),
    (("Ferdi", "rescue", None), ("Astrid", "driver", None), ("Jufri", "", 0), ("Kiki", "", 1)),
)
"""The first teams: name, skills, and the crew that takes turns; None is there until he says so.

The first of a team leads it, and its crews may be called while off duty, too.
"""
PLACES = ("lead", "crew", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Somebody of the demo town. `key` tells them apart for ever."""

    key: str
    given_name: str
    role: Role
    team: str | None = None
    stand: str | None = None
    body_number: str | None = None
    leads: bool = False
    skills: str = ""
    crew: int | None = None
    agency: str | None = None

    @property
    def id(self) -> UUID:
        return uuid5(_OURS, self.key)

    @property
    def name(self) -> str:
        """Marked, so that nobody takes the demo town for the real one."""
        return f"{self.given_name} {MARK}"

    @property
    def person(self) -> Person:
        """As the guard would know him, on no device in particular."""
        return Person(
            id=self.id,
            session=self.id,
            name=self.name,
            role=self.role,
            team=self.team,
            leads=self.leads,
            agency=self.agency,
        )

    @property
    def has_password(self) -> bool:
        return self.role not in ("driver", "responder")


def cast_of(region: Region) -> tuple[Player, ...]:
    """Who lives here: the stand and teams are the first the region calls."""
    stand = next((s.code for s in region.stands.values() if s.main), None)
    crews = [
        Player(
            key=f"{PLACES[place]} {team.code}",
            given_name=name,
            role="responder",
            team=team.code,
            leads=place == 0,
            skills=skills,
            crew=crew,
        )
        for team, hands in zip(_teams(region), CREWS, strict=False)
        for place, (name, skills, crew) in enumerate(hands)
    ]
    return (
        Player(key="driver", given_name="Rahim", role="driver", stand=stand, body_number="017"),
        Player(
            key="stand",
            given_name="Hasna",
            role="driver",
            stand=stand,
            body_number="001",
            leads=True,
        ),
        *crews,
        Player(key="operator", given_name="Operator", role="operator"),
        Player(key="leader", given_name="Pimpinan", role="leader"),
        Player(key="administrator", given_name="Pengelola", role="administrator"),
        *_outside(region),
    )


def _outside(region: Region) -> list[Player]:
    """Somebody of an agency that may be asked, and a partner: volunteers where there are any."""
    own = {team.agency for team in region.teams.values()}
    others = [each for each in region.agencies.values() if each.code not in own]
    if not others:
        return []
    office = next((each for each in others if each.actor == "business"), others[0])
    partner = next((each for each in others if each.volunteers), others[-1])
    return [
        Player(
            key="agency",
            given_name=f"Petugas {office.short_name}",
            role="agency",
            agency=office.code,
        ),
        Player(
            key="partner",
            given_name=f"Relawan {partner.short_name}",
            role="partner",
            agency=partner.code,
        ),
    ]


def _teams(region: Region) -> list[Team]:
    """For each choice of the home screen the team nearest to the main stand, each once."""
    village = village_of(region)
    teams: dict[str, Team] = {}
    for group in region.home_groups:
        if (leaf := region.category(group.code)) and (found := region.teams_for(leaf, village)):
            teams.setdefault(found[0].code, found[0])
    return list(teams.values())


def village_of(region: Region) -> Village | None:
    stand = next((s for s in region.stands.values() if s.main), None)
    return region.villages.get(stand.village) if stand else None


def password(player: Player, settings: Settings) -> str:
    """The same at every start of this installation, and no other installation's."""
    digest = hmac.new(settings.secret(), f"demo:{player.key}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:10]).decode().lower()
