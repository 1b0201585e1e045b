// One tap copies a text and says so. Hooks: [data-copy] (the text), [data-copied].

import { $ } from "./screen.js";

const copy = $("[data-copy]");
copy?.addEventListener("click", async () => {
  await navigator.clipboard.writeText(copy.dataset.copy);
  $("[data-copied]").hidden = false;
});
