"""How urgent a report is, and what that promises: deadlines, and who is alarmed after how long."""

from dataclasses import dataclass
from typing import Literal

Audience = Literal["team", "team_leader", "leaders", "operators"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A promise of time: minutes on the clock, or working days of the office; both None: none."""

    minutes: int | None = None
    working_days: int | None = None

    def __bool__(self) -> bool:
        return self.minutes is not None or self.working_days is not None


NO_DEADLINE = Deadline()


@dataclass(frozen=True, slots=True)
class AlarmStep:
    """One rung of the alarm: `after_s` seconds after dispatch, `audience` is rung too."""

    after_s: int
    audience: Audience


@dataclass(frozen=True, slots=True)
class Priority:
    """One of P1 to P4. Deadlines count from the moment the report was received.

    `auto_close_days` are calendar days of the reporter's silence after the answer.
    `resolve_extended` is how far `resolve` may be stretched when enforcement needs it.
    """

    code: str
    word: str
    meaning: str
    first_answer: Deadline
    dispatch: Deadline
    on_scene: Deadline
    resolve: Deadline
    resolve_extended: Deadline
    escalate: Deadline
    auto_close_days: int
    at_once: bool
    alarm_steps: tuple[AlarmStep, ...]

    @property
    def rank(self) -> int:
        """1 (most urgent) to 4."""
        return int(self.code[1:])
