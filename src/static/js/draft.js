// What is typed stays on the phone: each change as a draft, since the camera may kill the tab; name
// and number from one report to the next, if the person ticks the box.
// Hooks: [data-remember] (a checkbox without a name), reporter_name, reporter_phone.

import { get, put, remove } from "../service_worker/outbox_store.js";
import { $ } from "./screen.js";

const WHO = ["reporter_name", "reporter_phone"];

/** The words of a form as ordered pairs. Empty fields and files stay out: the first send is small. */
export const readFields = (form, submitter) =>
  [...new FormData(form)]
    .concat(submitter?.name ? [[submitter.name, submitter.value]] : [])
    .filter(([, value]) => typeof value === "string" && value);

export function writeFields(form, fields) {
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (field?.type === "checkbox") field.checked = true;
    else if (field && field.type !== "file") field.value = value; // a list of radios takes it too
  }
}

export const loadDraft = (id) => get("drafts", id);

/** Saves `read()` a moment after the last change; `drop` waits for what is on its way, and ends it. */
export function keepDraft(id, read) {
  let timer;
  let saving;
  let over;
  const save = () => {
    clearTimeout(timer);
    if (!over) saving = put("drafts", { ...read(), id, saved_at: Date.now() }).catch(() => {});
    return saving;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 250);
  };
  const drop = async () => {
    over = true;
    await saving;
    await remove("drafts", id);
  };
  return { save, soon, drop };
}

export async function recall(form) {
  const known = await get("memory", "reporter");
  const box = $("[data-remember]", form);
  if (!known || !box) return;
  box.checked = true;
  for (const name of WHO) form.elements[name].value ||= known[name];
}

export async function remember(form) {
  const values = WHO.map((name) => [name, form.elements[name]?.value]);
  if ($("[data-remember]", form)?.checked)
    await put("memory", { id: "reporter", ...Object.fromEntries(values) });
  else await remove("memory", "reporter");
}
