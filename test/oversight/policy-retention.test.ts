import { type KeptRecord, type LegalHold, POLICY_LIMITS, recordsDue, type RetentionQuestion } from "coachkit/oversight";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { policy } from "./policy-example.js";

const at = "2026-06-01T00:00:00Z";
const record = (recordId: string, createdAt: string, change: Partial<KeptRecord> = {}): KeptRecord => ({ recordId, personId: "ana", purposeId: "insight", dataClass: "calls", createdAt, ...change });
const hold = (change: Partial<LegalHold> = {}): LegalHold => ({ id: "case-7", reason: "Proceeding before the labor court", actorId: "dee", placedAt: "2026-05-01T00:00:00Z", recordIds: [], personIds: ["ana"], ...change });
const due = (records: readonly KeptRecord[], change: Partial<RetentionQuestion> = {}) => recordsDue({ policy, records, holds: [], at, aheadDays: 0, ...change });

describe("a record is due when the days of its class for its purpose are over", () => {
  test.each([
    ["2026-05-01T23:59:59Z", 0, null],
    ["2026-05-02T00:00:00Z", 1, true],
    ["2026-05-02T00:00:01Z", 0, null],
  ])("made at %s, kept for 30 days, on June 1", (createdAt, count, isOverdue) => {
    const first = due([record("r", createdAt)]).due[0];
    if (count === 1) expect(first).toEqual({ recordId: "r", purposeId: "insight", dataClass: "calls", eraseByAt: at, isOverdue, reason: "retention-over" });
    else expect(first === undefined).toBe(createdAt > "2026-05-02");
  });
  test("a day is 24 hours, whatever clocks do", () => { expect(due([record("r", "2026-03-28T12:00:00Z")]).due[0]?.eraseByAt).toBe("2026-04-27T12:00:00Z"); });
  test("what is due later is counted, and listed as far as one looks ahead", () => {
    const records = [record("soon", "2026-05-03T00:00:00Z"), record("later", "2026-05-04T00:00:00Z")];
    expect(due(records)).toEqual({ due: [], held: [], laterCount: 2 });
    expect(due(records, { aheadDays: 1 })).toMatchObject({ due: [{ recordId: "soon", isOverdue: false, eraseByAt: "2026-06-02T00:00:00Z" }], laterCount: 1 });
  });
  test("the same class has another term for another purpose", () => { expect(due([record("r", "2026-05-01T00:00:00Z", { dataClass: "homework" })])).toMatchObject({ due: [], laterCount: 1 }); });
  test("a term of no days erases at once", () => {
    const own = { ...policy, purposes: policy.purposes.map((purpose) => ({ ...purpose, retention: purpose.retention.map((term) => ({ ...term, retentionDays: 0 })) })) };
    expect(due([record("r", at)], { policy: own }).due).toMatchObject([{ eraseByAt: at, isOverdue: true }]);
  });
  test("an instant that cannot be written is later than any look ahead", () => { expect(due([record("r", "2199-12-31T00:00:00Z")], { at: "2199-12-31T00:00:00Z", aheadDays: 36_500 })).toEqual({ due: [], held: [], laterCount: 1 }); });
});

test("nothing is kept by default: what has no term is due since it was made", () => {
  const made = "2026-05-31T00:00:00Z";
  const records = [record("a", made, { purposeId: "practice" }), record("b", made, { purposeId: "gossip" }), record("c", made, { dataClass: "voice" })];
  expect(due(records).due.map(({ recordId, eraseByAt, reason, isOverdue }) => [recordId, eraseByAt, reason, isOverdue])).toEqual([["a", made, "no-retention", true], ["b", made, "unknown-purpose", true], ["c", made, "unknown-data-class", true]]);
});

