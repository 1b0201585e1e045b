// The whole worker, woken by events as a browser wakes it: pushes, taps, shared photos, updates.

import assert from "node:assert/strict";
import { after, beforeEach, mock, test } from "node:test";
import { aReport, emptyPhone, outbox, stateOf, store, uuid } from "../phone_stand_in.js";
import { farServer, takeAll } from "./far_server.js";

const heard = new Map();
const shown = [];
const opened = [];
const standing = [];
const badges = [];
let windows = [];
let skipped = 0;
let mayShow = true;
const subscription = {
  toJSON: () => ({ endpoint: "https://push.test/1", keys: { p256dh: "p", auth: "a" } }),
};
Object.assign(globalThis, {
  addEventListener: (name, react) => heard.set(name, react),
  skipWaiting: async () => skipped++,
  clients: {
    claim: async () => {},
    matchAll: async () => windows,
    openWindow: async (address) => opened.push(address),
  },
  Notification: Object.assign(class {}, { permission: "granted" }),
  registration: {
    async showNotification(title, options) {
      if (!mayShow) throw new TypeError("no permission");
      shown.push({ title, ...options });
    },
    getNotifications: async ({ tag }) => standing.filter((each) => each.tag === tag),
    pushManager: {
      subscribe: async ({ applicationServerKey }) => applicationServerKey && subscription,
    },
  },
});
Notification.prototype.renotify = false;
navigator.setAppBadge = async (number) => badges.push(number);
const { start } = await import("../../src/service_worker/sw.js");
start({ version: "v1", shell: ["/luring"], words: { title: "Lacak Bentor", body: "Ada kabar." } });

const far = await farServer(takeAll());
after(() => far.close());
beforeEach(async () => {
  await emptyPhone();
  for (const list of [far.got, shown, opened, standing, badges]) list.length = 0;
  windows = [];
  mayShow = true;
  Notification.permission = "granted";
});

async function wake(name, event = {}) {
  const lasting = [];
  let answer;
  heard.get(name)({
    ...event,
    waitUntil: (work) => lasting.push(work),
    respondWith: (work) => (answer = work),
  });
  await Promise.all(lasting);
  return answer;
}

const alarm = (delivery = uuid(1), more = {}) => ({
  json: () => ({
    web_push: 8030,
    notification: {
      title: "KEBAKARAN: Salakan",
      body: "Laporan 13.58. Ketuk untuk terima tugas.",
      navigate: "http://phone.test/tugas",
      tag: "alarm-7-1",
      lang: "id",
      silent: false,
      actions: [{ action: "terima", title: "Terima" }],
      data: { delivery, kind: "alarm", url: "/tugas" },
      ...more,
    },
    lacak: { delivery, kind: "alarm", url: "/tugas" },
  }),
});
const saidOf = (delivery) =>
  far.got.filter(({ form }) => form.delivery === delivery).map(({ form }) => form.what);

test("a browser that knows declarative push hands over what it would show", async () => {
  const delivery = uuid(3);
  const data = { delivery, kind: "alarm", url: "/tugas" };
  const notification = { title: "KEBAKARAN: Salakan", body: "", tag: "alarm-7-1", data };
  await wake("push", { data: null, notification });
  const [{ title, tag, data: kept }] = shown;
  assert.deepEqual({ title, tag }, { title: "KEBAKARAN: Salakan", tag: "alarm-7-1" });
  assert.deepEqual(kept, data);
  assert.deepEqual(saidOf(delivery), ["shown"]);
  assert.deepEqual(badges, []); // the browser has seen to it
});

test("an alarm rings once, says so to the server, and lets what waits go", async () => {
  await outbox.add(aReport(4));
  await wake("push", { data: alarm() });
  assert.equal(shown.length, 1);
  const [{ title, tag, silent, renotify, requireInteraction, lang }] = shown;
  assert.deepEqual(
    { title, tag, silent, renotify, requireInteraction, lang },
    {
      title: "KEBAKARAN: Salakan",
      tag: "alarm-7-1",
      silent: false,
      renotify: true,
      requireInteraction: true,
      lang: "id",
    },
  );
  assert.deepEqual(saidOf(uuid(1)), ["shown"]);
  assert.equal(await stateOf(uuid(4)), "sent");
});

test("the same delivery a second time stays silent under the same tag", async () => {
  await wake("push", { data: alarm() });
  await wake("push", { data: alarm() });
  assert.deepEqual(
    shown.map(({ tag, silent, renotify }) => [tag, silent, renotify]),
    [
      ["alarm-7-1", false, true],
      ["alarm-7-1", true, false],
    ],
  );
  assert.deepEqual(saidOf(uuid(1)), ["shown"]);
});

