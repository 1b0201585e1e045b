// What this phone is to itself: names for records, its clock, its key, and news between its pages.

import { update } from "./outbox_store.js";

const random = () => crypto.getRandomValues(new Uint8Array(16));

/** UUID version 4 (RFC 9562); `crypto.randomUUID` is missing in Chrome 91 and on plain http. */
export function newId() {
  const bytes = random();
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** 128 random bits in base64url, no login: later pieces of a report must come with the same key. */
export async function deviceKey() {
  const made = btoa(String.fromCharCode(...random()));
  const key = made.replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  return (await update("memory", "device", (known) => known ?? { id: "device", key })).key;
}

/** ISO 8601 by the phone's own clock, with its offset: the server corrects it and keeps both. */
export function localIso(date = new Date()) {
  const offset = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + offset * 60000).toISOString().slice(0, -1);
  const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

/** Every open page hears it, this one too. */
export function announce(what) {
  const channel = new BroadcastChannel("lacak");
  channel.postMessage(what);
  channel.close();
}

export function listen(what, react) {
  const channel = new BroadcastChannel("lacak");
  channel.onmessage = ({ data }) => data === what && react();
  return channel;
}
