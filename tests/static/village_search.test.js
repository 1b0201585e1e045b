// Finding a village as people spell it: held to the vectors that hold src/domain/village_search.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { folded, writtenWords } from "../../src/static/js/spelling.js";
import { villageSearch } from "../../src/static/js/village_search.js";

const { villages, folding, searches } = JSON.parse(
  readFileSync(new URL("../vectors/village_search.json", import.meta.url)),
);
const search = villageSearch(villages);

for (const { text, words } of folding)
  test(`"${text.slice(0, 30)}" sounds like ${words.join(" ")}`, () =>
    assert.deepEqual(folded(writtenWords(text)), words));

for (const { why, query, found } of searches)
  test(`${why}: "${query}"`, () =>
    assert.deepEqual(
      search(query).map(([code]) => code),
      found,
    ));

test("no more are told than asked for", () => assert.equal(search("bulagi", 3).length, 3));