test("where tags count for nothing, the older of one tag goes", async () => {
  delete Notification.prototype.renotify;
  const closed = [];
  for (const tag of ["alarm-7-0", "alarm-7-1"])
    standing.push({ tag, close: () => closed.push(tag) });
  await wake("push", { data: alarm() });
  Notification.prototype.renotify = false;
  assert.deepEqual(closed, ["alarm-7-1"]);
  assert.equal(shown.length, 1);
});

test("a push that may not be shown came all the same", async () => {
  mayShow = false;
  await wake("push", { data: alarm() });
  assert.deepEqual(saidOf(uuid(1)), ["received"]);
});

test("that enough are coming takes the alarm's place without a sound", async () => {
  const kind = "enough";
  const told = { title: "Tidak perlu", silent: true, app_badge: 0, data: { kind } };
  const quiet = alarm(uuid(2), told);
  const content = { ...quiet.json(), lacak: { delivery: uuid(2), kind, url: "/tugas" } };
  await wake("push", { data: alarm() });
  await wake("push", { data: { json: () => content } });
  const [rang, still] = shown;
  assert.equal(still.tag, rang.tag);
  assert.deepEqual(
    [still.silent, still.renotify, still.requireInteraction, still.vibrate],
    [true, false, false, undefined],
  );
  assert.deepEqual(badges, [0]);
});

test("the icon shows how many alarms wait, where the push says so", async () => {
  await wake("push", { data: alarm(uuid(1), { app_badge: 2 }) });
  await wake("push", { data: alarm(uuid(2)) });
  assert.deepEqual(badges, [2]);
});

test("the next step of an alarm rings again", async () => {
  await wake("push", { data: alarm(uuid(1)) });
  await wake("push", { data: alarm(uuid(2), { tag: "alarm-7-2" }) });
  assert.deepEqual(
    shown.map(({ silent }) => silent),
    [false, false],
  );
});

for (const [name, data] of [
  ["nothing", null],
  ["garbage", { json: () => JSON.parse("<html>") }],
  ["null", { json: () => null }],
  ["another shape", { json: () => ({ hello: 1 }) }],
]) {
  test(`a push with ${name} in it still shows something`, async () => {
    await wake("push", { data });
    assert.equal(shown[0].title, "Lacak Bentor");
    assert.equal(shown[0].body, "Ada kabar.");
  });
}

