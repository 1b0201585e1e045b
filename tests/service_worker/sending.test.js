// A report leaves the phone only against a receipt that names it: every other answer keeps it.

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { aPhoto, aReport, emptyPhone, outbox, stateOf, store, uuid } from "../phone_stand_in.js";
import { OURS, farServer, json, receipt, takeAll } from "./far_server.js";

const { backoff, flush, patience, PIECE } = await import("../../src/service_worker/sending.js");
const far = await farServer(takeAll());
after(() => far.close());
beforeEach(async () => {
  await emptyPhone();
  far.got.length = 0;
  far.answers(takeAll());
});

const id = uuid(1);
const html = { "Content-Type": "text/html" };
const body = JSON.stringify(receipt(id));

const later = {
  "200 login page": (_, r) => r.writeHead(200, html).end("<h1>Masuk</h1>"),
  "200 captive portal as JSON": (_, r) =>
    r.writeHead(200, { "Content-Type": "application/json" }).end(body),
  "200 ours, another report": (_, r) => json(r, 200, receipt(uuid(2))),
  "200 ours, no JSON": (_, r) => r.writeHead(200, OURS).end("<p>"),
  "302 to the sign-in page": (_, r) => r.writeHead(302, { Location: "/masuk" }).end(),
  "401 ours": (_, r) => json(r, 401, { message: "Masuk dulu." }),
  "403 ours": (_, r) => json(r, 403, { message: "Tidak boleh." }),
  "403 proxy": (_, r) => r.writeHead(403, html).end("blocked"),
  "404 ours": (_, r) => json(r, 404, { message: "Tidak ada." }),
  "413 proxy": (_, r) => r.writeHead(413, html).end("too large"),
  "429 ours": (_, r) =>
    json(r, 429, { message: "Terlalu banyak percobaan." }, { "Retry-After": "300" }),
  500: (_, r) => r.writeHead(500, html).end("error"),
  502: (_, r) => r.writeHead(502, html).end("bad gateway"),
  503: (_, r) => r.writeHead(503, { "Retry-After": "60" }).end(),
  "time-out": () => {},
  "cut before the answer": (_, r) => r.destroy(),
  "cut answer": (_, r) => {
    r.writeHead(201, { ...OURS, "Content-Length": body.length });
    r.write(body.slice(0, 40));
    setTimeout(() => r.destroy(), 20);
  },
  "answer that stalls": (_, r) => {
    r.writeHead(201, { ...OURS, "Content-Length": body.length });
    r.write(body.slice(0, 40));
  },
};

for (const [name, answer] of Object.entries(later)) {
  test(`${name}: the report stays and arrives once the server is back`, async () => {
    patience.words = 150;
    far.answers(answer);
    await outbox.add(aReport());
    await flush();
    const kept = await outbox.get(id);
    assert.equal(kept.state, "waiting");
    assert.equal(kept.attempts, 1);
    assert.ok(kept.next_at > Date.now());
    assert.deepEqual(kept.fields, aReport().fields);

    patience.words = 30000;
    far.answers(takeAll());
    await outbox.change(id, { next_at: 0 });
    await flush();
    assert.equal(await stateOf(id), "sent");
    assert.equal(far.got.at(-1).form.text, "So tabakar rumah di belakang pasar");
  });
}

for (const status of [400, 413, 415, 422]) {
  test(`${status} from our server: kept for the reporter to mend, with the server's words`, async () => {
    const said = { message: "Lengkapi dulu.", errors: { village: "Pilih desa." } };
    far.answers((_, response) => json(response, status, said));
    await outbox.add(aReport());
    await flush();
    await flush({ eager: true });
    const kept = await outbox.get(id);
    assert.equal(kept.state, "refused");
    assert.equal(kept.message, "Lengkapi dulu.");
    assert.deepEqual(kept.errors, { village: "Pilih desa." });
    assert.equal(far.got.length, 1);

    far.answers(takeAll());
    await outbox.add({ ...aReport(), created_at: kept.created_at });
    await flush();
    assert.equal(await stateOf(id), "sent");
  });
}

