"""The life cycle of one team on one incident, cell by cell."""

import pytest

from src.domain import assignment
from src.domain.incident import NotNow

AT_WORK = {"accepted", "en_route", "on_scene", "under_control"}
EXPECTED: dict[str, dict[str, str]] = {
    "accepted": {"alerted": "accepted", "refused": "accepted"},
    "joined": {state: state for state in AT_WORK},
    "refused": {"alerted": "refused"} | {state: state for state in AT_WORK},
    "departed": dict.fromkeys(("alerted", "accepted"), "en_route"),
    "arrived": dict.fromkeys(("alerted", "accepted", "en_route"), "on_scene"),
    "controlled": dict.fromkeys(("accepted", "en_route", "on_scene"), "under_control"),
    "completed": dict.fromkeys(("on_scene", "under_control"), "released"),
    "not_found": dict.fromkeys(("en_route", "on_scene"), "released"),
    "released": dict.fromkeys(AT_WORK | {"alerted"}, "released"),
    "backup_requested": {state: state for state in AT_WORK},
    "handed_back": dict.fromkeys(("accepted", "en_route", "on_scene"), "refused"),
    "commander_named": {state: state for state in AT_WORK},
    "noted": {state: state for state in assignment.STATES},
}


@pytest.mark.parametrize("event", sorted(assignment.LIFE))
@pytest.mark.parametrize("state", assignment.STATES)
def test_each_cell(state: str, event: str) -> None:
    if state in EXPECTED[event]:
        assert assignment.after(state, event) == EXPECTED[event][state]
    else:
        with pytest.raises(NotNow):
            assignment.after(state, event)


@pytest.mark.parametrize("state", assignment.STATES)
def test_what_is_offered_next_is_possible(state: assignment.State) -> None:
    for event in assignment.NEXT[state]:
        assignment.after(state, event)
