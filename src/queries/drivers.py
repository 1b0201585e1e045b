"""Drivers as an operator or a stand leader sees them: with their devices and invitations."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database

MOST = 500


@dataclass(frozen=True, slots=True)
class Driver:
    """`devices` counts phones signed in now; `invited_until` is set while an invitation waits."""

    id: UUID
    name: str
    phone: str
    stand: str
    body_number: str
    leads: bool
    devices: int
    invited_until: datetime | None


_DRIVERS = (
    "SELECT p.id, p.name, p.phone, p.stand, p.body_number, p.leads,"
    " (SELECT count(*) FROM session s WHERE s.person = p.id AND s.revoked_at IS NULL"
    " AND s.expires_at > {}) AS devices,"
    " (SELECT max(a.expires_at) FROM activation a WHERE a.person = p.id AND a.used_at IS NULL"
    " AND a.expires_at > {}) AS invited_until"
    " FROM person p WHERE p.role = 'driver' AND p.active"
)


async def of_stand(stand: str | None, *, now: datetime) -> list[Driver]:
    """Drivers of one stand, or of all where `stand` is None, by name."""
    only, values = ("", []) if stand is None else (" AND p.stand = {}", [stand])
    found = await database.rows(
        f"{_DRIVERS}{only} ORDER BY lower(p.name), p.id LIMIT {MOST}", now, now, *values
    )
    return [_driver(row) for row in found]


async def driver(person_id: UUID, *, now: datetime) -> Driver | None:
    found = await database.row(f"{_DRIVERS} AND p.id = {{}}", now, now, person_id)
    return _driver(found) if found else None


def _driver(row: database.Row) -> Driver:
    return Driver(
        id=row["id"],
        name=row["name"],
        phone=row["phone"] or "",
        stand=row["stand"] or "",
        body_number=row["body_number"] or "",
        leads=bool(row["leads"]),
        devices=row["devices"],
        invited_until=row["invited_until"],
    )