test("no network at all keeps everything", async () => {
  const fetch = globalThis.fetch;
  globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  await outbox.add(aReport());
  await outbox.addFile(id, aPhoto(5, id));
  await flush({ eager: true });
  globalThis.fetch = fetch;
  assert.equal(await stateOf(id), "waiting");
  assert.equal(await stateOf(uuid(5)), "waiting");
});

test("a receipt makes the report slim: number and links stay, words do not", async () => {
  await outbox.add(aReport());
  await flush();
  const { state, receipt, fields, about, sent_at } = await outbox.get(id);
  assert.equal(state, "sent");
  assert.equal(receipt.number, "LB-7K3M");
  assert.equal(fields, undefined);
  assert.equal(about.title, "Rumah");
  assert.ok(sent_at);
});

test("the same answer a second time (200) is a receipt too", async () => {
  far.answers(({ form }, response) => json(response, 200, receipt(form.id)));
  await outbox.add(aReport());
  await flush();
  assert.equal(await stateOf(id), "sent");
});

test("the first send is one request of less than a kilobyte, with device key and time", async () => {
  await outbox.add(aReport());
  await outbox.addFile(id, aPhoto(5, id));
  await flush();
  const [first] = far.got;
  assert.equal(first.path, "/aduan");
  assert.ok(first.body.length < 1000);
  assert.match(first.headers["x-lacak-device"], /^[\w-]{22}$/);
  assert.equal(first.headers["x-lacak"], "1");
  assert.equal(first.headers.cookie, undefined);
  assert.match(first.form.sent_at, /^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$/);
});

test("photos wait for their report, then go in pieces of 32 kB", async () => {
  far.answers((_, response) => response.writeHead(503).end());
  await outbox.add(aReport());
  await outbox.addFile(id, aPhoto(5, id, 2 * PIECE + 10));
  await flush();
  assert.deepEqual([...new Set(far.got.map(({ path }) => path))], ["/aduan"]);

  const photo = aPhoto(5, id, 2 * PIECE + 10);
  far.got.length = 0;
  far.answers(takeAll());
  await flush({ eager: true });
  const pieces = far.got.filter(({ method }) => method === "PUT");
  assert.deepEqual(
    pieces.map(({ query }) => Number(query.get("awal"))),
    [0, PIECE, 2 * PIECE],
  );
  assert.equal(pieces[0].query.get("untuk"), id);
  assert.equal(pieces[0].query.get("jenis"), "photo");
  const arrived = Buffer.concat(pieces.map((piece) => piece.body));
  assert.deepEqual(arrived, Buffer.from(await photo.blob.arrayBuffer()));
  assert.equal(await stateOf(photo.id), undefined);
});

test("a photo goes on where it was cut, and where the server says it stands", async () => {
  const server = takeAll();
  let calls = 0;
  await outbox.add(aReport());
  await outbox.addFile(id, aPhoto(5, id, 3 * PIECE));
  far.answers((message, response) => {
    const isPiece = message.method === "PUT";
    if (!isPiece || ++calls < 2) return server(message, response);
    if (calls === 2) server(message, { writeHead: () => ({ end() {} }) }); // taken, but the answer is lost
    return response.destroy();
  });
  await flush();
  assert.equal((await outbox.get(uuid(5))).received, PIECE);

  far.answers(server);
  far.got.length = 0;
  await flush({ eager: true });
  assert.deepEqual(
    far.got.map(({ query }) => Number(query.get("awal"))),
    [PIECE, 2 * PIECE],
  );
  assert.equal(await stateOf(uuid(5)), undefined);
});

