// About the scripts themselves: understood by old phones, and all of them needed.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";

const pages = new URL("../../src/static/js/", import.meta.url).pathname;
const worker = new URL("../../src/service_worker/", import.meta.url).pathname;
const scripts = [pages, worker].flatMap((folder) =>
  readdirSync(folder).map((name) => join(folder, name)),
);
const source = (path) => readFileSync(path, "utf8");

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

// What templates ask for, `script("js/home.js", …)`; what they only name in passing is harmless.
const templates = new URL("../../src/templates/", import.meta.url).pathname;
const asked = readdirSync(templates, { recursive: true })
  .filter((name) => name.endsWith(".html"))
  .flatMap((name) => [...source(join(templates, name)).matchAll(/"js\/(\w+\.js)"/g)])
  .map(([, name]) => name);

test("every script is reached from a page or the worker", () => {
  const named = scripts.flatMap((path) =>
    [...source(path).matchAll(/import\("\.\/(\w+\.js)"\)/g)].map(([, name]) => name),
  );
  const reached = new Set([...page(...asked, ...named), ...withImports(join(worker, "sw.js"))]);
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
