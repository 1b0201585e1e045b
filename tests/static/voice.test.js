// A voice note is recorded small enough for a thin line, and ends when nobody ends it.

import assert from "node:assert/strict";
import { test } from "node:test";
import "../phone_stand_in.js";

const ASKED = 25000; // bytes that ten seconds may weigh, container and all
const CONTAINER = 0.15; // what WebM adds to Opus at so low a rate, at most

const recorders = [];
globalThis.window = globalThis;
globalThis.MediaRecorder = class {
  static isTypeSupported = (type) => type === "audio/webm;codecs=opus";
  constructor(stream, options) {
    recorders.push(this);
    this.options = options;
  }
  start() {}
  stop() {
    this.ondataavailable({ data: new Blob(["opus"]) });
  }
};
navigator.mediaDevices = { getUserMedia: async () => ({ getTracks: () => [{ stop() {} }] }) };
globalThis.document = { documentElement: { lang: "id", dataset: {} } };
globalThis.URL.createObjectURL = () => "blob:";

const part = () => ({
  dataset: {},
  setAttribute() {},
  focus() {},
  contains: () => false,
  closest: () => null,
});
function parts() {
  const named = {};
  const root = part();
  root.querySelector = (selector) => (named[selector] ??= part());
  root.querySelectorAll = () => [];
  return { root, button: root.querySelector("[data-voice-record]") };
}
const { takeVoice } = await import("../../src/static/js/voice.js");
const later = () => new Promise((done) => setImmediate(done));

test("ten seconds weigh at most 25 kB", async () => {
  const { root, button } = parts();
  const voice = takeVoice(root, () => {});
  button.onpointerdown();
  await later();
  const { audioBitsPerSecond, mimeType } = recorders.at(-1).options;
  assert.equal(mimeType, "audio/webm;codecs=opus");
  assert.ok(((audioBitsPerSecond * 10) / 8) * (1 + CONTAINER) <= ASKED);
  await voice.settled();
  assert.equal(voice.files().length, 1);
});

test("a recording that nobody ends is over after a minute", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  const { root, button } = parts();
  const voice = takeVoice(root, () => {});
  button.onpointerdown();
  await later();
  context.mock.timers.tick(59999);
  assert.equal(voice.files().length, 0);
  context.mock.timers.tick(1);
  assert.equal(voice.files()[0].type, "voice");
});
