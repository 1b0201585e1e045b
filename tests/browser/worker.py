"""The service worker seen from outside, through the browser's debugging protocol."""

import json
from typing import Any

from playwright.sync_api import Page, Worker

from tests.browser.phone import ready


def worker_of(page: Page) -> Worker:
    """The worker that serves this page."""
    ready(page)
    return page.context.service_workers[-1]


class Backend:
    """The browser's push backend: hands messages to the worker, already decrypted."""

    def __init__(self, page: Page) -> None:
        ready(page)
        registrations: list[str] = []
        self._session = page.context.new_cdp_session(page)
        self._session.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda told: registrations.extend(r["registrationId"] for r in told["registrations"]),
        )
        self._session.send("ServiceWorker.enable")
        while not registrations:
            page.wait_for_timeout(20)
        self._to = {
            "origin": page.evaluate("location.origin"),
            "registrationId": registrations[0],
        }

    def delivers(self, data: str) -> None:
        self._session.send("ServiceWorker.deliverPushMessage", {**self._to, "data": data})

    def close(self) -> None:
        self._session.detach()


def push(page: Page, data: str) -> None:
    """Deliver a push as the push service would; returns once it is shown.

    (Chromium drops a notification when somebody asks for the list while it is being put up.)
    """
    ready(page)
    page.evaluate(
        """() => {
          window.pushed = new Promise((done, fail) => {
            const channel = new BroadcastChannel("lacak");
            channel.onmessage = ({ data }) => data === "push" && done();
            setTimeout(fail, 10000, new Error("nothing was shown"));
          });
        }"""
    )
    backend = Backend(page)
    backend.delivers(data)
    page.evaluate("window.pushed")
    backend.close()


def shown(page: Page) -> list[dict[str, Any]]:
    """The notifications that stand on this phone."""
    found: list[dict[str, Any]] = page.evaluate(
        """async () => {
          const { getNotifications } = ServiceWorkerRegistration.prototype;
          const all = await getNotifications.call(await navigator.serviceWorker.ready);
          return all.map(({ title, body, tag, silent, data, requireInteraction, actions }) =>
            ({ title, body, tag, silent, data, requireInteraction, actions }));
        }"""
    )
    return found


def tap(page: Page, action: str = "") -> list[str]:
    """Tap the first notification; returns the addresses the worker opens for it.

    A browser lets a worker open windows after a real tap only, and has no protocol for one: the
    event is made inside the worker, where opening a window is noted instead. All else is real.
    """
    opened: list[str] = worker_of(page).evaluate(
        """async (action) => {
          const opened = [];
          const { openWindow } = Clients.prototype;
          Clients.prototype.openWindow = async (address) => void opened.push(address);
          const work = [];
          const { waitUntil } = ExtendableEvent.prototype;
          ExtendableEvent.prototype.waitUntil = (each) => void work.push(each);
          const [notification] = await registration.getNotifications();
          dispatchEvent(new NotificationEvent("notificationclick", { notification, action }));
          await Promise.all(work);
          Object.assign(Clients.prototype, { openWindow });
          Object.assign(ExtendableEvent.prototype, { waitUntil });
          return opened;
        }""",
        action,
    )
    return opened


def changes_address(page: Page, subscription: str) -> None:
    """The browser gives this phone another address for pushes, and tells the worker.

    There is no push backend here, so the worker's own is replaced; the event itself is real.
    """
    worker_of(page).evaluate(
        """async (told) => {
          const made = { ...told, toJSON: () => told };
          PushManager.prototype.subscribe = async () => made;
          const work = [];
          const { waitUntil } = ExtendableEvent.prototype;
          ExtendableEvent.prototype.waitUntil = (each) => void work.push(each);
          dispatchEvent(new ExtendableEvent("pushsubscriptionchange"));
          await Promise.all(work);
          Object.assign(ExtendableEvent.prototype, { waitUntil });
        }""",
        json.loads(subscription),
    )


def caches(page: Page) -> dict[str, list[str]]:
    """What the worker keeps: the addresses in each cache."""
    found: str = page.evaluate(
        """async () => {
          const kept = {};
          for (const name of await caches.keys()) {
            const requests = await (await caches.open(name)).keys();
            kept[name] = requests.map(({ url }) => url.slice(location.origin.length));
          }
          return JSON.stringify(kept);
        }"""
    )
    result: dict[str, list[str]] = json.loads(found)
    return result
