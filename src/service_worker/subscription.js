// This phone's address for pushes, told to the server: by a page that asks, or by the worker alone.

import { get } from "./outbox_store.js";

/** The browser gave this phone a new address: ask for one with the old key, and pass it on. */
export async function renewSubscription() {
  const { key, purposes } = (await get("memory", "push")) ?? {};
  if (!key) return;
  const { permission } = Notification;
  if (permission !== "granted") return post("/langganan", { permission });
  const options = { userVisibleOnly: true, applicationServerKey: key };
  await tell(await registration.pushManager.subscribe(options), purposes);
}

/** @param purposes ordered pairs such as ["for", "petugas"] or ["pantau", share token] */
export async function tell(subscription, purposes) {
  const { endpoint, keys } = subscription.toJSON();
  for (const purpose of purposes) {
    const { p256dh, auth } = keys;
    const fields = { endpoint, p256dh, auth, [purpose[0]]: purpose[1] };
    await post("/langganan", fields);
  }
}

export async function post(url, fields, method = "POST") {
  const headers = { Accept: "application/json", "X-Lacak": "1" };
  const body = new URLSearchParams(fields);
  const answer = await fetch(url, { method, body, headers });
  if (!answer.ok || answer.headers.get("X-Lacak") !== "1") throw new Error(`${url} refused`);
}
