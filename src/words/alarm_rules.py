"""Rules of alarms in words: when a step is taken, by what it rings, after how long."""

# `domain.escalation.CONDITIONS` → when a step is taken.
CONDITIONS: dict[str, str] = {
    "always": "selalu",
    "unreceived": "bila belum sampai di HP",
    "unanswered": "bila belum ada yang datang",
    "short": "bila masih kurang",
}

# `domain.escalation.CHANNELS` → by what somebody is rung.
CHANNELS: dict[str, str] = {"push": "HP", "sms": "SMS"}


def after(seconds: int) -> str:
    """ "0 detik", "30 detik", "2 menit": whole minutes where it is some."""
    return f"{seconds // 60} menit" if seconds and seconds % 60 == 0 else f"{seconds} detik"
