// When the board sounds: while an emergency is unopened, not once it is hushed, again for a new one.

import assert from "node:assert/strict";
import { test } from "node:test";

const { bell } = await import("../../src/static/js/board_bell.js");

test("a new emergency sounds until it has been opened", () => {
  const tone = bell();
  assert.equal(tone.sounds(0), false);
  tone.hear(["LB-1"]);
  assert.equal(tone.sounds(0), true);
  assert.equal(tone.sounds(3_600_000), true, "for as long as it takes");
  tone.hear([]);
  assert.equal(tone.sounds(0), false);
});

test("hushed is only what stood there; the next one sounds", () => {
  const tone = bell();
  tone.hear(["LB-1", "LB-2"]);
  tone.hush();
  assert.equal(tone.sounds(0), false);
  tone.hear(["LB-1", "LB-2", "LB-3"]);
  assert.equal(tone.sounds(0), true);
});

test("what was hushed and comes back is new again", () => {
  const tone = bell();
  tone.hear(["LB-1"]);
  tone.hush();
  tone.hear([]);
  tone.hear(["LB-1"]);
  assert.equal(tone.sounds(0), true);
});

test("the test tone ends by itself", () => {
  const tone = bell();
  tone.test(1000);
  assert.equal(tone.sounds(1500), true);
  assert.equal(tone.sounds(9000), false);
});

test("the state can be seen: off, not yet allowed, on, ringing, hushed", () => {
  const tone = bell();
  assert.equal(tone.state(true, false), "off");
  assert.equal(tone.state(false, true), "asleep");
  assert.equal(tone.state(true, true), "on");
  tone.hear(["LB-1"]);
  assert.equal(tone.state(true, true), "ringing");
  assert.equal(tone.state(false, true), "asleep", "nothing is heard, whatever calls");
  tone.hush();
  assert.equal(tone.state(true, true), "hushed");
});
