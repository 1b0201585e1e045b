"""A browser's view of the small app: every test of the frame asks through this."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from litestar import Litestar

from tests.routes.small_app import small_app

HERE = "http://lacak.test"


@asynccontextmanager
async def visiting(app: Litestar | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A visitor who sends nothing but what the test says."""
    transport = httpx.ASGITransport(app or small_app(), raise_app_exceptions=False)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
        yield client
