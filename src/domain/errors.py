"""The few kinds of trouble a person can be told about, wherever they arise.

Told
├── Invalid        what was typed needs mending, field by field
├── SignInNeeded   nobody is signed in, and somebody has to be
├── Forbidden      this person may not
├── NotFound       no such thing (also: a token that opens nothing)
├── Conflict       true when it was pressed, no longer true now
├── TooLarge       more bytes than we take
├── Unsupported    a kind of content we do not take
├── TooMany        slow down; come back after `retry_after` seconds
└── Busy           our fault and passing; come back after `retry_after` seconds

Each carries a reason, a key of `words.ERRORS`, and the details its sentence names.
"""

from collections.abc import Mapping


class Told(Exception):
    """Trouble with a plain sentence; `reason` finds it, `detail` fills its placeholders."""

    kind = "unexpected"

    def __init__(self, reason: str = "", **detail: object) -> None:
        super().__init__(reason or self.kind)
        self.reason = reason or self.kind
        self.detail = detail


class Invalid(Told):
    """`fields` maps a form field to the reason it cannot be taken."""

    kind = "invalid"

    def __init__(self, fields: Mapping[str, str], reason: str = "", **detail: object) -> None:
        super().__init__(reason, **detail)
        self.fields = dict(fields)


class SignInNeeded(Told):
    kind = "sign_in_needed"


class Forbidden(Told):
    kind = "forbidden"


class NotFound(Told):
    kind = "not_found"


class Conflict(Told):
    kind = "conflict"


class TooLarge(Told):
    kind = "too_large"


class Unsupported(Told):
    kind = "unsupported"


class TooMany(Told):
    """`retry_after` in seconds."""

    kind = "too_many"

    def __init__(self, reason: str = "", *, retry_after: int, **detail: object) -> None:
        super().__init__(reason, minutes=max(1, -(-retry_after // 60)), **detail)
        self.retry_after = retry_after


class Busy(Told):
    """`retry_after` in seconds."""

    kind = "busy"

    def __init__(self, reason: str = "", *, retry_after: int = 5, **detail: object) -> None:
        super().__init__(reason, **detail)
        self.retry_after = retry_after
