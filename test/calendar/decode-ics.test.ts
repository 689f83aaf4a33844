import fc from "fast-check";
import { decodeIcs, ICS_READ_LIMITS } from "coachkit/calendar";
import { expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

test("bytes become text, a byte order mark stays for the reader to name", () => { expect(decodeIcs(bytesOf("\ufeffSUMMARY:Übung 😀\r\n"))).toEqual({ ics: "\ufeffSUMMARY:Übung 😀\r\n", departures: [] }); });

test("a fold within a character is mended and named with the line that it ends", () => {
  const bytes = Uint8Array.from([...bytesOf("A:1\r\nB:caf"), 0xc3, 13, 10, 32, 0xa9, ...bytesOf("\r\n")]);
  expect(decodeIcs(bytes)).toEqual({ ics: "A:1\r\nB:café\r\n \r\n", departures: [{ line: 2, rule: "fold-utf8", message: "A fold splits a character of several bytes; 1 were mended." }] });
});

test("bytes that are no UTF-8 are replaced and named", () => {
  expect(decodeIcs(Uint8Array.from([...bytesOf("A:1\r\nB:caf"), 0xe9]))).toMatchObject({ ics: "A:1\r\nB:caf\ufffd", departures: [{ line: 2, rule: "utf8" }] });
});

test.each([
  ["what is no bytes", () => decodeIcs("BEGIN:VCALENDAR" as never), ["decode-ics.no_bytes at /"]],
  ["too many bytes", () => decodeIcs(new Uint8Array(ICS_READ_LIMITS.characters + 1)), ["decode-ics.too_long at /"]],
] as const)("it refuses %s", (_, call, issues) => { expect(issuesOf(call)).toEqual(issues); });

test("whatever octet a text is folded at, unfolding gives the text again, and the bytes are left alone", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 30 }).filter((text) => !/[\r\n]/u.test(text)), fc.array(fc.nat(100), { maxLength: 4 }), fc.constantFrom("\r\n ", "\n\t"), (text, places, fold) => {
    const plain = [...bytesOf(text)];
    const cuts = new Set(places.map((place) => place % (plain.length + 1)));
    const bytes = Uint8Array.from(plain.flatMap((byte, index) => (index > 0 && cuts.has(index) ? [...bytesOf(fold), byte] : [byte])));
    const before = bytes.slice();
    expect(decodeIcs(bytes).ics.replaceAll(/\r?\n[ \t]/gu, "")).toBe(text);
    expect(bytes).toEqual(before);
  }), { numRuns: 300 });
});
