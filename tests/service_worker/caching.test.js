// What stays on a phone without signal, whose it is, and when it goes.

import assert from "node:assert/strict";
import { after, beforeEach, mock, test } from "node:test";
import { emptyPhone } from "../phone_stand_in.js";
import { farServer } from "./far_server.js";

const caching = await import("../../src/service_worker/caching.js");
const settings = {
  version: "v2",
  shell: ["/", "/lapor", "/lapor?jenis=kebakaran", "/luring", "/desa.json", "/static/v2/js/app.js"],
};
const page = (path) => new Request(`http://phone.test${path}`);
const text = async (answer) => (await answer).text();
let asked = [];
let offline = false;
let headers = {};

const far = await farServer(({ path, query }, response) => {
  const search = query.toString() && `?${query}`;
  response.writeHead(path === "/rusak" ? 500 : 200, headers).end(`far ${path}${search}`);
});
const online = globalThis.fetch;
globalThis.fetch = (request, options) => {
  asked.push(request.url ?? request);
  return offline ? Promise.reject(new TypeError()) : online(request, options);
};
after(() => far.close());
beforeEach(async () => {
  await emptyPhone();
  asked = [];
  offline = false;
  headers = {};
});

test("the shell is kept without cookies, all of it or nothing", async () => {
  const fetching = mock.method(globalThis, "fetch", globalThis.fetch);
  await caching.keepShell(settings);
  for (const {
    arguments: [request],
  } of fetching.mock.calls)
    assert.equal(request.credentials, "omit");
  fetching.mock.restore();
  await assert.rejects(caching.keepShell({ version: "v3", shell: ["/", "/rusak"] }));
});

test("nobody signed in: a page of the shell needs no network", async () => {
  await caching.keepShell(settings);
  asked = [];
  assert.equal(await text(caching.answerPage(page("/"), settings)), "far /");
  assert.deepEqual(asked, []);
});

test("somebody signed in: the network first, the shell without it", async () => {
  await caching.keepShell(settings);
  headers = { "X-Lacak-Keep": "rahim" };
  await caching.answerPage(page("/tugas"), settings);
  asked = [];
  assert.equal(await text(caching.answerPage(page("/"), settings)), "far /");
  assert.equal(asked.length, 1);
  offline = true;
  assert.equal(await text(caching.answerPage(page("/"), settings)), "far /");
});

test("a personal page is kept only when the server says so, for one person", async () => {
  await caching.answerPage(page("/tugas"), settings);
  offline = true;
  await caching.keepShell({ version: "v2", shell: [] });
  assert.equal((await caching.answerPage(page("/tugas"), settings)).type, "error");

  offline = false;
  headers = { "X-Lacak-Keep": "rahim" };
  await caching.answerPage(page("/tugas"), settings);
  offline = true;
  assert.equal(await text(caching.answerPage(page("/tugas"), settings)), "far /tugas");

  offline = false;
  headers = { "X-Lacak-Keep": "kapten" };
  await caching.answerPage(page("/beranda"), settings);
  assert.deepEqual(
    (await caches.keys()).filter((name) => name.startsWith("personal-")),
    ["personal-kapten"],
  );
});

test("own share pages survive a change of person, not a sign-out", async () => {
  headers = { "X-Lacak-Keep": "milik" };
  await caching.answerPage(page("/pantau/abc"), settings);
  headers = { "X-Lacak-Keep": "rahim" };
  await caching.answerPage(page("/tugas"), settings);
  assert.ok((await caches.keys()).includes("personal-milik"));
  headers = { "X-Lacak-Keluar": "1" };
  await caching.answerPage(page("/masuk"), settings);
  const personal = async () => (await caches.keys()).filter((name) => name.startsWith("personal-"));
  assert.deepEqual(await personal(), ["personal-milik"]);
  await caching.dropPersonal();
  assert.deepEqual(await personal(), []);
});

test("an error page is never kept", async () => {
  headers = { "X-Lacak-Keep": "rahim" };
  await caching.answerPage(page("/rusak"), settings);
  assert.deepEqual(
    (await caches.keys()).filter((name) => name.startsWith("personal-")),
    [],
  );
});

test("a network that takes more than four seconds is not waited for when a copy is there", async () => {
  headers = { "X-Lacak-Keep": "rahim" };
  await caching.answerPage(page("/tugas"), settings);
  const { fetch } = globalThis;
  globalThis.fetch = () => new Promise(() => {});
  mock.timers.enable({ apis: ["setTimeout"] });
  const answer = caching.answerPage(page("/tugas"), settings);
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  mock.timers.tick(4000);
  mock.timers.reset();
  assert.equal(await text(answer), "far /tugas");
  globalThis.fetch = fetch;
});

test("a report form is there at once, with a stand in its address or somebody signed in", async () => {
  await caching.keepShell(settings);
  headers = { "X-Lacak-Keep": "rahim" };
  await caching.answerPage(page("/beranda"), settings);
  asked = [];
  const form = caching.answerPage(page("/lapor?jenis=kebakaran&bentor=12"), settings);
  assert.equal(await text(form), "far /lapor?jenis=kebakaran");
  assert.deepEqual(asked, []);
  const unknown = caching.answerPage(page("/lapor?jenis=gempa"), settings);
  assert.equal(await text(unknown), "far /lapor?jenis=gempa");
});

test("what was never kept opens without signal as the page for no signal", async () => {
  await caching.keepShell(settings);
  offline = true;
  assert.equal(await text(caching.answerPage(page("/kontak"), settings)), "far /luring");
});

test("files of an older page are found under this version when there is no signal", async () => {
  await caching.keepShell(settings);
  offline = true;
  const old = page("/static/v1/js/app.js");
  assert.equal(await text(caching.answerAsset(old, settings)), "far /static/v2/js/app.js");
});

test("a file of this version is asked for once", async () => {
  const style = page("/static/v2/css/more.css");
  await caching.answerAsset(style, settings);
  asked = [];
  assert.equal(await text(caching.answerAsset(style, settings)), "far /static/v2/css/more.css");
  assert.deepEqual(asked, []);
});

test("old shells go, everything else stays", async () => {
  await caching.keepShell({ version: "v1", shell: ["/"] });
  await caching.keepShell(settings);
  await caches.open("personal-rahim");
  await caching.dropOldShells(settings);
  assert.deepEqual((await caches.keys()).sort(), ["personal-rahim", "shell-v2"]);
});
