"""What is printed for stands and drivers: posters with a code, and cards.

What draws is loaded at the first print: it weighs 18 MB that most processes never need.
"""

import asyncio
from urllib.parse import quote
from uuid import UUID

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from src.domain.errors import NotFound
from src.domain.organisation import Stand
from src.queries import members as members_query
from src.queries.members import Member
from src.routes.drivers import DRIVERS
from src.routes.manage.pages import Asked
from src.routes.members import managed
from src.routes.surroundings import now_of, region_of, settings_of

PDF = "application/pdf"
KINDS = 3


@get("/kelola/pangkalan/{code:str}/poster.pdf", opt={"action": "print_cards"})
async def print_poster(request: Asked, code: FromPath[str]) -> Response[bytes]:
    from src.paper import letterhead
    from src.paper.poster import Poster, poster

    region, stand = region_of(request), _stand(request, code)
    told = Poster(
        head=letterhead.of_region(region),
        word=region.report_word,
        kinds=tuple(group.word for group in region.home_groups[:KINDS]),
        stand=stand.name,
        code=stand.code,
        link=_link(request, stand.code),
        phone_label=region.phone.label,
        phone=region.phone.number_display,
    )
    return _pdf(await asyncio.to_thread(poster, told), f"poster-{stand.code}")


@get("/kelola/pangkalan/{code:str}/kartu.pdf", opt={"action": "print_cards"})
async def print_cards(request: Asked, code: FromPath[str]) -> Response[bytes]:
    """One for every driver of the stand; without any, one that names the stand only."""
    stand = _stand(request, code)
    found = await members_query.members(
        "driver", stand=stand.code, region=region_of(request), now=now_of(request)
    )
    told = [_card(request, each, stand.name) for each in found]
    blank = ("", "", stand.name, _link(request, stand.code))
    return await _cards(request, told or [blank], f"kartu-{stand.code}")


@get("/pengemudi/{person:uuid}/kartu.pdf", opt={"action": "manage_drivers"})
async def print_card(request: Asked, person: FromPath[UUID]) -> Response[bytes]:
    member = await managed(request, DRIVERS, person)
    card = _card(request, member, member.place)
    return await _cards(request, [card], f"kartu-{member.body_number or 'pengemudi'}")


def _stand(request: Asked, code: str) -> Stand:
    stand = region_of(request).stands.get(code)
    if stand is None:
        raise NotFound("thing_unknown")
    return stand


Words = tuple[str, str, str, str]
"""What a card says: name, body number, stand, link."""


def _card(request: Asked, member: Member, place: str) -> Words:
    link = _link(request, member.stand or "", member.body_number)
    return member.name, member.body_number, place, link


def _link(request: Asked, stand: str, body_number: str = "") -> str:
    """What is scanned: the form, with stand and vehicle already known."""
    bentor = f"&bentor={quote(body_number)}" if body_number else ""
    return f"{settings_of(request).public_url}/lapor?pangkalan={quote(stand)}{bentor}"


async def _cards(request: Asked, told: list[Words], name: str) -> Response[bytes]:
    from src.paper import letterhead
    from src.paper.card import Card, cards

    head = letterhead.of_region(region_of(request))
    wanted = [Card(*each) for each in told]
    drawn = await asyncio.to_thread(cards, head, wanted, title=head.service)
    return _pdf(drawn, name)


def _pdf(content: bytes, name: str) -> Response[bytes]:
    """Shown by the browser, which prints it; kept by nobody: names stand in it."""
    plain = "".join(each if each.isascii() and each.isalnum() else "-" for each in name)
    headers = {
        "Content-Disposition": f'inline; filename="{plain}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=PDF, headers=headers)


HANDLERS: list[HTTPRouteHandler] = [print_poster, print_cards, print_card]
