// Staff pages: whenever the server has news, htmx asks for the part that changed. A page nobody looks
// at asks for nothing until it is looked at: what it was given would count as seen.
// Hook: [data-follow] (the stream's address), which fires `keadaan`.

import { $ } from "./screen.js";
import { follow } from "./stream.js";

const root = $("[data-follow]");
const news = () => root.dispatchEvent(new CustomEvent("keadaan"));
addEventListener("htmx:before:request", (event) => document.hidden && event.preventDefault());
addEventListener("visibilitychange", () => document.hidden || news());
setTimeout(() => follow(root.dataset.follow, news, () => {})); // htmx has asked for its turn first
