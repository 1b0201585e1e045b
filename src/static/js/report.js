// The report form: kept as it is typed, stored when sent, and shown until it has arrived.
// Hooks: form[data-report] (data-kind, -title, -sms-letter, -sms-number), [data-report-page],
// [data-report-status], [data-no-place], [data-draft]; of its parts: see the modules. Where anything is missing the form goes to the server as it stands.

import * as outbox from "../service_worker/outbox.js";
import { listen, localIso, newId } from "../service_worker/phone.js";
import { flush } from "../service_worker/sending.js";
import { holdWriting } from "./app.js";
import { keepDraft, loadDraft, readFields, recall, remember, writeFields } from "./draft.js";
import { followPosition } from "./position.js";
import { showReport } from "./report_status.js";
import { $, $$, fill } from "./screen.js";
import { smsLink, smsText } from "./sms.js";

const STILL_BETTER = 120000; // finer positions are sent on for two minutes
const QUICK = 15000; // so soon after "Kirim" the page may move on by itself
const FINE = 30; // metres
const NOWHERE = { accuracy: 1000000 };
const STILL_HERE = 600000; // an older draft forgets where it was
const POSITION = ["latitude", "longitude", "accuracy_m"];
const NOW = { wait: true, eager: true };

const form = $("form[data-report]");
const { elements, dataset } = form;
const place = $("[data-position]", form);
const asked = new URLSearchParams(location.search);
const draftId = `report:${dataset.kind}`;
const draft = keepDraft(draftId, () => ({
  report: id(),
  fields: readFields(form),
  files: files(),
}));
const touched = new Set(); // fields the person was in: what is restored later leaves them alone
const parts = {}; // photos and voice, once they are touched
let release;
let reading; // the finest position so far
let sent; // the position that went with the report, once it is stored
let mended;
let busy;

elements.id.value = newId();
const stopFollowing = followPosition(place, onReading);
const ready = restore().catch(() => {}); // no storage: the form can still go as it stands
whenTouched("[data-photos]", startPhotos);
whenTouched("[data-voice]", startVoice);
whenTouched("[data-village]", startVillages);
$("[data-village]", form).hidden = false;
$("[data-village-plain]", form).hidden = true;
ready.then(showVillage);
form.addEventListener("input", ({ target }) => {
  touched.add(target.name || target.id);
  changed();
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (busy) return;
  busy = true;
  await ready;
  await settled();
  if (hasPlace() && hasWholePhone()) await store().catch(sendAsItStands);
  busy = false;
});

/** The phone cannot keep it: a plain form, with the photos back in their field. */
function sendAsItStands() {
  parts.photos?.giveBack();
  form.submit();
}

function id() {
  return elements.id.value;
}

function files() {
  return Object.values(parts).flatMap((part) => part.files());
}

function changed() {
  release ??= holdWriting();
  draft.soon();
}

/** What not everybody uses is fetched at the first touch; where the line fails, at the next. */
function whenTouched(selector, start) {
  let started;
  const touch = (event) => (started ??= start(event).catch(() => (started = undefined)));
  for (const type of ["pointerdown", "focusin", "input", "change"])
    $(selector, form)?.addEventListener(type, touch);
}

async function startPhotos() {
  const { takePhotos } = await import("./photos.js");
  return (parts.photos ??= takePhotos($("[data-photos]", form), changed));
}

async function startVoice(touch) {
  const { takeVoice } = await import("./voice.js");
  return (parts.voice ??= takeVoice($("[data-voice]", form), changed, touch));
}

async function startVillages() {
  const { pickVillage } = await import("./village_picker.js");
  await pickVillage($("[data-village]", form), elements.village);
}

/** Photos still being shrunk, a voice still recording: they go with the report. */
async function settled() {
  if ($("input[type=file]", form)?.files.length) await startPhotos().catch(() => {});
  for (const part of Object.values(parts)) await part.settled();
}

async function addFiles(list = []) {
  const of = (type) => list.filter((file) => file.type === type);
  if (of("photo").length) (await startPhotos()).add(of("photo"));
  if (of("voice").length) (await startVoice()).add(of("voice"));
}

async function onReading(coords) {
  reading = coords;
  elements.latitude.value = coords.latitude.toFixed(5);
  elements.longitude.value = coords.longitude.toFixed(5);
  elements.accuracy_m.value = Math.round(coords.accuracy);
  if (sent) tellFiner(coords);
  const { showNear } = await import("./villages.js");
  await showNear(place, elements.village, coords);
}

async function tellFiner(coords) {
  const { isBetter, sendFiner } = await import("./finer_position.js");
  if (!isBetter(coords, sent)) return;
  sent = coords;
  await sendFiner(id(), coords);
}

/** The select keeps the value; a person sees the box to type in. */
function showVillage() {
  const [{ text = "" } = {}] = elements.village.value ? elements.village.selectedOptions : [];
  const search = $("[role=combobox]", form);
  if (!touched.has(search.id)) search.value = text;
}

