"""What the tests of agencies share: an incident referred, a guest link, a photo that came in."""

from uuid import UUID, uuid4

import httpx
from litestar import Litestar

from src.routes.surroundings import Surroundings
from src.services import attachment_finishing, attachments, referral_links
from src.services.attachments import Owner
from tests.remembering import Remembering
from tests.routes.staff import JSON
from tests.services.pictures import photo
from tests.town import Town

__all__ = ["JSON", "guest_link", "outsider", "photo_of"]


A_PHOTO = photo(800, 600)


async def guest_link(town: Town, referral: UUID, incident: int) -> str:
    """The address that an operator sends."""
    by = town.people["yuliana"]
    token = await referral_links.issue(referral, incident_id=incident, by=by, now=town.clock())
    return f"/rujukan/{token}"


async def photo_of(app: Litestar, town: Town, report: UUID, incident: int) -> UUID:
    """A photo of a report as it is stored."""
    around: Surroundings = app.state.surroundings
    attachment = uuid4()
    owner = Owner(report, incident, False, "reporter")
    await attachments.take_whole(
        attachment, "photo", A_PHOTO, owner, store=around.media, now=town.clock()
    )
    await attachment_finishing.finish(
        attachment,
        store=around.media,
        cleaner=Remembering(),
        region=town.region,
        now=town.clock(),
    )
    return attachment


def outsider(client: httpx.AsyncClient) -> None:
    """Nobody signed in on this device."""
    client.cookies.clear()
