// Clocks that run down in their last hour: [data-until="ISO"] (data-now="ISO", the server's clock when
// it drew the page) shows "0.48", and has data-over from zero on.

import { $$ } from "./screen.js";

setInterval(tick, 1000);
tick();

function tick() {
  for (const clock of $$("[data-until]")) {
    const { until, now } = clock.dataset;
    // A page from the network tells how wrong this phone's clock is; one kept for offline does not.
    clock.wrong ??= now && navigator.onLine ? Date.now() - Date.parse(now) : 0;
    const left = Math.max(0, Math.ceil((Date.parse(until) + clock.wrong - Date.now()) / 1000));
    if (left > 3600) continue;
    clock.textContent = `${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}`;
    clock.toggleAttribute("data-over", !left);
  }
}
