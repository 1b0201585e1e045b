// The page everyone with the link may watch: follows the server, is passed on, rings by push.
// Hooks: [data-live] (data-stream, data-poll); [data-live-state] live|polling|off with slot
// updated_at; [data-share] (data-url, -title, -text); [data-copy] with [data-copied]; [data-push];
// [data-answers].

import { $, clock, fill, setState } from "./screen.js";
import { follow } from "./stream.js";

const POLL = 15000;
const FAILURES = 3;

const live = $("[data-live]");
const status = $("[data-live-state]");
let leave; // the stream, while we follow it
let failures = 0;
let timer;
let etag = "";
let shown;
let drawAnswer; // of what the reporter says, once its script is here

if (live) {
  join();
  addEventListener("visibilitychange", () => {
    rest();
    failures = 0;
    if (document.hidden) return;
    join();
    ask(); // what happened while nobody looked
  });
}

/** Events; after some failures in a row the page asks by itself. A hidden page does neither. */
function join() {
  leave = follow(live.dataset.stream, take, (open, refused) => {
    setState(status, "off");
    if (open) {
      failures = 0;
      show("live");
    } else if (++failures >= FAILURES || refused) {
      rest();
      ask();
    }
  });
}

function rest() {
  leave?.();
  leave = undefined;
  clearTimeout(timer);
}

async function ask() {
  const before = shown;
  try {
    const answer = await fetch(live.dataset.poll, { headers: { "If-None-Match": etag } });
    if (answer.status === 200) take(await answer.text(), before);
    else if (answer.status !== 304) throw answer;
    etag = answer.headers.get("ETag") ?? "";
    show(leave ? "live" : "polling");
  } catch {
    setState(status, "off");
  }
  clearTimeout(timer);
  if (!leave && !document.hidden) timer = setTimeout(ask, POLL);
}

function show(state) {
  setState(status, state);
  if (status) fill(status, { updated_at: clock(new Date()) });
}

/**
 * The children change; the root stays, since screen readers listen to it, and so does every field.
 * @param before what was shown when it was asked for: the stream may have told something newer since
 */
function take(html, before = shown) {
  show(leave ? "live" : "polling");
  if (html === shown || before !== shown) return;
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
  drawAnswer?.();
  if (focused) (focused.isConnected ? focused : document.getElementById(focused.id))?.focus();
}

const answering = () => import("./share_answer.js");
if ($("[data-answers]"))
  answering().then(({ followAnswer }) => (drawAnswer = followAnswer(() => leave || ask())));

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
