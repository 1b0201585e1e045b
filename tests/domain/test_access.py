"""Who may do what, cell by cell: written out a second time, by hand, so that a slip shows."""

from uuid import uuid4

import pytest

from src import words
from src.domain import access
from src.domain.access import ACTIONS, HOMES, ROLES, Person, Role

# One column each: nobody, driver, stand leader, responder, operator, leader, administrator.
EVERYBODY = "yes yes yes yes yes yes yes"
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
    "sign_in": EVERYBODY,
    "sign_out": EVERYBODY,
    "activate": EVERYBODY,
    "see_health": EVERYBODY,
    "see_driver_home": "no yes yes no no no no",
    "see_tasks": "no no no yes no no no",
    "answer_task": "no no no yes no no no",
    "see_board": "no no no no yes yes yes",
    "see_incident": "no no no yes yes yes yes",
    "triage": "no no no no yes yes yes",  # a leader: only what is for leaders (queries.reach)
    "manage_drivers": "no no yes no yes no yes",
    "manage_responders": "no no no no yes no yes",
}


def somebody(role: Role, *, leads: bool = False) -> Person:
    return Person(id=uuid4(), session=uuid4(), name="Somebody", role=role, stand="S", leads=leads)


COLUMNS: dict[str, Person | None] = {
    "nobody": None,
    "driver": somebody("driver"),
    "stand leader": somebody("driver", leads=True),
    "responder": somebody("responder", leads=True),
    "operator": somebody("operator"),
    "leader": somebody("leader"),
    "administrator": somebody("administrator"),
}


def test_every_action_is_written_out_here() -> None:
    assert EXPECTED.keys() == ACTIONS.keys()


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


def test_every_role_has_a_home_and_a_word() -> None:
    assert set(HOMES) == set(ROLES) == set(words.ROLES)


@pytest.mark.parametrize(
    ("who", "role", "stand", "may"),
    [
        ("operator", "driver", "S", True),
        ("operator", "responder", None, True),
        ("operator", "operator", None, False),
        ("operator", "administrator", None, False),
        ("administrator", "responder", None, True),
        ("administrator", "administrator", None, False),
        ("leader", "driver", "S", False),
        ("stand leader", "driver", "S", True),
        ("stand leader", "driver", "T", False),
        ("stand leader", "driver", None, False),
        ("stand leader", "responder", "S", False),
        ("driver", "driver", "S", False),
        ("responder", "responder", None, False),
    ],
)
def test_who_manages_whom(who: str, role: Role, stand: str | None, may: bool) -> None:
    person = COLUMNS[who]
    assert person is not None
    assert access.manages(person, role, stand) == may
