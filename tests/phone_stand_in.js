// A phone for Node: database, locks and caches in memory, scripts at the addresses they have on the web.

import { register } from "node:module";
import "fake-indexeddb/auto";

// Pages find worker modules at ../service_worker/, as under /static/{version}/; in the tree it is ../../.
const addresses = `export function resolve(name, context, next) {
  const worker = name.startsWith("../service_worker/") && context.parentURL.includes("/static/js/");
  return next(worker ? "../" + name : name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(addresses)}`);

globalThis.navigator = { locks: makeLocks(), onLine: true, userAgent: "Android" };
globalThis.location = new URL("http://phone.test/");
globalThis.caches = makeCaches();
globalThis.Request = class extends Request {
  constructor(address, options) {
    super(address instanceof Request ? address : new URL(address, location), options);
  }
};
const { redirect } = Response;
Response.redirect = (address, status) => redirect(new URL(address, location), status);

export const outbox = await import("../src/service_worker/outbox.js");
export const store = await import("../src/service_worker/outbox_store.js");

/** As bought: nothing waits, nothing is remembered. */
export async function emptyPhone() {
  for (const name of ["outbox", "drafts", "seen", "memory"]) {
    for (const { id } of await store.all(name)) await store.remove(name, id);
  }
  for (const name of await caches.keys()) await caches.delete(name);
}

/** What is stored, without what changes from run to run. */
export async function stateOf(id) {
  return (await outbox.get(id))?.state;
}

export const uuid = (digit) => `${digit}0000000-0000-4000-8000-00000000000${digit}`;

export const aReport = (digit = 1, more = {}) => ({
  id: uuid(digit),
  kind: "report",
  url: "/aduan",
  fields: [
    ["id", uuid(digit)],
    ["category", "fire.house"],
    ["village", "72.07.04.1015"],
    ["text", "So tabakar rumah di belakang pasar"],
  ],
  about: { title: "Rumah", kind: "fire" },
  ...more,
});

export const aPhoto = (digit, of, size = 1000) => ({
  id: uuid(digit),
  of,
  type: "photo",
  blob: new Blob([Uint8Array.from({ length: size }, (_, index) => index % 251)]),
});

export function makeLocks() {
  const queues = new Map();
  const turn = (name) => queues.get(name) ?? Promise.resolve();
  let held = 0;
  return {
    request(name, options, work) {
      if (options.ifAvailable && held) return Promise.resolve(work(null));
      held++;
      const mine = turn(name).then(() => work({ name }));
      const done = mine.then(
        () => held--,
        () => held--,
      );
      queues.set(name, done);
      return mine;
    },
  };
}

function makeCaches() {
  const boxes = new Map();
  const at = (request) => new URL(request.url ?? request, location).href;
  const box = () => {
    const kept = new Map();
    return {
      match: async (request) => kept.get(at(request))?.clone(),
      put: async (request, answer) => void kept.set(at(request), answer),
      async addAll(requests) {
        for (const request of requests) {
          const answer = await fetch(request);
          if (!answer.ok) throw new TypeError(`no ${request.url}`);
          kept.set(at(request), answer);
        }
      },
    };
  };
  return {
    keys: async () => [...boxes.keys()],
    delete: async (name) => boxes.delete(name),
    open: async (name) => boxes.get(name) ?? boxes.set(name, box()).get(name),
    async match(request, { cacheName } = {}) {
      for (const [name, each] of boxes) {
        const kept = (!cacheName || name === cacheName) && (await each.match(request));
        if (kept) return kept;
      }
      return undefined;
    },
  };
}
