// One report on the screen: the panel after sending, and each row of "Aduan saya".
// Hooks: state group waiting|sending|sent|refused; slots title, place, when, stored_at, sent_at,
// tried_at, number, photos, refused_files, message, sms; [data-own-link], [data-sms-link],
// [data-mend-link], [data-discard]; the panel [data-report-status] with slot unstored, which takes
// the place of every [data-report-page].

import { all, childrenOf, discard, isOpen } from "../service_worker/outbox.js";
import { listen } from "../service_worker/phone.js";
import { $, $$, clock, fill, setState, when } from "./screen.js";

const QUICK = 15000; // so soon after "Kirim" the page may move on by itself

export function showReport(root, record, records) {
  const { id, state, about, receipt, created_at, sent_at, tried_at, message } = record;
  const files = childrenOf(id, records).filter(({ kind }) => kind === "attachment");
  root.dataset.record = id;
  setState(root, state);
  fill(root, {
    ...about,
    message,
    when: when(created_at),
    stored_at: clock(created_at),
    sent_at: clock(sent_at),
    tried_at: clock(tried_at),
    number: receipt?.number,
    photos: files.filter(isOpen).length,
    refused_files: files.filter((file) => file.state === "refused").length,
  });
  setLink("own", receipt?.own_url ?? receipt?.share_url);
  setLink("sms", state !== "sent" && about.sms_link);
  setLink("mend", state === "refused" && `${about.form}&perbaiki=${id}`);

  function setLink(name, href) {
    const link = $(`[data-${name}-link]`, root);
    if (!link) return;
    link.hidden = !href;
    if (href) link.href = href;
  }
}

/** @param isFine tells whether the position is as good as it will get: then the page moves on */
export async function showPanel(id, stored, isFine) {
  const panel = $("[data-report-status]");
  const since = Date.now();
  for (const part of $$("[data-report-page]")) part.hidden = true;
  fill(panel, { unstored: !stored });
  panel.hidden = false;
  panel.focus();
  listen("outbox", refresh);
  await refresh();

  async function refresh() {
    const records = await all();
    const record = records.find((each) => each.id === id);
    if (!record) return location.assign("/");
    showReport(panel, record, records);
    const done = record.receipt && !childrenOf(id, records).length;
    if (done && isFine() && Date.now() - since < QUICK) location.assign(record.receipt.own_url);
  }
}

addEventListener("click", ({ target }) => {
  if (target.closest("[data-discard]")) discard(target.closest("[data-record]").dataset.record);
});
