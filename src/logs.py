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
        _name_trouble,
    ]
    structlog.configure(
        processors=[*processors, structlog.dev.ConsoleRenderer() if plain else _as_json],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr)
        if plain
        else structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(handlers=[_Passing()], level=logging.WARNING, force=True)


class _Passing(logging.Handler):
    """What libraries log, as lines of ours: their words without the values set into them."""

    def emit(self, record: logging.LogRecord) -> None:
        trouble = record.exc_info[1] if record.exc_info else None
        structlog.stdlib.get_logger().log(
            record.levelno, str(record.msg), library=record.name, exc_info=trouble
        )


def where(error: BaseException) -> list[str]:
    """File, line and function of each step to the error, the last eight; no values."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        file = "/".join(code.co_filename.rsplit("/", 2)[1:])
        places.append(f"{file}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-8:]


def _name_trouble(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """`log.exception` says the kind of error and where, never its words: they may be personal."""
    told = event.pop("exc_info", None)
    error = sys.exc_info()[1] if told is True else told
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["where"] = where(error)
    return event


def _as_json(_logger: object, _method: str, event: structlog.typing.EventDict) -> bytes:
    return msgspec.json.encode(event, enc_hook=str)
