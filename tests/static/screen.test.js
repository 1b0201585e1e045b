// Times on the screen are the region's, on a phone that thinks it is elsewhere.

import assert from "node:assert/strict";
import test from "node:test";

process.env.TZ = "America/New_York"; // a phone that was never told where it is
globalThis.document = {
  documentElement: { lang: "id", dataset: { zone: "Asia/Makassar" } },
};
const { clock, when } = await import("../../src/static/js/screen.js");

test("a clock shows the region's time, not the phone's", () => {
  assert.equal(clock("2026-10-12T05:58:00Z"), "13.58");
  assert.equal(clock(new Date("2026-10-12T16:08:00Z")), "00.08");
  assert.equal(clock(""), "");
});

test("today ends at the region's midnight", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: new Date("2026-10-12T16:30:00Z") });
  assert.equal(when("2026-10-12T16:08:00Z"), "00.08"); // here it is the 13th already
  assert.equal(when("2026-10-12T15:59:00Z"), "12 Okt 2026");
});
