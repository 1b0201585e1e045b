"""Log lines: one JSON object each, or coloured text on a terminal. Never personal data."""

import logging
import sys
from typing import Any

import msgspec
import structlog


def set_up_logs(*, plain: bool | None = None) -> None:
    """Once, at start. `plain` is for people; by default so where a terminal looks on, else JSON."""
    plain = sys.stderr.isatty() if plain is None else plain
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    processors: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        stamp,
    ]
    structlog.configure(
        processors=[*processors, structlog.dev.ConsoleRenderer() if plain else _as_json],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr)
        if plain
        else structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )


def _as_json(_logger: object, _method: str, event: structlog.typing.EventDict) -> bytes:
    return msgspec.json.encode(event, enc_hook=str)
