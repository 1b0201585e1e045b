// Putting the app on the home screen, in the way this browser has.
// Hooks: [data-install] none|ready|ios|inapp|installed, [data-install-now].

import { isInApp, isInstalled, isIos } from "./platform.js";
import { $, setState } from "./screen.js";

const root = $("[data-install]");
if (root) {
  setState(root, isInstalled ? "installed" : isInApp ? "inapp" : isIos ? "ios" : "none");
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    setState(root, "ready");
    $("[data-install-now]", root).onclick = () => event.prompt();
  });
  addEventListener("appinstalled", () => setState(root, "installed"));
}
