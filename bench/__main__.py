"""All measurements, or those named: `bin/bench [pages] [live] [push] [alarm]`."""

import sys

from bench import alarm, live, pages, push, table

ENGINES = ("sqlite", "postgres")


def main() -> int:
    wanted = sys.argv[1:] or ["pages", "live", "alarm", "push"]
    for engine in ENGINES:
        if "pages" in wanted:
            pages.run(engine)
        if "live" in wanted:
            live.run(engine)
        if "alarm" in wanted:
            alarm.run(engine)
    if "push" in wanted:
        push.run()
    if lines := table.missed():
        print("\nMissed: " + "; ".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
