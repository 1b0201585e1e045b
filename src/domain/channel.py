"""The ways by which a message comes to the office, and what names its origin."""

from dataclasses import dataclass
from typing import Literal

# phone: the number it came from · link: the post or message · reference: a number of another
# system, a call sign · "": nothing to write down
Origin = Literal["phone", "link", "reference", ""]


@dataclass(frozen=True, slots=True)
class Channel:
    """`code` is a key of words.CHANNELS."""

    code: str
    origin: Origin


# The most used first: it is what the form begins with.
INTAKE: tuple[Channel, ...] = (
    Channel("phone", "phone"),
    Channel("whatsapp", "phone"),
    Channel("walk_in", ""),
    Channel("radio", "reference"),
    Channel("facebook", "link"),
    Channel("sms", "phone"),
    Channel("sp4n", "reference"),
)
BY_CODE = {channel.code: channel for channel in INTAKE}
