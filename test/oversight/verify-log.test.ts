import { canonicalJson } from "coachkit/identity";
import { appendEntries, LOG_LIMITS, type LogEntry, type LogFault, type LogFaultReason, type LogHead, type LogQuestion, startLog, verifyLog } from "coachkit/oversight";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { logOf, minute, rehashed, rehashedFrom, start } from "./some-log.js";

const { entries, head } = logOf(6);
const at = (index: number, list: readonly LogEntry[] = entries): LogEntry => list[index] as LogEntry;
const fault = (reason: LogFaultReason, place: number, firstIndex = place, lastIndex = firstIndex): LogFault => ({ reason, place, firstIndex, lastIndex });
const faultsOf = (tampered: readonly unknown[], anchors: readonly LogHead[] = []): readonly LogFault[] => verifyLog({ from: start, entries: tampered, anchors }).faults;
const replaced = (index: number, entry: unknown): readonly unknown[] => entries.map((one, place) => (place === index ? entry : one));

test("a log as it was written is intact, and ends where it ended", () => {
  expect(verifyLog({ from: start, entries, anchors: [head] })).toEqual({ isIntact: true, faults: [], anchorCount: 1, head });
  expect(verifyLog({ from: start, entries: [] })).toEqual({ isIntact: true, faults: [], anchorCount: 0, head: start });
});
test("it may be verified in parts, from head to head", () => {
  const first = verifyLog({ from: start, entries: entries.slice(0, 4) });
  expect(verifyLog({ from: first.head as LogHead, entries: entries.slice(4), anchors: [head, first.head as LogHead, logOf(2).head] })).toEqual({ isIntact: true, faults: [], anchorCount: 2, head });
  expect(verifyLog({ from: first.head as LogHead, entries: entries.slice(5) }).faults).toEqual([fault("missing", 0, 4)]);
  expect(verifyLog({ from: first.head as LogHead, entries: [rehashed(at(4), { previousHash: at(2).hash }), ...entries.slice(5)] }).faults).toEqual([fault("link-broken", 0, 3, 4), fault("link-broken", 1, 4, 5)]);
});

describe("a single change is named by its entry", () => {
  test.each<readonly [string, Partial<LogEntry>]>([
    ["its record", { record: { id: "x" } }], ["its kind", { kind: "other" }], ["its instant", { recordedAt: minute(4) }], ["its index", { index: 5 }], ["its previous hash", { previousHash: at(0).hash }], ["its hash", { hash: at(0).hash.replace(/^./u, (digit) => (digit === "0" ? "1" : "0")) }],
  ])("in %s", (_, changes) => { for (const index of [0, 2, 5]) expect(faultsOf(replaced(index, { ...at(index), ...changes, ...("index" in changes ? { index: (index + 3) % 6 } : {}) }), [head])).toEqual([fault("changed", index)]); });
  test("a hash of another entry in its place", () => { expect(faultsOf(replaced(2, { ...at(2), hash: at(1).hash }))).toEqual([fault("changed", 2)]); });
  test.each<readonly [string, unknown]>([
    ["nothing", null], ["a text", "x"], ["a list", []], ["an entry with a key too many", { ...at(2), note: "x" }], ["an entry without its hash", { ...at(2), hash: undefined }], ["a hash in capital letters", { ...at(2), hash: at(2).hash.toUpperCase() }],
    ["an index that is a text", { ...at(2), index: "2" }], ["a record that is no JSON", { ...at(2), record: { x: Number.POSITIVE_INFINITY } }], ["an instant that there is not", { ...at(2), recordedAt: "2026-02-30T10:00:00Z" }],
  ])("%s in its place", (_, value) => { expect(faultsOf(replaced(2, value), [head])).toEqual([fault("not-an-entry", 2)]); });
  test("hashed anew: it and the one after it are named, as nobody can tell which of them is another one's", () => { expect(faultsOf(replaced(2, rehashed(at(2), { record: { id: "x" } })))).toEqual([fault("link-broken", 3, 2, 3)]); });
  test("hashed anew at the very end: only an anchor tells", () => {
    const tampered = replaced(5, rehashed(at(5), { record: { id: "x" } }));
    expect(faultsOf(tampered)).toEqual([]);
    expect(faultsOf(tampered, [head])).toEqual([fault("anchor-differs", 5, 0, 5)]);
    expect(faultsOf(tampered, [head, logOf(4).head])).toEqual([fault("anchor-differs", 5, 4, 5)]);
  });
  test("from another log", () => { expect(faultsOf(logOf(6, startLog("other")).entries)).toEqual([fault("link-broken", 0)]); });
});

