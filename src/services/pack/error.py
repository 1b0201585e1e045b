"""A pack that cannot be used, with everything that is wrong with it."""

from pathlib import Path


class RegionPackError(ValueError):
    """`problems` are sentences that begin with file and line: "teams.csv:4: station …"."""

    def __init__(self, folder: Path, problems: list[str]) -> None:
        listed = "".join(f"\n  {problem}" for problem in problems)
        super().__init__(f"the region pack {folder} cannot be used:{listed}")
        self.problems = problems
