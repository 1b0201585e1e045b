// Choosing a village by typing: a combobox (WAI-ARIA) over the plain select, which keeps the value.
// Hooks: [data-village] with input[role=combobox], [role=listbox], [data-village-none];
// [data-village-plain] around the select named village.

import { $, $$ } from "./screen.js";
import { loadVillages } from "./villages.js";
import { villageSearch } from "./village_search.js";

export async function pickVillage(root, select) {
  const input = $("[role=combobox]", root);
  const list = $("[role=listbox]", root);
  const search = villageSearch(await loadVillages(select));
  let active = -1;

  const open = (matches) => {
    active = -1;
    list.replaceChildren(...matches.map(option));
    list.hidden = !matches.length;
    const found = matches.length > 0 || Boolean(select.value);
    $("[data-village-none]", root).hidden = found || !input.value.trim();
    input.setAttribute("aria-expanded", String(matches.length > 0));
    input.removeAttribute("aria-activedescendant");
  };
  const option = ([code, name, district], index) => {
    const row = document.createElement("li");
    const small = document.createElement("small");
    row.append(Object.assign(document.createElement("b"), { textContent: name }), " ", small);
    small.textContent = district;
    row.id = `${list.id}-${index}`;
    row.setAttribute("role", "option");
    row.onpointerdown = (event) => event.preventDefault(); // the input keeps the focus
    row.onclick = () => choose(code);
    return row;
  };
  const choose = (code) => {
    select.value = code;
    input.value = select.selectedOptions[0].text;
    open([]);
    select.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const move = (step) => {
    const rows = $$("[role=option]", list);
    if (!rows.length) return;
    active = (active + step + rows.length) % rows.length;
    rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === active)));
    input.setAttribute("aria-activedescendant", rows[active].id);
    rows[active].scrollIntoView({ block: "nearest" });
  };

  input.addEventListener("input", () => {
    select.value = "";
    open(search(input.value));
  });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", () => {
    if (input.value && !select.value) {
      const [first, second] = search(input.value, 2);
      if (first && !second) choose(first[0]); // only one it can be
    }
    list.hidden = true;
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: active < 0 ? 0 : -1 }[event.key];
    const row = $$("[role=option]", list)[Math.max(active, 0)];
    if (step !== undefined) move(step);
    else if (event.key === "Enter" && !list.hidden && row) row.click();
    else if (event.key === "Escape" && !list.hidden) open([]);
    else return;
    event.preventDefault();
  });
  if (document.activeElement === input && input.value) open(search(input.value));
}
