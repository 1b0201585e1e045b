"""Sentences the office says often, ready to be mended and sent: one for an event of an incident."""

from collections.abc import Iterable
from dataclasses import dataclass

# What a sentence may leave open, and what is put there.
PLACES = ("nomor", "jenis", "desa")


@dataclass(frozen=True, slots=True)
class ResponseTemplate:
    """One ready sentence.

    event   what it is said at: an event of `domain.incident`, such as declined
    group   code of the group of categories it is for; "" means all
    text    what the reporter reads, with {nomor}, {jenis} and {desa} where they belong
    """

    code: str
    name: str
    event: str
    group: str
    text: str

    def filled(self, *, number: str, kind: str, village: str) -> str:
        """The sentence for one incident."""
        said = dict(zip(PLACES, (number, kind, village), strict=True))
        text = self.text
        for place, word in said.items():
            text = text.replace(f"{{{place}}}", word)
        return text


def fitting(
    templates: Iterable[ResponseTemplate], event: str, group: str
) -> tuple[ResponseTemplate, ...]:
    """Those for this event: the ones made for this group first, then those for all."""
    found = [each for each in templates if each.event == event and each.group in (group, "")]
    return tuple(sorted(found, key=lambda each: not each.group))
