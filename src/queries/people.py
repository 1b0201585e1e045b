"""Accounts of every role as administrators and leaders see them, and each one's devices."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from src import database
from src.domain.access import Role
from src.domain.phone import readable
from src.domain.region import Region
from src.queries.naming import team_name

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Device:
    """A phone or computer that is signed in; `rings` says that an alarm reaches it."""

    session: UUID
    name: str
    since: datetime
    seen_at: datetime
    rings: bool


@dataclass(frozen=True, slots=True)
class Account:
    """`place` is team, stand or agency in words; `devices` counts those signed in now."""

    id: UUID
    name: str
    role: Role
    phone: str
    phone_readable: str
    team: str
    stand: str
    agency: str
    place: str
    body_number: str
    leads: bool
    skills: tuple[str, ...]
    off_duty: bool
    active: bool
    version: int
    has_password: bool
    devices: int
    seen_at: datetime | None
    invited_until: datetime | None


_ACCOUNTS = (
    "SELECT p.*,"
    " (SELECT count(*) FROM session s WHERE s.person = p.id AND s.revoked_at IS NULL"
    " AND s.expires_at > {}) AS devices,"
    " (SELECT max(s.seen_at) FROM session s WHERE s.person = p.id) AS last_seen,"
    " (SELECT max(a.expires_at) FROM activation a WHERE a.person = p.id AND a.used_at IS NULL"
    " AND a.expires_at > {}) AS invited_until"
    " FROM person p WHERE p.role <> 'station'"
)


async def accounts(
    *,
    words: str = "",
    role: str = "",
    active: bool = True,
    after: int = 0,
    region: Region,
    now: datetime,
) -> list[Account]:
    """By name; one more than a page where there are more. `words`: of the name, or last digits."""
    asked, values = " AND p.active" if active else " AND NOT p.active", []
    if role:
        asked, values = f"{asked} AND p.role = {{}}", [role]
    digits = "".join(each for each in words if each.isdigit())
    if len(digits) >= 4:
        asked += " AND p.phone LIKE {}"
        values.append(f"%{digits.lstrip('0')}")
    elif words:
        asked += " AND lower(p.name) LIKE {}"
        values.append(f"%{words.lower().replace('%', '').replace('_', '')}%")
    rows = await database.rows(
        f"{_ACCOUNTS}{asked} ORDER BY lower(p.name), p.id LIMIT {A_PAGE + 1} OFFSET {int(after)}",
        now,
        now,
        *values,
    )
    return [_account(row, region) for row in rows]


async def account(person: UUID, *, region: Region, now: datetime) -> Account | None:
    row = await database.row(f"{_ACCOUNTS} AND p.id = {{}}", now, now, person)
    return _account(row, region) if row else None


async def devices(person: UUID, *, now: datetime) -> list[Device]:
    """Signed in now, the last used first."""
    rows = await database.rows(
        "SELECT s.id, s.device_name, s.created_at, s.seen_at,"
        " (SELECT count(*) FROM subscription u WHERE u.session = s.id"
        " AND u.gone_at IS NULL) AS subs"
        " FROM session s WHERE s.person = {} AND s.revoked_at IS NULL AND s.expires_at > {}"
        " ORDER BY s.seen_at DESC, s.id",
        person,
        now,
    )
    return [
        Device(row["id"], row["device_name"], row["created_at"], row["seen_at"], bool(row["subs"]))
        for row in rows
    ]


def _account(row: database.Row, region: Region) -> Account:
    stand = region.stand_named(row["stand"] or "")
    agency = region.agency_named(row["agency"] or "")
    place = team_name(row["team"], region) if row["team"] else ""
    return Account(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        phone=row["phone"] or "",
        phone_readable=readable(row["phone"]) if row["phone"] else "",
        team=row["team"] or "",
        stand=row["stand"] or "",
        agency=row["agency"] or "",
        place=place or (stand.name if stand else agency.short_name if agency else ""),
        body_number=row["body_number"] or "",
        leads=bool(row["leads"]),
        skills=tuple(row["skills"].split()),
        off_duty=bool(row["off_duty"]),
        active=bool(row["active"]),
        version=row["version"],
        has_password=row["password_hash"] is not None,
        devices=row["devices"],
        seen_at=_moment(row["last_seen"]),
        invited_until=_moment(row["invited_until"]),
    )


def _moment(found: Any) -> datetime | None:
    """SQLite gives the newest of several times as text."""
    at = datetime.fromisoformat(found) if isinstance(found, str) else found
    return at.replace(tzinfo=at.tzinfo or UTC) if at else None
