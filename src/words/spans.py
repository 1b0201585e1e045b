"""How long and how far, as people say it: 4 menit, 5 jam, 2 hari; 180 meter, 2,4 km."""

from datetime import timedelta


def span(length: timedelta) -> str:
    """The largest unit that counts at least two (hours, days), rounded down; else minutes."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 120:
        return f"{minutes} menit"
    hours = minutes // 60
    return f"{hours} jam" if hours < 48 else f"{hours // 24} hari"


def of_seconds(seconds: int) -> str:
    """As `span`."""
    return span(timedelta(seconds=seconds))


def distance(metres: float) -> str:
    """Metres by tens below one kilometre, then kilometres with one decimal."""
    if metres < 1000:
        return f"{round(metres / 10) * 10} meter"
    return f"{metres / 1000:.1f} km".replace(".", ",")


def countdown(left: timedelta) -> str:
    """0.48 (minutes and seconds), never below zero: what the script goes on counting.

    From 100 minutes on minutes alone: seconds would only make the figures smaller.
    """
    minutes, seconds = divmod(max(0, int(left.total_seconds())), 60)
    return f"{minutes}.{seconds:02}" if minutes < 100 else str(minutes)
