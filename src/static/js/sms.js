// The report as one text message, for when no data gets through:
// LAPOR <letter of the group> <latitude,longitude accuracy | village code> <code> <words>

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford: none that look alike
const LONGEST = 160;

/** The first 40 bits of SHA-256 over the report's id (36 characters, lower case), 8 letters. */
export async function smsCode(id) {
  const bytes = new TextEncoder().encode(id.toLowerCase());
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 5);
  const bits = Array.from(hash, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.replace(/.{5}/g, (five) => ALPHABET[parseInt(five, 2)]);
}

/** @param fields of the report's form: id, latitude, longitude, accuracy_m, village */
export async function smsText(fields, letter, words) {
  const { id, latitude, longitude, accuracy_m = 0, village } = fields;
  const degrees = (value) => Number(value).toFixed(5);
  const place = latitude
    ? `${degrees(latitude)},${degrees(longitude)} ${Math.round(accuracy_m)}m`
    : village;
  const code = await smsCode(id).catch(() => ""); // no hashing on plain http
  const parts = ["LAPOR", letter, place, code, words.filter(Boolean).join(", ")];
  return plain(parts.filter(Boolean).join(" ")).slice(0, LONGEST).trim();
}

/** Only signs of which 160 fit into one message. */
const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^!-~]+/g, " ");

/** iPhones take "&body", the others "?body" (RFC 5724). */
export const smsLink = (number, text, agent = navigator.userAgent) =>
  `sms:${number}${/iPhone|iPad/.test(agent) ? "&" : "?"}body=${encodeURIComponent(text)}`;
