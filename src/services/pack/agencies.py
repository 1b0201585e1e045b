"""agencies.csv: who leads, helps and takes referrals."""

from src.domain.organisation import Agency
from src.services.pack.entry import Entry
from src.services.pack.source import Source

# The five kinds of actors that the innovation index counts.
ACTORS = ("government", "business", "community", "academia", "media")


def agencies(pack: Source) -> dict[str, Agency]:
    """By code."""
    return pack.keyed(pack.rows("agencies.csv"), _agency)


def _agency(row: Entry) -> Agency:
    return Agency(
        code=row.text("code"),
        name=row.text("name"),
        short_name=row.text("short_name"),
        actor=row.one_of("actor", ACTORS),
        phone=row.text("phone", ""),
        demo=row.flag("demo", False),
    )
