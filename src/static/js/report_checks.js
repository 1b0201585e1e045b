// What a report must have before it may leave the form; what is wrong is said where it stands.
// Hooks: [data-no-place], [data-error="reporter_phone"], data-wrong of the phone field.

import { $ } from "./screen.js";

/** A place of any kind; what was typed in the village search and never picked is a landmark. */
export function hasPlace(form) {
  const { elements } = form;
  const typed = $("[role=combobox]", form)?.value;
  if (!elements.village.value) elements.landmark.value ||= typed ?? "";
  const missing = $("[data-no-place]", form);
  missing.hidden = ["latitude", "village", "landmark"].some((name) => elements[name].value.trim());
  if (!missing.hidden) missing.scrollIntoView({ block: "center" });
  return missing.hidden;
}

/** A number cut short would bring the whole report back later: said now, while it is in sight. */
export function hasWholePhone(form) {
  const field = form.elements.reporter_phone;
  const digits = field?.value.replace(/\D/g, "").length;
  const error = $('[data-error="reporter_phone"]', form);
  if (!error || !field.value.trim() || digits >= 8) return true;
  error.lastElementChild.textContent = field.dataset.wrong;
  error.hidden = false;
  error.closest("details").open = true;
  field.focus();
  return false;
}
