// The report form: kept as it is typed, stored when sent, and shown until it has arrived.
// Hooks: form[data-report] (data-kind), [data-draft]; of its parts: see the modules. Where anything
// is missing the form goes to the server as it stands.

import * as outbox from "../service_worker/outbox.js";
import { localIso, newId } from "../service_worker/phone.js";
import { flush } from "../service_worker/sending.js";
import { holdWriting } from "./app.js";
import { keepDraft, loadDraft, readFields, recall, remember, writeFields } from "./draft.js";
import { followPosition } from "./position.js";
import { hasPlace, hasWholePhone } from "./report_checks.js";
import { showPanel } from "./report_status.js";
import { storeReport } from "./report_storing.js";
import { $ } from "./screen.js";

const STILL_BETTER = 120000; // finer positions are sent on for two minutes
const FINE = 30; // metres
const NOWHERE = { accuracy: 1000000 };
const STILL_HERE = 600000; // an older draft forgets where it was
const POSITION = ["latitude", "longitude", "accuracy_m"];

const form = $("form[data-report]");
const { elements } = form;
const place = $("[data-position]", form);
const asked = new URLSearchParams(location.search);
const draftId = `report:${form.dataset.kind}`;
const draft = keepDraft(draftId, () => ({
  report: (busy || mended) && id(), // before, two pages may write on from one draft
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
  if (hasPlace(form) && hasWholePhone(form)) await store().catch(sendAsItStands);
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
  const left = [...touched, ...(moved ? POSITION : []), !kept.report && "id"];
  writeFields(
    form,
    kept.fields.filter(([name]) => !left.includes(name)),
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

/** Kept on the phone first; then it leaves as the line allows, a finer position for two minutes. */
async function store() {
  elements.created_at.value = mended?.created_at || localIso();
  elements.attachments.value = files().length;
  await draft.save();
  const stored = await storeReport(form, files());
  sent = reading ?? NOWHERE;
  if (stored) await draft.drop(); // else what the phone had no room for waits in the draft
  await remember(form);
  release?.();
  await showPanel(id(), stored, () => !(reading?.accuracy > FINE));
  flush({ wait: true, eager: true });
  setTimeout(stopFollowing, STILL_BETTER);
  navigator.storage?.persist?.();
  navigator.serviceWorker?.ready.then(({ sync }) => sync?.register("outbox")).catch(() => {});
}