describe("what is missing, put in, repeated or moved is located", () => {
  test("one left out, several, the first", () => {
    expect(faultsOf(entries.toSpliced(2, 1), [head])).toEqual([fault("missing", 2)]);
    expect(faultsOf(entries.toSpliced(1, 3), [head])).toEqual([fault("missing", 1, 1, 3)]);
    expect(faultsOf(entries.slice(2), [head])).toEqual([fault("missing", 0, 0, 1)]);
  });
  test("the last ones: only an anchor tells", () => {
    expect(faultsOf(entries.slice(0, 4))).toEqual([]);
    expect(faultsOf(entries.slice(0, 4), [head])).toEqual([fault("missing-at-end", 4, 4, 5)]);
    expect(faultsOf([], [logOf(1).head, head])).toEqual([fault("missing-at-end", 0, 0, 5)]);
  });
  test("one repeated, at once and later", () => {
    expect(faultsOf(entries.toSpliced(3, 0, at(2)))).toEqual([fault("repeated", 3, 2)]);
    expect(faultsOf([...entries, at(0)])).toEqual([fault("repeated", 6, 0)]);
  });
  test("one put in, made up to fit, before or after the one whose place it takes: two have it", () => {
    const forged = rehashed(at(2), { record: { id: "x" } });
    expect(faultsOf(entries.toSpliced(2, 0, forged))).toEqual([fault("second-of-index", 3, 2)]);
    expect(faultsOf(entries.toSpliced(3, 0, forged))).toEqual([fault("second-of-index", 3, 2)]);
  });
  test("many of one place, each named, and the chain goes on after them", () => {
    const forged = Array.from({ length: 30 }, (_, count) => rehashed(at(2), { record: { count } }));
    expect(faultsOf(entries.toSpliced(3, 0, ...forged))).toEqual(forged.map((_, count) => fault("second-of-index", 3 + count, 2)));
    expect(faultsOf(entries.toSpliced(2, 0, ...forged))).toEqual(forged.map((_, count) => fault("second-of-index", 3 + count, 2)));
  });
  test("what lies before the head that it begins from", () => { expect(verifyLog({ from: logOf(2).head, entries: entries.slice(1) }).faults).toEqual([fault("second-of-index", 0, 1)]); });
  test("one put in carelessly", () => { expect(faultsOf(entries.toSpliced(2, 0, { ...at(2), record: { id: "x" } }))).toEqual([fault("changed", 2)]); });
  test("two swapped, and one moved to the front and to the end", () => {
    expect(faultsOf([at(0), at(2), at(1), at(3)])).toEqual([fault("out-of-order", 2, 1)]);
    expect(faultsOf([at(3), at(0), at(1), at(2)])).toEqual([fault("out-of-order", 1, 0), fault("out-of-order", 2, 1), fault("out-of-order", 3, 2)]);
    expect(faultsOf([at(0), at(2), at(3), at(1)])).toEqual([fault("out-of-order", 3, 1)]);
  });
  test("all turned around", () => { expect(faultsOf(entries.toReversed()).map(({ reason }) => reason)).toEqual(new Array(5).fill("out-of-order")); });
  test("one recorded before its time, in a chain that fits", () => { expect(faultsOf(rehashedFrom(entries, 3, ({ index }) => (index === 3 ? { recordedAt: minute(1) } : {})))).toEqual([fault("back-in-time", 3)]); });
  test("several at once: each has its place", () => {
    const tampered = [{ ...at(0), kind: "x" }, at(1), at(3), at(3), null, at(5)];
    expect(faultsOf(tampered)).toEqual([fault("changed", 0), fault("missing", 2, 2), fault("repeated", 3, 3), fault("not-an-entry", 4, 4)]);
  });
  test("everything hashed anew from some entry on: between the last anchor that fits and the first that does not", () => {
    const tampered = rehashedFrom(entries, 3, ({ index }) => (index === 3 ? { record: { id: "x" } } : {}));
    expect(faultsOf(tampered)).toEqual([]);
    expect(faultsOf(tampered, [6, 2, 5, 1].map((count) => logOf(count).head))).toEqual([fault("anchor-differs", 4, 2, 4)]);
  });
  test("an anchor that differs from where it begins", () => { expect(verifyLog({ from: logOf(2).head, entries: entries.slice(2), anchors: [{ ...logOf(2).head, hash: head.hash }] }).faults).toEqual([fault("anchor-differs", 0, 1)]); });
});

