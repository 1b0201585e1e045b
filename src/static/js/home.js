// "Aduan saya": the reports on this phone, with what became of them; and how to install the app.
// Hooks: [data-mine] empty|some with [data-list] and template[data-item]; a row as in
// report_status.js, and [data-main-link], [data-kind-use], [data-kind-class]; [data-push].

import { all } from "../service_worker/outbox.js";
import { listen } from "../service_worker/phone.js";
import "./install.js";
import { begin } from "./push.js";
import { showReport } from "./report_status.js";
import { $, $$, drawList, setState } from "./screen.js";

for (const root of $$("[data-push]")) begin(root);
const mine = $("[data-mine]");
if (mine) {
  listen("outbox", show);
  show();
}

async function show() {
  const records = await all();
  const reports = records.filter(({ kind }) => kind === "report");
  reports.sort((one, other) => Date.parse(other.created_at) - Date.parse(one.created_at));
  drawList(mine, reports, (row, record) => drawRow(row, record, records));
  setState(mine, reports.length ? "some" : "empty");
}

function drawRow(row, record, records) {
  const { about, receipt } = record;
  showReport(row, record, records);
  $("[data-kind-use]", row)?.setAttribute("href", `#kind-${about.kind}`);
  (row.matches("[data-kind-class]") ? row : $("[data-kind-class]", row))?.classList.add(about.kind);
  const address = receipt?.own_url ?? receipt?.share_url;
  if (address) $("[data-main-link]", row).href = address; // before that the title is no link
}
