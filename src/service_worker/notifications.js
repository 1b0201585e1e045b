// A push becomes one notification, its receipt goes back, a tap opens the page it speaks of.

import { announce, localIso, newId } from "./phone.js";
import * as outbox from "./outbox.js";
import * as store from "./outbox_store.js";

const WEEK = 604800000;

/**
 * @param words title and body for a push that cannot be read: a push must always show something
 * @param proposed what a browser that knows declarative push would show; there `data` is null
 */
export async function showPush(data, words, proposed) {
  const { lacak, ...told } = parse(data);
  const notification = told.notification ?? proposed ?? {};
  const {
    title = words.title,
    body = words.body,
    navigate = "/",
    lang,
    actions = [],
    app_badge,
  } = notification;
  const about = { url: navigate, ...notification.data, ...lacak };
  const { delivery, kind } = about;
  const tag = notification.tag ?? delivery ?? "lacak";
  const first = await isFirst(delivery).catch(() => true);
  const ringing = first && !notification.silent;
  const alarm = kind === "alarm" || kind === "test"; // a test is as loud as what it tests
  await makeRoom(tag).catch(() => {});
  const showing = registration.showNotification(title, {
    body,
    lang,
    data: about,
    actions,
    tag,
    renotify: ringing,
    silent: !ringing,
    requireInteraction: alarm,
    ...(ringing && alarm && { vibrate: [600, 200, 600, 200, 600] }),
    icon: words.icon,
    badge: words.badge,
  });
  const became = await showing.then(
    () => "shown",
    () => "received", // no permission (any more): it came, and nobody saw it
  );
  if (app_badge >= 0) navigator.setAppBadge?.(app_badge).catch(() => {});
  announce("push");
  if (first && delivery) await confirm(delivery, became);
}

/** Opens the page. An answer on the notification itself is a tap like one there: stored, then sent. */
export async function openNotification({ notification, action }) {
  notification.close();
  const { url = "/", delivery, answers } = notification.data ?? {};
  const address = new URL(url, location.origin);
  if (answers?.[action]) await answer(answers[action], notification.title).catch(() => {});
  await show(address).catch(() => clients.openWindow(address.href));
  if (delivery) await confirm(delivery, "opened");
}

/** Each delivery rings once, however often the push host brings it. */
export async function isFirst(delivery, now = Date.now()) {
  if (!delivery) return true;
  let first = false;
  await store.update("seen", delivery, (known) => {
    first = !known;
    return first ? { id: delivery, at: now } : undefined;
  });
  for (const { id, at } of await store.all("seen")) {
    if (now - at > WEEK) await store.remove("seen", id);
  }
  return first;
}

/** Safari shows both of one tag. Elsewhere tags do it, and asking may lose what is being put up. */
async function makeRoom(tag) {
  if ("renotify" in Notification.prototype) return;
  for (const old of await registration.getNotifications({ tag })) old.close();
}

function answer(url, title) {
  const [id, at] = [newId(), localIso()];
  const fields = Object.entries({ action_id: id, at });
  return outbox.add({ id, kind: "action", url, fields, created_at: at, about: { title } });
}

async function show(address) {
  const windows = await clients.matchAll({ type: "window" });
  const there = windows.find((each) => new URL(each.url).pathname === address.pathname);
  const page = await (there ? there.focus() : clients.openWindow(address.href));
  if (there && there.url !== address.href) await page.navigate(address.href);
}

function confirm(delivery, what) {
  const fields = Object.entries({ delivery, what, at: localIso() });
  return outbox.add({ id: newId(), kind: "receipt", url: "/kabar", fields });
}

function parse(data) {
  try {
    return data.json() ?? {};
  } catch {
    return {};
  }
}
