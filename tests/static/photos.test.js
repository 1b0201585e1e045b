// Photos get small enough on the phone, whatever the camera gives and the browser can write.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "../phone_stand_in.js";

let bytesPerPixel = 0.1; // of a photo at full quality
let types = ["image/webp", "image/jpeg"];
const made = [];

globalThis.createImageBitmap = async ({ width, height }) => ({ width, height, close() {} });
globalThis.document = {
  documentElement: { lang: "id" },
  createElement: () => ({
    getContext: () => ({ drawImage() {} }),
    toBlob(done, wanted, quality) {
      const type = types.includes(wanted) ? wanted : "image/png";
      made.push([this.width, this.height, type, quality]);
      done({ type, size: Math.round(this.width * this.height * bytesPerPixel * quality) });
    },
  }),
};
const { shrink } = await import("../../src/static/js/photos.js");
beforeEach(() => {
  made.length = 0;
  bytesPerPixel = 0.1;
  types = ["image/webp", "image/jpeg"];
});

test("a photo of 12 megapixels is at most 1280 wide and 120 kB", async () => {
  const { size, type } = await shrink({ width: 4000, height: 3000 });
  assert.deepEqual(made[0].slice(0, 2), [1280, 960]);
  assert.ok(size <= 120000);
  assert.equal(type, "image/webp");
});

test("an upright photo stays upright", async () => {
  await shrink({ width: 3000, height: 4000 });
  assert.deepEqual(made[0].slice(0, 2), [960, 1280]);
});

test("a small picture is not blown up", async () => {
  await shrink({ width: 320, height: 200 });
  assert.deepEqual(made[0].slice(0, 2), [320, 200]);
});

test("leaves and gravel take more bytes, and still end below 250 kB", async () => {
  bytesPerPixel = 1.5;
  const { size } = await shrink({ width: 4000, height: 3000 });
  assert.ok(size <= 250000, `${size}`);
});

test("a browser without WebP writes JPEG", async () => {
  types = ["image/jpeg"];
  assert.equal((await shrink({ width: 4000, height: 3000 })).type, "image/jpeg");
});
