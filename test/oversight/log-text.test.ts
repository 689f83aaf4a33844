import { LOG_LIMITS, type LogEntry, type LogFault, logText, type LogTextQuestion, startLog, verifyLogText } from "coachkit/oversight";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { logOf, start } from "./some-log.js";

const { entries, head } = logOf(3);
const text = logText(entries);
const bytes = new TextEncoder().encode(text);
/** As the documentation says: no leniency, and no mark that is skipped. */
const decoded = (list: Uint8Array): string => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(list);
const verified = (of: string) => verifyLogText({ from: start, text: of, anchors: [head] });
const fault = (reason: string, place: number, lastIndex = place): object => ({ reason, place, firstIndex: place, lastIndex });

test("a log is written in lines of canonical JSON, and is intact when it is read again", () => {
  expect(text.split("\n").slice(0, -1).map((line): unknown => JSON.parse(line))).toEqual(entries);
  expect(text.startsWith('{"hash":"')).toBe(true);
  expect(verified(text)).toEqual({ isIntact: true, faults: [], anchorCount: 1, head });
  expect(verifyLogText({ from: start, text: "" })).toEqual({ isIntact: true, faults: [], anchorCount: 0, head: start });
});
test.each<readonly [string, string, readonly object[]]>([
  ["a blank", text.replace('"kind"', ' "kind"'), [fault("not-canonical", 0)]],
  ["1.50 for 1.5", text.replace("1.5", "1.50"), [fault("not-canonical", 0)]],
  ["an escape for a letter", text.replace('"note"', String.raw`"n\u006fte"`), [fault("not-canonical", 0)]],
  ["a key twice", text.replace('"kind":"note"', '"kind":"first","kind":"note"'), [fault("not-canonical", 0)]],
  ["-0 for 0", text.replace(",0,", ",-0,"), [fault("not-canonical", 0)]],
  ["a missing line break at the end", text.slice(0, -1), [fault("not-canonical", 2)]],
  ["a line break more", `${text}\n`, [fault("not-an-entry", 3)]],
  ["a line break of Windows", text.replace("\n", "\r\n"), [fault("not-canonical", 0)]],
  ["a byte order mark", `\uFEFF${text}`, [fault("not-an-entry", 0)]],
  ["a line break in the middle of an entry", text.replace(',"kind"', ',\n"kind"'), [fault("not-an-entry", 0), fault("not-an-entry", 1)]],
  ["two lines in one", text.replace("\n", " "), [fault("not-an-entry", 0), { reason: "missing", place: 1, firstIndex: 1, lastIndex: 1 }]],
  ["nothing but a line break", "\n", [fault("not-an-entry", 0), { reason: "missing-at-end", place: 1, firstIndex: 1, lastIndex: 2 }]],
  ["a key that could reach into the runtime", text.replace('"kind":"note"', '"__proto__":"note"'), [fault("not-an-entry", 0)]],
])("%s is found and placed", (_, tampered, faults) => {
  expect(tampered).not.toBe(text);
  expect(verified(tampered).faults).toEqual(faults);
});

describe("the tampering property", () => {
  const lineOf = (at: number): number => bytes.slice(0, at).filter((byte) => byte === 10).length;
  /** The bytes cannot be read as text, or the first fault stands at the line that was touched. */
  const expectFound = (tampered: Uint8Array, at: number): void => {
    let read: string;
    try {
      read = decoded(tampered);
    } catch {
      return;
    }
    const { isIntact, faults } = verified(read);
    expect(isIntact).toBe(false);
    expect((faults[0] as LogFault).place).toBe(lineOf(at));
  };
  test("each byte of the text, changed in two ways, left out or doubled, is found at its entry", () => {
    const random = [1, 2, 4, 8, 16, 32, 64, 128];
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      for (const other of [byte ^ (random[at % 8] as number), 32 === byte ? 48 : 32]) expectFound(bytes.with(at, other), at);
      expectFound(Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + 1)]), at);
      expectFound(Uint8Array.from([...bytes.slice(0, at + 1), byte, ...bytes.slice(at + 1)]), byte === 10 ? at + 1 : at);
    }
  });
  test("any byte with any other value, and any stretch of bytes with any other stretch", () => {
    fc.assert(fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => { expectFound(bytes.with(at, ((bytes[at] as number) + by) % 256), at); }), { numRuns: 3000 });
    fc.assert(fc.property(fc.nat({ max: bytes.length }), fc.nat({ max: bytes.length }), fc.uint8Array({ maxLength: 40 }), (one, other, put) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const tampered = Uint8Array.from([...bytes.slice(0, from), ...put, ...bytes.slice(to)]);
      let read: string;
      try {
        read = decoded(tampered);
      } catch {
        return;
      }
      expect(verified(read).isIntact).toBe(read === text);
    }), { numRuns: 2000 });
  });
});

describe("what is no question about a text throws", () => {
  const issues = (question: Partial<LogTextQuestion>): readonly string[] => issuesOf(() => verifyLogText({ from: start, text, ...question }));
  test("an anchor of another log", () => { expect(issues({ anchors: [startLog("other")] })).toEqual(["log-text.other_log at /anchors/0/logId"]); });
  test("more lines than one call takes", () => { expect(issues({ text: "\n".repeat(LOG_LIMITS.entries + 1) })).toEqual(["log-text.too_many_lines at /text"]); });
  test("more characters than one call takes", () => { expect(issues({ text: "a".repeat(LOG_LIMITS.textCharacters + 1) })).toEqual(["input.too_big at /text"]); });
  test("entries that are none are not written", () => { expect(issuesOf(() => logText([{} as LogEntry])).length).toBe(6); });
});
