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
_MODEL = re.compile(r"\bAndroid [\d.]+; (?:[a-z]{2}-[a-z]{2}; )?([^;)]+?)(?: Build/|[;)])")
_NO_MODEL = {"K", "Mobile", "Tablet"}  # what Chrome, unasked, and Firefox say instead
ASKS_MODEL = {"Accept-CH": "Sec-CH-UA-Model"}
"""On a page before one that is remembered: from then on the browser names the phone's model.

https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-CH-UA-Model
"""


def device_name(request: Request[Any, Any, Any]) -> str:
    """`SM-A135F, Android 13, Chrome`, as far as the browser says; "" where nothing is known."""
    said = request.headers.get("user-agent", "")
    words = [model] if (model := _model(request, said)) else []
    for pattern, name in _SYSTEMS:
        if found := pattern.search(said):
            words.append(f"{name} {found[1]}" if found.groups() else name)
            break
    words += [name for pattern, name in _BROWSERS if pattern.search(said)][:1]
    return ", ".join(words)


def _model(request: Request[Any, Any, Any], said: str) -> str:
    told = request.headers.get("sec-ch-ua-model", "").strip('" ')
    found = _MODEL.search(said)
    model = told or (found[1].strip() if found else "")
    return "" if model in _NO_MODEL else model[:40]
