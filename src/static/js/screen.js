// Shows what the server wrote: the part for a state, the gaps filled. Makes no sentence of its own.
// Hooks: [data-state] with [data-when="a b"] inside; [data-slot="name"]; [data-if="name"].

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => root.querySelectorAll(selector);

/** Hidden are the parts for other states; those of a group inside this one are left alone. */
export function setState(root, state) {
  if (!root) return;
  root.dataset.state = state;
  for (const part of $$("[data-when]", root)) {
    if (part.parentElement.closest("[data-state]") === root)
      part.hidden = !part.dataset.when.split(" ").includes(state);
  }
}

export function fill(root, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const slot of $$(`[data-slot="${name}"]`, root)) slot.textContent = value ?? "";
    for (const part of $$(`[data-if="${name}"]`, root)) part.hidden = !value;
  }
}

/** Rows from the <template data-item> of `root` in its [data-list]; a row stays while its entry does. */
export function drawList(root, entries, draw) {
  const list = $("[data-list]", root);
  const { content } = $("template[data-item]", root);
  const rows = entries.map((entry, index) => {
    const known = $(`[data-record="${entry.id}"]`, list);
    const row = known ?? content.firstElementChild.cloneNode(true);
    row.dataset.record = entry.id;
    draw(row, entry, index);
    return row;
  });
  const same =
    rows.length === list.children.length && rows.every((row, i) => row === list.children[i]);
  if (!same) list.replaceChildren(...rows); // else whoever has the focus keeps it
}

const { lang, dataset } = document.documentElement;
const written = (date, options) =>
  new Intl.DateTimeFormat(lang || "id", { timeZone: dataset.zone, ...options }).format(date);
const day = (date) => written(date, { day: "numeric", month: "short", year: "numeric" });

/** "14.02" today, "12 Okt 2026" before: by the region's clock, wherever the phone thinks it is. */
export function when(iso) {
  if (!iso) return "";
  const date = day(new Date(iso));
  return date === day(new Date()) ? clock(iso) : date;
}

export const clock = (iso) =>
  iso ? written(new Date(iso), { hour: "2-digit", minute: "2-digit" }) : "";
