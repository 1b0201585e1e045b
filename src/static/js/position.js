// Where the phone is: better and better while the person types, and shortly after sending.
// Hooks: [data-position] idle|searching|found|coarse|denied|unavailable, slot accuracy;
// [data-position-ask].

import { $, fill, setState } from "./screen.js";

const COARSE = 100; // metres
const OPTIONS = { enableHighAccuracy: true, timeout: 60000, maximumAge: 10000 };

/** `onReading` gets {latitude, longitude, accuracy}, each finer than the last; returns the end of it. */
export function followPosition(root, onReading) {
  const { geolocation, permissions } = navigator;
  let best;
  let watch;
  const take = ({ coords }) => {
    if (coords.accuracy >= best?.accuracy) return;
    best = coords;
    fill(root, { accuracy: Math.round(coords.accuracy) });
    setState(root, coords.accuracy > COARSE ? "coarse" : "found");
    onReading(coords);
  };
  const fail = ({ code }) => best || setState(root, code === 1 ? "denied" : "unavailable");
  const stop = () => geolocation.clearWatch(watch);
  const start = () => {
    stop();
    if (!best) setState(root, "searching");
    watch = geolocation.watchPosition(take, fail, OPTIONS);
  };
  $("[data-position-ask]", root).onclick = start;
  permissions
    ?.query({ name: "geolocation" })
    .then(({ state }) => state === "granted" && start())
    .catch(() => {});
  return stop;
}
