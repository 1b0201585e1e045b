"""priorities.toml: what each urgency promises."""

from src.domain.priority import NO_DEADLINE, Deadline, Priority
from src.services.pack.entry import Entry
from src.services.pack.source import Source

FILE = "priorities.toml"
CODES = ("P1", "P2", "P3", "P4")


def priorities(pack: Source) -> dict[str, Priority]:
    """By code, exactly P1 to P4."""
    file = pack.toml(FILE)
    found = pack.keyed(file.tables("priority"), _priority)
    file.done()
    for code in CODES:
        if code not in found:
            pack.wrong(FILE, f"priority {code} is missing")
    return found


def _priority(entry: Entry) -> Priority:
    return Priority(
        code=entry.one_of("code", CODES),
        word=entry.text("word"),
        meaning=entry.text("meaning"),
        first_answer=_deadline(entry, "first_answer", owed=True),
        dispatch=_deadline(entry, "dispatch"),
        on_scene=_deadline(entry, "on_scene"),
        resolve=_deadline(entry, "resolve", owed=True),
        resolve_extended=_deadline(entry, "resolve_extended"),
        warn=_deadline(entry, "warn"),
        escalate=_deadline(entry, "escalate"),
        auto_close_days=entry.whole("auto_close_days", least=1),
        at_once=entry.flag("at_once"),
        refer=_deadline(entry, "refer"),
    )


def _deadline(entry: Entry, key: str, *, owed: bool = False) -> Deadline:
    """One that is `owed` must stand there; another left out is no promise."""
    if not entry.has(key):
        if owed:
            entry.wrong(key, f"{key} is missing")
        return NO_DEADLINE
    promised = entry.table(key)
    by_clock, by_days = promised.has("minutes"), promised.has("working_days")
    if by_clock == by_days:
        entry.wrong(key, f"{key} needs either minutes or working_days")
    promised.done()
    if by_clock:
        return Deadline(minutes=promised.whole("minutes"))
    return Deadline(working_days=promised.whole("working_days")) if by_days else NO_DEADLINE
