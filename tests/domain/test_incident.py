"""The life cycle of incidents, cell by cell: every state times every event."""

import pytest

from src.domain import incident

# The rows of the table as a person would say them; whatever is not here must be refused.
OPEN = set(incident.OPEN)
LIVING = set(incident.STATES) - {"merged"}
EXPECTED: dict[str, dict[str, str]] = {
    "attached": {state: state for state in LIVING},
    "absorbed": {state: state for state in LIVING},
    "split_off": {state: state for state in LIVING},
    "separated": {state: state for state in LIVING},
    "unmerged": {"merged": "under_review"},
    "life_risk_seen": {state: state for state in LIVING},
    "life_risk_cleared": {state: state for state in LIVING},
    "callback_owed": {state: state for state in LIVING},
    "called_back": {state: state for state in LIVING},
    "info_given": {state: state for state in LIVING},
    "evidence_added": {state: state for state in LIVING},
    "noted": {state: state for state in LIVING},
    "completed": {state: state for state in LIVING},
    "not_found": {state: state for state in LIVING},
    "released": {state: state for state in LIVING},
    "position_improved": {state: state for state in OPEN},
    "acknowledged": {state: state for state in OPEN},
    "classified": {state: state for state in OPEN},
    "drill_marked": {state: state for state in OPEN},
    "escalated": {state: state for state in OPEN},
    "accepted": {state: state for state in OPEN},
    "joined": {state: state for state in OPEN},
    "refused": {state: state for state in OPEN},
    "strength_reached": {state: state for state in OPEN},
    "strength_raised": {state: state for state in OPEN},
    "called": {state: state for state in incident.STATES if state != "merged"},
    "backup_requested": {state: state for state in OPEN},
    "deadline_extended": {state: state for state in OPEN},
    "undone": {state: state for state in LIVING},
    "record_saved": {state: state for state in LIVING},
    "overdue_told": {state: state for state in OPEN},
    "closing_announced": {"resolved": "resolved"},
    "verified": {s: "under_review" if s == "received" else s for s in OPEN},
    "info_requested": {s: "under_review" if s == "received" else s for s in OPEN},
    "dispatched": {s: "assigned" if s in ("received", "under_review") else s for s in OPEN},
    "departed": {s: s if s in ("on_scene", "under_control") else "en_route" for s in OPEN},
    "arrived": {s: "under_control" if s == "under_control" else "on_scene" for s in OPEN},
    "controlled": {
        s: "under_control" if s in ("assigned", "en_route", "on_scene") else s for s in OPEN
    },
    "declined": dict.fromkeys(OPEN, "declined"),
    "found_false": {state: state for state in LIVING},
    "false_withdrawn": {state: state for state in LIVING},
    "made_confidential": {state: state for state in LIVING},
    "contact_seen": {state: state for state in LIVING},
    "handed_back": {state: state for state in OPEN},
    "unattended": {
        s: "assigned" if s in ("en_route", "on_scene", "under_control") else s for s in OPEN
    },
    "commander_named": {state: state for state in OPEN},
    "merged": dict.fromkeys(OPEN, "merged"),
    "resolved": dict.fromkeys(OPEN, "resolved"),
    "confirmed": {"resolved": "closed", "closed": "closed"},
    "closed": {"resolved": "closed"},
    "reopened": dict.fromkeys(("resolved", "closed", "declined"), "under_review"),
    "rated": {state: state for state in ("resolved", "closed", "declined")},
    "referred": {
        s: "referred" if s in ("received", "under_review", "assigned") else s for s in OPEN
    },
    "referred_too": {state: state for state in OPEN},
    "referral_seen": {state: state for state in OPEN},
    "referral_accepted": {state: state for state in OPEN},
    "referral_returned": {state: state for state in OPEN},
    "referral_progressed": {state: state for state in OPEN},
    "referral_finished": {state: state for state in OPEN},
    "referral_reminded": {state: state for state in OPEN},
    "referral_recalled": {state: state for state in LIVING},
    "taken_back": {s: "under_review" if s == "referred" else s for s in OPEN},
    "left_to_agency": dict.fromkeys(OPEN, "referred"),
    "help_requested": {state: state for state in OPEN},
    "help_coming": {state: state for state in OPEN},
    "help_refused": {state: state for state in OPEN},
    "help_arrived": {state: state for state in OPEN},
    "help_left": {state: state for state in LIVING},
}


def test_every_event_of_the_table_is_expected_and_no_other() -> None:
    assert set(EXPECTED) == set(incident.LIFE)


@pytest.mark.parametrize("event", sorted(EXPECTED))
@pytest.mark.parametrize("state", incident.STATES)
def test_each_cell(state: str, event: str) -> None:
    if state in EXPECTED[event]:
        assert incident.after(state, event) == EXPECTED[event][state]
        assert incident.may(state, event)
    else:
        assert not incident.may(state, event)
        with pytest.raises(incident.NotNow):
            incident.after(state, event)


def test_an_unknown_event_is_refused_everywhere() -> None:
    for state in incident.STATES:
        with pytest.raises(incident.NotNow):
            incident.after(state, "vanished")


def test_what_is_merged_stays_merged_until_the_merge_is_undone() -> None:
    may = [event for event in incident.LIFE if incident.may("merged", event)]
    assert may == ["unmerged"]
