// Photos made small on the phone before they are kept: at most four, each within the budget.
// Hooks: [data-photos] ready|busy|full|unreadable|unstored with input[type=file], [data-list],
// template[data-item] (img preview, slots number, size, [data-remove]).

import { newId } from "../service_worker/phone.js";
import { $, drawList, fill, setState } from "./screen.js";

const MOST = 4;
const TYPICAL = 120000;
// Longest side and quality, tried in turn until the photo is small enough; the last always is.
const STEPS = [
  [1280, 0.75],
  [1280, 0.6],
  [1280, 0.45],
  [1024, 0.45],
  [800, 0.4],
  [640, 0.3],
];

/** @returns files of {id, type, blob}; `giveBack` puts them into the field, `settled` waits for all */
export function takePhotos(root, onChange) {
  const input = $("input[type=file]", root);
  let files = [];
  let taking = Promise.resolve();

  const add = (more) => {
    files = [...files, ...more].slice(0, MOST);
    draw();
  };
  const draw = () =>
    drawList(root, files, (row, file, index) => {
      const picture = $("img", row);
      if (!picture.src) picture.src = URL.createObjectURL(file.blob);
      fill(row, { number: index + 1, size: Math.ceil(file.blob.size / 1000) });
      $("[data-remove]", row).onclick = () => {
        files = files.filter((each) => each !== file);
        draw();
        setState(root, "ready");
        onChange();
        input.focus();
      };
    });

  const take = async () => {
    const chosen = [...input.files];
    setState(root, "busy");
    let state = files.length + chosen.length > MOST ? "full" : "ready";
    for (const file of chosen.slice(0, MOST - files.length)) {
      try {
        add([{ id: newId(), type: "photo", blob: await shrink(file) }]);
      } catch {
        state = "unreadable";
      }
      onChange();
    }
    input.value = ""; // the same photo may be chosen again, and none goes twice
    setState(root, state);
  };
  const start = () => {
    if (input.files.length) taking = taking.then(take);
  };
  input.addEventListener("change", start);
  start(); // the camera was quicker than this part of the script
  const giveBack = () => {
    const box = new DataTransfer();
    for (const { blob } of files) box.items.add(new File([blob], "foto", { type: blob.type }));
    if (files.length) input.files = box.files;
  };
  return { files: () => files, add, giveBack, settled: () => taking };
}

/** The bitmap stands upright already: browsers turn it as its EXIF says; the copy has none. */
export async function shrink(file) {
  const bitmap = await createImageBitmap(file);
  let blob;
  for (const [side, quality] of STEPS) {
    blob = await encode(bitmap, side, quality);
    if (blob.size <= TYPICAL) break;
  }
  bitmap.close();
  return blob;
}

async function encode(bitmap, side, quality) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const as = (type) => new Promise((resolve) => canvas.toBlob(resolve, type, quality));
  const webp = await as("image/webp");
  return webp?.type === "image/webp" ? webp : as("image/jpeg"); // Safari writes no WebP
}
