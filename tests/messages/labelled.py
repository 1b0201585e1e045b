"""One labelled message of a JSONL file; the schema stands in README.md beside this file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from src.domain.village import Point

HERE = Path(__file__).parent
TUNED, HELD_OUT = HERE / "tuned.jsonl", HERE / "held_out.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """`labels` holds what the file says, so that "not labelled" and "none" stay two things."""

    text: str
    at: datetime | None
    position: Point | None
    accuracy_m: int | None
    labels: dict[str, Any]

    @property
    def group(self) -> str | None:
        """As labelled, or by the leaf."""
        named = self.labels.get("group") or str(self.labels.get("category") or "").partition(".")[0]
        return named or None


def messages(file: Path) -> list[Labelled]:
    return list(_read(file.read_text(encoding="utf-8").splitlines()))


def _read(lines: list[str]) -> Iterator[Labelled]:
    for line in lines:
        if line.strip():
            told = json.loads(line)
            here = told.get("latitude") is not None and told.get("longitude") is not None
            yield Labelled(
                text=told["text"],
                at=datetime.fromisoformat(told["at"]) if told.get("at") else None,
                position=Point(told["latitude"], told["longitude"]) if here else None,
                accuracy_m=told.get("accuracy_m"),
                labels=told,
            )
