// A report as the outbox keeps it: its words, its photos, and what the screens say of it.
// Hooks: form[data-report] (data-kind, -title, -sms-letter, -sms-number), data-sms-letter of a category.

import * as outbox from "../service_worker/outbox.js";
import { readFields } from "./draft.js";
import { $ } from "./screen.js";
import { smsLink, smsText } from "./sms.js";

/**
 * Words in their own transaction, then the files: no moment holds nothing.
 * @returns {Promise<boolean>} false where the phone had no room for every file
 */
export async function storeReport(form, files) {
  const fields = readFields(form);
  const told = Object.fromEntries(fields);
  const { id, created_at } = told;
  const about = await tell(form, told);
  await outbox.add({ id, kind: "report", url: "/aduan", fields, created_at, about });
  return storeFiles(id, files).catch(() => false);
}

async function storeFiles(report, wanted) {
  const before = outbox.childrenOf(report, await outbox.all());
  for (const { id, blob } of before)
    if (blob && !wanted.some((file) => file.id === id)) await outbox.discard(id);
  for (const file of wanted) await outbox.addFile(report, file);
  return true;
}

/** What the screens say of this report once its words have left the phone. */
async function tell(form, fields) {
  const { kind, title, smsLetter, smsNumber } = form.dataset;
  const chosen = $("[name=category]:checked", form);
  const village = fields.village && form.elements.village.selectedOptions[0].text;
  const { landmark, text } = fields;
  const letter = chosen?.dataset.smsLetter ?? smsLetter;
  const sms = await smsText(fields, letter, [village, landmark, text]);
  const asked = new URLSearchParams(location.search).get("jenis") ?? "";
  return {
    kind,
    title: [title, chosen?.labels[0].textContent.trim()].filter(Boolean).join(": "),
    place: village || landmark,
    form: `${location.pathname}?jenis=${asked}`,
    sms,
    sms_link: smsNumber && smsLink(smsNumber, sms),
  };
}
