"""What is wrong with the house, in the words of those who must act: the red bar of the office."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from src import database
from src.domain.trouble import KINDS
from src.words.troubles import TROUBLES


@dataclass(frozen=True, slots=True)
class TroubleShown:
    """One trouble as a person reads it."""

    code: str
    what: str
    to_do: str
    since: datetime
    vital: bool


async def present(now: datetime) -> tuple[TroubleShown, ...]:
    """What stands at `now`, the gravest first."""
    known = {row["code"]: row for row in await database.rows("SELECT * FROM trouble")}
    return tuple(
        shown(code, row["since"], json.loads(row["detail"]))
        for code, kind in KINDS.items()
        if (row := known.get(code)) and abs(now - row["seen_at"]) <= kind.shown_for
    )


def shown(code: str, since: datetime, detail: Mapping[str, object]) -> TroubleShown:
    """In words; `detail` holds the figures that they name."""
    what, to_do = TROUBLES[code]
    figures = dict(detail)
    return TroubleShown(
        code, what.format(**figures), to_do.format(**figures), since, KINDS[code].vital
    )
