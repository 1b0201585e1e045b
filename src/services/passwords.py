"""Passwords: slow to guess, checked off the event loop, silent about which part was wrong."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeVar
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from src import database
from src.domain.access import Role
from src.domain.errors import Invalid
from src.domain.phone import normalised
from src.services.rate_limits import (
    SIGN_INS_OF_ACCOUNT,
    SIGN_INS_OF_ADDRESS,
    SIGN_INS_OF_BOTH,
    RateLimits,
    network,
)

T = TypeVar("T")

SHORTEST = 10
LONGEST = 200
NAMESAKES = 3

_hasher = PasswordHasher()  # argon2id as RFC 9106 recommends where memory is scarce
# Each check takes 64 MB and a core for some 50 ms: two at a time leave the machine usable.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")

_KNOWN = (
    "SELECT id, role, password_hash FROM person WHERE active AND password_hash IS NOT NULL"
    f" AND (phone = {{}} OR lower(name) = {{}}) ORDER BY created_at, id LIMIT {NAMESAKES}"
)


@dataclass(frozen=True, slots=True)
class Known:
    """Whose password it was."""

    id: UUID
    role: Role


async def known(
    login: str, password: str, *, address: str, limits: RateLimits, now: datetime
) -> Known:
    """The person of this phone number or name and password.

    Raises Invalid where there is none, with how many tries are left; TooMany after too many,
    counted by account and address together, and more generously by each alone.
    """
    account, home = (normalised(login) or login.strip().lower())[:120], network(address)
    limits.take("sign in at", home, SIGN_INS_OF_ADDRESS, now=now)
    limits.take("sign in as", account, SIGN_INS_OF_ACCOUNT, now=now)
    limits.take("sign in", f"{account} {home}", SIGN_INS_OF_BOTH, now=now)
    people = await database.rows(_KNOWN, normalised(login), login.strip().lower())
    for row in people:
        if await _fits(row["password_hash"], password):
            limits.forget("sign in", f"{account} {home}", SIGN_INS_OF_BOTH)
            return Known(row["id"], row["role"])
    for _ in range(len(people), 1):
        await _fits(await _apart(_nobody), password)
    left = int(limits.left("sign in", f"{account} {home}", SIGN_INS_OF_BOTH, now=now))
    raise Invalid({"password": "sign_in_wrong"}, "sign_in_wrong", left=left)


async def hashed(password: str) -> str:
    """What is kept of a new password; raises Invalid where it is too short to be one."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid({"password": "password_short"}, shortest=SHORTEST)
    return await _apart(_hasher.hash, password)


@cache
def _nobody() -> str:
    """Unknown people take as long as known ones; made when the first one comes."""
    return _hasher.hash("nobody")


async def _fits(kept: str, password: str) -> bool:
    if len(password) > LONGEST:
        return False
    try:
        return await _apart(_hasher.verify, kept, password)
    except (VerificationError, InvalidHashError):
        return False


async def _apart(work: Callable[..., T], *values: str) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads, work, *values)