/** What was there before: a report to be mended, a draft, photos shared from the gallery. */
async function restore() {
  writeFields(form, [
    ["stand", asked.get("pangkalan") ?? elements.stand?.value],
    ["bentor", asked.get("bentor") ?? elements.bentor?.value],
  ]);
  await recall(form);
  mended = asked.has("perbaiki") && (await outbox.get(asked.get("perbaiki")));
  await outbox.adoptDrafts().catch(() => {});
  const kept = await loadDraft(draftId);
  if (mended?.state === "refused") await showMended();
  else if (kept) await showDraft(kept).then(offerFreshStart);
  const shared = await loadDraft("shared");
  await addFiles(shared?.files);
  if (shared) keepDraft("shared").drop();
}

async function showDraft(kept) {
  const moved = Date.now() - kept.saved_at > STILL_HERE;
  elements.id.value = kept.report;
  writeFields(
    form,
    kept.fields.filter(([name]) => !touched.has(name) && !(moved && POSITION.includes(name))),
  );
  await addFiles(kept.files);
}

/** A draft can be let go; what has to be mended cannot be started anew. */
function offerFreshStart() {
  const notice = $("[data-draft]");
  notice.hidden = false;
  $("[data-draft-discard]", notice).onclick = () => draft.drop().then(() => location.reload());
}

async function showMended() {
  const { id: report, fields } = mended;
  const children = outbox.childrenOf(report, await outbox.all());
  await showDraft({ report, fields, files: children.filter(({ blob }) => blob) });
  const { showMistakes } = await import("./mending.js");
  showMistakes(form, mended);
}

function hasPlace() {
  const typed = $("[role=combobox]", form)?.value;
  if (!elements.village.value) elements.landmark.value ||= typed ?? "";
  const missing = $("[data-no-place]", form);
  missing.hidden = ["latitude", "village", "landmark"].some((name) => elements[name].value.trim());
  if (!missing.hidden) missing.scrollIntoView({ block: "center" });
  return missing.hidden;
}

/** A number cut short would bring the whole report back later: said now, while it is in sight. */
function hasWholePhone() {
  const field = elements.reporter_phone;
  const digits = field?.value.replace(/\D/g, "").length;
  const error = $('[data-error="reporter_phone"]', form);
  if (!error || !field.value.trim() || digits >= 8) return true;
  error.lastElementChild.textContent = field.dataset.wrong;
  error.hidden = false;
  error.closest("details").open = true;
  field.focus();
  return false;
}

/** Words in their own transaction, then the photos, then the draft goes: no moment holds nothing. */
async function store() {
  const created_at = mended?.created_at || localIso();
  elements.created_at.value = created_at;
  elements.attachments.value = files().length;
  await draft.save();
  const fields = readFields(form);
  const about = await tell(Object.fromEntries(fields));
  await outbox.add({ id: id(), kind: "report", url: "/aduan", fields, created_at, about });
  sent = reading ?? NOWHERE;
  const stored = await storeFiles().catch(() => false);
  if (stored) await draft.drop(); // else what the phone had no room for waits in the draft
  await remember(form);
  release?.();
  await showPanel(stored);
  flush(NOW);
  setTimeout(stopFollowing, STILL_BETTER);
  navigator.storage?.persist?.();
  navigator.serviceWorker?.ready.then(({ sync }) => sync?.register("outbox")).catch(() => {});
}

async function storeFiles() {
  const wanted = files();
  const before = outbox.childrenOf(id(), await outbox.all());
  for (const { id, blob } of before)
    if (blob && !wanted.some((file) => file.id === id)) await outbox.discard(id);
  for (const file of wanted) await outbox.addFile(id(), file);
  return true;
}

/** What the screens say of this report once its words have left the phone. */
async function tell(fields) {
  const chosen = $("[name=category]:checked", form);
  const village = fields.village && elements.village.selectedOptions[0].text;
  const { landmark, text } = fields;
  const letter = chosen?.dataset.smsLetter ?? dataset.smsLetter;
  const sms = await smsText(fields, letter, [village, landmark, text]);
  return {
    kind: dataset.kind,
    title: [dataset.title, chosen?.labels[0].textContent.trim()].filter(Boolean).join(": "),
    place: village || landmark,
    form: `${location.pathname}?jenis=${asked.get("jenis") ?? ""}`,
    sms,
    sms_link: dataset.smsNumber && smsLink(dataset.smsNumber, sms),
  };
}

async function showPanel(stored) {
  const panel = $("[data-report-status]");
  const since = Date.now();
  for (const part of $$("[data-report-page]")) part.hidden = true;
  fill(panel, { unstored: !stored });
  panel.hidden = false;
  panel.focus();
  listen("outbox", refresh);
  await refresh();

  async function refresh() {
    const records = await outbox.all();
    const record = records.find((each) => each.id === id());
    if (!record) return location.assign("/");
    showReport(panel, record, records);
    const done = record.receipt && !outbox.childrenOf(id(), records).length;
    const fine = !(reading?.accuracy > FINE);
    if (done && fine && Date.now() - since < QUICK) location.assign(record.receipt.own_url);
  }
}
