import { contentHash } from "coachkit/identity";
import { type AppendRequest, appendEntries, contentSeal, decideProposal, LOG_LIMITS, type LogAddition, type LogHead, loggedRecords, sealDecision, sealProposal, startLog, verifyLog } from "coachkit/oversight";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { logOf, minute, start } from "./some-log.js";
import { proposal, summary } from "./some-proposals.js";

const addition: LogAddition = { kind: "note", recordedAt: minute(0), record: { id: "a" } };
const faultsOf = (request: object): readonly string[] => issuesOf(() => appendEntries(request as AppendRequest));
const salt = "9f86d081884c7d659a2feaa0c55ad015";

test("the first entry follows the log's own hash, each other one the entry before it, and a hash is that of all else in an entry", () => {
  const { entries, head } = logOf(3);
  expect(entries.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(entries[0]?.previousHash).toBe(contentHash({ kind: "decision-log", schemaVersion: 1, logId: "pilot" }));
  expect(entries.slice(1).map(({ previousHash }) => previousHash)).toEqual(entries.slice(0, 2).map(({ hash }) => hash));
  for (const { hash, ...rest } of entries) expect(hash).toBe(contentHash(rest));
  expect(head).toEqual({ kind: "log-head", schemaVersion: 1, logId: "pilot", entryCount: 3, hash: entries[2]?.hash, recordedAt: minute(2) });
});
test("a log may be appended to in one go or in many, with the same entries", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 }), (sizes) => {
    const additions = Array.from({ length: sizes.reduce((sum, size) => sum + size, 0) }, (_, index): LogAddition => ({ ...addition, recordedAt: minute(index), record: { index } }));
    let head: LogHead = start;
    let next = 0;
    const entries = sizes.flatMap((size) => {
      const appended = appendEntries({ head, additions: additions.slice(next, next + size) });
      head = appended.head;
      next += size;
      return appended.entries;
    });
    expect({ entries, head }).toEqual(appendEntries({ head: start, additions }));
  }));
});
test("two logs with the same entries have no hash in common", () => {
  const [one, other] = [startLog("a"), startLog("b")].map((head) => new Set(logOf(3, head).entries.map(({ hash }) => hash)));
  expect([...(one ?? [])].filter((hash) => other?.has(hash))).toEqual([]);
});
test("what is stored is what is hashed: no key that is undefined, no -0", () => {
  const { entries } = appendEntries({ head: start, additions: [{ ...addition, record: { gone: undefined, zero: -0 } }] });
  expect(Object.keys(entries[0]?.record ?? {})).toEqual(["zero"]);
  expect(Object.is(entries[0]?.record["zero"], 0)).toBe(true);
});

test("hashes are those of Python 3.11: hashlib.sha256 over json.dumps(…, sort_keys=True, separators=(',', ':'), ensure_ascii=False)", () => {
  const { entries } = appendEntries({ head: start, additions: [{ ...addition, record: { n: [1, 2.5, true, null], id: "ä" } }] });
  expect(entries[0]?.previousHash).toBe("9985c1764176bbbf61fe1950fa48a0c879c9bbe7d6604daebde5be10c7f89e9f");
  expect(entries[0]?.hash).toBe("8b3b0756b725125fce87ebe9baae8e9023c4e86120f1c26d66c26001a49fc7cf");
  expect(contentSeal({ content: { text: "Ana paused." }, salt })).toBe("1f6c8314a23299776f99cbcfcc55ac4784e23fde719a78d113f7957586e8dbf4");
});

describe("what cannot be appended", () => {
  test("an entry before the one ahead of it; the same instant is in order", () => {
    expect(faultsOf({ head: start, additions: [{ ...addition, recordedAt: minute(1) }, { ...addition, recordedAt: minute(1) }, addition] })).toEqual(["decision-log.back_in_time at /additions/2/recordedAt"]);
    expect(faultsOf({ head: logOf(3).head, additions: [{ ...addition, recordedAt: minute(1) }] })).toEqual(["decision-log.back_in_time at /additions/0/recordedAt"]);
  });
  test.each([["not a number", Number.NaN], ["a date", new Date(0)], ["a function", () => 1], ["a list with a hole", new Array<number>(2)]])("a record that holds %s", (_, value) => { expect(faultsOf({ head: start, additions: [addition, { ...addition, record: { value } }] })).toEqual(["decision-log.not_json at /additions/1/record"]); });
  test("a record longer than it may be", () => {
    const record = (count: number) => ({ text: "a".repeat(count - '{"text":""}'.length) });
    expect(faultsOf({ head: start, additions: [{ ...addition, record: record(LOG_LIMITS.recordCharacters) }] })).toEqual([]);
    expect(faultsOf({ head: start, additions: [{ ...addition, record: record(LOG_LIMITS.recordCharacters + 1) }] })).toEqual(["decision-log.record_too_long at /additions/0/record"]);
  });
  test("anything after an empty log that is none", () => {
    expect(faultsOf({ head: { ...start, logId: "other" }, additions: [] })).toEqual(["decision-log.not_its_start at /head"]);
    expect(faultsOf({ head: { ...start, recordedAt: minute(0) }, additions: [] })).toEqual(["decision-log.not_its_start at /head"]);
    expect(faultsOf({ head: { ...logOf(1).head, recordedAt: null }, additions: [] })).toEqual(["decision-log.not_its_start at /head"]);
  });
  test("a head with a hash that is none, and a record with a forbidden key", () => {
    expect(faultsOf({ head: { ...logOf(1).head, hash: "x" }, additions: [] })).toEqual(["input.invalid_format at /head/hash"]);
    expect(faultsOf({ head: start, additions: [{ ...addition, record: JSON.parse('{"__proto__":1}') as object }] })).toEqual(["input.forbidden_key at /additions/0/record/__proto__"]);
  });
  test("more entries than one call takes", () => { expect(faultsOf({ head: start, additions: new Array(LOG_LIMITS.entries + 1).fill(addition) })).toEqual(["input.too_big at /additions"]); });
});

