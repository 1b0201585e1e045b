"""What the forms of people share: roles and places to choose from, and the account typed."""

from collections.abc import Mapping
from typing import Any

from src.domain import access
from src.routes.manage import choices
from src.routes.manage.pages import Asked
from src.routes.members import skills_in
from src.routes.submission import line
from src.routes.surroundings import person_of, region_of
from src.services.account_fields import KEPT_ROLES, Account
from src.words import ROLES

HERE = "/kelola/orang"
YES = "ya"


def may_edit(request: Asked) -> bool:
    return access.allows("manage_people", person_of(request))


def roles() -> list[tuple[str, str]]:
    return [(role, ROLES[role]) for role in KEPT_ROLES]


def typed_account(said: Mapping[str, str]) -> Account:
    return Account(
        name=line(said.get("name", "")),
        role=said.get("role", ""),
        phone=said.get("phone", ""),
        team=said.get("team", ""),
        stand=said.get("stand", ""),
        agency=said.get("agency", ""),
        body_number=line(said.get("body_number", "")),
        leads=said.get("leads") == YES,
        skills=skills_in(said),
        off_duty=said.get("off_duty") == YES,
    )


def places(request: Asked) -> dict[str, Any]:
    region = region_of(request)
    return {
        "teams": choices.teams(region),
        "stands": choices.stands(region),
        "agencies": choices.agencies(region),
    }
