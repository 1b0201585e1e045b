"""responses.toml: sentences the office says often; a pack without it has none yet."""

from collections.abc import Collection

from src.domain.incident import EVENTS
from src.domain.response_template import ResponseTemplate
from src.services.pack.entry import Entry
from src.services.pack.source import Source

FILE = "responses.toml"
CODE = r"[a-z0-9]+(_[a-z0-9]+)*"


def responses(pack: Source, groups: Collection[str]) -> tuple[ResponseTemplate, ...]:
    """In the order of the file."""

    def one(entry: Entry) -> ResponseTemplate:
        return ResponseTemplate(
            code=entry.matching("code", CODE, "small letters and digits, words joined by _"),
            name=entry.text("name"),
            event=entry.reference("event", EVENTS, "the events of an incident"),
            group=entry.reference("group", groups, "categories.toml") if entry.has("group") else "",
            text=entry.text("text"),
        )

    if not pack.has(FILE):
        return ()
    file = pack.toml(FILE)
    found = pack.keyed(file.tables("response"), one) if file.has("response") else {}
    file.done()
    return tuple(found.values())
