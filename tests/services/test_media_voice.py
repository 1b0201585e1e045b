"""A voice note comes out small, playable everywhere and bare, or is refused with the reason."""

import os
import wave
from io import BytesIO

import av
import pytest

from src.services.media.refusal import Fault, Refused
from src.services.media.voice import clean_voice
from tests.services.recordings import SAFARI, length, loudness, recording

RECORDERS = {
    "Chrome": ("webm", "libopus", None),
    "Firefox": ("ogg", "libopus", None),
    "Safari": ("mp4", "aac", SAFARI),
    "a recorder app": ("mp4", "aac", None),
}


def refused(data: bytes) -> Fault:
    with pytest.raises(Refused) as refusal:
        clean_voice(data)
    return refusal.value.fault


@pytest.mark.parametrize("recorder", RECORDERS)
def test_every_phones_recording_becomes_a_note_that_every_browser_plays(recorder: str) -> None:
    container, codec, options = RECORDERS[recorder]
    came = recording(container, codec, 10, options=options)
    voice = clean_voice(came)
    with av.open(BytesIO(voice.data), "r") as note:
        (stream,) = note.streams
        assert (stream.codec_context.name, stream.profile) == ("aac", "LC")
        assert note.streams.audio[0].layout.name == "mono"
    assert voice.data[4:8] == b"ftyp"
    assert voice.data.index(b"moov") < voice.data.index(b"mdat")
    assert voice.duration_s == 10
    assert abs(length(voice.data) - 10) < 0.2
    assert len(voice.data) <= 25_000
    assert abs(loudness(voice.data) / loudness(came) - 1) < 0.2
    assert voice.media_type == "audio/mp4"


@pytest.mark.parametrize("recorder", RECORDERS)
def test_title_and_place_stay_behind(recorder: str) -> None:
    container, codec, options = RECORDERS[recorder]
    came = recording(container, codec, 1, options=options)
    assert b"RAHASIA" in came
    voice = clean_voice(came).data
    assert b"RAHASIA" not in voice
    assert b"123.2875" not in voice
    assert b"Lavf" not in voice


def test_two_channels_and_other_rates_become_one_voice() -> None:
    assert clean_voice(recording("webm", "libopus", 2, layout="stereo")).duration_s == 2
    assert clean_voice(recording("mp4", "aac", 2, rate=44_100)).duration_s == 2
    assert clean_voice(recording("ogg", "libopus", 2, rate=16_000)).duration_s == 2


def test_ninety_seconds_pass_and_a_recorder_that_stops_late_too() -> None:
    voice = clean_voice(recording("ogg", "libopus", 91))
    assert voice.duration_s == 91
    assert voice.data.index(b"moov") < voice.data.index(b"mdat")


def test_longer_is_refused() -> None:
    assert refused(recording("webm", "libopus", 93)) is Fault.VOICE_TOO_LONG


def test_heavier_is_refused_unread() -> None:
    assert refused(recording("ogg", "libopus", 1) + bytes(1_500_000)) is Fault.VOICE_TOO_HEAVY


@pytest.mark.parametrize("recorder", ["Chrome", "Firefox", "Safari"])
def test_a_note_cut_short_by_a_dying_tab_is_heard_as_far_as_it_goes(recorder: str) -> None:
    container, codec, options = RECORDERS[recorder]
    whole = recording(container, codec, 9, options=options)
    assert 4 < clean_voice(whole[: len(whole) * 2 // 3]).duration_s < 8


def test_a_damaged_spot_does_not_cost_the_call_for_help() -> None:
    whole = recording("ogg", "libopus", 6)
    hole = len(whole) // 2
    assert clean_voice(whole[:hole] + bytes(100) + whole[hole + 100 :]).duration_s > 4


def test_a_film_is_refused() -> None:
    assert refused(recording("mp4", "aac", 1, film=True)) is Fault.VOICE_IS_VIDEO


def test_other_sounds_are_refused() -> None:
    out = BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16_000))
    assert refused(out.getvalue()) is Fault.VOICE_UNKNOWN
    assert refused(recording("mp4", "libmp3lame", 1)) is Fault.VOICE_UNKNOWN


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.FILE_EMPTY),
        (b"<html>", Fault.VOICE_UNKNOWN),
        (b"\xff\xd8\xff\xe0", Fault.VOICE_UNKNOWN),
        (b"#EXTM3U\nhttp://127.0.0.1/rahasia", Fault.VOICE_UNKNOWN),
        (b"ffconcat version 1.0\nfile /etc/passwd", Fault.VOICE_UNKNOWN),
        (b"OggS" + bytes(3000), Fault.VOICE_BROKEN),
        (recording("ogg", "libopus", 0.01)[:90], Fault.VOICE_BROKEN),
    ],
)
def test_what_is_no_voice_note_is_refused(data: bytes, fault: Fault) -> None:
    assert refused(data) is fault


@pytest.mark.parametrize("start", [b"OggS", b"\x1aE\xdf\xa3", b"\0\0\0\x20ftypisom"])
def test_noise_behind_a_true_beginning_is_refused(start: bytes) -> None:
    for _ in range(20):
        assert refused(start + os.urandom(3000)) in {Fault.VOICE_BROKEN, Fault.VOICE_UNKNOWN}
