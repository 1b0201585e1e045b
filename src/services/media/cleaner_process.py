"""The process that opens one strange file and ends: bytes in, an answer out.

It starts with nothing of ours: no settings, no secrets, no database, hardly any files, no children,
little memory and little time. Whatever a file does to a decoder, it does it here.

Run as `python -m src.services.media.cleaner_process photo|voice <seconds of work>`. The answer is a
line of JSON, then the bodies whose lengths the line tells. "{}" comes first, once the decoders are
loaded, so that a broken installation is never taken for a broken file.
"""

import json
import os
import resource
import sys
from collections.abc import Mapping

MEMORY_BYTES = 512 * 1024 * 1024


def main(kind: str, seconds: int) -> None:
    _confine(seconds)
    if kind == "photo":
        from src.services.media.photo import clean_photo
    else:
        from src.services.media.voice import clean_voice
    from src.services.media.refusal import Refused

    _say({})
    data = sys.stdin.buffer.read()
    try:
        if kind == "photo":
            photo = clean_photo(data)
            head = {"width": photo.width, "height": photo.height}
            _say(head, photo.data, photo.thumbnail)
        else:
            voice = clean_voice(data)
            _say({"duration_s": voice.duration_s}, voice.data)
    except Refused as refusal:
        _say({"fault": refusal.fault})


def _confine(seconds: int) -> None:
    """Only ever lowers, so that nothing inside can raise it again."""
    os.nice(10)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def _say(head: Mapping[str, object], *bodies: bytes) -> None:
    line = json.dumps({**head, "lengths": [len(body) for body in bodies]})
    sys.stdout.buffer.write(line.encode() + b"\n" + b"".join(bodies))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
