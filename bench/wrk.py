"""Load by wrk, a program of Debian's: requests a second and latencies, parsed."""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """Requests a second; latencies in ms; answers that were not 2xx or 3xx."""

    per_second: float
    p50_ms: float
    p99_ms: float
    refused: int


def load(
    url: str, *, connections: int = 16, seconds: float = 5, script: str = "", header: str = ""
) -> Load:
    """Run wrk on one thread against `url`; `script` is Lua."""
    if shutil.which("wrk") is None:
        sys.exit("bench: wrk is missing; install it with: apt-get install wrk")
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
        lua.write(script)
        lua.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--latency"]
        command += ["-s", lua.name] if script else []
        command += ["-H", header] if header else []
        told = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    return _parsed(told)


def _parsed(told: str) -> Load:
    def latency(share: str) -> float:
        found = re.search(rf"^\s+{share}%\s+([\d.]+)(us|ms|s)\s*$", told, re.MULTILINE)
        assert found, told
        return float(found[1]) * _UNITS[found[2]]

    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    assert rate, told
    return Load(float(rate[1]), latency("50"), latency("99"), int(refused[1]) if refused else 0)


def reports(points: list[tuple[float, float]], categories: list[str]) -> str:
    """Lua that sends a new report each time, as a phone does, from anywhere in the region."""
    places = ",".join(f"{{{latitude},{longitude}}}" for latitude, longitude in points)
    kinds = ",".join(f'"{category}"' for category in categories)
    return (Path(__file__).parent / "reports.lua").read_text() % {"places": places, "kinds": kinds}
