// A responder's steps go through the outbox: stored at the tap, sent in order, conflicts told.
// Hooks: form[data-outbox-action] (data-title), [data-assignment], [data-step] todo|do|queued|done
// with slot at, [data-conflicts] with template[data-item] and [data-dismiss], [data-sign-in],
// [data-unless-photo]. Fires outbox-sent on <body> when the server has answered.

import * as outbox from "../service_worker/outbox.js";
import { listen, localIso, newId } from "../service_worker/phone.js";
import { flush } from "../service_worker/sending.js";
import "./countdown.js";
import { readFields } from "./draft.js";
import { takePhotos } from "./photos.js";
import { begin } from "./push.js";
import "./ring.js";
import { $, $$, clock, drawList, fill, setState } from "./screen.js";

const photosOf = new WeakMap();
const busy = new WeakSet();
let waiting = new Set();
let kept = "";

addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-outbox-action]")) return;
  event.preventDefault();
  if (busy.has(form)) return; // a double tap is one tap
  busy.add(form);
  setTimeout(() => busy.delete(form), 1000);
  store(form, event.submitter).catch(() => form.submit());
});
addEventListener("click", ({ target }) => {
  if (target.closest("[data-dismiss]"))
    outbox.discard(target.closest("[data-record]").dataset.record);
});
for (const swapped of ["htmx:after:swap", "htmx:afterSwap"])
  addEventListener(swapped, () => {
    keepAgain();
    show();
  });
listen("outbox", show);
show();

async function store(form, submitter) {
  const [id, at] = [newId(), localIso()];
  const typed = readFields(form, submitter).filter(([name]) => !["action_id", "at"].includes(name));
  const by = document.querySelector("[data-by]")?.dataset.by ?? "";
  const fields = [["action_id", id], ["at", at], ["by", by], ...typed];
  const url = new URL(submitter?.getAttribute("formaction") ?? form.action, location).pathname;
  const about = { title: form.dataset.title };
  await photosOf.get(form)?.settled();
  const photos = photosOf.get(form)?.files() ?? [];
  if (photos.length) fields.push(["attachments", String(photos.length)]);
  await outbox.add({ id, kind: "action", url, fields, created_at: at, about });
  for (const file of photos) await outbox.addFile(id, file);
  form.reset();
  await flush({ wait: true, eager: true });
}

async function show() {
  for (const root of $$("form [data-photos]")) startPhotos(root);
  for (const root of $$("[data-push]")) begin(root);
  navigator.setAppBadge?.($$("[data-ring]").length).catch(() => {}); // what no push takes away
  const actions = (await outbox.all()).filter(({ kind }) => kind === "action");
  const open = actions.filter(outbox.isOpen).sort((one, other) => one.turn - other.turn);
  open.forEach(mark);

  const refused = actions.filter(({ state }) => state === "refused");
  for (const list of $$("[data-conflicts]")) {
    list.hidden = !refused.length;
    drawList(list, refused, (row, { about, created_at, message, errors = {} }) => {
      const told = Object.values(errors).join(" ") || message;
      fill(row, { ...about, at: clock(created_at), message: told });
    });
  }
  for (const notice of $$("[data-sign-in]"))
    notice.hidden = !open.some(({ status }) => status === 401 || status === 403);

  const left = new Set(open.map(({ id }) => id));
  const answered = [...waiting].some((id) => !left.has(id));
  waiting = left;
  if (answered) document.body.dispatchEvent(new CustomEvent("outbox-sent", { bubbles: true }));
}

/** Another task, or another step by the server: the copy for days without signal follows. */
function keepAgain() {
  const steps = [...$$("[data-assignment], [data-step]")];
  const now = steps.map(({ id, dataset }) => id + dataset.state).join();
  if (now !== kept) navigator.serviceWorker?.controller?.postMessage("keep-again");
  kept = now;
}

/** What was tapped counts on the screen at once, marked as waiting, and opens the next step. */
function mark({ url, created_at }) {
  const [, , assignment, noun] = url.split("/");
  const task = $(`[data-assignment="${assignment}"]`);
  const form = $(`form[data-outbox-action][action="${url}"][data-state]`);
  const steps = task ? [...$$("[data-step]", task)] : [];
  const at = steps.findIndex(({ dataset }) => dataset.step === noun);
  if (form) setState(form, "queued");
  if (at < 0) return;
  setState(steps[at], "queued");
  fill(steps[at], { at: clock(created_at) });
  const next = steps.slice(at + 1).find(({ dataset }) => dataset.state === "todo");
  if (next && !steps.some(({ dataset }) => dataset.state === "do")) setState(next, "do");
}

function startPhotos(root) {
  const form = root.closest("form");
  if (photosOf.has(form)) return;
  const reason = $("[data-unless-photo]", form);
  const need = () => reason && (reason.required = !photos.files().length);
  const photos = takePhotos(root, need);
  photosOf.set(form, photos);
  need();
}
