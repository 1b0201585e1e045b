"""What is known of a stored photo or voice note before anybody is shown it."""

from dataclasses import dataclass
from uuid import UUID

from src import database
from src.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored file; `category` of its incident, `resolved` whether that came to its end."""

    incident: int
    media_type: str
    evidence: bool
    category: str
    resolved: bool


async def kept(attachment: UUID, kind: str) -> Kept:
    """Raises NotFound for what is not stored, or of another kind."""
    row = await database.row(
        "SELECT a.incident, a.media_type, a.evidence, i.category, i.resolved_at FROM attachment a"
        " JOIN incident i ON i.id = a.incident"
        " WHERE a.id = {} AND a.kind = {} AND a.state = 'stored'",
        attachment,
        kind,
    )
    if row is None:
        raise NotFound()
    resolved = row["resolved_at"] is not None
    return Kept(
        row["incident"], row["media_type"], bool(row["evidence"]), row["category"], resolved
    )
