"""A phone: Chromium with a folder of its own that can be switched off in the middle of anything."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, ViewportSize, expect

expect.set_options(timeout=15_000)  # the machine may be busy
CHROMIUM = os.environ.get("LACAK_CHROMIUM", "/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SCREEN: ViewportSize = {"width": 360, "height": 740}


class Phone:
    """One browser profile in `folder`; started, used, killed and started again."""

    def __init__(self, playwright: Playwright, folder: Path, url: str, **options: Any) -> None:
        self._playwright = playwright
        self._folder = folder
        self._options = options
        self.url = url
        self.context: BrowserContext | None = None

    def start(self) -> Page:
        """Switch on; returns the first tab."""
        for lock in self._folder.glob("Singleton*"):
            lock.unlink()
        self.context = self._playwright.chromium.launch_persistent_context(
            str(self._folder),
            executable_path=CHROMIUM,
            args=list(QUIET),
            viewport=SCREEN,
            has_touch=True,
            is_mobile=True,
            locale="id-ID",
            timezone_id="Asia/Makassar",
            geolocation={"latitude": -1.3131, "longitude": 123.3294, "accuracy": 15},
            permissions=["geolocation", "notifications"],
            base_url=self.url,
            **self._options,
        )
        self.context.set_default_timeout(10_000)
        return self.context.pages[0]

    def kill(self) -> None:
        """As when the battery falls out: every process of the browser at once."""
        for pid in self._processes():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        while self._processes():
            time.sleep(0.02)
        self.context = None

    def stop(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None

    def _processes(self) -> list[int]:
        found = subprocess.run(
            ["pgrep", "-f", f"user-data-dir={self._folder}"], capture_output=True, text=True
        )
        return [int(pid) for pid in found.stdout.split()]


def go(page: Page, address: str) -> None:
    """As somebody who types an address: what the page was about to do by itself gives way."""
    for _ in range(3):
        try:
            page.goto(address)
        except Error as trouble:
            if not any(word in str(trouble) for word in ("ERR_ABORTED", "interrupted")):
                raise
        else:
            return
    page.goto(address)


def ready(page: Page) -> None:
    """Wait until the service worker holds the pages, so that they open without a signal."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.keys().then((names) => names.length > 0)")


def lose_signal(page: Page) -> None:
    """Until requests of this phone, its service worker's too, really fail."""
    page.context.set_offline(True)
    while page.evaluate("fetch('/kesehatan', { cache: 'no-store' }).then(() => true, () => false)"):
        page.wait_for_timeout(50)


NOTICES = "setTimeout(() => window.dispatchEvent(new Event('online')), 200)"
"""The page is told of the signal a moment later: it may have gone elsewhere by then."""


def find_signal(page: Page) -> None:
    page.evaluate(NOTICES)
    page.context.set_offline(False)
