"""docs/alerts.md says what the code does."""

import re
from pathlib import Path

from src.push import answers, hosts

PAGE = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text()


def documented() -> dict[int, tuple[str, str]]:
    """Status → (outcome, reason), read off the table."""
    rows = re.findall(r"^\| ([^|]+) \| (\w+) \| (\w*) ?\| [^|]+ \|$", PAGE, re.MULTILINE)
    found: dict[int, tuple[str, str]] = {}
    for which, outcome, reason in rows:
        if which == "any other":
            found = {s: found.get(s, (outcome, reason)) for s in range(100, 1_000)}
        elif "–" in which:
            first, last = map(int, which.split("–"))
            found |= dict.fromkeys(range(first, last + 1), (outcome, reason))
        elif which[0].isdigit():
            found |= {int(status): (outcome, reason) for status in which.split(",")}
    return found


def test_the_table_of_answers_is_the_code_s() -> None:
    code = {status: answers.verdict(status) for status in range(100, 1_000)}
    assert documented() == {s: (v.outcome, v.reason) for s, v in code.items()}


def test_every_push_service_is_named() -> None:
    named = {host for those in hosts.SERVICES.values() for host in those}
    assert not [host for host in named if f"`{host}`" not in PAGE]
