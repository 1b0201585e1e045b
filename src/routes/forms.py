"""What a person typed, and what is wrong with it, so that a form comes back with nothing lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from litestar import Request

from src.domain.errors import Invalid
from src.routes.sentences import field_sentences
from src.routes.submission import submitted


@dataclass(frozen=True)
class Form:
    """Templates ask `form.value(name)` and `form.error(name)`; "" where there is none."""

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, Any], invalid: Invalid) -> "Form":
        """The form as it was sent, with a sentence at each field that needs mending."""
        return cls(values, field_sentences(invalid))

    def value(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    def chosen(self, name: str, value: str) -> bool:
        """True when this option of a select, radio or tick box was taken."""
        return self.value(name) == value


async def typed(request: Request[Any, Any, Any]) -> dict[str, str]:
    """The words of a form by field: trimmed, without control characters; files are left out."""
    return dict((await submitted(request)).fields)
