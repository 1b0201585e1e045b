// Tells the office beside us which form of the incident is being filled.
// Hooks: input[data-doing] takes the id of the open details.decision in which the focus lies.

import { $ } from "./screen.js";

function say() {
  const field = $("[data-doing]");
  if (field) field.value = document.activeElement?.closest("details.decision[open]")?.id ?? "";
}

addEventListener("focusin", say);
addEventListener("focusout", () => setTimeout(say));