test("a server that lost a piece gets it again, but never in a hot loop", async () => {
  far.answers(({ method, form }, response) => {
    if (method === "PUT") return json(response, 409, { received: 0 });
    return json(response, 201, receipt(form.id));
  });
  await outbox.add(aReport());
  await outbox.addFile(id, { ...aPhoto(5, id, 2 * PIECE) });
  await outbox.change(uuid(5), { received: PIECE });
  await flush();
  const { received, state } = await outbox.get(uuid(5));
  assert.equal(far.got.length, 2);
  assert.equal(received, 0);
  assert.equal(state, "waiting");
});

test("a photo the server cannot take is told, and the report stays sent", async () => {
  far.answers(({ method, form }, response) => {
    if (method === "PUT") return json(response, 422, { message: "Ini bukan foto." });
    return json(response, 201, receipt(form.id));
  });
  await outbox.add(aReport());
  await outbox.addFile(id, aPhoto(5, id));
  await flush();
  assert.equal(await stateOf(id), "sent");
  assert.equal((await outbox.get(uuid(5))).message, "Ini bukan foto.");
});

test("words of every report go before any photo", async () => {
  await outbox.add(aReport(1));
  await outbox.addFile(id, aPhoto(5, id));
  await outbox.add(aReport(2));
  await flush();
  assert.deepEqual(
    far.got.map(({ path }) => path),
    ["/aduan", "/aduan", `/lampiran/${uuid(5)}`],
  );
});

test("a finer position follows its report, and a refused one is let go", async () => {
  const fields = [
    ["latitude", "-1.29671"],
    ["update_id", uuid(7)],
  ];
  const position = { kind: "position", url: `/aduan/${id}/posisi`, of: id, fields };
  await outbox.add({ ...position, id: uuid(7) });
  await outbox.add(aReport());
  await flush();
  assert.deepEqual(
    far.got.map(({ path }) => path),
    ["/aduan", `/aduan/${id}/posisi`],
  );
  for (const status of [404, 409, 422]) {
    far.answers((_, response) => json(response, status, { message: "x" }));
    await outbox.add({ ...position, id: uuid(7) });
    await flush();
    assert.equal(await stateOf(uuid(7)), undefined);
  }
});

const anAction = (digit, noun, assignment = "a1") => ({
  id: uuid(digit),
  kind: "action",
  url: `/tugas/${assignment}/${noun}`,
  fields: [["action_id", uuid(digit)]],
  about: { title: noun },
});

test("the steps of a task go in the order they were taken, and wait for one another", async () => {
  far.answers(({ path, form }, response) => {
    if (path.endsWith("penerimaan")) return response.writeHead(503).end();
    return json(response, 200, { action_id: form.action_id });
  });
  await outbox.add(anAction(3, "penerimaan"));
  await outbox.add(anAction(2, "keberangkatan"));
  await outbox.add(anAction(1, "kedatangan", "another"));
  await flush();
  assert.deepEqual(
    far.got.map(({ path }) => path),
    ["/tugas/a1/penerimaan", "/tugas/another/kedatangan"],
  );
  far.got.length = 0;
  far.answers(takeAll());
  await flush({ eager: true });
  assert.deepEqual(
    far.got.map(({ path }) => path),
    ["/tugas/a1/penerimaan", "/tugas/a1/keberangkatan"],
  );
});

test("a conflict is told and stays until the person lets it go", async () => {
  far.answers((_, response) =>
    json(response, 409, { message: "Sudah diambil Rahim pukul 14.00." }),
  );
  await outbox.add(anAction(3, "penerimaan"));
  await flush();
  await flush({ eager: true });
  const told = await outbox.get(uuid(3));
  assert.equal(told.state, "refused");
  assert.equal(told.message, "Sudah diambil Rahim pukul 14.00.");
  assert.equal(far.got.length, 1);
  await outbox.discard(uuid(3));
  assert.equal(await stateOf(uuid(3)), undefined);
});

