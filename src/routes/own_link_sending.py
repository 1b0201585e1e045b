"""The reporter's own link as the office sends it: by WhatsApp or SMS, text and address ready."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from litestar import Request

from src.domain.channel import BY_CODE, INTAKE
from src.queries.incident_page import Case
from src.routes.own_link import own_url
from src.words.intake import OWN_LINK_TEXT


@dataclass(frozen=True, slots=True)
class OwnLink:
    """`sms` is "" where no number may be shown; `channel` is where the next message may come by."""

    url: str
    whatsapp: str
    sms: str
    channel: str


def own_link_of(request: Request[Any, Any, Any], case: Case, report_id: str) -> OwnLink | None:
    """For one report of the incident, for those who decide on it; None without."""
    report = next((each for each in case.told.reports if str(each.id) == report_id), None)
    if report is None or not case.triage:
        return None
    url = own_url(request, report.id, report.share_token)
    text = quote(OWN_LINK_TEXT.format(number=case.named.number, url=url))
    known = report.tel and (not report.confidential or report.id in case.shown)
    number = report.tel if known else ""
    return OwnLink(
        url=url,
        whatsapp=f"https://wa.me/{number.removeprefix('+')}?text={text}",
        sms=f"sms:{number}?body={text}" if number else "",
        channel=report.by if report.by in BY_CODE else INTAKE[0].code,
    )
