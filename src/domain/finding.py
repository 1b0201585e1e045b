"""What the office may find a message to be: a finding about the message, never about the person.

It keeps the report out of the figures and can be withdrawn; nothing is ever rejected by it.
"""

from typing import Final, Literal, get_args

Finding = Literal["prank", "hoax"]
FINDINGS: Final[tuple[Finding, ...]] = get_args(Finding)
