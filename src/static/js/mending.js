// A report the server gave back: its sentence at the top, and one at each mistake.
// Hooks: [data-mend] with slot message, [data-error="field"] (the sentence is its last element).

import { $, fill } from "./screen.js";

export function showMistakes(form, { message, errors = {} }) {
  const notice = $("[data-mend]");
  fill(notice, { message });
  notice.hidden = false;
  for (const [name, sentence] of Object.entries(errors)) {
    const error = $(`[data-error="${name}"]`, form);
    form.elements[name]?.setAttribute?.("aria-invalid", "true");
    if (!error) continue;
    error.lastElementChild.textContent = sentence;
    error.hidden = false;
    error.closest("details")?.setAttribute("open", "");
  }
}
