"""What is known of an account: its fields, where each role belongs, and what is refused."""

from dataclasses import dataclass
from typing import Any, get_args
from uuid import UUID

from src import database
from src.domain.access import Role
from src.domain.errors import Invalid
from src.domain.phone import normalised
from src.domain.region import Region
from src.services import abilities
from src.services.members import LONGEST_BODY_NUMBER, LONGEST_NAME

KEPT_ROLES: tuple[Role, ...] = tuple(role for role in get_args(Role) if role != "station")
"""Screens of stations have a page of their own."""

PLACE: dict[Role, str] = {
    "responder": "team",
    "driver": "stand",
    "agency": "agency",
    "partner": "agency",
}
WITH_PASSWORD: frozenset[Role] = frozenset(
    {"operator", "leader", "administrator", "agency", "partner"}
)
COLUMNS = (
    "name",
    "role",
    "phone",
    "team",
    "stand",
    "agency",
    "body_number",
    "leads",
    "skills",
    "off_duty",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """As typed."""

    name: str
    role: str
    phone: str = ""
    team: str = ""
    stand: str = ""
    agency: str = ""
    body_number: str = ""
    leads: bool = False
    skills: tuple[str, ...] = ()
    off_duty: bool = False


async def checked(told: Account, region: Region, person: UUID | None) -> dict[str, Any]:
    """By column; raises Invalid with a reason for each field."""
    wrong: dict[str, str] = {}
    phone = normalised(told.phone) if told.phone else None
    if not told.name:
        wrong["name"] = "name_missing"
    elif len(told.name) > LONGEST_NAME:
        wrong["name"] = "name_too_long"
    if told.phone and phone is None:
        wrong["phone"] = "phone_wrong"
    elif phone and await taken(phone, person):
        wrong["phone"] = "phone_taken"
    if told.role not in KEPT_ROLES:
        raise Invalid({**wrong, "role": "choice_missing"})
    place = PLACE.get(told.role, "")
    known = {"team": region.teams, "stand": region.stands, "agency": region.agencies}
    if place and getattr(told, place) not in known[place]:
        wrong[place] = f"{place}_unknown"
    if len(told.body_number) > LONGEST_BODY_NUMBER:
        wrong["body_number"] = "body_number_too_long"
    if wrong:
        raise Invalid(wrong)
    responder, driver = told.role == "responder", told.role == "driver"
    return {
        "name": told.name,
        "role": told.role,
        "phone": phone,
        "team": told.team if place == "team" else None,
        "stand": told.stand if place == "stand" else None,
        "agency": told.agency if place == "agency" else None,
        "body_number": (told.body_number or None) if driver else None,
        "leads": told.leads and (responder or driver),
        "skills": abilities.written(told.skills) if responder else "",
        "off_duty": told.off_duty and responder,
    }


async def taken(phone: str, but: UUID | None) -> bool:
    rows = await database.rows("SELECT id FROM person WHERE active AND phone = {}", phone)
    return any(row["id"] != but for row in rows)
