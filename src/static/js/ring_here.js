// The card that switches alarms on, on the pages of the office: see push.js. The icon then counts
// what the page shows. Hooks: [data-push], [data-unanswered].

import { begin } from "./push.js";
import { $$ } from "./screen.js";

for (const root of $$("[data-push]")) begin(root);
navigator.setAppBadge?.($$("[data-unanswered]").length).catch(() => {});
