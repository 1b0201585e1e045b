"""Who may see what: asked of every role, for what is public business and what is for leaders."""

from uuid import uuid4

import pytest

from src.domain.access import ROLES, Person, Role
from src.queries import reach
from tests.town import Town

SEES = {
    "driver": (False, False),
    "station": (False, False),
    "responder": (False, False),
    "operator": (True, False),
    "leader": (True, True),
    "administrator": (True, False),
    "agency": (False, False),
    "partner": (False, False),
}
DECIDES = {
    "driver": (False, False),
    "station": (False, False),
    "responder": (False, False),
    "operator": (True, False),
    "leader": (False, True),
    "administrator": (True, False),
    "agency": (False, False),
    "partner": (False, False),
}


@pytest.mark.parametrize("role", ROLES)
async def test_each_role_sees_and_decides_what_is_its_business(town: Town, role: Role) -> None:
    secret = reach.leader_only(town.region)[0]
    noise = await town.report("Musik", category="public_order.noise")
    complaint = await town.report("Petugas kasar", category=secret)
    who = Person(id=uuid4(), session=uuid4(), name="x", role=role, team="DMK-A")
    both = (noise.incident, complaint.incident)
    assert tuple([await reach.may_see(who, each, town.region) for each in both]) == SEES[role]
    kinds = ("public_order.noise", secret)
    assert tuple(reach.may_triage(who, kind, town.region) for kind in kinds) == DECIDES[role]


async def test_a_responder_sees_the_own_teams_incidents_and_those_his_phone_rang_for(
    town: Town,
) -> None:
    rahim = await town.responder("Rahim")
    yopi = await town.responder("Yopi", on_duty=False)
    fire = await town.report("Api")
    own = Person(id=rahim, session=uuid4(), name="Rahim", role="responder", team=town.first_team)
    mate = Person(id=yopi, session=uuid4(), name="Yopi", role="responder", team=town.first_team)
    rung = Person(id=rahim, session=uuid4(), name="Rahim", role="responder", team="other")
    stranger = Person(id=yopi, session=uuid4(), name="Yopi", role="responder", team="other")
    seen = [await reach.may_see(p, fire.incident, town.region) for p in (own, mate, rung, stranger)]
    assert seen == [True, True, True, False]
    assert not await reach.may_see(own, 999, town.region)