describe("the words stay outside the log", () => {
  const sealed = sealProposal({ proposal: proposal(), salt });
  const decision = decideProposal({ proposal: proposal(), decider: { kind: "person", id: "kim" }, outcome: "edited", editedOutput: { ...summary, text: "Ana named it." }, note: "Shorter.", reasonId: "tone", decidedAt: minute(5) });
  const recorded = sealDecision({ decision, salt });

  test("no record holds a word of the output, the edit or the note", () => {
    expect(JSON.stringify([sealed, recorded])).not.toMatch(/worry|fee|named|Shorter/u);
    expect(sealed).toMatchObject({ proposalId: "p1", outputKind: "summary", subjectIds: ["ana"], provenance: proposal().provenance });
    expect(recorded).toEqual({ proposalId: "p1", outcome: "edited", deciderId: "kim", reasonId: "tone", editFraction: decision.editFraction, wordsSeal: recorded.wordsSeal, openedAt: null, decidedAt: minute(5) });
  });
  test("with words and salt the seal can be made again, with other words or another salt it cannot", () => {
    expect(contentSeal({ content: summary, salt })).toBe(sealed.outputSeal);
    expect(contentSeal({ content: { editedOutput: decision.editedOutput, note: "Shorter." }, salt })).toBe(recorded.wordsSeal);
    expect(contentSeal({ content: { ...summary, text: "x" }, salt })).not.toBe(sealed.outputSeal);
    expect(contentSeal({ content: summary, salt: salt.replace("9", "8") })).not.toBe(sealed.outputSeal);
    expect(contentSeal({ content: summary, salt })).not.toBe(contentHash(summary));
  });
  test("a note alone is sealed too, and without words there is no seal", () => {
    const bare = { ...decision, outcome: "accepted", editedOutput: null, editFraction: null } as const;
    expect(sealDecision({ decision: bare, salt }).wordsSeal).toBe(contentSeal({ content: { editedOutput: null, note: "Shorter." }, salt }));
    expect(sealDecision({ decision: { ...bare, note: null }, salt }).wordsSeal).toBeNull();
  });
  test.each(["", "9f86", salt.toUpperCase(), `${salt}g`, "0".repeat(129)])("“%s” is no salt", (bad) => { expect(issuesOf(() => contentSeal({ content: 1, salt: bad })).at(-1)).toBe("input.invalid_format at /salt"); });
  test("what is no JSON is not sealed", () => { expect(issuesOf(() => contentSeal({ content: { at: new Date(0) }, salt }))).toEqual(["canonical-json.not_json at /1/at"]); });

  test("proposals and decisions come back from the log, in its order", () => {
    const additions = [{ kind: "proposal", record: sealed }, { kind: "kill-switch", record: { isOn: true } }, { kind: "decision", record: recorded }].map((one) => ({ ...one, recordedAt: minute(5), record: { ...one.record } }));
    const { entries, head } = appendEntries({ head: start, additions });
    expect(verifyLog({ from: start, entries, anchors: [head] }).isIntact).toBe(true);
    expect(loggedRecords(entries)).toEqual({ proposals: [sealed], decisions: [recorded] });
  });
  test("what is logged under these kinds and is none is refused", () => {
    const decided = { ...recorded, deciderId: null };
    const { entries } = appendEntries({ head: start, additions: [{ kind: "note", recordedAt: minute(0), record: {} }, { kind: "proposal", recordedAt: minute(0), record: {} }, { kind: "decision", recordedAt: minute(0), record: { ...decided } }] });
    expect(issuesOf(() => loggedRecords(entries))).toEqual(["decision-record.not_a_record at /1/record", "decision-record.not_a_record at /2/record"]);
  });
});
