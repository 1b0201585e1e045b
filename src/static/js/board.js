// The board: news that never takes the page from under a reader, a tone for emergencies nobody has
// opened, keys for everything.
// Hooks: [data-follow] (the stream's address), which fires `keadaan`; #papan with .lane, .ticket, .new,
// [data-sounds]; [data-bell] off|asleep|on|ringing|hushed with [data-bell-on], [data-bell-off],
// [data-bell-test], [data-bell-hush]; [data-key] (what a key presses); #bantuan with [data-keys-on];
// [data-sieve] (the form of the filters); [data-search] with #temuan and [data-search-end];
// [data-lost] (the line is cut), with what #papan says of itself (data-clock).

import { bell } from "./board_bell.js";
import { commandOf, moved, nextOf } from "./board_keys.js";
import { keep, kept } from "./kept.js";
import { $, $$, fill, setState } from "./screen.js";
import * as sound from "./sound.js";
import { follow } from "./stream.js";

const EVERY = 30000;
const WHILE_RINGING = 5000; // somebody at another desk may have opened it
const CHOOSING = 60000; // so long a list that has the focus is left alone
const LOST = 75000; // more than two refreshes
const BELL = "lacak-bunyi";
const KEYS = "lacak-pintasan";
const SOUGHT = "lacak-cari";

const root = $("[data-follow]");
const box = $("[data-bell]");
const help = $("#bantuan");
const search = $("[data-search]");
const title = document.title;
const tone = bell();
let wished = kept(BELL) === "ya";
let keysOn = kept(KEYS) !== "tidak";
let on = false;
let asked = 0;
let heard = performance.now();
let focused;

// In the next turn, which htmx has asked for first: before it has taken the page, news would fall on
// deaf ears, and a form that is sent would leave it.
setTimeout(() => {
  follow(root.dataset.follow, ask, (open) => open && ask());
  seekAgain();
});
setInterval(listen, 1000);
addEventListener("htmx:before:swap", remember);
addEventListener("htmx:after:swap", draw);
addEventListener("htmx:after:request", answered);
addEventListener("pageshow", ({ persisted }) => persisted && ask());
addEventListener("pointerdown", wake);
addEventListener("keydown", (event) => (wake(), press(event)));
addEventListener("click", click);
addEventListener("change", change);
addEventListener("submit", ({ target }) => target === search && sought(search.elements.cari.value));
$("[data-keys-on]").checked = keysOn;
draw();

/** Not while somebody chooses from a list: it would close under the finger. */
function ask() {
  if ($("#papan select:focus") && performance.now() - heard < CHOOSING) return;
  asked = performance.now();
  root.dispatchEvent(new CustomEvent("keadaan", { bubbles: true }));
}

function answered({ target, detail }) {
  if (target.id === "papan" && detail.ctx.response?.status === 200) heard = performance.now();
}

/** Whoever was on a ticket stays on it, wherever it has moved. */
function remember() {
  focused = document.activeElement.closest?.(".ticket")?.id;
}

function draw() {
  const lost = document.activeElement === document.body;
  if (focused && lost) $(`#${focused} a`)?.focus({ preventScroll: true });
  focused = undefined;
  tone.hear([...$$("[data-sounds]")].map(({ dataset }) => dataset.sounds));
  const unseen = $$("#papan .new").length;
  document.title = unseen ? `(${unseen}) ${title}` : title;
  navigator.setAppBadge?.($$("[data-unanswered]").length).catch(() => {});
  tick();
}

function listen() {
  on = sound.isOn();
  tick();
}

function tick() {
  const now = performance.now();
  const lost = $("[data-lost]");
  lost.hidden = now - heard < LOST;
  fill(lost, { clock: $("#papan").dataset.clock });
  const state = tone.state(on, wished);
  sound.want("tone", wished && tone.sounds(now));
  if (box.dataset.state !== state) setState(box, state);
  if (now - asked > (state === "ringing" ? WHILE_RINGING : EVERY)) ask();
}

/** Sound needs a touch or a key: any will do, once it was asked for. */
function wake() {
  if (wished) sound.unlock().then(listen, () => {});
}

function click({ target }) {
  const on = target.closest("[data-bell-on]");
  if (on || target.closest("[data-bell-off]")) {
    wished = Boolean(on);
    keep(BELL, wished ? "ya" : "tidak");
  }
  if (on || target.closest("[data-bell-test]")) tone.test(performance.now());
  if (target.closest("[data-bell-hush]")) tone.hush();
  if (target.closest("[data-help]")) help.showModal();
  if (target.closest("[data-search-end]")) endSearch();
  wake();
  tick();
}

function change({ target }) {
  if (target.matches("[data-keys-on]")) {
    keysOn = target.checked;
    keep(KEYS, keysOn ? "ya" : "tidak");
  }
  const sieve = target.closest("[data-sieve]");
  if (!sieve) return;
  for (const list of $$("select", sieve)) list.disabled = !list.value; // an address without gaps
  sieve.requestSubmit();
}

/** Whoever opens one of the found comes back to them; the words stay in this tab alone. */
function sought(words) {
  keep(SOUGHT, words, "sessionStorage");
}

function seekAgain() {
  const words = kept(SOUGHT, "sessionStorage");
  if (!words) return;
  search.elements.cari.value = words;
  search.requestSubmit();
}

function endSearch() {
  sought("");
  search.reset();
  $("#temuan").replaceChildren();
  search.elements.cari.focus();
}

function press(event) {
  if (event.key === "Escape" && !help.open && $("#temuan").hasChildNodes()) return endSearch();
  const here = document.activeElement.closest?.(".ticket") ?? undefined;
  const now = { off: !keysOn, busy: help.open, onTicket: Boolean(here) };
  const command = commandOf(event, now);
  if (!command || !obey(command, here)) return;
  event.preventDefault();
}

/** @returns whether there was something to do */
function obey(command, here) {
  if (command === "help") return (help.showModal(), true);
  const lanes = [...$$("#papan .lane")]
    .map((lane) => [...$$(".ticket", lane)])
    .map((lane) => lane.filter((ticket) => ticket.getClientRects().length)); // tabs hide some
  if (["down", "up", "left", "right"].includes(command)) return go(moved(lanes, here, command));
  if (command === "unseen") {
    const all = lanes.flat();
    const marked = all.filter((ticket) => $(".new", ticket));
    return go(nextOf(all, marked, here));
  }
  return use($(`[data-key="${command}"]`));
}

function go(ticket) {
  if (!ticket) return false;
  const link = $("a", ticket);
  link.focus({ preventScroll: true });
  ticket.scrollIntoView({ block: "nearest" });
  return true;
}

/** A field is entered, a fold is opened and entered, anything else is pressed. */
function use(part) {
  if (!part) return false;
  if (part.matches("input")) return (part.select(), part.focus(), true);
  if (!part.matches("details")) return (part.click(), true);
  part.open = true;
  $("select", part).focus();
  return true;
}
