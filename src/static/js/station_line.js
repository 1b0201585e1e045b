// The line between a station's screen and the server: asked every few seconds whatever the stream
// says, because a stream that died in the network looks open for minutes.

import { follow } from "./stream.js";

const EVERY = 10000;
const PATIENCE = 8000;

/**
 * @param take is given each new picture (text of a page's part, for which `fits` is true)
 * @returns what is known of the line: silent() for how long nothing came (ms), refused: signed out
 */
export function watch({ stream, address }, fits, take) {
  let heard = performance.now();
  let asking = false;
  let again = false;
  const line = { refused: false, silent: () => performance.now() - heard, ask };
  follow(stream, ask, (open) => open && ask());
  setInterval(ask, EVERY);
  addEventListener("online", ask);
  ask();
  return line;

  async function ask() {
    again = asking;
    if (asking) return;
    asking = true;
    const leash = new AbortController();
    const timer = setTimeout(() => leash.abort(), PATIENCE);
    await fetchPicture(leash.signal).catch(() => {}); // heard nothing: `silent` grows
    clearTimeout(timer);
    asking = false;
    if (again) await ask();
  }

  async function fetchPicture(signal) {
    const answer = await fetch(address, { cache: "no-store", signal });
    line.refused = answer.redirected || [401, 403].includes(answer.status);
    const text = await answer.text();
    if (!answer.ok || line.refused || !fits(text)) return;
    heard = performance.now();
    take(text);
  }
}
