"""Makes a small voice note that every browser plays, of whatever a phone recorded, or says why not.

AAC in MP4 because every target browser plays it, old iPhones too, which do not know Opus in WebM.
Only sound passes: titles, places, dates and further tracks stay behind (UU 27/2022).
"""

import io
from collections.abc import Iterator

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from src.services.media.cleaned import Voice
from src.services.media.refusal import MAX_VOICE_SECONDS, Fault, Refused
from src.services.media.sniffing import voice_container

SAMPLE_RATE = 16_000  # speech lies below 8 kHz
BIT_RATE = 17_500
GRACE_SECONDS = 2  # a recorder told to stop at 90 s stops a little later
CODECS = {"opus", "aac"}

# Room kept in front of the sound for the MP4 index: its frame, and 4 bytes for 1024 samples.
INDEX_FRAME_BYTES = 1280
INDEX_BYTES_PER_PACKET = 4


def clean_voice(data: bytes) -> Voice:
    """Decode hostile bytes and encode them anew; raises Refused. Needs up to about 50 MB."""
    container = voice_container(data)
    try:
        with av.open(io.BytesIO(data), "r", format=container) as recording:
            frames = list(_speech(recording))
        samples = sum(frame.samples for frame in frames)
        if not samples:
            raise Refused(Fault.VOICE_BROKEN)
        return Voice(_encoded(frames, samples), round(samples / SAMPLE_RATE, 1))
    except Refused:
        raise
    except MemoryError as too_much:
        raise Refused(Fault.FILE_TOO_MUCH_WORK) from too_much
    except Exception as broken:  # decoders of hostile bytes raise whatever they like
        raise Refused(Fault.VOICE_BROKEN) from broken


def _speech(recording: InputContainer) -> Iterator[AudioFrame]:
    """Mono sound at 16 kHz. A damaged packet costs its 20 ms, not the whole call for help."""
    if recording.streams.video:
        raise Refused(Fault.VOICE_IS_VIDEO)
    if not recording.streams.audio:
        raise Refused(Fault.VOICE_UNKNOWN)
    stream = recording.streams.audio[0]
    if stream.codec_context.name not in CODECS:
        raise Refused(Fault.VOICE_UNKNOWN)
    resampler = AudioResampler(format="fltp", layout="mono", rate=SAMPLE_RATE)
    room = (MAX_VOICE_SECONDS + GRACE_SECONDS) * SAMPLE_RATE
    for heard in _decoded(recording, stream):
        heard.pts = None  # time stamps of a stranger: only the order counts
        for frame in resampler.resample(heard):
            room -= frame.samples
            if room < 0:
                raise Refused(Fault.VOICE_TOO_LONG)
            yield frame
    yield from resampler.resample(None)


def _decoded(recording: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    good = broken = 0
    for packet in recording.demux(stream):
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            broken += 1
            continue
        good += 1
        yield from frames
    if broken > good:
        raise Refused(Fault.VOICE_BROKEN)


def _encoded(frames: list[AudioFrame], samples: int) -> bytes:
    index = INDEX_FRAME_BYTES + INDEX_BYTES_PER_PACKET * samples // 1024
    out = io.BytesIO()
    options = {"moov_size": str(index), "fflags": "+bitexact"}
    with av.open(out, "w", format="mp4", options=options) as note:
        stream = note.add_stream("aac", rate=SAMPLE_RATE, layout="mono", bit_rate=BIT_RATE)
        pts = 0
        for frame in frames:
            frame.pts = pts
            pts += frame.samples
            note.mux(stream.encode(frame))
        note.mux(stream.encode(None))
    return out.getvalue()
