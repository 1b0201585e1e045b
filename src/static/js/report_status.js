// One report on the screen: the panel after sending, and each row of "Aduan saya".
// Hooks: state group waiting|sending|sent|refused; slots title, place, when, stored_at, sent_at,
// tried_at, number, photos, refused_files, message, sms; [data-own-link], [data-sms-link],
// [data-mend-link], [data-discard].

import { childrenOf, discard, isOpen } from "../service_worker/outbox.js";
import { $, clock, fill, setState, when } from "./screen.js";

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

addEventListener("click", ({ target }) => {
  if (target.closest("[data-discard]")) discard(target.closest("[data-record]").dataset.record);
});
