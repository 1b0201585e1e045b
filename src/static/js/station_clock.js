// Clocks of a station's screen by the server's time: the hour, and minutes to the promised arrival.
// Hooks: [data-hour] with data-zone; [data-count] with data-until or data-since, states
// left|over|since; [data-age], filled with the minutes the picture is old.

import { $, $$, setState } from "./screen.js";

const language = document.documentElement.lang;
const shape = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const format = (timeZone, now) =>
  new Intl.DateTimeFormat(language, { ...shape, timeZone }).format(now).replace(":", ".");
let wrong = 0; // of this screen's clock, ms
let drawn = Date.now();

/** A picture has just come from the network: its hour is the true one. */
export function setRight(iso) {
  drawn = Date.parse(iso);
  wrong = Date.now() - drawn;
}

/** A page that may be an old copy tells only how old it is. */
export function setDrawn(iso) {
  drawn = Date.parse(iso);
}

export function tick() {
  const now = Date.now() - wrong;
  for (const hour of $$("[data-hour]")) hour.textContent = format(hour.dataset.zone, now);
  for (const count of $$("[data-count]")) showCount(count, now);
  for (const age of $$("[data-age]")) age.textContent = Math.floor((now - drawn) / 60000);
}

function showCount(count, now) {
  const { until, since } = count.dataset;
  const left = until ? Date.parse(until) - now : now - Date.parse(since);
  setState(count, until ? (left < 0 ? "over" : "left") : "since");
  $(".clock", count).textContent = minutes(Math.abs(left));
}

export function minutes(length) {
  const seconds = Math.floor(length / 1000);
  const whole = Math.floor(seconds / 60);
  return whole < 100 ? `${whole}.${String(seconds % 60).padStart(2, "0")}` : `${whole}`;
}
