"""All measurements, or those named: `bin/bench [pages] [live] [push] [alarm]`.

`bin/bench night` plays thirty messages of one night and says what came out wrong.

`bin/bench growth` takes longer: it loads a million incidents on each engine and measures beside.

`bin/bench messages [--set FILE] [--told]` measures how messages are understood, on the labelled
ones of the repository or of any file like them; `--told` prints what was misunderstood.
"""

import argparse
import sys
from pathlib import Path

from bench import alarm, black_hole, growth, live, messages, night, pages, push, table

ENGINES = ("sqlite", "postgres")


def main() -> int:
    asked = argparse.ArgumentParser(prog="bin/bench")
    asked.add_argument("wanted", nargs="*")
    asked.add_argument("--set", type=Path, action="append", default=[])
    asked.add_argument("--told", action="store_true")
    given = asked.parse_args()
    wanted = given.wanted or ["pages", "live", "alarm", "push"]
    if "messages" in wanted:
        messages.run(given.set, told=given.told)
    if "night" in wanted:
        night.run()
    for engine in ENGINES:
        if "pages" in wanted:
            pages.run(engine)
        if "live" in wanted:
            live.run(engine)
        if "alarm" in wanted:
            alarm.run(engine)
            black_hole.run(engine)
        if "growth" in wanted:
            growth.run(engine)
    if "push" in wanted:
        push.run()
    if lines := table.missed():
        print("\nMissed: " + "; ".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
