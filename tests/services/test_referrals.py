"""Other agencies take over, give back, finish or stay silent; and what becomes of the incident."""

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from src import database
from src.domain.errors import Conflict, Invalid, NotFound
from src.services import (
    confirmation,
    merging,
    recalling,
    referral_answers,
    referral_links,
    referrals,
    triage,
    undoing,
    unmerging,
)
from src.services.referral_answers import Said, Speaker
from src.services.referrals import Asking
from src.services.verification import verify
from tests.town import Town

LIGHTS_OUT = "referral.electricity"
POTHOLE = "referral.road"


async def row_of(referral: UUID) -> database.Row:
    row = await database.row("SELECT * FROM referral WHERE id = {}", referral)
    assert row is not None
    return row


async def details(incident: int, event: str) -> list[dict[str, Any]]:
    rows = await database.rows(
        "SELECT detail FROM incident_event WHERE incident = {} AND event = {} ORDER BY number",
        incident,
        event,
    )
    return [json.loads(row["detail"]) for row in rows]


async def test_an_agency_takes_over_and_finishes_and_the_reporter_confirms(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("listrik")
    dark = await town.report("Lampu padam satu kampung", category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    await town.passes()
    assert (await town.case(dark.incident)).state == "referred"
    assert town.phone("listrik").rang == ["Rujukan baru"]
    assert await town.says("listrik", "referral_accepted", sent) == "accepted"
    await town.says("listrik", "referral_progressed", sent, note="Tiang 12 patah")
    assert (await town.case(dark.incident)).state == "referred"
    await town.says(
        "listrik", "referral_finished", sent, outcome="repaired", photo_reason="Sudah malam"
    )
    told = await town.case(dark.incident)
    assert told.state == "resolved"
    assert [line["outcome"] for line in await details(dark.incident, "resolved")] == ["repaired"]
    await confirmation.answer(dark.id, False, "Masih gelap", **town.here)
    assert (await town.case(dark.incident)).state == "under_review"
    await town.refers("yuliana", dark.incident)
    assert (await town.case(dark.incident)).state == "referred"
    assert not (await verify()).flaws


async def test_several_agencies_are_asked_at_once_and_the_last_ends_it(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    await town.agency("pupr", code="PUPR")
    dark = await town.report(category=LIGHTS_OUT)
    asking = Asking(id=uuid4(), agencies=("PLN", "PUPR"), kind="handover", message="Tolong cek")
    first, second = await referrals.refer(dark.incident, asking, **town.by("yuliana"))
    again = await referrals.refer(dark.incident, asking, **town.by("yuliana"))
    assert again == (first, second)
    assert (await town.log(dark.incident)).count("referred") == 2
    for name, sent in (("pln", first), ("pupr", second)):
        await town.says(name, "referral_accepted", sent)
    await town.says("pln", "referral_finished", first, outcome="served", photos=1)
    assert (await town.case(dark.incident)).state == "referred"
    await town.says("pupr", "referral_returned", second, reason="Bukan jalan kami")
    assert (await town.case(dark.incident)).state == "under_review"
    assert not (await verify()).flaws


async def test_what_is_given_back_is_the_offices_again_and_it_hears_of_it(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    dark = await town.report(category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    await town.says("pln", "referral_returned", sent, reason="Hubungi Pak Rudi 081244550199")
    await town.passes()
    assert (await town.case(dark.incident)).state == "under_review"
    assert town.phone("yuliana").rang == ["Rujukan dikembalikan"]
    assert [line["reason"] for line in await details(dark.incident, "referral_returned")] == [
        "Hubungi Pak Rudi •••"
    ]
    assert (await row_of(sent))["reason"] == "Hubungi Pak Rudi 081244550199"


async def test_a_silent_agency_is_reminded_before_and_at_the_deadline(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    dark = await town.report(category=LIGHTS_OUT)
    await town.refers("yuliana", dark.incident)
    await town.passes()
    await town.passes(minutes=39)
    assert town.phone("pln").rang == ["Rujukan baru"]
    await town.passes(minutes=2)
    assert town.phone("pln").rang[1:] == ["Rujukan menunggu jawaban"]
    assert town.phone("yuliana").rang == []
    await town.passes(minutes=30)
    assert town.phone("pln").rang[2:] == ["Rujukan lewat tenggat"]
    assert town.phone("yuliana").rang == ["Instansi belum menjawab"]
    await town.passes(hours=48)
    assert len(town.phone("pln").rang) == 3
    reminded = await database.rows(
        "SELECT at, recorded_at FROM incident_event WHERE incident = {}"
        " AND event = 'referral_reminded' ORDER BY number",
        dark.incident,
    )
    late = [row["recorded_at"] - row["at"] for row in reminded]
    assert late == [timedelta(minutes=1), timedelta(minutes=11)]


async def test_after_a_long_silence_of_ours_one_word_is_enough(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    dark = await town.report(category=LIGHTS_OUT)
    await town.refers("yuliana", dark.incident)
    await town.passes(hours=5)
    await town.passes(hours=1)
    assert [line["reminder"] for line in await details(dark.incident, "referral_reminded")] == [
        "due"
    ]


async def test_who_has_answered_is_not_reminded(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    dark = await town.report(category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    await town.says("pln", "referral_accepted", sent)
    await town.passes(hours=30)
    assert "referral_reminded" not in await town.log(dark.incident)


async def test_complaints_get_a_working_day(town: Town) -> None:
    await town.operator("yuliana")
    hole = await town.report(category=POTHOLE)
    sent = await town.refers("yuliana", hole.incident, "PUPR")
    due = (await row_of(sent))["due_at"].astimezone(town.region.timezone)
    assert town.region.is_working_day(due.date())
    assert due.time() == town.region.office.closes


async def test_the_operator_reminds_by_hand_but_not_all_the_time(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    dark = await town.report(category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    by = town.by("yuliana")
    await referrals.remind(sent, incident_id=dark.incident, **by)
    with pytest.raises(Conflict) as told:
        await referrals.remind(sent, incident_id=dark.incident, **by)
    assert told.value.reason == "reminded_just_now"
    await town.passes(minutes=11)
    await referrals.remind(sent, incident_id=dark.incident, **town.by("yuliana"))
    await town.passes()
    assert town.phone("pln").rang.count("Rujukan menunggu jawaban") == 2


async def test_of_recalling_and_accepting_at_once_one_wins_and_the_other_is_told(
    town: Town,
) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    dark = await town.report(category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    came = await asyncio.gather(
        referrals.recall(sent, incident_id=dark.incident, **town.by("yuliana")),
        town.says("pln", "referral_accepted", sent),
        return_exceptions=True,
    )
    # Accepting first, it can still be recalled; recalled first, it cannot be accepted any more.
    log = await town.log(dark.incident)
    assert log.count("referral_recalled") == 1
    if "referral_accepted" in log:
        assert not [each for each in came if isinstance(each, Conflict)]
    else:
        assert [e.reason for e in came if isinstance(e, Conflict)] == ["referral_recalled"]
    assert (await row_of(sent))["state"] == "recalled"
    assert (await town.case(dark.incident)).state == "under_review"
    with pytest.raises(Conflict) as told:
        await town.says("pln", "referral_accepted", sent)
    assert told.value.reason == "referral_recalled"


async def test_of_two_colleagues_who_accept_one_wins_and_the_other_is_told(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    await town.agency("kawan")
    dark = await town.report(category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    came = await asyncio.gather(
        town.says("pln", "referral_accepted", sent),
        town.says("kawan", "referral_accepted", sent),
        return_exceptions=True,
    )
    assert [each.reason for each in came if isinstance(each, Conflict)] == ["referral_done_before"]
    assert (await town.log(dark.incident)).count("referral_accepted") == 1


async def test_two_operators_refer_to_the_same_agency_once(town: Town) -> None:
    await town.operator("yuliana")
    await town.operator("rina")
    dark = await town.report(category=LIGHTS_OUT)
    came = await asyncio.gather(
        town.refers("yuliana", dark.incident),
        town.refers("rina", dark.incident),
        return_exceptions=True,
    )
    assert [each.reason for each in came if isinstance(each, Conflict)] == ["agency_already_asked"]


async def test_a_tap_sent_twice_counts_once(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    dark = await town.report(category=LIGHTS_OUT)
    sent, tap = await town.refers("yuliana", dark.incident), uuid4()
    for _ in range(2):
        await town.says("pln", "referral_accepted", sent, action_id=tap)
    assert (await town.log(dark.incident)).count("referral_accepted") == 1
    other = await town.report(category=POTHOLE)
    elsewhere = await town.refers("yuliana", other.incident)
    with pytest.raises(Conflict) as told:
        await town.says("pln", "referral_accepted", elsewhere, action_id=tap)
    assert told.value.reason == "action_id_taken"


async def test_an_agency_answers_only_what_was_referred_to_it(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pupr", code="PUPR")
    dark = await town.report(category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    with pytest.raises(NotFound):
        await town.says("pupr", "referral_accepted", sent)
    with pytest.raises(NotFound):
        await town.says("pupr", "referral_accepted", uuid4())


@pytest.mark.parametrize(
    ("event", "more", "field"),
    [
        ("referral_accepted", {"within": ""}, "within"),
        ("referral_returned", {"reason": ""}, "reason"),
    ],
)
async def test_what_is_missing_is_told_at_its_field(
    town: Town, event: str, more: dict[str, str], field: str
) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    dark = await town.report(category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    with pytest.raises(Invalid) as wrong:
        await town.says("pln", event, sent, **more)
    assert set(wrong.value.fields) == {field}


async def test_finishing_needs_an_outcome_and_a_photo_or_the_reason_why_none(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    dark = await town.report(category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    await town.says("pln", "referral_accepted", sent)
    with pytest.raises(Invalid) as wrong:
        await town.says("pln", "referral_finished", sent)
    assert set(wrong.value.fields) == {"outcome", "photo_reason"}


async def test_beside_a_team_at_work_the_incident_stays_the_teams_until_it_has_done(
    town: Town,
) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    await town.agency("pln")
    fire = await town.report()
    await town.acts("rahim", "accepted", fire.incident, eta_min=5)
    sent = await town.refers("yuliana", fire.incident)
    assert (await town.case(fire.incident)).state == "assigned"
    await town.acts("rahim", "arrived", fire.incident)
    await town.acts("rahim", "completed", fire.incident, outcome="extinguished", photos=1)
    assert (await town.case(fire.incident)).state == "referred"
    await town.says("pln", "referral_accepted", sent)
    await town.says("pln", "referral_finished", sent, outcome="repaired", photos=1)
    assert (await town.case(fire.incident)).state == "resolved"
    assert not (await verify()).flaws


async def test_a_team_taken_off_leaves_it_to_the_agency(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    await town.agency("pln")
    fire = await town.report()
    await town.refers("yuliana", fire.incident)
    await town.acts("rahim", "departed", fire.incident)
    assert (await town.case(fire.incident)).state == "en_route"
    task = await town.assignment(fire.incident)
    await recalling.recall(fire.incident, task, **town.by("yuliana"))
    assert (await town.case(fire.incident)).state == "referred"
    assert not (await verify()).flaws


async def test_not_our_mandate_counts_as_handled_only_once_an_agency_has_accepted(
    town: Town,
) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    dark = await town.report(category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    with pytest.raises(Conflict) as told:
        await triage.resolve(dark.incident, answer="Sudah diteruskan", **town.by("yuliana"))
    assert told.value.reason == "referral_unanswered"
    await town.says("pln", "referral_accepted", sent)
    await triage.resolve(dark.incident, answer="PLN menangani", **town.by("yuliana"))
    assert (await row_of(sent))["state"] == "recalled"
    await town.passes()
    assert "Rujukan ditarik" in town.phone("pln").rang


async def test_an_answer_from_the_desk_taken_back_leaves_it_with_the_office(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    dark = await town.report(category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    await town.says("pln", "referral_accepted", sent)
    await triage.resolve(dark.incident, answer="Sudah", **town.by("yuliana"))
    number = len(await town.log(dark.incident))
    await undoing.undo_decision(dark.incident, number, **town.by("yuliana"))
    assert (await town.case(dark.incident)).state == "under_review"
    assert not (await verify()).flaws


async def test_referrals_go_with_a_merged_incident(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    one = await town.report(category=LIGHTS_OUT)
    two = await town.report(category=LIGHTS_OUT, village="Ambelang")
    sent = await town.refers("yuliana", two.incident)
    await town.refers("yuliana", two.incident, "PUPR")
    other = await town.refers("yuliana", one.incident, "PUPR")
    await town.says("pln", "referral_accepted", sent)
    await merging.merge(two.incident, one.incident, **town.by("yuliana"))
    assert (await row_of(sent))["incident"] == one.incident
    assert (await row_of(other))["state"] == "sent"
    ended = await database.rows(
        "SELECT agency, state FROM referral WHERE incident = {}", two.incident
    )
    assert [(each["agency"], each["state"]) for each in ended] == [("PUPR", "recalled")]
    await town.says("pln", "referral_finished", sent, outcome="served", photos=1)
    assert (await town.case(one.incident)).state == "referred"
    assert not (await verify()).flaws


async def test_complaints_about_officers_leave_the_house_to_nobody(town: Town) -> None:
    secret = next(leaf.code for leaf in town.region.categories.values() if leaf.leader_only)
    await town.leader("kasat")
    complaint = await town.report("Petugas kasar", category=secret)
    with pytest.raises(Conflict):
        await town.refers("kasat", complaint.incident)


async def test_nothing_personal_travels_with_the_push_and_no_hidden_kind(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pusat", code="DP3A")
    hit = await town.report(
        "Ibu Sari dipukul",
        category="referral.violence",
        reporter_name="Ibu Sari",
        reporter_phone="+6281244550199",
        landmark="rumah Ibu Sari",
    )
    await town.refers("yuliana", hit.incident, "DP3A", message="Ibu Sari menunggu", contacts=True)
    await town.passes()
    told = str(town.phone("pusat").messages)
    assert "Sari" not in told and "Kekerasan" not in told and "8124" not in told
    for line in await details(hit.incident, "referred"):
        assert set(line) == {"referral", "agency", "contacts"}


async def test_a_guest_link_opens_one_referral_and_ends(town: Town) -> None:
    await town.operator("yuliana")
    dark = await town.report(category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    yuliana = town.people["yuliana"]
    about: dict[str, Any] = {"incident_id": dark.incident, "by": yuliana}
    first = await referral_links.issue(sent, **about, now=town.clock())
    second = await referral_links.issue(sent, **about, now=town.clock())
    with pytest.raises(NotFound):
        await referral_links.opened(first, looks=True, **town.here)
    opened = await referral_links.opened(second, looks=False, **town.here)
    link = await database.row("SELECT * FROM referral_link WHERE id = {}", opened.link)
    assert link is not None and link["opened_at"] is None
    assert second not in str(dict(link))
    await referral_links.opened(second, looks=True, **town.here)
    guest = Speaker("PLN", link=opened.link)
    said = Said(
        referral=sent, event="referral_accepted", action_id=uuid4(), officer="Budi", within="d1"
    )
    await referral_answers.act(said, by=guest, **town.here)
    assert "Budi" not in str(await details(dark.incident, "referral_accepted"))
    done = Said(
        referral=sent, event="referral_finished", action_id=uuid4(), outcome="served", photos=1
    )
    await referral_answers.act(done, by=guest, **town.here)
    town.clock.passes(hours=13 * 24)
    await referral_links.opened(second, looks=True, **town.here)
    town.clock.passes(hours=2 * 24)
    with pytest.raises(NotFound) as told:
        await referral_links.opened(second, looks=True, **town.here)
    assert told.value.reason == "referral_link_over"


async def test_a_revoked_link_opens_nothing(town: Town) -> None:
    await town.operator("yuliana")
    dark = await town.report(category=LIGHTS_OUT)
    sent = await town.refers("yuliana", dark.incident)
    about: dict[str, Any] = {
        "incident_id": dark.incident,
        "by": town.people["yuliana"],
        "now": town.clock(),
    }
    token = await referral_links.issue(sent, **about)
    await referral_links.revoke(sent, incident_id=dark.incident, now=town.clock())
    with pytest.raises(NotFound):
        await referral_links.opened(token, looks=True, **town.here)


# Helpers


async def test_volunteers_are_called_and_their_arrival_is_stamped_apart(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    await town.partner("udin")
    await town.partner("amir")
    fire = await town.report()
    asked = await town.refers("yuliana", fire.incident, "REDKAR", kind="help")
    await town.passes()
    assert town.phone("udin").rang == ["Bantuan diminta"]
    assert await town.says("amir", "help_refused", asked) == "refused"
    assert await town.says("udin", "help_coming", asked, eta_min=5) == "coming"
    await town.passes(minutes=4)
    arrived = town.clock()
    assert await town.says("udin", "help_arrived", asked) == "on_scene"
    told = await town.case(fire.incident)
    assert told.volunteer_on_scene_at == arrived
    assert told.on_scene_at is None
    assert told.state == "assigned"
    await town.passes(minutes=6)
    await town.acts("rahim", "arrived", fire.incident)
    assert (await town.case(fire.incident)).on_scene_at == town.clock()
    assert await town.says("udin", "help_left", asked) == "left"
    assert not (await verify()).flaws


async def test_the_arrival_of_an_agency_is_no_arrival_of_volunteers(town: Town) -> None:
    await town.operator("yuliana")
    await town.partner("pln", code="PLN")
    fire = await town.report()
    asked = await town.refers("yuliana", fire.incident, "PLN", kind="help")
    await town.says("pln", "help_arrived", asked)
    assert (await town.case(fire.incident)).volunteer_on_scene_at is None


async def test_helpers_hear_when_they_are_not_needed_any_more(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    await town.partner("udin")
    fire = await town.report()
    asked = await town.refers("yuliana", fire.incident, "REDKAR", kind="help")
    await town.acts("rahim", "arrived", fire.incident)
    await town.acts("rahim", "completed", fire.incident, outcome="extinguished", photos=1)
    assert (await town.case(fire.incident)).state == "resolved"
    await town.passes()
    assert "Bantuan tidak diperlukan lagi" in town.phone("udin").rang
    with pytest.raises(Conflict):
        await town.says("udin", "help_coming", asked)


async def test_a_helper_says_each_thing_once(town: Town) -> None:
    await town.operator("yuliana")
    await town.partner("udin")
    fire = await town.report()
    asked = await town.refers("yuliana", fire.incident, "REDKAR", kind="help")
    await town.says("udin", "help_coming", asked)
    with pytest.raises(Conflict) as told:
        await town.says("udin", "help_coming", asked)
    assert told.value.reason == "already_so"


async def test_who_could_not_come_may_be_asked_anew(town: Town) -> None:
    await town.operator("yuliana")
    await town.partner("udin")
    fire = await town.report()
    asked = await town.refers("yuliana", fire.incident, "REDKAR", kind="help")
    await town.says("udin", "help_refused", asked)
    again = await town.refers("yuliana", fire.incident, "REDKAR", kind="help")
    assert again != asked
    assert await town.says("udin", "help_coming", again) == "coming"


async def test_a_merge_undone_gives_the_referrals_back(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("pln")
    one = await town.report(category=LIGHTS_OUT)
    two = await town.report(category=LIGHTS_OUT, village="Ambelang")
    sent = await town.refers("yuliana", two.incident)
    await town.says("pln", "referral_accepted", sent)
    await merging.merge(two.incident, one.incident, **town.by("yuliana"))
    assert (await town.case(one.incident)).state == "referred"
    await unmerging.undo(one.incident, two.incident, **town.by("yuliana"))
    assert (await row_of(sent))["incident"] == two.incident
    assert (await town.case(one.incident)).state == "received"
    assert (await town.case(two.incident)).state == "referred"
    await town.says("pln", "referral_finished", sent, outcome="served", photos=1)
    assert (await town.case(two.incident)).state == "resolved"
    assert not (await verify()).flaws
