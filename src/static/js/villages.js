// The villages of the region, [code, name, district, latitude, longitude] each.

import { fill } from "./screen.js";

/** With their points; without signal and cache, at least the names in the select. */
export async function loadVillages(select) {
  try {
    const known = await (await fetch("/desa.json")).json();
    return known.villages ?? known;
  } catch {
    return [...select.options]
      .filter(({ value }) => value)
      .map(({ value, text }) => [value, ...text.replace(")", "").split(" ("), ""].slice(0, 3));
  }
}

/** "Dekat …" beside the position: nearest point, exact enough for a word on the screen. */
export async function showNear(root, select, { latitude, longitude }) {
  const wide = Math.cos((latitude * Math.PI) / 180);
  const far = ([, , , lat, lng]) => Math.hypot(lat - latitude, (lng - longitude) * wide);
  const villages = (await loadVillages(select)).filter((village) => village.length > 3);
  const [nearest] = villages.sort((one, other) => far(one) - far(other));
  fill(root, { near: nearest?.[1] });
}
