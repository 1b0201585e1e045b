// Tells the office beside us which form of the incident is being filled, and keeps what was chosen in
// it: a refresh brings the lists as they stand, with another option selected.
// Hooks: input[data-doing] takes the id of the open details.decision in which the focus lies.

import { $ } from "./screen.js";

const chosen = new Map(); // list → what the person has chosen in it

function say() {
  const field = $("[data-doing]");
  if (field) field.value = document.activeElement?.closest("details.decision[open]")?.id ?? "";
}

function keep() {
  for (const [list, value] of chosen) {
    const there = [...list.options].some((option) => option.value === value);
    if (!list.isConnected || !there) chosen.delete(list);
    else list.value = value;
  }
}

addEventListener("change", ({ target }) => {
  if (target.matches("select")) chosen.set(target, target.value);
});
addEventListener("htmx:after:swap", keep);
addEventListener("focusin", say);
addEventListener("focusout", () => setTimeout(say));
