// When a finer position is worth telling.

import assert from "node:assert/strict";
import { test } from "node:test";
import "../phone_stand_in.js";

const { isBetter } = await import("../../src/static/js/finer_position.js");
const worth = (before, now) => isBetter({ accuracy: now }, { accuracy: before });

test("a fifth better and more than ten metres", () => {
  assert.ok(worth(1000000, 900));
  assert.ok(worth(100, 79));
  assert.ok(!worth(100, 81));
  assert.ok(worth(40, 29));
  assert.ok(!worth(40, 30));
  assert.ok(!worth(12, 3));
  assert.ok(!worth(20, 200));
});
