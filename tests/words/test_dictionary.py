"""No state, event, role, step or outcome lacks its word, and none is left over."""

from typing import get_args

import pytest

from src import words
from src.domain import (
    access,
    assignment,
    commands,
    escalation,
    finding,
    incident,
    referral,
    strength,
)
from src.domain.places import Source
from src.domain.region import Region
from src.queries.incident_log import sentence
from src.services import referral_answers, referrals, response
from tests.clock import START

NAMED = [
    (words.STATES, incident.STATES),
    (words.ASSIGNMENT_STATES, assignment.STATES),
    (words.EVENTS, incident.EVENTS),
    (words.ROLES, access.ROLES),
    (words.REFERRAL_STATES, referral.STATES),
    (words.REFERRAL_STATES_THERE, referral.STATES),
    (words.REFERRAL_KINDS, referral.KINDS),
    (words.REFERRAL_OUTCOMES, referral.OUTCOMES),
    (words.REFERRAL_STEPS, tuple(referral.NOUNS.values())),
    (words.HELPERS, referral.HELPERS),
    (words.DEADLINES, tuple(referrals.CHOICES)),
    (words.EXPECTED, tuple(referral_answers.EXPECTED)),
    (words.OUTCOMES, response.OUTCOMES),
    (words.STEPS, tuple(commands.NOUNS)),
    (words.AUDIENCES, escalation.AUDIENCES),
    (words.CONDITIONS, escalation.CONDITIONS),
    (words.ABLE, strength.SKILLS),
    (words.VILLAGE_SOURCES, get_args(Source)),
    (words.FINDINGS, finding.FINDINGS),
    (words.HAND_BACK, assignment.HAND_BACK),
]


@pytest.mark.parametrize(("dictionary", "names"), NAMED)
def test_each_has_its_word_and_no_word_is_left_over(
    dictionary: dict[str, str], names: tuple[str, ...]
) -> None:
    assert set(dictionary) == set(names)
    assert all(dictionary.values())


def test_every_command_is_an_event_of_an_assignment() -> None:
    assert set(commands.EVENTS.values()) <= set(assignment.LIFE)
    offered = {event for events in assignment.NEXT.values() for event in events}
    assert offered <= set(commands.NOUNS)


def test_outcomes_offered_first_are_outcomes() -> None:
    assert {each for first in words.OUTCOMES_FIRST.values() for each in first} <= set(
        words.OUTCOMES
    )


@pytest.mark.parametrize("event", incident.EVENTS)
def test_what_a_line_of_the_log_does_not_carry_leaves_no_gap(event: str, region: Region) -> None:
    said = sentence(event, {}, START, region)
    assert said
    assert not any(gap in said for gap in ("{", "  ", " .", ":.", "..", ",."))


def test_a_line_of_the_log_fills_in_what_it_carries(region: Region) -> None:
    team = next(iter(region.teams.values()))
    detail = {"team": team.code, "eta_min": 10}
    assert sentence("accepted", detail, START, region) == (
        f"{team.name} menerima tugas. Tiba kira-kira 10 menit lagi."
    )
    climbed = {"team": team.code, "to": ["volunteers", "leaders"], "rung": 2}
    assert sentence("escalated", climbed, START, region) == (
        f"Belum cukup yang datang. Alarm {team.name} naik ke petugas lepas jaga, pimpinan: 2 orang."
    )
    long_ago = climbed | {"to": "leaders"}
    assert "naik ke pimpinan" in sentence("escalated", long_ago, START, region)
    ended = {"team": team.code, "outcome": "rescued", "photo_reason": "Gelap"}
    assert sentence("completed", ended, START, region) == (
        f"{team.name} selesai: sudah ditolong. Tanpa foto: Gelap."
    )
