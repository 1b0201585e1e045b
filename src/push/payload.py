"""What a phone is told: a few plain words, as JSON that declarative web push shows by itself.

Foreign push services carry it, encrypted; still it names nobody. Details come after opening.
"""

from typing import Any, Literal
from uuid import UUID

import msgspec

Kind = Literal["alarm", "enough", "follow", "test", "told"]
QUIET: tuple[Kind, ...] = ("enough",)  # takes the place of what rang, without a sound
MOST_TITLE = 40
MOST_BODY = 90
DECLARATIVE = 8030  # the number by which browsers know declarative web push


class Action(msgspec.Struct, frozen=True):
    """A button under a notification, where the platform shows it.

    post   what our service worker then sends as this phone's own tap; the page opens all the same
    """

    name: str
    title: str
    post: str


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One notification, the same for every device it goes to.

    path   where a tap leads, on our own site
    tag    what it stands for: on a device it takes the place of the one before with the same tag,
           and rings only under a new tag
    badge  number on the app's icon, where there is one
    """

    title: str
    body: str
    path: str
    tag: str
    badge: int | None = None
    actions: tuple[Action, ...] = ()


def stored(message: Message) -> str:
    """A message as a delivery row keeps it; too long a text is shortened, never refused.

    Raises ValueError for what would not be ours to open.
    """
    for path in (message.path, *(action.post for action in message.actions)):
        if not path.startswith("/") or path.startswith("//"):
            raise ValueError(f"a notification leads to our own pages, not to {path!r}")
    fitting = msgspec.structs.replace(
        message,
        title=shortened(message.title, MOST_TITLE),
        body=shortened(message.body, MOST_BODY),
    )
    return msgspec.json.encode(fitting).decode()


def shortened(text: str, most: int) -> str:
    """At most `most` characters; what is cut ends in an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def declarative(kept: str, *, kind: str, delivery: UUID, public_url: str) -> bytes:
    """The JSON one device gets, from a stored message; raises ValueError where that is broken.

    `mutable` asks browsers that know declarative push to wake our service worker all the same, so
    that it can send its receipt; where it does not come up, the notification is shown without it.
    Safari looks for `mutable` and `app_badge` inside the notification, the standard beside it.
    """
    message = msgspec.json.decode(kept, type=Message)
    told = {"delivery": str(delivery), "kind": kind, "url": message.path}
    notification: dict[str, Any] = {
        "title": message.title,
        "body": message.body,
        "navigate": public_url + message.path,
        "tag": message.tag,
        "lang": "id",
        "silent": kind in QUIET,
        "mutable": True,
        "data": told,
    }
    if message.actions:
        answers = {action.name: action.post for action in message.actions}
        notification["data"] = {**told, "answers": answers}
        notification["actions"] = [
            {"action": action.name, "title": action.title, "navigate": notification["navigate"]}
            for action in message.actions
        ]
    whole = {"web_push": DECLARATIVE, "mutable": True, "notification": notification, "lacak": told}
    if message.badge is not None:
        whole["app_badge"] = notification["app_badge"] = message.badge
    return msgspec.json.encode(whole)
