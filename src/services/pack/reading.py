"""What a cell or a TOML value says, as a Python value; each raises TypeError or ValueError."""

from math import isfinite
from typing import Any


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value.strip()


def whole(value: Any) -> int:
    if isinstance(value, bool | float):
        raise TypeError
    return int(value)


def number(value: Any) -> float:
    if isinstance(value, bool) or not isfinite(float(value)):
        raise ValueError
    return float(value)


def flag(value: Any) -> bool:
    """A TOML boolean, or yes and no in a CSV cell."""
    if isinstance(value, bool):
        return value
    if value not in ("yes", "no"):
        raise ValueError
    return bool(value == "yes")


def texts(value: Any) -> tuple[str, ...]:
    """A TOML list, or a CSV cell parted by spaces."""
    if isinstance(value, str):
        return tuple(value.split())
    return tuple(text(each) for each in _listed(value))


def wholes(value: Any) -> tuple[int, ...]:
    return tuple(whole(each) for each in _listed(value))


def table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def tables(value: Any) -> tuple[dict[str, Any], ...]:
    return tuple(table(each) for each in _listed(value))


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value
