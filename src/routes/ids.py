"""Ids as people's devices send them."""

from uuid import UUID

from src.domain.errors import Invalid


def id_from(text: str, field: str = "id") -> UUID:
    """A UUID, or a plain sentence at its field; raises Invalid."""
    try:
        return UUID(text)
    except ValueError:
        raise Invalid({field: "id_wrong"}) from None
