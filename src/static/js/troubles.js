// Office pages: the red bar as it stands now, without reloading the page.
// Hook: [data-troubles], whose value is the address of the part.

const EVERY = 10000;

setInterval(refresh, EVERY);
addEventListener("visibilitychange", refresh);

async function refresh() {
  if (document.hidden) return;
  const bar = document.querySelector("[data-troubles]");
  const answer = await fetch(bar.dataset.troubles).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-troubles]");
  // What still stands is left alone: a screen reader says only what is new.
  if (fresh && fresh.textContent.trim() !== bar.textContent.trim())
    bar.replaceChildren(...fresh.childNodes);
}
