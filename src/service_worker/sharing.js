// Photos shared to the app from the gallery: laid aside on the phone for the next report.

import { newId } from "./phone.js";
import { put } from "./outbox_store.js";

/** The only POST the worker touches; no report is in it yet. */
export async function takeShared(request) {
  const form = await request.formData();
  const photos = form.getAll("photo").filter((file) => file.size);
  const files = photos.map((blob) => ({ id: newId(), type: "photo", blob }));
  await put("drafts", { id: "shared", files, saved_at: Date.now() });
  return Response.redirect("/lapor?dibagikan=ya", 303);
}
