"""What must hold after a fault run under alarms: nobody forgotten, nothing doubled, all in time."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bench.alarm_town import NEEDED, STEPS
from src import database
from src.services.verification import verify
from tests.fake_push_service import FakePushService

if TYPE_CHECKING:
    from bench.alarm_faults import Tap

IN_TIME = timedelta(seconds=2)


async def unfinished() -> int:
    """Alarms that still climb and messages that are still to be sent."""
    found = await database.row(
        "SELECT (SELECT count(*) FROM alarm WHERE ended_at IS NULL AND NOT at_top)"
        " + (SELECT count(*) FROM delivery WHERE state = 'planned') AS n"
    )
    return int(found["n"]) if found else 0


async def audit(
    taps: "Sequence[Tap]", service: FakePushService, reports: int, team: str
) -> list[str]:
    """Every flaw in words; prints what was looked at."""
    verdict = await verify()
    alarms = await database.rows(
        "SELECT a.*, s.team, s.state FROM alarm a JOIN assignment s ON s.id = a.assignment"
    )
    answers = await database.rows("SELECT * FROM alarm_answer")
    flaws = [*verdict.flaws]
    if len(alarms) != reports:
        flaws.append(f"{len(alarms)} alarms for {reports} reports")
    if strange := [alarm for alarm in alarms if alarm["team"] != team]:
        flaws.append(f"{len(strange)} alarms of other teams")
    flaws += _ends(alarms, answers)
    flaws += _said(taps, alarms, answers)
    flaws += await _climbed(alarms)
    flaws += await _sent(service)
    ends = Counter(alarm["ended_because"] or "at the top" for alarm in alarms)
    print(f"   {len(alarms)} alarms: " + ", ".join(f"{n} {why}" for why, n in ends.items()))
    print(f"   {sum(len(phone.messages) for phone in service.phones.values())} messages arrived")
    return flaws


def _ends(alarms: Sequence[database.Row], answers: Sequence[database.Row]) -> list[str]:
    """Answered to strength, declined by everybody, or at the top of its policy."""
    coming = Counter(answer["call"] for answer in answers if answer["answer"] == "coming")
    flaws = []
    for alarm in alarms:
        met = coming[alarm["call"]] >= NEEDED
        if alarm["ended_at"] is None and not alarm["at_top"]:
            flaws.append(f"alarm {alarm['id']} still climbs")
        if met != (alarm["ended_because"] == "answered"):
            flaws.append(
                f"alarm {alarm['id']}: {coming[alarm['call']]} come,"
                f" ended {alarm['ended_because'] or 'not at all'}"
            )
    return flaws


def _said(
    taps: "Sequence[Tap]", alarms: Sequence[database.Row], answers: Sequence[database.Row]
) -> list[str]:
    """Every yes that was taken is kept, and no answer is there that nobody gave."""
    kept = {(answer["person"], answer["assignment"]): answer["answer"] for answer in answers}
    word = {"penerimaan": "coming", "penolakan": "declined"}
    given = {(tap.member.person, tap.assignment): tap for tap in taps if tap.noun}
    flaws = []
    for key, tap in given.items():
        if not tap.told:
            flaws.append(f"{tap.noun} of {tap.member.name} was never answered")
        elif tap.told == 200 and kept.get(key) != word[tap.noun]:
            flaws.append(f"{tap.noun} of {tap.member.name} was taken and is {kept.get(key)}")
    flaws += [f"an answer nobody gave: {key}" for key in kept if key not in given]
    return flaws


async def _climbed(alarms: Sequence[database.Row]) -> list[str]:
    """Each step once, in order, dated when it fell due."""
    by_assignment = {str(alarm["assignment"]): alarm for alarm in alarms}
    steps: defaultdict[str, list[tuple[int, datetime, datetime]]] = defaultdict(list)
    for row in await database.rows(
        "SELECT at, recorded_at, detail FROM incident_event WHERE event = 'escalated'"
        " ORDER BY incident, number"
    ):
        detail: dict[str, Any] = json.loads(row["detail"])
        steps[detail["assignment"]].append((detail["step"], row["at"], row["recorded_at"]))
    flaws, late = [], [timedelta()]
    for assignment, climbed in steps.items():
        started = by_assignment[assignment]["started_at"]
        numbers = [step for step, _, _ in climbed]
        if numbers != sorted(set(numbers)):
            flaws.append(f"assignment {assignment} climbed {numbers}")
        for step, at, recorded_at in climbed:
            due = started + timedelta(seconds=STEPS[step][0])
            late.append(recorded_at - due)
            if abs(at - due) > IN_TIME:
                flaws.append(f"step {step} of {assignment} is dated {at - due} off")
    seconds = sorted(each.total_seconds() for each in late)
    print(
        f"   {len(seconds) - 1} steps, carried out {seconds[len(seconds) // 2]:.2f} s late (p50),"
        f" {seconds[-1]:.2f} s at most, while processes died"
    )
    return flaws


async def _sent(service: FakePushService) -> list[str]:
    """One message for each device and ring; what was accepted arrived; nothing rang twice."""
    flaws = []
    doubled = await database.rows(
        "SELECT kind, alarm, step, subscription, count(*) AS n FROM delivery"
        " WHERE kind = 'alarm' GROUP BY kind, alarm, step, subscription HAVING count(*) > 1"
    )
    if doubled:
        flaws.append(f"{len(doubled)} rings planned twice")
    rows = await database.rows("SELECT id, state, failure FROM delivery")
    states = Counter((row["state"], row["failure"]) for row in rows)
    if waiting := sum(n for (state, _), n in states.items() if state == "planned"):
        flaws.append(f"{waiting} messages were never sent")
    failed = {why: n for (state, why), n in states.items() if state == "failed"}
    if strange := failed.keys() - {"answered", "expired"}:
        flaws.append(f"messages failed: {sorted(strange)}")
    planned = {str(row["id"]) for row in rows}
    accepted = {str(row["id"]) for row in rows if row["state"] == "accepted"}
    arrived: set[str] = set()
    for phone in service.phones.values():
        shown: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for message in phone.messages:
            told = message["lacak"]
            shown[told["kind"], message["notification"]["tag"]].add(told["delivery"])
            arrived.add(told["delivery"])
        if twice := [tag for tag, ids in shown.items() if len(ids) > 1]:
            flaws.append(f"{phone.name} was shown {len(twice)} rings twice, as {twice[0]}")
    if lost := accepted - arrived:
        flaws.append(f"{len(lost)} messages were accepted and did not arrive")
    if unknown := arrived - planned:
        flaws.append(f"{len(unknown)} messages arrived that nobody planned")
    return flaws
