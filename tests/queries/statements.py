"""Every statement that is run while somebody counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from src import database


@contextmanager
def counting() -> Iterator[list[str]]:
    run = database.rows
    seen: list[str] = []

    async def counted(template: str, *values: Any) -> Any:
        seen.append(template)
        return await run(template, *values)

    with patch.object(database, "rows", counted):
        yield seen
