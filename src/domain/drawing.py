"""Draws the life cycles into docs/incident-states.md from the tables themselves."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from src.domain import assignment, incident, referral

# What both tables are to a drawing; their states are Literals of their own.
Life = Mapping[str, Mapping[Any, str]]

HEADING = """# The life of an incident

Drawn from the tables in `src/domain/incident.py`, `src/domain/assignment.py` and
`src/domain/referral.py` by `python -m src.cli draw`; a test keeps drawing and tables equal. A step
that is not drawn is refused, and the person who tried is told what happened instead.
"""


def page() -> str:
    """The whole page as Markdown with two Mermaid diagrams and the events that change no state."""
    parts = [
        HEADING,
        "## Incident\n",
        _diagram(incident.LIFE, start="received"),
        "Events that are written down without changing the state:\n",
        _quiet(incident.LIFE),
        "## One team's assignment\n",
        _diagram(assignment.LIFE, start="alerted"),
        "Events that are written down without changing the state:\n",
        _quiet(assignment.LIFE),
        "## One agency's handover\n",
        _diagram(referral.HANDOVER, start="sent"),
        "Events that are written down without changing the state:\n",
        _quiet(referral.HANDOVER),
        "## A request for help\n",
        "Several people of one agency may come; it stands where the farthest of them is.\n",
        _diagram(referral.HELP, start="sent"),
        "Events that are written down without changing the state:\n",
        _quiet(referral.HELP),
    ]
    return "\n".join(parts)


def _diagram(life: Life, start: str) -> str:
    steps: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event, cells in life.items():
        for before, after in cells.items():
            if before != after:
                steps[before, after].append(event)
    lines = [
        f"    {before} --> {after}: {', '.join(sorted(events))}"
        for (before, after), events in sorted(steps.items())
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {start}", *lines, "```", ""])


def _quiet(life: Life) -> str:
    lines = []
    for event, cells in sorted(life.items()):
        states = [before for before, after in cells.items() if before == after]
        if states:
            lines.append(f"- `{event}` in {', '.join(states)}")
    return "\n".join(lines) + "\n"
