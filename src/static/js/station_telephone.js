// Whom to telephone, over the picture: to leave the page would take the sound away, and the numbers
// must be there when the line is cut, since telephones still work then.
// Hooks: [data-call-out] opens [data-telephone]; the picture brings [data-numbers], shown in its
// [data-list]; a form there notes a call; [data-untold] where that failed; [data-close].

import { newId } from "../service_worker/phone.js";
import { $ } from "./screen.js";

const dialog = $("[data-telephone]");
const list = $("[data-list]", dialog);
const numbers = () => $("[data-numbers]");

/** @param noted is called when a call has been written down, and asks for the next picture */
export function telephone(noted) {
  addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) dialog.close();
    if (!event.target.closest("[data-call-out]")) return;
    event.preventDefault();
    fill();
    dialog.showModal();
  });
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const told = await note(form, event.submitter).catch(() => false);
    $("[data-untold]", dialog).hidden = told;
    if (!told) return; // pressed again it is the same call
    form.elements.action_id.value = newId();
    noted();
  });
}

/** With each picture; whoever goes through the list by keyboard keeps his place. */
export function refresh() {
  const none = !numbers();
  $("[data-call-out]").hidden = none;
  if (none)
    dialog.close(); // enough come
  else if (dialog.open && !$(":focus-visible", list)) fill();
}

function fill() {
  list.replaceChildren(...(numbers()?.cloneNode(true).childNodes ?? []));
}

async function note(form, { name, value }) {
  const body = new URLSearchParams(new FormData(form));
  body.set(name, value);
  const answer = await fetch(form.action, { method: "POST", body });
  return answer.ok && (await answer.text()).includes("data-numbers"); // else a stranger, or signed out
}
