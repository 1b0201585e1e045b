"""Drivers and responders as those see them who manage them: devices, invitations, duty."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain.access import Role
from src.domain.phone import readable
from src.domain.region import Region
from src.queries.naming import team_name

MOST = 500


@dataclass(frozen=True, slots=True)
class Member:
    """`place` is the stand or team in words. `devices` counts phones signed in now.

    `invited_until` is set while an invitation waits; `on_duty` says that an alarm rings here.
    """

    id: UUID
    role: Role
    name: str
    phone: str
    phone_readable: str
    stand: str | None
    place: str
    body_number: str
    leads: bool
    devices: int
    invited_until: datetime | None
    on_duty: bool


_MEMBERS = (
    "SELECT p.id, p.role, p.name, p.phone, p.stand, p.team, p.body_number, p.leads,"
    " (SELECT count(*) FROM session s WHERE s.person = p.id AND s.revoked_at IS NULL"
    " AND s.expires_at > {}) AS devices,"
    " (SELECT max(a.expires_at) FROM activation a WHERE a.person = p.id AND a.used_at IS NULL"
    " AND a.expires_at > {}) AS invited_until,"
    " (SELECT count(*) FROM shift d WHERE d.person = p.id AND d.starts_at <= {}"
    " AND (d.ends_at IS NULL OR d.ends_at > {})) AS shifts"
    " FROM person p WHERE p.active AND p.role = {}"
)


async def members(
    role: Role, *, stand: str | None = None, region: Region, now: datetime
) -> list[Member]:
    """All of a role by name, or those of one stand."""
    only, values = ("", []) if stand is None else (" AND p.stand = {}", [stand])
    statement = f"{_MEMBERS}{only} ORDER BY lower(p.name), p.id LIMIT {MOST}"
    found = await database.rows(statement, now, now, now, now, role, *values)
    return [_member(row, region) for row in found]


async def member(person_id: UUID, role: Role, *, region: Region, now: datetime) -> Member | None:
    """One of a role, or None."""
    statement = f"{_MEMBERS} AND p.id = {{}}"
    found = await database.row(statement, now, now, now, now, role, person_id)
    return _member(found, region) if found else None


def _member(row: database.Row, region: Region) -> Member:
    stand = region.stands.get(row["stand"] or "")
    return Member(
        id=row["id"],
        role=row["role"],
        name=row["name"],
        phone=row["phone"] or "",
        phone_readable=readable(row["phone"]) if row["phone"] else "",
        stand=row["stand"],
        place=team_name(row["team"], region) if row["team"] else stand.name if stand else "",
        body_number=row["body_number"] or "",
        leads=bool(row["leads"]),
        devices=row["devices"],
        invited_until=row["invited_until"],
        on_duty=bool(row["shifts"]),
    )
