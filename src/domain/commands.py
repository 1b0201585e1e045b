"""The nouns under which a responder's taps are sent: POST /tugas/{assignment}/{noun}."""

from typing import Final

# Noun → event of `domain.assignment`. The first five are the steps of a task, in order.
EVENTS: Final[dict[str, str]] = {
    "penerimaan": "accepted",
    "keberangkatan": "departed",
    "kedatangan": "arrived",
    "kendali": "controlled",
    "penyelesaian": "completed",
    "penolakan": "refused",
    "tidak-ditemukan": "not_found",
    "bantuan": "backup_requested",
    "pengembalian": "handed_back",
    "komando": "commander_named",
    "catatan": "noted",
}
NOUNS: Final[dict[str, str]] = {event: noun for noun, event in EVENTS.items()}
STEPS: Final[tuple[str, ...]] = tuple(EVENTS)[:5]
