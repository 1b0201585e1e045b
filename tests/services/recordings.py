"""Voice notes as the recorders of Chrome, Firefox and Safari make them, and other films."""

import array
import io
import math

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame

SAFARI = {"movflags": "frag_keyframe+empty_moov"}


def recording(
    container: str,
    codec: str,
    seconds: float,
    *,
    rate: int = 48_000,
    layout: str = "mono",
    options: dict[str, str] | None = None,
    film: bool = False,
) -> bytes:
    """A voice that rises and falls, with a title and a place written beside it."""
    out = io.BytesIO()
    with av.open(out, "w", format=container, options=options) as note:
        note.metadata.update(title="RAHASIA-JUDUL", location="-1.3014+123.2875/")
        stream = note.add_stream(codec, rate=rate, layout=layout)
        assert isinstance(stream, AudioStream)
        picture = note.add_stream("mpeg4", rate=10) if film else None
        for start in range(0, int(seconds * rate), 960):
            note.mux(stream.encode(_sound(start, rate, layout)))
        note.mux(stream.encode(None))
        if picture is not None:
            note.mux(picture.encode(VideoFrame(64, 48, "yuv420p")))
            note.mux(picture.encode(None))
    return out.getvalue()


def length(data: bytes) -> float:
    """Seconds of sound that a player finds in it."""
    with av.open(io.BytesIO(data), "r") as note:
        return sum(frame.samples / frame.sample_rate for frame in note.decode(audio=0))


def loudness(data: bytes) -> float:
    """Mean of the samples' size, 0 to 1."""
    samples = array.array("f")
    with av.open(io.BytesIO(data), "r") as note:
        for frame in note.decode(audio=0):
            samples.frombytes(bytes(frame.planes[0])[: frame.samples * 4])  # the rest is padding
    return sum(map(abs, samples)) / len(samples)


def _sound(start: int, rate: int, layout: str) -> AudioFrame:
    frame = AudioFrame(format="fltp", layout=layout, samples=960)
    frame.sample_rate = rate
    frame.pts = start
    times = [(start + sample) / rate for sample in range(960)]
    wave = array.array("f", [0.4 * math.sin(900 * t + 40 * math.sin(9 * t)) for t in times])
    for plane in frame.planes:
        plane.update(wave.tobytes().ljust(plane.buffer_size, b"\0"))
    return frame
