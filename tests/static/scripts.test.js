// About the scripts themselves: small, understood by old phones, and without sentences.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const pages = new URL("../../src/static/js/", import.meta.url).pathname;
const worker = new URL("../../src/service_worker/", import.meta.url).pathname;
const scripts = [pages, worker].flatMap((folder) =>
  readdirSync(folder).map((name) => join(folder, name)),
);
const source = (path) => readFileSync(path, "utf8");

/** As served: whole lines of comment stay at home. */
const bare = (text) => text.replace(/^\s*\/\/.*\n/gm, "").replace(/^\s*\/\*\*[^]*?\*\/\n/gm, "");
const weight = (paths) =>
  [...paths].reduce((sum, path) => sum + gzipSync(bare(source(path)), { level: 9 }).length, 0);

function withImports(path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, name] of source(path).matchAll(/^(?:import|export)\b[^'";]*?"(\.[^"]+)"/gm)) {
    const shared = name.startsWith("../service_worker/");
    withImports(shared ? join(worker, name.slice(18)) : resolve(dirname(path), name), seen);
  }
  return seen;
}
const page = (...names) =>
  names.reduce((seen, name) => withImports(join(pages, name), seen), new Set());

test("the report form and the share page need at most 14 kB together", () => {
  const bytes = weight(page("app.js", "report.js", "share.js"));
  assert.ok(bytes <= 14000, `${bytes}`);
});

test("all our scripts, the worker's too, are at most 30 kB", () => {
  const bytes = weight(scripts);
  assert.ok(bytes <= 30000, `${bytes}`);
});

test("every script is reached from a page or the worker", () => {
  const named = scripts.flatMap((path) =>
    [...source(path).matchAll(/import\("\.\/(\w+\.js)"\)/g)].map(([, name]) => name),
  );
  const entries = ["app.js", "report.js", "share.js", "home.js", "tasks.js", ...named];
  const reached = new Set([...page(...entries), ...withImports(join(worker, "sw.js"))]);
  assert.deepEqual(
    scripts.filter((path) => !reached.has(path)),
    [],
  );
});

test("every script opens with what it is for", () => {
  for (const path of scripts) assert.match(source(path), /^\/\/ \S/, path);
});

test("nothing newer than Chrome 91 and Safari 16.4", () => {
  const tooNew =
    /\.at\(|Object\.hasOwn|structuredClone|\.findLast|\.toSorted|Object\.groupBy|randomUUID\(|AbortSignal\.(timeout|any)|Promise\.withResolvers|static \{|\.isSubsetOf/;
  for (const path of scripts) assert.doesNotMatch(source(path), tooNew, path);
});

test("nothing the content security policy forbids", () => {
  for (const path of scripts)
    assert.doesNotMatch(source(path), /\beval\(|new Function|innerHTML|insertAdjacentHTML/, path);
});

test("only one file speaks IndexedDB", () => {
  const speakers = scripts.filter((path) => source(path).includes("indexedDB"));
  assert.deepEqual(speakers, [join(worker, "outbox_store.js")]);
});
