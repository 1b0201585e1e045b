"""What must hold between the files of a pack: nobody in need may meet a gap."""

from collections.abc import Iterable

from src.domain.category import Group
from src.domain.organisation import Team
from src.domain.priority import Priority
from src.services.pack.source import Source


def someone_always_answers(
    pack: Source,
    groups: Iterable[Group],
    priorities: dict[str, Priority],
    teams: Iterable[Team],
) -> None:
    """Whatever rings at once has a team that serves it everywhere, also where no place is known.

    This holds for what is only passed on too (a medical emergency): the number of the right
    agency is on the screen, and the duty team sees to it that somebody has called it.
    """
    everywhere = {code for team in teams if team.everywhere for code in team.groups}
    for group in groups:
        ringing = [
            leaf.code
            for leaf in group.categories
            if not leaf.leader_only
            and (priority := priorities.get(leaf.priority)) is not None
            and priority.at_once
        ]
        if ringing and group.code not in everywhere:
            pack.wrong(
                "teams.csv",
                f"no team serves {group.code} everywhere, but {ringing[0]} rings at once",
            )