test("a step answered with another's name is not done", async () => {
  far.answers((_, response) => json(response, 200, { action_id: uuid(9) }));
  await outbox.add(anAction(3, "penerimaan"));
  await flush();
  assert.equal(await stateOf(uuid(3)), "waiting");
});

test("evidence follows the step it belongs to", async () => {
  await outbox.add(anAction(3, "penyelesaian"));
  await outbox.addFile(uuid(3), aPhoto(5, uuid(3)));
  await flush();
  assert.deepEqual(
    far.got.map(({ path, query }) => [path, query.get("untuk")]),
    [
      ["/tugas/a1/penyelesaian", null],
      [`/lampiran/${uuid(5)}`, uuid(3)],
    ],
  );
});

test("a phone that died between store and send sends after its next start", async () => {
  await outbox.add(aReport());
  await outbox.change(id, { state: "sending" }); // killed in the middle
  await flush();
  assert.equal(await stateOf(id), "sent");
  assert.equal(far.got.length, 1);
});

test("a phone that died between words and photos sends the photos of its draft after them", async () => {
  await outbox.add(aReport());
  await store.put("drafts", {
    id: "report:fire",
    report: id,
    files: [aPhoto(5, id), aPhoto(6, id)],
  });
  await store.put("drafts", { id: "report:rescue", report: uuid(9), files: [aPhoto(7, uuid(9))] });
  await flush();
  assert.deepEqual(
    far.got.map(({ path }) => path),
    ["/aduan", `/lampiran/${uuid(5)}`, `/lampiran/${uuid(6)}`],
  );
  assert.deepEqual(
    (await store.all("drafts")).map((draft) => draft.id),
    ["report:rescue"],
  );
});

test("what another page still writes is left alone", async () => {
  await outbox.add(aReport());
  const written = { id: "report:fire", report: undefined, files: [aPhoto(5, id)] };
  await store.put("drafts", written);
  await flush();
  assert.deepEqual(
    far.got.map(({ path }) => path),
    ["/aduan"],
  );
  assert.deepEqual(await store.all("drafts"), [written]);
});

test("a photo that is stored twice arrives once", async () => {
  await outbox.add(aReport());
  await outbox.addFile(id, aPhoto(5, id));
  await flush();
  await outbox.addFile(id, aPhoto(5, id));
  await flush();
  assert.deepEqual(
    far.got.slice(2).map(({ query }) => Number(query.get("awal"))),
    [0],
  );
  assert.equal(await stateOf(uuid(5)), undefined);
});

test("a phone that died between answer and receipt sends again under the same id", async () => {
  await outbox.add(aReport());
  await flush();
  await store.put("outbox", { ...aReport(), turn: 1, state: "sending", attempts: 0, next_at: 0 });
  await flush();
  assert.deepEqual(
    far.got.map(({ form }) => form.id),
    [id, id],
  );
  assert.equal(await stateOf(id), "sent");
});

test("two tabs and the worker send once", async () => {
  const tab = await import("../../src/service_worker/sending.js?tab");
  const worker = await import("../../src/service_worker/sending.js?worker");
  const server = takeAll();
  far.answers((message, response) => setTimeout(() => server(message, response), 50));
  await outbox.add(aReport());
  await Promise.all([
    flush({ wait: true, eager: true }),
    tab.flush({ wait: true, eager: true }),
    worker.flush({ eager: true }),
  ]);
  assert.equal(far.got.length, 1);
});

test("without Web Locks a lease keeps it to one sender", async () => {
  const { locks } = navigator;
  delete navigator.locks;
  const tab = await import("../../src/service_worker/sending.js?tab");
  const server = takeAll();
  far.answers((message, response) => setTimeout(() => server(message, response), 50));
  await outbox.add(aReport());
  await Promise.all([flush({ wait: true, eager: true }), tab.flush({ eager: true })]);
  await tab.flush({ wait: true, eager: true });
  navigator.locks = locks;
  assert.equal(far.got.length, 1);
  assert.equal(await stateOf(id), "sent");
});

