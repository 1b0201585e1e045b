"""Screens of stations: one account per station, bound to a tablet or television by a link."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from src import database
from src.domain.access import Person
from src.domain.errors import Forbidden
from src.domain.organisation import Station
from src.services import activation, audit_list, sessions
from src.services.audit_list import Line

_OURS = uuid5(NAMESPACE_URL, "lacak:station-screen")


def account_of(station: Station) -> UUID:
    """The same for ever, so that two who invite at once make one."""
    return uuid5(_OURS, station.code)


async def invite(station: Station, *, by: Person, lasts: timedelta, now: datetime) -> str:
    """A token for `/aktivasi/…` that makes the device which opens it this station's screen."""
    if not by.in_office:
        raise Forbidden()
    async with database.transaction():
        await database.rows(
            "INSERT INTO person (id, name, role, station, leads, active, created_at)"
            f" VALUES {database.marks(1, 7)} ON CONFLICT (id) DO UPDATE SET name = excluded.name",
            account_of(station),
            station.name,
            "station",
            station.code,
            False,
            True,
            now,
        )
    return await activation.invite(account_of(station), by=by, lasts=lasts, now=now)


async def sign_out(station: Station, *, by: Person, now: datetime) -> None:
    """A lost or replaced screen: none of this station's shows anything any more."""
    if not by.in_office:
        raise Forbidden()
    async with database.transaction():
        await sessions.end_all(account_of(station), now=now)
        line = Line(kind="screen", code=station.code, label=station.name, action="signed_out")
        await audit_list.note(line, by=by.id, now=now)
