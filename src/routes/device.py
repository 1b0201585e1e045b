"""What a list of signed-in devices calls this one."""

import re
from typing import Any

from litestar import Request

_SYSTEMS = (
    (re.compile(r"\biPhone\b"), "iPhone"),
    (re.compile(r"\biPad\b"), "iPad"),
    (re.compile(r"\bAndroid (\d+)"), "Android"),
    (re.compile(r"\bAndroid\b"), "Android"),
    (re.compile(r"\bWindows\b"), "Windows"),
    (re.compile(r"\bMac OS X\b"), "Mac"),
    (re.compile(r"\bLinux\b"), "Linux"),
)
_BROWSERS = (
    (re.compile(r"\bFirefox/"), "Firefox"),
    (re.compile(r"\bEdgA?/"), "Edge"),
    (re.compile(r"\bSamsungBrowser/"), "Samsung Internet"),
    (re.compile(r"\bChrome/"), "Chrome"),
    (re.compile(r"\bSafari/"), "Safari"),
)


def device_name(request: Request[Any, Any, Any]) -> str:
    """`Android 13, Chrome`, as far as the browser says; "" where it says nothing known."""
    said = request.headers.get("user-agent", "")
    words = []
    for pattern, name in _SYSTEMS:
        if found := pattern.search(said):
            words.append(f"{name} {found[1]}" if found.groups() else name)
            break
    words += [name for pattern, name in _BROWSERS if pattern.search(said)][:1]
    return ", ".join(words)
