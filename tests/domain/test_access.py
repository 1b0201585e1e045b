"""Who may do what, cell by cell: written out a second time, by hand, so that a slip shows."""

from dataclasses import replace
from uuid import uuid4

import pytest

from src import words
from src.domain import access
from src.domain.access import ACTIONS, HOMES, ROLES, Person, Role

# One column each: nobody, driver, stand leader, responder, station, operator, leader,
# administrator.
EVERYBODY = "yes yes yes yes yes yes yes yes"
EXPECTED = {
    "open_shell": EVERYBODY,
    "see_home": EVERYBODY,
    "report": EVERYBODY,
    "attach": EVERYBODY,
    "search_villages": EVERYBODY,
    "follow": EVERYBODY,
    "answer_own": EVERYBODY,
    "subscribe": EVERYBODY,
    "acknowledge_push": EVERYBODY,
    "tell_of_texts": EVERYBODY,
    "sign_in": EVERYBODY,
    "sign_out": EVERYBODY,
    "activate": EVERYBODY,
    "see_health": EVERYBODY,
    "follow_referral": EVERYBODY,
    "answer_as_guest": EVERYBODY,
    "see_driver_home": "no yes yes no no no no no",
    "see_tasks": "no no no yes no no no no",
    "answer_task": "no no no yes no no no no",
    "see_board": "no no no no no yes yes yes",
    "see_incident": "no no no yes no yes yes yes",
    "triage": "no no no no no yes yes yes",  # a leader: only what is for leaders (queries.reach)
    "write_record": "no no no yes no yes yes yes",
    "see_contact": "no no no no no yes yes yes",
    "take_messages": "no no no no no yes yes yes",
    "see_troubles": "no no no no no yes yes yes",
    "manage_drivers": "no no yes no no yes no yes",
    "manage_responders": "no no no no no yes no yes",
    "manage_agencies": "no no no no no yes no yes",
    "see_alarm_rules": "no no no no no yes yes yes",
    "edit_alarm_rules": "no no no no no no yes yes",
    "see_administration": "no no no no no yes yes yes",
    "see_region": "no no no no no no yes yes",
    "edit_region": "no no no no no no no yes",
    "see_people": "no no no no no no yes yes",
    "manage_people": "no no no no no no no yes",
    "verify_drivers": "no no no no no yes no yes",
    "see_changes": "no no no no no no yes yes",
    "print_cards": "no no no no no yes yes yes",
    "see_alarm_tests": "no no no no no yes yes yes",  # and who leads a team, below
    "start_alarm_test": "no no no no no yes no yes",
    "answer_alarm_test": "no no no yes no yes yes yes",
    "see_duty": "no no no yes no yes yes yes",
    "tell_duty": "no no no yes no no no no",
    "keep_duty": "no no no yes no yes yes yes",
    "plan_duty": "no no no no no yes yes yes",
    "see_station": "no no no no yes no no no",
    "note_calls": "no no no no yes no no no",
    "manage_screens": "no no no no no yes no yes",
}

# People of other agencies, and partners: what everybody may, and what was referred to them.
OUTSIDE = {"see_referrals", "answer_referral"}


def somebody(role: Role, *, leads: bool = False) -> Person:
    return Person(id=uuid4(), session=uuid4(), name="Somebody", role=role, stand="S", leads=leads)


COLUMNS: dict[str, Person | None] = {
    "nobody": None,
    "driver": somebody("driver"),
    "stand leader": somebody("driver", leads=True),
    "responder": somebody("responder", leads=True),
    "station": somebody("station"),
    "operator": somebody("operator"),
    "leader": somebody("leader"),
    "administrator": somebody("administrator"),
}


def test_every_action_is_written_out_here() -> None:
    assert EXPECTED.keys() | OUTSIDE == ACTIONS.keys()
    assert not EXPECTED.keys() & OUTSIDE


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ["agency", "partner"])
def test_other_agencies_may_nothing_but_what_is_theirs(action: str, role: Role) -> None:
    mine = action in OUTSIDE or EXPECTED.get(action) == EVERYBODY
    assert access.allows(action, somebody(role, leads=True)) == mine


@pytest.mark.parametrize("action", sorted(OUTSIDE))
@pytest.mark.parametrize("person", [None, *ROLES])
def test_what_is_the_agencies_is_nobody_elses(action: str, person: Role | None) -> None:
    who = somebody(person) if person else None
    assert access.allows(action, who) == (person in ("agency", "partner"))


@pytest.mark.parametrize("action", EXPECTED)
@pytest.mark.parametrize(("who", "person"), COLUMNS.items())
def test_the_table_says_what_was_meant(action: str, who: str, person: Person | None) -> None:
    cell = EXPECTED[action].split()[list(COLUMNS).index(who)]
    assert access.allows(action, person) == (cell == "yes")


@pytest.mark.parametrize("person", COLUMNS.values())
def test_what_nobody_named_is_nobodys(person: Person | None) -> None:
    assert not access.allows(None, person)
    assert not access.allows("", person)
    assert not access.allows("rule_the_world", person)


def test_leading_a_team_is_not_leading_a_stand() -> None:
    assert not somebody("responder", leads=True).leads_stand


def test_who_leads_a_team_tests_its_alarms() -> None:
    leader = replace(somebody("responder", leads=True), team="T")
    assert access.allows("see_alarm_tests", leader)
    assert access.allows("start_alarm_test", leader)
    assert not access.allows("see_alarm_tests", replace(leader, leads=False))
    assert not access.allows("see_alarm_tests", replace(leader, role="driver"))


def test_every_role_has_a_home_and_a_word() -> None:
    assert set(HOMES) == set(ROLES) == set(words.ROLES)


@pytest.mark.parametrize(
    ("who", "role", "stand", "may"),
    [
        ("operator", "driver", "S", True),
        ("operator", "responder", None, True),
        ("operator", "station", None, True),
        ("operator", "agency", None, True),
        ("operator", "partner", None, True),
        ("operator", "operator", None, False),
        ("operator", "administrator", None, False),
        ("administrator", "responder", None, True),
        ("administrator", "administrator", None, True),
        ("leader", "driver", "S", False),
        ("stand leader", "driver", "S", True),
        ("stand leader", "driver", "T", False),
        ("stand leader", "driver", None, False),
        ("stand leader", "responder", "S", False),
        ("driver", "driver", "S", False),
        ("responder", "responder", None, False),
        ("station", "station", None, False),
    ],
)
def test_who_manages_whom(who: str, role: Role, stand: str | None, may: bool) -> None:
    person = COLUMNS[who]
    assert person is not None
    assert access.manages(person, role, stand) == may
