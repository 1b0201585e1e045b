// A record being typed: kept in this tab until it is saved, also where the line is cut meanwhile.
// Hooks: form[data-record] with the field `version`, which grows with each saving; [data-cut].

import { readFields, writeFields } from "./draft.js";
import { keep, kept } from "./kept.js";
import { $, $$ } from "./screen.js";

const TAB = "sessionStorage";
const name = `lacak-laporan:${location.pathname}`;
const form = $("form[data-record]");
const version = () => form.elements.version.value;

const typed = JSON.parse(kept(name, TAB) || "null");
if (typed?.version === version()) {
  for (const box of $$("[type=checkbox]", form)) box.checked = false;
  writeFields(form, typed.fields);
}
form.addEventListener("input", () =>
  keep(name, JSON.stringify({ version: version(), fields: readFields(form) }), TAB),
);
form.addEventListener("submit", (event) => {
  const cut = $("[data-cut]");
  cut.hidden = navigator.onLine;
  if (navigator.onLine) return;
  event.preventDefault();
  cut.focus();
});