describe("laws", () => {
  const text = (value: unknown): string => JSON.stringify(value);
  const isJson = (value: unknown): boolean => (typeof value === "object" && value !== null ? Object.values(value).every(isJson) : typeof value !== "number" || Number.isFinite(value));
  test("any change of any character of any entry's JSON means the same as before, or cannot be read, or is found at that entry", () => {
    const kinds = { same: 0, unreadable: 0, found: 0 };
    const own = logOf(3).entries;
    const place = fc.record({ index: fc.nat({ max: 2 }), at: fc.nat(), with: fc.oneof(fc.constantFrom(..." 0123456789abcdefABCDEF.+-eE\"\\/,:{}[]tn"), fc.string({ minLength: 0, maxLength: 2 })), cut: fc.nat({ max: 2 }) });
    fc.assert(fc.property(place, ({ index, at: offset, with: put, cut }) => {
      const line = text(own[index]);
      const from = offset % (line.length + 1);
      let value: unknown;
      try {
        value = JSON.parse(line.slice(0, from) + put + line.slice(from + cut));
      } catch {
        kinds.unreadable += 1;
        return;
      }
      const tampered = own.map((entry, one) => (one === index ? value : entry));
      // a number that JSON can write and no double can hold is read as infinite
      const isSame = text(value) === text(own[index]) || (isJson(value) && canonicalJson(value) === canonicalJson(own[index]));
      kinds[isSame ? "same" : "found"] += 1;
      const { isIntact, faults } = verifyLog({ from: start, entries: tampered });
      expect(isIntact).toBe(isSame);
      if (!isSame) expect(faults.map((one) => one.place)).toEqual([index]);
    }), { numRuns: 4000 });
    expect(Object.values(kinds).every((count) => count > 20)).toBe(true);
  });
  test("whatever is left out, repeated, moved or put in is found, and nothing else is named for one run left out", () => {
    const list = logOf(12).entries;
    fc.assert(fc.property(fc.nat({ max: 10 }), fc.nat({ max: 3 }), (from, more) => {
      const count = Math.min(more + 1, 11 - from);
      expect(faultsOf(list.toSpliced(from, count))).toEqual([fault("missing", from, from, from + count - 1)]);
    }));
    fc.assert(fc.property(fc.nat({ max: 11 }), fc.nat({ max: 12 }), (from, to) => {
      expect(faultsOf(list.toSpliced(to, 0, at(from, list))).map(({ place, firstIndex }) => [place, firstIndex]).length).toBeGreaterThan(0);
    }));
    fc.assert(fc.property(fc.shuffledSubarray([...list.keys()]), (order) => {
      const isPrefix = order.every((index, place) => index === place);
      expect(verifyLog({ from: start, entries: order.map((index) => at(index, list)) }).isIntact).toBe(isPrefix);
      expect(verifyLog({ from: start, entries: order.map((index) => at(index, list)), anchors: [logOf(12).head] }).isIntact).toBe(isPrefix && order.length === 12);
    }));
  });
  test("what means the same is not found: order of keys, blanks, 1.50 for 1.5, escapes, a key twice", () => {
    const line = text(at(1));
    const same = [line.replace('"kind"', ' "kind"'), line.replace("1.5", "1.50"), line.replace('"note"', String.raw`"n\u006fte"`), line.replace('"kind":"note"', '"kind":"first","kind":"note"'), text(Object.fromEntries(Object.entries(at(1)).toReversed()))];
    for (const one of same) {
      expect(one).not.toBe(line);
      expect(faultsOf(replaced(1, JSON.parse(one)))).toEqual([]);
    }
  });
  test("whoever takes the chain to be intact goes on to append and verify as if it were one log", () => {
    const { entries: more, head: end } = appendEntries({ head: verifyLog({ from: start, entries }).head as LogHead, additions: [{ kind: "note", recordedAt: minute(9), record: {} }] });
    expect(verifyLog({ from: start, entries: [...entries, ...more], anchors: [head, end] }).isIntact).toBe(true);
  });
});

describe("what is no question about a log throws", () => {
  const issues = (question: object): readonly string[] => issuesOf(() => verifyLog({ from: start, entries, ...question } as LogQuestion));
  test("no list, an anchor of another log, a start that is none", () => {
    expect(issues({ entries: {} })).toEqual(["input.invalid_type at /entries"]);
    expect(issues({ anchors: [head, startLog("other")] })).toEqual(["verify-log.other_log at /anchors/1/logId"]);
    expect(issues({ from: { ...start, hash: head.hash } })).toEqual(["decision-log.not_its_start at /from"]);
  });
  test("a key that could reach into the runtime, with its place", () => { expect(issues({ entries: [JSON.parse('{"record":{"__proto__":{}}}')] })).toEqual(["input.forbidden_key at /entries/0/record/__proto__"]); });
  test("more entries, and more anchors, than one call takes", () => {
    expect(issues({ entries: new Array(LOG_LIMITS.entries + 1).fill(null) })).toEqual(["input.too_big at /entries"]);
    expect(issues({ anchors: new Array(LOG_LIMITS.heads + 1).fill(head) })).toEqual(["input.too_big at /anchors"]);
  });
  test("as many entries of anything as one call takes are looked at", () => { expect(verifyLog({ from: start, entries: new Array(LOG_LIMITS.entries).fill(null) }).faults.length).toBe(LOG_LIMITS.entries); });
});
