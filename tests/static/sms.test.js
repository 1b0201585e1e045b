// The text message a report becomes when no data gets through.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import "../phone_stand_in.js";

const { smsCode, smsLink, smsText } = await import("../../src/static/js/sms.js");
const { codes, texts } = JSON.parse(
  readFileSync(new URL("../vectors/sms_code.json", import.meta.url)),
);

for (const { id, code } of codes)
  test(`the code of ${id} is ${code}`, async () => assert.equal(await smsCode(id), code));

for (const { fields, letter, words, text } of texts)
  test(`"${text.slice(0, 60)}"`, async () => {
    assert.equal(await smsText(fields, letter, words), text);
    assert.ok(text.length <= 160);
  });

test("iPhones take the text after &, the others after ?", () => {
  assert.equal(smsLink("+62812", "LAPOR K, api", "Android"), "sms:+62812?body=LAPOR%20K%2C%20api");
  assert.equal(smsLink("+62812", "LAPOR", "iPhone"), "sms:+62812&body=LAPOR");
});
