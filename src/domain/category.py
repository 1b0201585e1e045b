"""What a report can be about: groups with one leaf each for every kind of event."""

from dataclasses import dataclass
from typing import Literal

# The five outlines and hues of the house (fire flame, rescue ring, order shield …).
Kind = Literal["fire", "rescue", "order", "disaster", "other"]

# full: village, landmark and evidence photos are public.
# area: the village is public, nothing below it, and no photos.
# hidden: as area, and never in public lists, nor by its own name (see `Category.public_word`).
Visibility = Literal["full", "area", "hidden"]


@dataclass(frozen=True, slots=True)
class Category:
    """A leaf such as `fire.house`.

    lead, support   codes of agencies
    priority        code of the default priority, P1 to P4
    public_word     what people outside the handling team read: the leaf's own word, or the
                    group's when the leaf is hidden
    dangerous       people's lives may be in danger (the service standard counts such rescues)
    leader_only     goes to the leaders past the officers it may concern; never alarm a team
    drill           an exercise or test, left out of every figure
    order           place among all leaves, as listed in the pack
    """

    code: str
    group: str
    word: str
    public_word: str
    lead: str
    support: tuple[str, ...]
    priority: str
    visibility: Visibility
    dangerous: bool
    leader_only: bool
    drill: bool
    order: int

    @property
    def public(self) -> bool:
        """May appear in public lists and figures by place."""
        return self.visibility != "hidden"

    @property
    def shows_landmark(self) -> bool:
        """Public pages may say more than the village."""
        return self.visibility == "full"

    @property
    def shows_photos(self) -> bool:
        """Public pages may show evidence photos."""
        return self.visibility == "full"


@dataclass(frozen=True, slots=True)
class Group:
    """A first choice such as fire, with everything the form needs to say about it.

    slug        the word in addresses: /lapor?jenis=kebakaran
    letter      the group in the compact SMS form: LAPOR K …
    word        "Kebakaran"; action "Lapor kebakaran"; examples "Api, asap, bau gas"
    question    asked above the leaves: "Apa yang terbakar?"
    advice      one or two sentences for people's safety, may be empty
    categories  own leaves in order
    unclear     code of the leaf meant when only the group is known
    home        stands on the home screen, `home_rank` first to last
    listed_in   code of the group whose form also offers these leaves, or empty
    """

    code: str
    kind: Kind
    slug: str
    letter: str
    word: str
    action: str
    examples: str
    question: str
    advice: str
    categories: tuple[Category, ...]
    unclear: str
    home: bool
    home_rank: int
    listed_in: str
