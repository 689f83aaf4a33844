import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapedText, foldedLine } from "../../src/calendar/content-line.js";
import { endLine, octetWriter, repeatedText, takeOctets, writeDateTime, writeLines, writePlain, writeRepeated, writeText } from "../../src/calendar/octet-writer.js";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const written = (write: (writer: ReturnType<typeof octetWriter>) => void, capacity = 0): Uint8Array => {
  const writer = octetWriter(capacity);
  write(writer);
  return takeOctets(writer);
};
const line = (name: string, text: string, write = writeText): Uint8Array => written((writer) => { writePlain(writer, name); write(writer, text); endLine(writer); });

test("a line is name, text and CRLF", () => { expect(line("SUMMARY:", "Kickoff")).toEqual(utf8("SUMMARY:Kickoff\r\n")); });

test.each([
  ["a, b; c \\ d",        "X:a\\, b\\; c \\\\ d\r\n"],
  ["one\r\ntwo\rthree\n", "X:one\\ntwo\\nthree\\n\r\n"],
  ["a\u2028b\u0085c",     "X:a\\nb\\nc\r\n"],
  ["bell\u0007tab\t",     "X:belltab\t\r\n"],
  ["half \ud800 a pair",  "X:half \ufffd a pair\r\n"],
  ["😀 日 é",             "X:😀 日 é\r\n"],
] as const)("%j", (text, expected) => { expect(line("X:", text)).toEqual(utf8(expected)); });

test("a moment is digits", () => { expect(written((writer) => { writeDateTime(writer, Date.UTC(2027, 8, 27, 9, 5, 7)); writeDateTime(writer, Date.UTC(2027, 8, 27, 23, 59, 59)); writeDateTime(writer, 0); })).toEqual(utf8("20270927T09050720270927T23595919700101T000000")); });

test("what is taken is the writer's no more", () => {
  const writer = octetWriter(64);
  writeLines(writer, "one\r\n");
  const one = takeOctets(writer);
  writeLines(writer, "two\r\n");
  expect([one, takeOctets(writer)]).toEqual([utf8("one\r\n"), utf8("two\r\n")]);
});

describe("laws: one pass writes what the plain functions do in two", () => {
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ unit: fc.constantFrom("\r", "\n", "\v", "\u0085", "\u2028", "\ud800", "\udc00", "😀", "日", "é", ",", ";", "\\", "x", " ", "\u0007", "\u0090"), maxLength: 300 }));
  const name = fc.constantFrom("X:", "SUMMARY:", "DTSTART;TZID=America/Argentina/ComodRivadavia:", `${"N".repeat(74)}:`);

  test("of a text", () => { fc.assert(fc.property(name, text, (before, value) => { expect(line(before, value)).toEqual(utf8(foldedLine(before + escapedText(value)))); })); });
  test("of a line as it stands", () => { fc.assert(fc.property(name, text, (before, value) => { expect(line(before, value, writePlain)).toEqual(utf8(foldedLine(before + value))); })); });
  test("of a text that is written often, at any column, the second time too", () => {
    fc.assert(fc.property(name, fc.oneof(text, text.map((value) => value.repeat(8))), (before, value) => {
      const often = repeatedText(value);
      const write = (): Uint8Array => written((writer) => { writePlain(writer, before); writeRepeated(writer, often); writePlain(writer, "after"); endLine(writer); });
      expect([write(), write()]).toEqual([utf8(foldedLine(`${before}${value}after`)), utf8(foldedLine(`${before}${value}after`))]);
    }));
  });
});
