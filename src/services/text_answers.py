"""An SMS of a responder counts as his tap: "YA 7K3M" accepts, "TIDAK 7K3M" refuses."""

from datetime import datetime
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from src import database
from src.domain import phone
from src.domain.errors import Told
from src.domain.numbers import number_of
from src.domain.region import Region
from src.queries import text_answers
from src.queries.text_answers import Asked
from src.services import answers, response
from src.services.response import Command
from src.sms import planning, replies, texts
from src.sms.gateway import Received
from src.sms.replies import Answer

Outcome = Literal["not_understood", "unknown", "accepted", "refused", "enough", "not_taken"]
_TAPS = uuid5(NAMESPACE_URL, "sms:received")
SAYS = {"accepted": "coming", "refused": "declined"}


async def take(received: Received, *, region: Region, now: datetime) -> Outcome:
    """Take an answer once, however often the gateway tells of it, and send a word back.

    Texts we do not understand and numbers we do not know are left alone: nothing is kept of them.
    """
    answer = replies.understood(received.text, region.number_prefix)
    if answer is None:
        return "not_understood"
    number = phone.normalised(received.number)
    asked = await text_answers.asked(number, answer.serial, now=now) if number else None
    if asked is None:
        return "unknown"
    outcome = await _tapped(received, answer, asked, region=region, now=now)
    code = number_of(asked.incident, region.number_prefix).partition("-")[2]
    async with database.transaction():
        await planning.plan_reply(
            asked.person,
            texts.reply_text(outcome, code),
            key=f"reply:{asked.incident}:{asked.person}:{outcome}:{answer.event}",
            incident=asked.incident,
            now=now,
        )
    return outcome


async def _tapped(
    received: Received, answer: Answer, asked: Asked, *, region: Region, now: datetime
) -> Outcome:
    command = Command(
        assignment_id=asked.assignment,
        event=answer.event,
        action_id=uuid5(_TAPS, received.id),
        at=received.at,
        sent_at=received.sent_at,
        detail={"via": "sms", "eta_min": answer.eta_min},
    )
    try:
        await response.act(command, by=asked.person, region=region, now=now)
    except Told as refusal:
        known = await answers.asked(asked.assignment, asked.person)
        if known is not None and known.said == SAYS[answer.event]:
            return answer.event  # said before, by a tap or by another SMS
        return "enough" if refusal.reason == "enough" else "not_taken"
    return answer.event
