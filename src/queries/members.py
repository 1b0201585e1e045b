"""Drivers and responders as those see them who manage them: devices, invitations, duty."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain.access import Role
from src.domain.phone import readable
from src.domain.reachability import REASONS, Reason
from src.domain.region import Region
from src.queries import reachability
from src.queries.duty import PRESENT
from src.queries.naming import agency_name, team_name

MOST = 500


@dataclass(frozen=True, slots=True)
class Member:
    """`place` is the stand, team or agency in words. `devices` counts phones signed in now.

    `invited_until` is set while an invitation waits; `on_duty` says that an alarm rings here,
    `unreachable` why it could not, `receipt_at` when a phone last confirmed one.
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
    skills: tuple[str, ...]
    off_duty: bool
    devices: int
    invited_until: datetime | None
    on_duty: bool
    unreachable: Reason
    receipt_at: datetime | None
    verified_at: datetime | None


_MEMBERS = (
    "SELECT p.id, p.role, p.name, p.phone, p.stand, p.team, p.body_number, p.leads, p.skills,"
    " p.off_duty, p.agency, p.verified_at,"
    " (SELECT count(*) FROM session s WHERE s.person = p.id AND s.revoked_at IS NULL"
    " AND s.expires_at > {}) AS devices,"
    " (SELECT max(a.expires_at) FROM activation a WHERE a.person = p.id AND a.used_at IS NULL"
    " AND a.expires_at > {}) AS invited_until,"
    " (SELECT count(*) FROM shift d WHERE d.person = p.id AND d.starts_at <= {}"
    f" AND (d.ends_at IS NULL OR d.ends_at > {{}}) AND {PRESENT}) AS shifts,"
    f" {reachability.STANDING} AS standing, {reachability.RECEIPT_AT} AS receipt_at"
    " FROM person p WHERE p.active AND p.role = {}"
)


async def members(
    role: Role, *, stand: str | None = None, region: Region, now: datetime
) -> list[Member]:
    """All of a role by name, or those of one stand."""
    only, values = ("", []) if stand is None else (" AND p.stand = {}", [stand])
    statement = f"{_MEMBERS}{only} ORDER BY lower(p.name), p.id LIMIT {MOST}"
    found = await database.rows(statement, *_values(now), role, *values)
    return [_member(row, region) for row in found]


async def member(person_id: UUID, role: Role, *, region: Region, now: datetime) -> Member | None:
    """One of a role, or None."""
    statement = f"{_MEMBERS} AND p.id = {{}}"
    found = await database.row(statement, *_values(now), role, person_id)
    return _member(found, region) if found else None


def _values(now: datetime) -> tuple[datetime, ...]:
    """What the marks of `_MEMBERS` stand for, before the role."""
    return (now,) * 6 + reachability.values(now)


def _place(row: database.Row, region: Region) -> str:
    if row["team"]:
        return team_name(row["team"], region)
    if row["agency"]:
        return agency_name(row["agency"], region)
    stand = region.stand_named(row["stand"] or "")
    return stand.name if stand else ""


def _member(row: database.Row, region: Region) -> Member:
    return Member(
        id=row["id"],
        role=row["role"],
        name=row["name"],
        phone=row["phone"] or "",
        phone_readable=readable(row["phone"]) if row["phone"] else "",
        stand=row["stand"],
        place=_place(row, region),
        body_number=row["body_number"] or "",
        leads=bool(row["leads"]),
        skills=tuple(row["skills"].split()),
        off_duty=bool(row["off_duty"]),
        devices=row["devices"],
        invited_until=row["invited_until"],
        on_duty=bool(row["shifts"]),
        unreachable=REASONS[row["standing"]],
        receipt_at=row["receipt_at"],
        verified_at=row["verified_at"],
    )
