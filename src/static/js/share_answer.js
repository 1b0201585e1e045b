// What the reporter writes goes through the outbox: stored at the tap, sent when there is a signal.
// With a photo chosen the form is sent as it is. Hooks: form[data-outbox-answer] (data-title) queued |
// refused with slot message.

import * as outbox from "../service_worker/outbox.js";
import { listen, localIso, newId } from "../service_worker/phone.js";
import { flush } from "../service_worker/sending.js";
import { $, fill, setState } from "./screen.js";

const FORM = "[data-outbox-answer]";
let waiting = false;
let trouble = "";

addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(FORM) || form.elements.photo.files.length) return;
  event.preventDefault();
  store(form).catch(() => form.submit());
});

async function store(form) {
  const { text } = form.elements;
  if (!text.value.trim()) return text.focus();
  const [id, at] = [newId(), localIso()];
  const fields = [
    ["action_id", id],
    ["at", at],
    ["text", text.value],
  ];
  const url = new URL(form.action).pathname;
  const about = { title: form.dataset.title };
  trouble = "";
  await outbox.add({ id, kind: "action", url, fields, created_at: at, about });
  text.value = "";
  await flush({ wait: true, eager: true });
}

/** The form as it stands; `sent` is called when what waited has been taken. */
export function followAnswer(sent) {
  const show = async () => {
    const form = $(FORM);
    if (!form) return;
    const url = new URL(form.action).pathname;
    const own = (await outbox.all()).filter((record) => record.url === url);
    const refused = own.find(({ state }) => state === "refused");
    const open = own.some(outbox.isOpen);
    if (refused) {
      const { fields, message, errors = {} } = refused;
      trouble = Object.values(errors).join(" ") || message;
      form.elements.text.value ||= Object.fromEntries(fields).text;
      await outbox.discard(refused.id);
    } else if (waiting && !open) sent();
    waiting = open;
    setState(form, trouble ? "refused" : open ? "queued" : "ready");
    fill(form, { message: trouble });
  };
  listen("outbox", show);
  show();
  return show;
}