test("a phone without room or storage still rings", async () => {
  const broken = mock.method(IDBDatabase.prototype, "transaction", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await wake("push", { data: alarm() }).catch(() => {});
  broken.mock.restore();
  assert.deepEqual(
    shown.map(({ silent }) => silent),
    [false],
  );
});

test("receipts without signal go later", async () => {
  far.answers((_, response) => response.destroy());
  await wake("push", { data: alarm() });
  far.answers(takeAll());
  far.got.length = 0;
  await wake("sync");
  assert.deepEqual(saidOf(uuid(1)), ["shown"]);
});

const tapped = (data, action = "") => {
  const title = "KEBAKARAN: Salakan";
  return { action, notification: { close() {}, title, data } };
};

test("a tap opens the page it speaks of", async () => {
  await wake("notificationclick", tapped({ url: "/tugas", delivery: uuid(1) }));
  await wake("notificationclick", tapped({ url: "/tugas" }, "unknown"));
  assert.deepEqual(opened, ["http://phone.test/tugas", "http://phone.test/tugas"]);
  assert.deepEqual(saidOf(uuid(1)), ["opened"]);
});

const answers = { terima: "/tugas/7/penerimaan", tolak: "/tugas/7/penolakan" };

test("an answer on the notification is a tap like one on the page", async () => {
  await wake("notificationclick", tapped({ url: "/tugas", delivery: uuid(1), answers }, "terima"));
  const [{ path, form }] = far.got;
  assert.equal(path, "/tugas/7/penerimaan");
  assert.match(form.action_id, /^[\da-f-]{36}$/);
  assert.match(form.at, /^\d{4}-\d\d-\d\dT/);
  assert.deepEqual(opened, ["http://phone.test/tugas"]);
  assert.deepEqual(saidOf(uuid(1)), ["opened"]);
  assert.equal(await stateOf(form.action_id), "sent");
});

test("an answer without signal waits, and is told by the page", async () => {
  far.answers((_, response) => response.destroy());
  await wake("notificationclick", tapped({ url: "/tugas", answers }, "tolak"));
  const [{ kind, url, state, about }] = await outbox.all();
  assert.deepEqual(
    { kind, url, state, about },
    {
      kind: "action",
      url: "/tugas/7/penolakan",
      state: "waiting",
      about: { title: "KEBAKARAN: Salakan" },
    },
  );
  assert.deepEqual(opened, ["http://phone.test/tugas"]);
  far.answers(takeAll());
});

test("a tap brings an open page to the front instead of a second one", async () => {
  const moved = [];
  const page = { url: "http://phone.test/tugas", navigate: async (to) => moved.push(to) };
  page.focus = async () => page;
  windows = [{ url: "http://phone.test/" }, page];
  await wake("notificationclick", tapped({ url: "/tugas" }));
  await wake("notificationclick", tapped({ url: "/tugas?saring=x" }));
  assert.deepEqual(opened, []);
  assert.deepEqual(moved, ["http://phone.test/tugas?saring=x"]);
});

test("a new push address is told to the server for every purpose", async () => {
  await wake("pushsubscriptionchange");
  assert.equal(far.got.length, 0);
  far.answers((_, response) => response.writeHead(200, { "X-Lacak": "1" }).end("{}"));
  await store.put("memory", {
    id: "push",
    key: "server-key",
    purposes: [
      ["for", "petugas"],
      ["pantau", "abc"],
    ],
  });
  await wake("pushsubscriptionchange");
  assert.deepEqual(
    far.got.map(({ form }) => ({ ...form })),
    [
      { endpoint: "https://push.test/1", p256dh: "p", auth: "a", for: "petugas" },
      { endpoint: "https://push.test/1", p256dh: "p", auth: "a", pantau: "abc" },
    ],
  );
  far.answers(takeAll());
});

test("a browser that may not show anything any more says so", async () => {
  far.answers((_, response) => response.writeHead(200, { "X-Lacak": "1" }).end("{}"));
  await store.put("memory", { id: "push", key: "server-key", purposes: [["for", "petugas"]] });
  Notification.permission = "denied";
  await wake("pushsubscriptionchange");
  assert.deepEqual(
    far.got.map(({ path, form }) => [path, { ...form }]),
    [["/langganan", { permission: "denied" }]],
  );
  far.answers(takeAll());
});

test("a sync that leaves something waiting fails, so that the browser tries again", async () => {
  far.answers((_, response) => response.writeHead(503).end());
  await outbox.add(aReport());
  await assert.rejects(wake("sync"));
  far.answers(takeAll());
  await wake("sync");
  assert.equal(await stateOf(uuid(1)), "sent");
});

const request = (path, options) => ({ request: new Request(`http://phone.test${path}`, options) });

test("no POST is touched but that of shared photos", async () => {
  for (const path of ["/aduan", "/tugas/1/penerimaan", "/kabar", "/langganan", "/keluar"])
    assert.equal(await wake("fetch", request(path, { method: "POST" })), undefined);
  const body = new FormData();
  body.append("photo", new File(["x".repeat(20)], "api.jpg", { type: "image/jpeg" }));
  const answer = await wake("fetch", request("/lapor/bagikan", { method: "POST", body }));
  assert.equal(answer.status, 303);
  const { files } = await store.get("drafts", "shared");
  assert.equal(files.length, 1);
  assert.equal(files[0].blob.size, 20);
});

test("signing out takes personal pages off the phone", async () => {
  await caches.open("personal-rahim");
  await wake("fetch", request("/keluar", { method: "POST" }));
  assert.deepEqual(await caches.keys(), []);
});

test("a page that changed since it was opened is kept anew", async () => {
  far.answers((_, response) => response.writeHead(200, { "X-Lacak-Keep": "rahim" }).end("now"));
  await wake("message", { data: "keep-again", source: { url: "http://phone.test/tugas" } });
  assert.equal(await (await caches.match("/tugas")).text(), "now");
  far.answers(takeAll());
});

test("foreign addresses, events and fragments are left to the browser", async () => {
  assert.equal(await wake("fetch", { request: new Request("http://else.test/") }), undefined);
  assert.equal(await wake("fetch", request("/pantau/abc/aliran")), undefined);
  assert.equal(await wake("fetch", request("/pantau/abc/keadaan")), undefined);
});

test("a new version waits until it is told to take over, and drops nothing that waits", async () => {
  far.answers((_, response) => response.writeHead(200).end("page"));
  await outbox.add(aReport());
  await wake("install");
  assert.equal(skipped, 0);
  await wake("message", { data: "take-over" });
  await wake("activate");
  assert.equal(skipped, 1);
  assert.equal(await stateOf(uuid(1)), "waiting");
});
