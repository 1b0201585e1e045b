// The form of the office: suggestions are taken over by one tap or key, and nothing typed is lost.
// Hooks: form[data-intake], [data-take] (field; data-value, data-several), [data-take-all],
// [data-plain], [data-more], [data-photo], [data-photo-count]; the village's see village_picker.js.

import { $, $$, fill } from "./screen.js";
import { pickVillage } from "./village_picker.js";

const form = $("form[data-intake]");
const { elements } = form;
const village = $("[data-village]", form);

village.hidden = false;
$("[data-village-plain]", form).hidden = true;
$("[data-plain]", form).hidden = true;
showVillage();
showLeaf();
pickVillage(village, elements.village);

addEventListener("click", (event) => {
  const one = event.target.closest("[data-take]");
  const all = event.target.closest("[data-take-all]");
  if (!one && !all) return;
  event.preventDefault();
  if (one) take(one);
  else for (const each of $$("[data-take]:not([data-several])")) if (!filled(each)) take(each);
  form.dispatchEvent(new Event("change", { bubbles: true }));
  if (all) (elements.village.value ? $("[data-send]") : $("[role=combobox]", form)).focus();
});

addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey }) => {
  if (key !== "Enter") return;
  if (ctrlKey || metaKey) form.requestSubmit();
  else if (altKey) $("[data-take-all]")?.click();
});

// What is read is the text; photos go once, with the report.
addEventListener("htmx:config:request", ({ detail }) => detail.ctx.request.body.delete("photo"));

form.addEventListener("change", ({ target }) => {
  if (target.name === "channel" && /link|reference/.test(target.dataset.origin))
    $("[data-more]", form).open = true;
});

$("[data-photo]").addEventListener("change", ({ target }) => {
  const count = $("[data-photo-count]");
  count.hidden = !target.files.length;
  fill(count, { count: target.files.length });
});

let sending;
form.addEventListener("submit", (event) => {
  if (sending) event.preventDefault(); // the second press of a hurried thumb
  sending = true;
});
addEventListener("pageshow", () => (sending = false));

function filled({ dataset }) {
  return Boolean(elements[dataset.take].value);
}

function take({ dataset }) {
  const field = elements[dataset.take];
  field.value = dataset.value; // of radios: the one of this value
  if (dataset.take === "category") showLeaf();
  if (dataset.take === "village") showVillage();
  if (dataset.take === "heard") $("[data-more]", form).open = true;
}

/** A chosen leaf stands beside the big choices, so that the long list stays folded. */
function showLeaf() {
  const leaf = $("details input[name=category]:checked", form)?.closest(".pick");
  if (leaf) $("#category > .picks", form).append(leaf);
}

/** The select keeps the value; a person sees the box to type in. */
function showVillage() {
  const [{ text = "" } = {}] = elements.village.value ? elements.village.selectedOptions : [];
  $("[role=combobox]", form).value = text;
}
