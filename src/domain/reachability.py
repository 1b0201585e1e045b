"""Whether somebody's phone can ring at all, known before it has to; why not, as a code."""

from datetime import timedelta
from typing import Final, Literal, get_args

# A phone that has said nothing for so long cannot be counted on: it is off, lost or asleep.
SILENT_AFTER: Final = timedelta(days=7)

Reason = Literal["", "silent", "denied", "gone", "no_phone", "signed_out"]
"""Nothing where a phone can be rung; else the least that is missing on any of his phones.

silent      the alarm is on, but nothing has been heard from the phone for SILENT_AFTER
denied      notifications are no longer allowed there
gone        the subscription is gone: given up by the browser, switched off or replaced
no_phone    signed in, and the alarm was never switched on
signed_out  signed in nowhere
"""
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)
