// The service worker: listeners only. It never touches a POST but the one of shared photos.

import * as caching from "./caching.js";
import { openNotification, showPush } from "./notifications.js";
import { all, isOpen } from "./outbox.js";
import { flush } from "./sending.js";
import { takeShared } from "./sharing.js";
import { renewSubscription } from "./subscription.js";

/** @param settings {version, shell: [addresses], words: {title, body}}, written by the server */
export function start(settings) {
  const on = (name, react) => addEventListener(name, (event) => event.waitUntil(react(event)));

  on("install", () => caching.keepShell(settings));
  on("activate", async () => {
    await caching.dropOldShells(settings);
    await clients.claim();
  });
  on("message", async ({ data, source }) => {
    if (data === "keep-again") await caching.keepAgain(source.url);
    if (data === "take-over") await skipWaiting();
    if (data === "sign-out") await caching.dropPersonal();
  });
  on("push", async ({ data, notification }) => {
    await showPush(data, settings.words, notification);
    await flush({ wait: true, eager: true });
  });
  on("notificationclick", async (event) => {
    await openNotification(event);
    await flush({ eager: true });
  });
  on("pushsubscriptionchange", renewSubscription);
  on("sync", async () => {
    await flush({ wait: true, eager: true });
    if ((await all()).some(isOpen)) throw new Error("still waiting"); // the browser tries again
  });
  addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (origin !== location.origin) return;
    if (request.method === "POST") {
      if (pathname === "/lapor/bagikan") event.respondWith(takeShared(request));
      if (pathname === "/keluar") event.waitUntil(caching.dropPersonal());
    } else if (request.method === "GET") {
      if (request.mode === "navigate") event.respondWith(caching.answerPage(request, settings));
      else if (pathname.startsWith("/static/"))
        event.respondWith(caching.answerAsset(request, settings));
      else if (pathname === "/desa.json") event.respondWith(caching.answerShell(request, settings));
    }
  });
}
