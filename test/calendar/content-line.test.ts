import fc from "fast-check";
import ICAL from "ical.js";
import { contentLine } from "coachkit/calendar";
import { Prose } from "coachkit/unit";
import { describe, expect, test } from "vitest";
import { escapedText, foldedLine, octetCount, parameterText, textLine } from "../../src/calendar/content-line.js";
import { issuesOf } from "../issues-of.js";
import { contentLines, octets, physicalLines } from "./read-ics.js";

const line = (text: string): string => contentLine({ name: "SUMMARY", text });
/** No half of a pair stands alone. */
const isWellFormed = (text: string): boolean => !/\p{Cs}/u.test(text);
const binary = fc.string({ unit: "binary", maxLength: 300 });
const prose = fc.oneof(binary, fc.string({ unit: fc.constantFrom("\\", ";", ",", "\n", "n", " ", "\t", "é", "日", "😀", "x", "^", '"', ":"), maxLength: 300 })).filter((text) => Prose.safeParse(text).success && isWellFormed(text));

test("a content line is name, colon, value and CRLF", () => { expect(line("Kickoff")).toBe("SUMMARY:Kickoff\r\n"); });

test.each([
  // text                 value
  ["a, b; c",             "a\\, b\\; c"],
  ["back\\slash",         "back\\\\slash"],
  ["one\ntwo",            "one\\ntwo"],
  ["\\n is no break",     "\\\\n is no break"],
  ["all;,\\\n",           "all\\;\\,\\\\\\n"],
  ["tab\tstays",          "tab\tstays"],
  ["colon: \"quotes\" ^", "colon: \"quotes\" ^"],
  ["a\u2028b\u2029c",     "a\\nb\\nc"], // readers that split lines as Python does would see new lines
] as const)("the text %j is written %s", (text, value) => { expect(contentLines(line(text))).toEqual([`SUMMARY:${value}`]); });

describe("a line is folded at 75 octets, not characters", () => {
  test.each([
    // the text                            octets of each line
    ["67 letters fill the line",           "x".repeat(67),                [75]],
    ["the 68th goes to the next",          "x".repeat(68),                [75, 2]],
    ["the blank of the fold counts",       "x".repeat(67 + 74),           [75, 75]],
    ["and one more",                       "x".repeat(67 + 75),           [75, 75, 2]],
    ["two octets are not parted",          `${"x".repeat(66)}é`,          [74, 3]],
    ["three octets are not parted",        `${"x".repeat(65)}日`,         [73, 4]],
    ["four octets are not parted",         `${"x".repeat(64)}😀`,         [72, 5]],
    ["four octets fit exactly",            `${"x".repeat(63)}😀`,         [75]],
    ["31 characters may be 77 octets",     "日".repeat(23),               [74, 4]],
    ["an escape may be parted",            `${"x".repeat(66)},`,          [75, 2]],
    ["a blank at the fold is kept",        `${"x".repeat(67)} y`,         [75, 3]],
  ] as const)("%s", (_, text, sizes) => {
    expect(physicalLines(line(text)).map(octets)).toEqual(sizes);
    expect(contentLines(line(text))).toEqual([`SUMMARY:${escapedText(text)}`]);
  });
});

describe("a parameter", () => {
  test.each([
    ["plain",          ";CN=plain"],
    ["Ota, Kim",       ';CN="Ota, Kim"'],
    ["a;b",            ';CN="a;b"'],
    ["mailto:a",       ';CN="mailto:a"'],
    ['the "boss"',     ";CN=the ^'boss^'"], // RFC 6868
    ["two\nlines",     ";CN=two^nlines"],
    ["caret ^n",       ";CN=caret ^^n"],
    ["\u0007bell\r\n", ";CN=bell^n"],
  ] as const)("%j is written %s", (value, text) => { expect(parameterText("CN", value)).toBe(text); });

  test("stands between name and value, in the order given", () => {
    expect(contentLine({ name: "COMMENT", text: "x", parameters: [{ name: "LANGUAGE", value: "de" }, { name: "ALTREP", value: "https://example.com" }] })).toBe('COMMENT;LANGUAGE=de;ALTREP="https://example.com":x\r\n');
  });
});

describe("refuses", () => {
  test.each([
    ["a name with a colon",   { name: "X:Y", text: "" },                                             "input.invalid_format at /name"],
    ["a name with a break",   { name: "X\r\nY", text: "" },                                          "input.invalid_format at /name"],
    ["a bell",                { name: "X", text: "\u0007" },                                         "input.invalid_format at /text"],
    ["a carriage return",     { name: "X", text: "a\rb" },                                           "input.invalid_format at /text"],
    ["a very long text",      { name: "X", text: "x".repeat(1_000_000) },                            "input.invalid_format at /text"],
    ["a parameter's name",    { name: "X", text: "", parameters: [{ name: "A=B", value: "" }] },     "input.invalid_format at /parameters/0/name"],
    ["a key it does not know", { name: "X", text: "", value: "" },                                   "input.unrecognized_keys at /value"],
  ])("%s", (_, input, issue) => { expect(issuesOf(() => contentLine(input))).toEqual([issue]); });
});

describe("laws", () => {
  test("ical.js reads back every text", () => fc.assert(fc.property(prose, (text) => {
    const read = ICAL.Property.fromString(contentLines(line(text))[0] ?? "");
    expect(read.getFirstValue()).toBe(text.replaceAll(/[\u2028\u2029]/gu, "\n"));
  })));

  test("ical.js reads back every parameter; those with a backslash are left out, which it takes for an escape and RFC 5545 does not", () => fc.assert(fc.property(prose.filter((text) => !/[\u2028\u2029\\]/u.test(text)), (value) => {
    const read = ICAL.Property.fromString(`COMMENT${parameterText("X-NOTE", value)}:x`);
    expect(read.getParameter("x-note") ?? "").toBe(value);
    expect(read.getFirstValue()).toBe("x");
  })));

  test("whatever the text holds, checked or not, it is one content line of lines of at most 75 octets without control characters", () => fc.assert(fc.property(fc.oneof(binary, fc.string({ unit: fc.constantFrom("\r", "\n", "\v", "\u0085", "\u2028", "\ud800", "\udc00", "😀", "x"), maxLength: 300 })), (text) => {
    const written = textLine("SUMMARY", text);
    expect(contentLines(written)).toHaveLength(1);
    expect(written.endsWith("\r\n")).toBe(true);
    for (const physical of physicalLines(written)) {
      expect(octets(physical)).toBeLessThanOrEqual(75);
      expect(physical).not.toMatch(/[^\P{Cc}\t]|[\u2028\u2029]/u);
      if (isWellFormed(text)) expect(isWellFormed(physical)).toBe(true);
    }
  })));

  test("unfolding gives the line back, and no line could have held one character more", () => fc.assert(fc.property(fc.string({ unit: "grapheme", minLength: 60, maxLength: 400 }).filter((text) => !/[\r\n]/u.test(text)), (text) => {
    const physical = physicalLines(foldedLine(text));
    expect(contentLines(foldedLine(text))).toEqual([text]);
    physical.slice(0, -1).forEach((part, index) => {
      const next = [...(physical[index + 1] ?? "")][1] ?? "";
      expect(octets(part) + octets(next)).toBeGreaterThan(75);
    });
  })));

  test("octets are counted as UTF-8 is written", () => fc.assert(fc.property(binary, (text) => { expect(octetCount(text)).toBe(octets(text)); })));
});
