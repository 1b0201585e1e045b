// A report that went out with a rough position, or none, gets a finer one.

import { add } from "../service_worker/outbox.js";
import { localIso, newId } from "../service_worker/phone.js";
import { flush } from "../service_worker/sending.js";

/** Worth telling: a fifth better and more than ten metres. */
export const isBetter = (reading, known) =>
  known.accuracy - reading.accuracy > Math.max(10, known.accuracy * 0.2);

/** A record of its own, that waits for its report. */
export async function sendFiner(report, { latitude, longitude, accuracy }) {
  const id = newId();
  const fields = Object.entries({
    latitude: latitude.toFixed(5),
    longitude: longitude.toFixed(5),
    accuracy_m: Math.round(accuracy),
    update_id: id,
    at: localIso(),
  });
  await add({ id, kind: "position", url: `/aduan/${report}/posisi`, of: report, fields });
  await flush({ wait: true, eager: true });
}
