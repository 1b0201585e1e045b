// The page everyone with the link may watch: follows the server, is passed on, rings by push.
// Hooks: [data-live] (data-stream, data-poll); [data-live-state] live|polling|off with slot
// updated_at; [data-share] (data-url, -title, -text); [data-copy] with [data-copied]; [data-push].

import { $, clock, fill, setState } from "./screen.js";

const POLL = 15000;
const FAILURES = 3;

const live = $("[data-live]");
const status = $("[data-live-state]");
let source; // of events, while they come
let failures = 0;
let timer;
let etag = "";
let shown;

if (live) {
  follow();
  addEventListener("visibilitychange", () => {
    rest();
    failures = 0;
    if (document.hidden) return;
    follow();
    ask(); // what happened while nobody looked
  });
}

/** Events; after some failures in a row the page asks by itself. A hidden page does neither. */
function follow() {
  source = new EventSource(live.dataset.stream);
  source.addEventListener("keadaan", ({ data }) => take(data));
  source.onopen = () => {
    failures = 0;
    show("live");
  };
  source.onerror = () => {
    setState(status, "off");
    if (++failures < FAILURES && source.readyState !== EventSource.CLOSED) return;
    rest();
    ask();
  };
}

function rest() {
  source?.close();
  source = undefined;
  clearTimeout(timer);
}

async function ask() {
  try {
    const answer = await fetch(live.dataset.poll, { headers: { "If-None-Match": etag } });
    if (answer.status === 200) take(await answer.text());
    else if (answer.status !== 304) throw answer;
    etag = answer.headers.get("ETag") ?? "";
    show(source ? "live" : "polling");
  } catch {
    setState(status, "off");
  }
  clearTimeout(timer);
  if (!source && !document.hidden) timer = setTimeout(ask, POLL);
}

function show(state) {
  setState(status, state);
  if (status) fill(status, { updated_at: clock(new Date()) });
}

/** The children change; the root stays, since screen readers listen to it, and so does every field. */
function take(html) {
  show(source ? "live" : "polling");
  if (html === shown) return;
  shown = html;
  const page = new DOMParser().parseFromString(html, "text/html");
  const fields = live.querySelectorAll("input, textarea, select");
  const focused = live.contains(document.activeElement) && document.activeElement;
  live.replaceChildren(...(page.getElementById(live.id) ?? page.body).childNodes);
  for (const field of fields) {
    const { id, name, value } = field;
    const fresh = id ? `#${id}` : `[name="${name}"][value="${value}"]`;
    $(fresh, live)?.replaceWith(field);
  }
  if (focused) (focused.isConnected ? focused : document.getElementById(focused.id))?.focus();
}

const share = $("[data-share]");
share?.addEventListener("click", (event) => {
  if (!navigator.share) return; // the link leads to the other ways
  event.preventDefault();
  const { url, title, text } = share.dataset;
  navigator.share({ url, title, text }).catch(() => {}); // or not after all
});

const copy = $("[data-copy]");
copy?.addEventListener("click", async () => {
  await navigator.clipboard.writeText(copy.dataset.copy);
  $("[data-copied]").hidden = false;
});

// Asked for by a tap, or already allowed: then the server hears this phone's address again.
const push = $("[data-push]");
const startPush = ({ target }) => import("./push.js").then(({ begin }) => begin(push, target));
if (window.Notification?.permission === "granted" && push) startPush({});
else if (push) {
  setState(push, "ask");
  push.addEventListener("click", startPush, { once: true });
}
