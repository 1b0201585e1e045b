"""How urgent a report is, and what that promises: deadlines."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deadline:
    """A promise of time: minutes on the clock, or working days of the office; both None: none."""

    minutes: int | None = None
    working_days: int | None = None

    def __bool__(self) -> bool:
        return self.minutes is not None or self.working_days is not None


NO_DEADLINE = Deadline()


@dataclass(frozen=True, slots=True)
class Priority:
    """One of P1 to P4. Deadlines count from the moment the report was received.

    `auto_close_days` are calendar days of the reporter's silence after the answer.
    `refer` is how long an agency may take to accept, counted from the referral.
    `resolve_extended` is how far `resolve` may be stretched when enforcement needs it.
    `warn` is how long before a promise of several days runs out the head of the shift is told
    (otherwise when it does); `escalate` how long after that the leaders are.
    """

    code: str
    word: str
    meaning: str
    first_answer: Deadline
    dispatch: Deadline
    on_scene: Deadline
    resolve: Deadline
    resolve_extended: Deadline
    warn: Deadline
    escalate: Deadline
    auto_close_days: int
    at_once: bool
    refer: Deadline = NO_DEADLINE

    @property
    def rank(self) -> int:
        """1 (most urgent) to 4."""
        return int(self.code[1:])
