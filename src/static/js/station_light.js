// The screen stays lit while it is looked at, and is dark or bright as the station likes it.

const KEPT = "lacak-terang";
const { wakeLock } = navigator;
const root = document.documentElement;
let lock;

/** Taken again whenever the page is seen; browsers release it when it is not. */
export async function keepLit() {
  if (!document.hidden && (!lock || lock.released))
    lock = await wakeLock?.request("screen").catch(() => undefined);
}

export const isLit = () => Boolean(lock && !lock.released);

addEventListener("visibilitychange", keepLit);

export function turnBright(bright) {
  root.dataset.theme = bright ? "light" : "dark";
  try {
    localStorage.setItem(KEPT, bright ? "1" : "");
  } catch {
    // private browsing: it holds until the page is closed
  }
}

export const isBright = () => root.dataset.theme === "light";

try {
  if (localStorage.getItem(KEPT)) turnBright(true);
} catch {
  // as above
}
