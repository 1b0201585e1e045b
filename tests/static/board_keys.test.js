// Keys of the board: never while somebody types, off when switched off, and moves that end somewhere.

import assert from "node:assert/strict";
import { test } from "node:test";

const { commandOf, moved, nextOf } = await import("../../src/static/js/board_keys.js");

const page = { matches: () => false };
const field = { matches: () => true };
const key = (name, more = {}) => ({ key: name, target: page, ...more });
const free = { off: false, busy: false, onTicket: false };

test("every key of the help sheet means something", () => {
  const meant = [..."jkhlb/fmn?"].map((name) => commandOf(key(name), free));
  assert.deepEqual(meant, [
    ...["down", "up", "left", "right", "unseen"],
    ...["search", "filters", "map", "intake", "help"],
  ]);
});

test("a letter that is typed is a letter", () => {
  for (const name of "jk/fmn?")
    assert.equal(commandOf(key(name, { target: field }), free), undefined);
});

test("what is asked for in the browser or by other programs is left to them", () => {
  for (const held of ["ctrlKey", "altKey", "metaKey"])
    assert.equal(commandOf(key("f", { [held]: true }), free), undefined);
});

test("switched off, letters do nothing; arrows still move", () => {
  const off = { ...free, off: true, onTicket: true };
  assert.equal(commandOf(key("j"), off), undefined);
  assert.equal(commandOf(key("?"), off), undefined);
  assert.equal(commandOf(key("ArrowDown"), off), "down");
});

test("arrows scroll until a ticket has the focus", () => {
  assert.equal(commandOf(key("ArrowDown"), free), undefined);
  assert.equal(commandOf(key("ArrowLeft"), { ...free, onTicket: true }), "left");
});

test("nothing moves behind an open sheet", () =>
  assert.equal(commandOf(key("j"), { ...free, busy: true }), undefined));

const lanes = [["a", "b"], [], ["c"], ["d", "e", "f"]];
const walk = (from, command) => moved(lanes, from, command);

test("down and up go through all lanes and stop at the ends", () => {
  assert.equal(walk(undefined, "down"), "a");
  assert.equal(walk("a", "down"), "b");
  assert.equal(walk("b", "down"), "c");
  assert.equal(walk("c", "up"), "b");
  assert.equal(walk("a", "up"), "a");
  assert.equal(walk("f", "down"), "f");
});

test("left and right keep the height and pass empty lanes", () => {
  assert.equal(walk("b", "right"), "c");
  assert.equal(walk("f", "left"), "c");
  assert.equal(walk("c", "right"), "d");
  assert.equal(walk("a", "left"), "a");
});

test("a ticket that has gone leads to the first; an empty board nowhere", () => {
  assert.equal(walk("gone", "down"), "a");
  assert.equal(moved([[], []], undefined, "down"), undefined);
});

test("the next unread one, from the end on again", () => {
  const all = ["a", "b", "c", "d"];
  assert.equal(nextOf(all, ["b", "d"], "b"), "d");
  assert.equal(nextOf(all, ["b"], "d"), "b");
  assert.equal(nextOf(all, ["a", "c"], undefined), "a");
  assert.equal(nextOf(all, [], "a"), undefined);
});
