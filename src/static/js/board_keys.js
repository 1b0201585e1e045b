// What a key means on the board, and where moving leads. Knows no page: see board.js.

const COMMANDS = {
  j: "down",
  k: "up",
  h: "left",
  l: "right",
  b: "unseen",
  "/": "search",
  f: "filters",
  m: "map",
  n: "intake",
  "?": "help",
};
const ARROWS = { ArrowDown: "down", ArrowUp: "up", ArrowLeft: "left", ArrowRight: "right" };
const WRITING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

/**
 * @param event of a key; @param now off: shortcuts are switched off, busy: a sheet lies over the page,
 * onTicket: the focus is on one (elsewhere arrows scroll)
 * @returns {string | undefined} down, up, left, right, unseen, search, filters, map, intake, help
 */
export function commandOf(event, { off, busy, onTicket }) {
  const { key, ctrlKey, altKey, metaKey, target } = event;
  if (ctrlKey || altKey || metaKey || busy || target.matches?.(WRITING)) return undefined;
  if (key in ARROWS) return onTicket ? ARROWS[key] : undefined;
  return off ? undefined : COMMANDS[key];
}

/**
 * @param lanes tickets by lane, @param at the one we are on, if any
 * @returns the ticket a move leads to; at an end it stays where it is
 */
export function moved(lanes, at, command) {
  const filled = lanes.filter(({ length }) => length);
  const all = filled.flat();
  if (!all.includes(at)) return all[0];
  if (command === "down" || command === "up") {
    const next = all.indexOf(at) + (command === "down" ? 1 : -1);
    return all[Math.min(Math.max(next, 0), all.length - 1)];
  }
  const here = filled.findIndex((lane) => lane.includes(at));
  const beside = filled[here + (command === "right" ? 1 : -1)];
  return beside ? beside[Math.min(filled[here].indexOf(at), beside.length - 1)] : at;
}

/** The next of `marked` after the one we are on, in the order of `all`; from the end on again. */
export function nextOf(all, marked, at) {
  const here = all.indexOf(at);
  return [...all.slice(here + 1), ...all.slice(0, here + 1)].find((each) => marked.includes(each));
}
