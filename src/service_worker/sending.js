// Sends what waits, one record after the other, by one sender on the phone, and judges the answers.
// Only our own server (header X-Lacak, JSON that names the record) can make anything final.

import * as outbox from "./outbox.js";
import { update } from "./outbox_store.js";
import { deviceKey, localIso, newId } from "./phone.js";

const HOUR = 3600000;
const LEASE = 30000;
const MEND = [400, 413, 415, 422];
const GONE = [404, 409]; // what it was meant for is not there, or not as it was
export const PIECE = 32768;
export const patience = { words: 30000, piece: 60000 };

/** `wait` for a sender already at work, else leave it to that one; `eager`: see outbox.next. */
export function flush({ wait = false, eager = false } = {}) {
  return alone(wait, async () => {
    const tried = new Set();
    await outbox.adoptDrafts().catch(() => {}); // no room for them: later
    for (;;) {
      const record = outbox.next(await outbox.all(), Date.now(), { eager, tried });
      if (!record) break;
      if (!(await send(record))) tried.add(record.id);
    }
    await outbox.prune(Date.now());
  });
}

/** One request. True when the record made headway. */
async function send(record) {
  const { id, kind, attempts, received = 0 } = record;
  await outbox.change(id, { state: "sending" }).catch(() => {}); // a full phone still sends
  const { to, receipt, after = 0, ...answer } = await ask(record).catch(() => ({ to: "later" }));
  const waiting = { ...answer, state: "waiting", tried_at: localIso(), held: after > 0 };

  if (to === "sent") await outbox.settle(record, receipt);
  else if (to === "refused" && kind === "position") await outbox.discard(id);
  else if (to === "refused") await outbox.change(id, { ...waiting, state: "refused" });
  else if (to === "on" && answer.received > received)
    await outbox.change(id, { ...waiting, attempts: 0, next_at: 0 });
  else {
    const next_at = Date.now() + Math.max(after, backoff(attempts));
    await outbox.change(id, { ...waiting, attempts: attempts + 1, next_at });
    return false;
  }
  return true;
}

/** Time runs until the last byte of the answer: one that is cut or stalls counts as none. */
async function ask(record) {
  const leash = new AbortController();
  const timer = setTimeout(() => leash.abort(), patience[record.blob ? "piece" : "words"]);
  try {
    const [address, request] = record.blob ? await piece(record) : words(record);
    const key = await deviceKey();
    const response = await fetch(address, {
      ...request,
      headers: { Accept: "application/json", "X-Lacak": "1", "X-Lacak-Device": key },
      redirect: "manual",
      credentials: "same-origin",
      cache: "no-store",
      signal: leash.signal,
    });
    return await judge(record, response, Date.now());
  } finally {
    clearTimeout(timer);
  }
}

function words({ url, fields }) {
  const body = new URLSearchParams([...fields, ["sent_at", localIso()]]);
  return [url, { method: "POST", body, keepalive: true }];
}

async function piece({ url, of, type, blob, received = 0 }) {
  const query = new URLSearchParams({ untuk: of, jenis: type, awal: received, jumlah: blob.size });
  const body = await blob.slice(received, received + PIECE).arrayBuffer();
  return [`${url}?${query}`, { method: "PUT", body }];
}

/**
 * @returns {Promise<{to: "sent" | "refused" | "on" | "later", ...}>} `on` carries the byte to go on
 * from, `refused` and `later` the server's message. Throws when the answer is cut.
 */
export async function judge(record, response, now) {
  const { kind, blob } = record;
  const { status, headers } = response;
  const ours = headers.get("X-Lacak") === "1";
  const later = { to: "later", status, after: retryAfter(headers.get("Retry-After"), now) };
  if (kind === "receipt" && (ours || status === 204)) return { to: "sent" };
  if (!ours) return later;

  const body = await response.json();
  const { message, errors, received } = body;
  if (response.ok && !names(record, body)) return later;
  if (response.ok && (!blob || body.complete)) return { to: "sent", receipt: body };
  if (blob && (response.ok || status === 409))
    return received >= blob.size ? { to: "sent" } : { to: "on", received };
  const final = MEND.includes(status) || (GONE.includes(status) && kind !== "report");
  return final ? { to: "refused", status, message, errors } : { ...later, message };
}

function names({ id, kind, of }, body) {
  if (kind === "action") return body.action_id === id;
  return body.id === id || (kind === "position" && body.id === of);
}

/** Seconds or a date (RFC 9110, 10.2.3) in ms from now; an hour at most, whatever a stranger says. */
function retryAfter(text, now) {
  const wait = /^\d+$/.test(text) ? text * 1000 : Date.parse(text) - now;
  return wait > 0 ? Math.min(wait, HOUR) : undefined;
}

/** Five seconds, doubling up to a quarter of an hour, half of it by chance: phones spread out. */
export const backoff = (attempts, chance = Math.random()) =>
  Math.min(5000 * 2 ** attempts, HOUR / 4) * (0.5 + chance / 2);

function alone(wait, work) {
  const { locks } = navigator;
  if (!locks) return byLease(wait, work);
  return locks.request("lacak-outbox", { ifAvailable: !wait }, (lock) => lock && work());
}

/** Without Web Locks: a lease in the database, renewed while we work, free again when it runs out. */
async function byLease(wait, work) {
  const holder = newId();
  const take = (until) =>
    update("memory", "lease", (lease) => {
      const free = !lease || lease.holder === holder || lease.until < Date.now();
      return free ? { id: "lease", holder, until } : undefined;
    });
  const renew = () => take(Date.now() + LEASE);
  while (!(await renew())) {
    if (!wait) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const renewing = setInterval(renew, LEASE / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    await take(0);
  }
}