describe("a legal hold keeps records, and says why they are still there", () => {
  const old = record("old", "2026-01-01T00:00:00Z");
  test.each<readonly [title: string, own: LegalHold, isHeld: boolean]>([
    ["all of a person", hold(), true],
    ["a record", hold({ personIds: [], recordIds: ["old"] }), true],
    ["another person's", hold({ personIds: ["ben"] }), false],
    ["from the instant it is placed", hold({ placedAt: at }), true],
    ["not before", hold({ placedAt: "2026-06-01T00:00:01Z" }), false],
    ["not from the instant it ends", hold({ endsAt: at }), false],
    ["until it ends", hold({ endsAt: "2026-06-01T00:00:01Z" }), true],
  ])("%s", (_, own, isHeld) => {
    const { due: gone, held } = due([old], { holds: [own] });
    expect([gone.length, held.length]).toEqual(isHeld ? [0, 1] : [1, 0]);
  });
  test("it names the holds, and when the last of them ends", () => {
    const holds = [hold({ id: "b", endsAt: "2026-08-01T00:00:00Z" }), hold({ id: "a", endsAt: "2026-07-01T00:00:00Z", recordIds: ["old"] })];
    expect(due([old], { holds }).held).toEqual([{ recordId: "old", purposeId: "insight", dataClass: "calls", eraseByAt: "2026-01-31T00:00:00Z", isOverdue: true, reason: "retention-over", holdIds: ["a", "b"], heldUntilAt: "2026-08-01T00:00:00Z" }]);
    expect(due([old], { holds: [...holds, hold({ id: "c" })] }).held[0]?.heldUntilAt).toBeNull();
  });
});

describe("what cannot be answered is refused", () => {
  test("a record made later than the question", () => { refuses(() => due([record("r", "2026-06-01T00:00:01Z")]), { code: "policy-retention.created_later", path: ["records", 0, "createdAt"], params: { id: "r" } }); });
  test("two records of one id", () => { refuses(() => due([record("r", at), record("r", at)]), { code: "policy-retention.duplicate_record", path: ["records", 1, "recordId"], params: { id: "r" } }); });
  test("two holds of one id", () => { refuses(() => due([], { holds: [hold(), hold()] }), { code: "policy-retention.duplicate_hold", path: ["holds", 1, "id"], params: { id: "case-7" } }); });
  test("a hold that ends before it is placed", () => { refuses(() => due([], { holds: [hold({ endsAt: "2026-04-30T00:00:00Z" })] }), { code: "policy-retention.ends_first", path: ["holds", 0, "endsAt"], params: { id: "case-7" } }); });
  test("a hold on nothing", () => { refuses(() => due([], { holds: [hold({ personIds: [] })] }), { code: "policy-retention.holds_nothing", path: ["holds", 0], params: { id: "case-7" } }); });
  test("a hold without a reason", () => { expect(issuesOf(() => due([], { holds: [hold({ reason: "" })] }))).toEqual(["input.too_small at /holds/0/reason"]); });
  test("more records and holds than the limits", () => {
    expect(issuesOf(() => due(new Array<KeptRecord>(POLICY_LIMITS.records + 1).fill(record("r", at))))).toEqual(["input.too_big at /records"]);
    expect(issuesOf(() => due([], { holds: new Array<LegalHold>(POLICY_LIMITS.holds + 1).fill(hold()) }))).toEqual(["input.too_big at /holds"]);
  });
});

test("no record is lost or listed twice, the most urgent come first, and the order of the lists does not matter", () => {
  const drawn = fc.uniqueArray(fc.record({ id: fc.constantFrom("a", "b", "c", "d", "e"), month: fc.integer({ min: 1, max: 5 }), personId: fc.constantFrom("ana", "ben"), dataClass: fc.constantFrom("calls", "homework", "voice"), purposeId: fc.constantFrom("practice", "insight", "gossip") }), { selector: ({ id }) => id });
  fc.assert(fc.property(drawn, fc.constantFrom(0, 20, 400), fc.boolean(), (rows, aheadDays, isHeld) => {
    const records = rows.map(({ id, month, ...rest }) => record(id, `2026-0${String(month)}-01T00:00:00Z`, rest));
    const holds = isHeld ? [hold(), hold({ id: "case-8", personIds: ["ana", "ben"], endsAt: "2026-07-01T00:00:00Z" })] : [];
    const found = due(records, { aheadDays, holds });
    expect(found.due.length + found.held.length + found.laterCount).toBe(records.length);
    for (const list of [found.due, found.held]) expect(list.map(({ eraseByAt }) => eraseByAt)).toEqual(list.map(({ eraseByAt }) => eraseByAt).toSorted());
    expect(due(records.toReversed(), { aheadDays, holds: holds.toReversed() })).toEqual(found);
  }));
});
