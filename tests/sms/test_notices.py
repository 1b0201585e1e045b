"""A word by SMS outside of any alarm: agencies hear of a referral on phones without data."""

from src import database
from src.sms.texts import LONGEST, plain
from src.words.referrals import REFERRAL_SMS
from tests.town import Town


async def texted(name: str) -> list[str]:
    rows = await database.rows(
        "SELECT t.body FROM text_message t JOIN person p ON p.id = t.person WHERE p.name = {}"
        " ORDER BY t.created_at, t.body",
        name,
    )
    return [row["body"] for row in rows]


async def test_an_agency_with_a_number_is_told_and_reminded_by_sms(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("listrik")
    await town.agency("kawan")
    await database.rows("UPDATE person SET phone = '+6281244550199' WHERE name = 'listrik'")
    dark = await town.report(category="referral.electricity")
    await town.refers("yuliana", dark.incident)
    await town.passes(minutes=41)
    await town.passes(minutes=20)
    told = await texted("listrik")
    assert [body.split(".")[0] for body in told[:1]] == ["Rujukan baru"]
    assert "menunggu jawaban sebelum" in told[1] and "lewat tenggat" in told[2]
    assert await texted("kawan") == []


async def test_who_has_left_every_phone_is_not_texted(town: Town) -> None:
    await town.operator("yuliana")
    await town.agency("listrik")
    await database.rows("UPDATE person SET phone = '+6281244550199' WHERE name = 'listrik'")
    await town.signs_out("listrik")
    dark = await town.report(category="referral.electricity")
    await town.refers("yuliana", dark.incident)
    assert await texted("listrik") == []


def test_each_fits_into_one_sms_and_names_nobody() -> None:
    for said in REFERRAL_SMS.values():
        body = "LATIHAN: " + said.format(number="LB-7K3M7K", due="13.58", sent="13.58")
        assert len(body) <= LONGEST and plain(body) == body
