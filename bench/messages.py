"""How well messages are understood, in counts, beside the goals of docs/understanding.md."""

import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from bench import table
from src.domain.likeness import candidates
from src.domain.reading import read
from src.domain.region import Region
from src.services.region_pack import load_region
from src.settings import Settings
from tests.messages.goals import GOALS, WORDS
from tests.messages.labelled import HELD_OUT, TUNED, Labelled, messages
from tests.messages.scoring import Figures, account_of, figures

OPEN_INCIDENTS = 200


def run(files: Sequence[Path], *, told: bool = False) -> None:
    """`told`: with every message that was misunderstood."""
    region = load_region(Settings.from_environment().region)
    for file in files or (TUNED, HELD_OUT):
        found = messages(file)
        table.heading(f"Messages understood: {len(found)} of {file.name}")
        _counts(figures(found, region), told=told)
        _speed(found, region)


def _counts(found: Figures, *, told: bool) -> None:
    for name, words in WORDS.items():
        score = getattr(found, name)
        if score.asked:
            label = f"{words}: {score.right} of {score.asked}"
            table.line(label, score.percent, "%", GOALS.get(name), wanted="at least")
            for wrong in score.wrong if told else ():
                print(f"    {wrong}")


def _speed(found: Sequence[Labelled], region: Region) -> None:
    read("", region)
    began = time.perf_counter()
    for each in found:
        read(each.text, region)
    table.line("reading a message", (time.perf_counter() - began) * 1_000 / len(found), "ms", 2)
    known = [
        (number, [account_of(each, read(each.text, region), region)])
        for number, each in enumerate(islice(cycle(found), OPEN_INCIDENTS))
    ]
    began = time.perf_counter()
    for _, (new,) in known[:20]:
        candidates(new, known)
    each_ms = (time.perf_counter() - began) * 1_000 / min(20, len(known))
    table.line(f"a report against {OPEN_INCIDENTS} incidents", each_ms, "ms", 20)
