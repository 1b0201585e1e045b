// The screen of a station: shows what the server drew, rings while nobody has come, says aloud what
// it is, and makes itself heard when the line is cut.
// Hooks: [data-picture] (data-now, data-people) with [data-call] (data-step, data-loud) inside;
// [data-station] off|ready|ringing|muted; [data-off]; [data-lost] refused|cut; [data-line],
// [data-lit], [data-spoken] on|off; [data-start], [data-test], [data-mute], [data-unmute],
// [data-bright]; [data-said].

import { holdWriting } from "./app.js";
import { $, $$, fill, setState } from "./screen.js";
import * as clock from "./station_clock.js";
import * as light from "./station_light.js";
import { watch } from "./station_line.js";
import * as sound from "./sound.js";
import { refresh, telephone } from "./station_telephone.js";
import { say, voice } from "./station_voice.js";

const LOST = 20000;
const MUTED = 60000;
const BURST = 2500;

const root = $("[data-station]");
const said = new Map(); // call → the step that was announced last
const muted = new Map(); // call, or "" for the line → until when
const line = watch(root.dataset, (text) => text.includes("data-picture"), show);
const now = () => performance.now();
const calls = () => [...$$("[data-call]")];
const isMuted = (what) => (muted.get(what) ?? 0) > now();
const forget = (call) => (said.delete(call), muted.delete(call)); // it may ring anew one day
const rings = () => calls().some(({ dataset: { call, loud } }) => loud != null && !isMuted(call));
let testing = 0;

telephone(line.ask);
holdWriting(); // a new version waits for a tap: starting anew takes the sound away
addEventListener("pointerdown", start); // any touch will do
addEventListener("click", press);
clock.setDrawn($("[data-picture]").dataset.now);
start();
setInterval(tick, 1000);
tick();

function press({ target }) {
  if (target.closest("[data-start], [data-test]")) testing = now() + BURST;
  if (target.closest("[data-mute]")) mute(now() + MUTED);
  if (target.closest("[data-unmute]")) muted.clear();
  if (target.closest("[data-bright]")) light.turnBright(!light.isBright());
  start().then(tick);
}

function start() {
  return sound.unlock().catch(() => {}); // stays off, and says so
}

function mute(until) {
  muted.set("", until);
  for (const { dataset } of calls()) muted.set(dataset.call, until);
}

/** The newest picture. What is pressed stands outside of it and keeps the focus. */
function show(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-picture]");
  clock.setRight(fresh.dataset.now);
  fill(document, { people: fresh.dataset.people });
  $("[data-picture]").replaceWith(fresh);
  refresh();
  tick();
}

/** Once for each incident and each step its alarm has climbed; the siren gives way meanwhile. */
function announce() {
  const open = new Set(calls().map(({ dataset }) => dataset.call));
  for (const call of said.keys()) if (!open.has(call)) forget(call);
  const fresh = calls().filter(
    ({ dataset: { call, step } }) => said.get(call) !== step && !isMuted(call),
  );
  if (!fresh.length) return;
  for (const { dataset } of fresh) said.set(dataset.call, dataset.step);
  if (!rings()) testing = now() + BURST; // what can wait is heard once
  const text = fresh.map(({ textContent }) => textContent).join(" ");
  $("[data-said]").textContent = text;
  sound.duck(true);
  say(text, () => sound.duck(false));
}

function tick() {
  const lost = line.silent() > LOST;
  const ringing = rings();
  const silenced = isMuted("") && !ringing;
  light.keepLit();
  sound.want("lost", lost && !isMuted(""));
  sound.want("siren", ringing);
  sound.want("test", testing > now() && !ringing);
  const on = sound.isOn();
  if (on) announce();
  $("[data-off]").hidden = on;
  setState(root, !on ? "off" : silenced ? "muted" : ringing || lost ? "ringing" : "ready");
  fill(root, { silence: silenced ? clock.minutes(muted.get("") - now()) : "" });
  setState($("[data-line]"), lost ? "off" : "on");
  setState($("[data-lit]"), light.isLit() ? "on" : "off");
  setState($("[data-spoken]"), voice() ? "on" : "off");
  const bar = $("[data-lost]");
  bar.hidden = !lost;
  setState(bar, line.refused ? "refused" : "cut");
  clock.tick();
}
