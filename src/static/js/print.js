// Prints the page: [data-print].

import { $ } from "./screen.js";

$("[data-print]")?.addEventListener("click", () => print());
