// What waits on this phone: records, which of them goes next, and when each is let go.
//
// record: id, kind (report | position | attachment | action | receipt), url, fields (ordered pairs),
// of (the record it belongs to), blob, created_at, about (for the screen), turn,
// state waiting | sending | sent | refused, attempts, next_at (ms), held (the server asked to wait),
// message (the server's sentence), receipt.

import * as store from "./outbox_store.js";
import { announce, localIso } from "./phone.js";

const HOUR = 3600000; // the longest wait there is; more means that the phone's clock was turned
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;
const RANK = { report: 0, action: 0, position: 1, attachment: 2, receipt: 3 };

export const isOpen = ({ state }) => state === "waiting" || state === "sending";
export const all = () => store.all("outbox");
export const get = (id) => store.get("outbox", id);
export const childrenOf = (parent, records) => records.filter(({ of }) => of === parent);

export async function add(record) {
  const { turn } = await store.update("memory", "turn", (last) => ({
    id: "turn",
    turn: (last?.turn ?? 0) + 1,
  }));
  const fresh = { turn, state: "waiting", attempts: 0, next_at: 0, created_at: localIso() };
  await store.put("outbox", { ...fresh, ...record });
  announce("outbox");
}

export const addFile = (of, { id, type, blob }) =>
  add({ id, kind: "attachment", url: `/lampiran/${id}`, of, type, blob });

/**
 * A page that was killed between the words of a report and its photos left those in the draft. What
 * is still being written names no report.
 */
export async function adoptDrafts() {
  for (const draft of await store.all("drafts")) {
    const { id, report, files } = draft;
    const known = report && (await get(report));
    if (!known || known.state === "refused") continue;
    while (files.length) {
      await addFile(report, files.shift());
      await store.put("drafts", draft); // a full phone goes on from here
    }
    await store.remove("drafts", id);
  }
}

/** Change a record that is still there; one that was discarded meanwhile stays gone. */
export async function change(id, values) {
  await store.update("outbox", id, (record) => record && { ...record, ...values });
  announce("outbox");
}

/** The person lets go of a refused record, with all that belongs to it. */
export async function discard(id) {
  for (const child of childrenOf(id, await all())) await store.remove("outbox", child.id);
  await store.remove("outbox", id);
  announce("outbox");
}

/** What was sent stays as a slim receipt while it is of use; photos, positions and the like go. */
export async function settle({ id, kind, created_at, about, url }, receipt) {
  if (kind !== "report" && kind !== "action") return discard(id);
  const slim = { id, kind, created_at, about, url, receipt, state: "sent", sent_at: localIso() };
  await store.put("outbox", slim);
  announce("outbox");
}

/**
 * The one record to send now. Words before pictures; nothing before the record it belongs to; the
 * steps of one task in the order they were taken (by turn: a phone may set its clock at any moment).
 * `eager` passes over our own waiting times, never over one the server asked for.
 */
export function next(records, now, { eager = false, tried = new Set() } = {}) {
  const states = new Map(records.map(({ id, state }) => [id, state]));
  const lanes = new Set();
  return records
    .filter(isOpen)
    .sort((one, other) => RANK[one.kind] - RANK[other.kind] || one.turn - other.turn)
    .find(({ id, kind, of, url, next_at, held }) => {
      const lane = kind === "action" ? url.slice(0, url.lastIndexOf("/")) : id;
      if ((of && (states.get(of) ?? "sent") !== "sent") || lanes.has(lane)) return false;
      lanes.add(lane);
      const due = next_at <= now || next_at > now + HOUR;
      return !tried.has(id) && (due || (eager && !held));
    });
}

/**
 * Drafts, receipts of reports and photos nobody could take stay 30 days, receipts of tasks one; a
 * push that could not be confirmed is soon worthless. What waits, stays.
 */
export async function prune(now) {
  const records = await all();
  for (const { id, kind, state, sent_at, created_at } of records) {
    const age = now - Date.parse(sent_at ?? created_at);
    const refusedFile = kind === "attachment" && state === "refused";
    const over = state === "sent" || kind === "receipt" || refusedFile;
    const keep = { action: DAY, receipt: HOUR }[kind] ?? MONTH;
    if (over && age > keep && !childrenOf(id, records).length) await store.remove("outbox", id);
  }
  for (const { id, saved_at } of await store.all("drafts"))
    if (now - saved_at > MONTH) await store.remove("drafts", id);
}