test("Retry-After is obeyed, even when the person is impatient", async () => {
  far.answers((_, response) => json(response, 429, { message: "x" }, { "Retry-After": "300" }));
  await outbox.add(aReport());
  await flush();
  const { next_at, held } = await outbox.get(id);
  assert.ok(held);
  assert.ok(next_at - Date.now() > 290000);
  await flush({ wait: true, eager: true });
  assert.equal(far.got.length, 1);
});

test("nobody can make the phone wait longer than an hour", async () => {
  far.answers((_, response) => response.writeHead(503, { "Retry-After": "99999999" }).end());
  await outbox.add(aReport());
  await flush();
  assert.ok((await outbox.get(id)).next_at - Date.now() <= 3600000);
});

test("waiting times double, stay under a quarter of an hour, and differ by chance", () => {
  assert.equal(backoff(0, 1), 5000);
  assert.equal(backoff(0, 0), 2500);
  assert.equal(backoff(3, 1), 40000);
  assert.equal(backoff(30, 1), 900000);
});

test("a waiting time of our own is kept by the timer, not by a person or the network", async () => {
  far.answers((_, response) => response.writeHead(500).end());
  await outbox.add(aReport());
  await flush();
  await flush();
  assert.equal(far.got.length, 1);
  await flush({ eager: true });
  assert.equal(far.got.length, 2);
});

test("a phone whose clock was turned back a year does not wait a year", async () => {
  await outbox.add(aReport());
  await outbox.change(id, { held: true, next_at: Date.now() + 365 * 86400000 });
  await flush();
  assert.equal(await stateOf(id), "sent");
});

test("drafts and photos nobody could take go after 30 days", async () => {
  const long = Date.now() - 31 * 86400000;
  const created_at = new Date(long).toISOString();
  await store.put("drafts", { id: "report:fire", saved_at: long });
  await store.put("drafts", { id: "report:rescue", saved_at: Date.now() });
  await store.put("outbox", { ...aPhoto(5, id), kind: "attachment", state: "refused", created_at });
  await flush();
  assert.deepEqual(
    (await store.all("drafts")).map((draft) => draft.id),
    ["report:rescue"],
  );
  assert.deepEqual(await outbox.all(), []);
});

test("receipts of a push go when they can, and are not kept for ever", async () => {
  const news = { id: uuid(8), kind: "receipt", url: "/kabar", fields: [["what", "shown"]] };
  await outbox.add(news);
  await flush();
  assert.equal(await stateOf(uuid(8)), undefined);
  await outbox.add({
    ...news,
    created_at: "2020-01-01T00:00:00+08:00",
    next_at: Date.now() + 60000,
  });
  await flush();
  assert.equal(await stateOf(uuid(8)), undefined);
});

test("receipts of reports are kept for 30 days, waiting reports for ever", async () => {
  const sent_at = new Date(Date.now() - 29 * 86400000).toISOString();
  await store.put("outbox", { ...aReport(2), state: "sent", sent_at });
  await store.put("outbox", { ...aReport(3), state: "sent", sent_at: "2020-01-01T00:00:00Z" });
  await store.put("outbox", {
    ...aReport(4),
    ...{
      state: "waiting",
      attempts: 9,
      turn: 1,
      next_at: Date.now() + 60000,
      created_at: "2020-01-01T00:00:00Z",
    },
  });
  await flush();
  const left = (await outbox.all()).map((record) => record.id);
  assert.deepEqual(left.sort(), [uuid(2), uuid(4)]);
});

test("a record discarded while it is being sent does not come back", async () => {
  far.answers((_, response) => response.writeHead(500).end());
  await outbox.add(anAction(3, "catatan"));
  const sending = flush();
  await outbox.discard(uuid(3));
  await sending;
  assert.equal(await stateOf(uuid(3)), undefined);
});
