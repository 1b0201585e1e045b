// A push becomes one notification, its receipts go back, a tap opens the page it speaks of.

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
    tag,
    actions = [],
  } = notification;
  const answers = Object.fromEntries(actions.map(({ action, navigate }) => [action, navigate]));
  const about = { url: navigate, ...notification.data, ...lacak };
  if (actions.length) about.answers = answers;
  const first = await isFirst(about.delivery).catch(() => true);
  const ringing = first && !notification.silent;
  await registration.showNotification(title, {
    body,
    lang: notification.lang,
    data: about,
    actions,
    tag: tag ?? about.delivery ?? "lacak",
    renotify: ringing,
    silent: !ringing,
    requireInteraction: about.kind === "alarm",
    ...(ringing && about.kind === "alarm" && { vibrate: [600, 200, 600, 200, 600] }),
    icon: words.icon,
    badge: words.badge,
  });
  navigator.setAppBadge?.(notification.app_badge).catch(() => {});
  announce("push");
  if (first && about.delivery) {
    await confirm(about.delivery, "received");
    await confirm(about.delivery, "shown");
  }
}

/** Opens the page, or the answer asked for on the notification itself ("?jawab="). */
export async function openNotification({ notification, action }) {
  notification.close();
  const { url = "/", delivery, answers } = notification.data ?? {};
  const address = new URL(answers?.[action] ?? url, location.origin);
  if (action && !answers?.[action]) address.searchParams.set("jawab", action);
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
