// Every page: the worker, and the outbox that empties whenever there is a chance.
// Hooks: [data-net] on|off; [data-outbox] empty|waiting|sending + slot count; [data-flush] buttons;
// [data-update] with [data-update-now]; <html> gets data-js.

import { all, isOpen } from "../service_worker/outbox.js";
import { listen } from "../service_worker/phone.js";
import { flush } from "../service_worker/sending.js";
import { $, $$, fill, setState } from "./screen.js";

const WRITING = "lacak-writing";
const { locks, serviceWorker } = navigator;
let timer;

document.documentElement.dataset.js = "";
addEventListener("online", start);
addEventListener("offline", showNet);
addEventListener("visibilitychange", () => document.hidden || empty());
addEventListener("click", ({ target }) => {
  if (target.closest("[data-flush]")) empty({ wait: true, eager: true });
});
listen("outbox", show);
start();
serviceWorker
  ?.register("/sw.js", { type: "module", updateViaCache: "none" })
  .then((registration) => {
    const look = () => {
      const { installing, waiting } = registration;
      if (installing) installing.onstatechange = look;
      if (waiting && serviceWorker.controller) offerUpdate(waiting);
    };
    look();
    registration.onupdatefound = look;
  })
  .catch(() => {}); // no worker here: all but offline pages and pushes works as well

function start() {
  showNet();
  empty({ wait: true, eager: true }); // a sender still at work may be failing on the old line
}

async function empty(how) {
  await flush(how).catch(() => {});
  await show();
}

async function show() {
  const open = (await all().catch(() => [])).filter(isOpen);
  const told = open.filter(({ kind }) => kind !== "receipt");
  const sending = told.some(({ state }) => state === "sending");
  for (const part of $$("[data-outbox]")) {
    setState(part, sending ? "sending" : told.length ? "waiting" : "empty");
    fill(part, { count: told.length });
  }
  const due = Math.min(...open.map(({ next_at }) => next_at));
  clearTimeout(timer);
  if (open.length)
    timer = setTimeout(empty, Math.max(due - Date.now(), 5000) + Math.random() * 3000);
}

function showNet() {
  setState($("[data-net]"), navigator.onLine ? "on" : "off");
}

/** A new version takes over when nothing is being written, or when the person agrees. */
async function offerUpdate(waiting) {
  const { held } = (await locks?.query()) ?? { held: [{ name: WRITING }] };
  const notice = $("[data-update]");
  if (!held.some(({ name }) => name === WRITING)) waiting.postMessage("take-over");
  else if (notice) {
    notice.hidden = false;
    $("[data-update-now]", notice).onclick = () => {
      serviceWorker.oncontrollerchange = () => location.reload();
      waiting.postMessage("take-over");
    };
  }
}

/** Something is being typed, until the returned function is called or the page is gone. */
export function holdWriting() {
  let release;
  locks?.request(WRITING, { mode: "shared" }, () => new Promise((done) => (release = done)));
  return () => release?.();
}
