"""Prank or hoax: a finding about the message, taken back by one tap, told to nobody outside."""

from typing import Any

import pytest

from src import database
from src.domain.errors import Conflict, Invalid
from src.domain.public_timeline import lines
from src.queries import log
from src.queries.senders import earlier_findings
from src.services import findings, merging, triage
from src.services.verification import verify
from src.words import NOTHING_TO_DO
from tests.services.test_escalation import alarm_of
from tests.town import Town

NOISE = "public_order.noise"
SAME: dict[str, Any] = {"reporter_phone": "+6281244550199"}


async def finding_of(report: object) -> str:
    row = await database.row("SELECT finding FROM report WHERE id = {}", report)
    assert row is not None
    return str(row["finding"])


async def test_a_finding_is_about_the_message_and_can_be_taken_back(town: Town) -> None:
    await town.operator("yuliana")
    prank = await town.report("Ada naga", category=NOISE)
    await findings.find_false(prank.incident, prank.id, "prank", **town.by("yuliana"))
    assert await finding_of(prank.id) == "prank"
    with pytest.raises(Conflict, match="already_so"):
        await findings.find_false(prank.incident, prank.id, "prank", **town.by("yuliana"))
    await findings.find_false(prank.incident, prank.id, "hoax", **town.by("yuliana"))
    await findings.withdraw(prank.incident, prank.id, **town.by("yuliana"))
    assert await finding_of(prank.id) == ""
    with pytest.raises(Conflict, match="already_so"):
        await findings.withdraw(prank.incident, prank.id, **town.by("yuliana"))
    told = await town.log(prank.incident)
    assert told == ["received", "found_false", "found_false", "false_withdrawn"]
    assert (await town.case(prank.incident)).state == "received"
    assert not (await verify()).flaws


async def test_only_prank_and_hoax_are_findings_and_only_of_ones_own_reports(town: Town) -> None:
    await town.operator("yuliana")
    one = await town.report("Ada naga", category=NOISE)
    other = await town.report("Musik", category=NOISE)
    with pytest.raises(Invalid):
        await findings.find_false(one.incident, one.id, "liar", **town.by("yuliana"))
    with pytest.raises(Conflict, match="report_moved"):
        await findings.find_false(one.incident, other.id, "prank", **town.by("yuliana"))


async def test_the_public_reads_nothing_of_it_and_a_neutral_sentence_at_the_end(
    town: Town,
) -> None:
    await town.operator("yuliana")
    prank = await town.report("Ada naga", category=NOISE)
    await findings.find_false(prank.incident, prank.id, "hoax", **town.by("yuliana"))
    await triage.decline(prank.incident, reason=NOTHING_TO_DO, **town.by("yuliana"))
    told = lines(await log.events_of(prank.incident))
    assert [line.said for line in told] == ["declined", "received"]
    assert not any(line.told for line in told)
    for accusing in ("iseng", "hoaks", "palsu", "bohong"):
        assert accusing not in NOTHING_TO_DO.lower()


async def test_an_alarm_for_what_was_all_false_is_called_off_quietly(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    fire = await town.report("Api")
    with pytest.raises(Conflict, match="team_called"):
        await triage.decline(fire.incident, reason="Tidak ada", **town.by("yuliana"))
    await findings.find_false(fire.incident, fire.id, "prank", **town.by("yuliana"))
    await triage.decline(fire.incident, reason=NOTHING_TO_DO, **town.by("yuliana"))
    await town.passes()
    await town.passes(hours=1)
    assert town.phone("rahim").quiet == ["Tidak perlu"]
    assert (await alarm_of(fire.incident))["ended_because"] == "false"
    assert (await town.log(fire.incident))[-3:] == ["found_false", "released", "declined"]
    assert not (await verify()).flaws


async def test_a_team_on_its_way_is_not_declined_away_whatever_was_found(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    fire = await town.report("Api")
    await town.acts("rahim", "accepted", fire.incident)
    await findings.find_false(fire.incident, fire.id, "prank", **town.by("yuliana"))
    with pytest.raises(Conflict, match="team_at_work"):
        await triage.decline(fire.incident, reason="Tidak ada", **town.by("yuliana"))


async def test_earlier_findings_are_counted_for_the_office_and_reject_nobody(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    for number in range(3):
        noise = await town.report("Musik", category=NOISE, device_hash=f"hp-{number}", **SAME)
        if number:
            await findings.find_false(noise.incident, noise.id, "prank", **town.by("yuliana"))
    fire = await town.report("Api", device_hash="hp-9", **SAME)
    assert await earlier_findings(fire.incident) == {
        fire.id: "2 dari 4 laporan nomor ini ditandai iseng atau hoaks."
    }
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan"]
    same_phone = await town.report("Bau asap", category=NOISE, device_hash="hp-2")
    said = (await earlier_findings(same_phone.incident))[same_phone.id]
    assert said == "1 dari 2 laporan HP ini ditandai iseng atau hoaks."
    other = await town.report("Musik", category=NOISE, device_hash="lain")
    assert await earlier_findings(other.incident) == {}


async def test_a_finding_goes_with_its_report_when_that_is_split_off(town: Town) -> None:
    await town.operator("yuliana")
    first = await town.report("Musik", category=NOISE)
    second = await town.report("Ada naga", category=NOISE)
    await merging.merge(second.incident, first.incident, **town.by("yuliana"))
    await findings.find_false(first.incident, second.id, "prank", **town.by("yuliana"))
    assert not await findings.all_false(first.incident)
    apart = await merging.split(second.id, **town.by("yuliana"))
    assert await findings.all_false(apart)
