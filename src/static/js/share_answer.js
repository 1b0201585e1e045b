// What the reporter says goes through the outbox: stored at the tap, sent when there is a signal.
// With a photo chosen the form is sent as it is. Hooks: form[data-outbox-answer] (data-title) ready |
// queued with slot said | refused with slot message; [data-answers] (where they go) with
// slots message, words: for a form that has gone meanwhile.

import * as outbox from "../service_worker/outbox.js";
import { listen, localIso, newId } from "../service_worker/phone.js";
import { flush } from "../service_worker/sending.js";
import { readFields } from "./draft.js";
import { $, $$, fill, setState } from "./screen.js";

const FORM = "[data-outbox-answer]";
const WORDS = ["reason", "kata", "text"];
const busy = new WeakSet();
const refused = new Map(); // by address
let waiting = new Map();
let unfolded = Boolean($(`${FORM} details[open]`));

addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches(FORM) || form.elements.photo?.files.length) return;
  const { text } = form.elements;
  if (!text && !submitter) return; // an old browser does not tell which button
  event.preventDefault();
  if (text && !text.value.trim()) text.focus();
  else if (!busy.has(form)) store(form, submitter).catch(() => send(form, submitter));
});

// What somebody unfolded stays so when news replaces the form.
const heed = ({ target }) => target.matches(`${FORM} details`) && (unfolded = target.open);
addEventListener("toggle", heed, true);

async function store(form, submitter) {
  busy.add(form); // a double tap is one tap
  setTimeout(() => busy.delete(form), 1000);
  const [id, at] = [newId(), localIso()];
  const fields = [["action_id", id], ["at", at], ...readFields(form, submitter)];
  const url = addressOf(form);
  const said = submitter?.name ? submitter.lastElementChild.textContent : "";
  const about = { title: form.dataset.title, said };
  await outbox.add({ id, kind: "action", url, fields, created_at: at, about });
  refused.delete(url);
  for (const area of $$("textarea", form)) area.value = "";
  if (said) {
    setState(form, "queued");
    fill(form, { said });
    $("[data-when=queued]", form).focus();
  }
  await flush({ wait: true, eager: true }).catch(() => {}); // it is stored: later
}

/** No room on the phone: as without scripts. */
function send(form, { name = "", value = "" } = {}) {
  if (name)
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  form.submit();
}

const addressOf = (form) => new URL(form.action).pathname;

/** The forms as they stand; `sent` is called when what waited has been answered. */
export function followAnswer(sent) {
  const rest = $("[data-answers]");
  const show = async () => {
    for (const fold of $$(`${FORM} details`)) fold.open = unfolded;
    const all = await outbox.all();
    const own = all.filter(({ url }) => url?.startsWith(rest.dataset.answers));
    for (const record of own.filter(({ state }) => state === "refused")) {
      refused.set(record.url, record);
      await outbox.discard(record.id);
    }
    const open = new Map(own.filter(outbox.isOpen).map((record) => [record.url, record]));
    const answered = [...waiting.keys()].some((url) => !open.has(url));
    waiting = open;

    const forms = new Map([...$$(FORM)].map((form) => [addressOf(form), form]));
    for (const [url, form] of forms) {
      const no = refused.get(url);
      if (no && !no.back) putBack(form, no);
      draw(form, open.get(url), no);
    }
    const lost = [...refused.values()].find(({ url }) => !forms.has(url));
    draw(rest, undefined, lost);
    rest.hidden = !lost;
    if (answered) sent();
  };
  listen("outbox", show);
  show();
  return show;
}

/** What was typed, once: who deletes it then means it. */
function putBack(form, record) {
  record.back = true;
  for (const [name, value] of record.fields)
    if (WORDS.includes(name) && form.elements[name]) form.elements[name].value ||= value;
}

function draw(place, open, no) {
  setState(place, no ? "refused" : open ? "queued" : "ready");
  const { errors = {}, message, fields = [] } = no ?? {};
  const typed = fields.filter(([name]) => WORDS.includes(name));
  const told = Object.values(errors).join(" ") || message;
  fill(place, {
    said: open?.about.said,
    message: told,
    words: typed.map(([, value]) => value).join(),
  });
}
