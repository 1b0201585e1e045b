"""What can go wrong with the house itself, and which of it may keep an alarm from arriving."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of trouble.

    vital      an alarm may not arrive: whoever watches over the installation must be told
    shown_for  how long it stands after it was last seen, unless it is looked for and not found
    local      only the process that met it can see it: another one cannot say that it has passed
    """

    vital: bool = True
    shown_for: timedelta = timedelta(seconds=60)
    local: bool = False


KINDS: dict[str, Kind] = {
    "database_read_only": Kind(local=True),
    "disk_ending": Kind(local=True),
    "worker_silent": Kind(),
    "step_overdue": Kind(),
    "push_unsent": Kind(),
    "text_unsent": Kind(),
    "key_refused": Kind(vital=False),
    "disk_low": Kind(vital=False, local=True),
    "clock_jumped": Kind(vital=False, local=True, shown_for=timedelta(minutes=10)),
}
"""By code, the gravest first."""
