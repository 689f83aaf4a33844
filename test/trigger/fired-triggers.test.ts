import { firedTriggers, type TriggerCondition, type TriggerMoment, TRIGGER_LIMITS } from "coachkit/trigger";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { agreed, confidence, handleTime, quality, qualityBelow, recordsOf, ruleOf, weekZeroAt } from "./records.js";

const moment: TriggerMoment = {
  signals: [quality, handleTime, confidence], rules: [ruleOf("low-quality", qualityBelow(0.7))], people: ["ana", "ben"], weekCount: 3, weekZeroAt, at: "2026-01-26T00:00:00Z",
  records: recordsOf("quality", { ana: [0.9, 0.8, 0.6], ben: [0.9, 0.8, 0.7] }), consents: agreed("ana", "ben"), earlier: [],
};
/** For whom a condition fires at the end of the last week, of ana, whose values these are. */
const isFired = (when: TriggerCondition, signalId: string, values: readonly (number | null)[]): boolean | "unknown" => {
  const { proposals, unknown } = firedTriggers({ ...moment, rules: [ruleOf("rule", when)], people: ["ana"], weekCount: values.length, at: "2026-06-01T00:00:00Z", records: recordsOf(signalId, { ana: values }) });
  return unknown[0]?.personCount === 1 ? "unknown" : proposals.length === 1;
};

test("a rule that is true proposes what it says, with the numbers that made it true", () => {
  expect(firedTriggers(moment)).toStrictEqual({
    proposals: [{
      ruleId: "low-quality", personId: "ana", week: 2, at: "2026-01-26T00:00:00Z", priority: 1, title: "A rule", actionId: "one-on-one", subject: "De-escalation", needsApproval: true,
      reasons: [{ kind: "threshold", signalId: "quality", isMet: true, week: 2, valueWeek: 2, value: 0.6, baseline: null, measured: 0.6, comparison: "below", limit: 0.7 }],
    }],
    suppressed: [], unknown: [{ ruleId: "low-quality", personCount: 0 }], assumptions: { perPersonWeekLimit: 1 },
  });
});

describe("a threshold", () => {
  test.each([["below", [true, false, false]], ["at-most", [true, true, false]], ["at-least", [false, true, true]], ["above", [false, false, true]]] as const)("%s", (comparison, expected) => {
    expect([299, 300, 301].map((value) => isFired({ kind: "threshold", signalId: "handle-time", comparison, limit: 300 }, "handle-time", [value]))).toEqual(expected);
  });
  test("of a missing value is unknown, and fires nothing, below a not neither", () => {
    expect(isFired(qualityBelow(0.7), "quality", [0.5, null])).toBe("unknown");
    expect(isFired({ kind: "not", condition: qualityBelow(0.7) }, "quality", [0.5, null])).toBe("unknown");
  });
  test("of a value that stands for four weeks is known in the fourth, and not in the fifth", () => {
    const low: TriggerCondition = { kind: "threshold", signalId: "confidence", comparison: "below", limit: 3 };
    expect(isFired(low, "confidence", [2, null, null, null])).toBe(true);
    expect(isFired(low, "confidence", [2, null, null, null, null])).toBe("unknown");
    expect(isFired(low, "confidence", [2, null, 4, null])).toBe(false);
  });
});

describe("a change against the person's own weeks before", () => {
  const change = (rest: object): TriggerCondition => ({ kind: "change", signalId: "handle-time", measuredAs: "difference", comparison: "at-least", limit: 30, previousWeeks: 3, minimumCount: 2, ...rest });
  test.each<readonly [string, object, readonly (number | null)[], boolean | "unknown"]>([
    ["30 above the mean of 300", {}, [290, 310, 300, 330], true],
    ["29 above it", {}, [290, 310, 300, 329], false],
    ["a week before the last three does not count", {}, [900, 290, 310, 300, 330], true],
    ["a missing week is left out of the mean", {}, [290, null, 310, 330], true],
    ["one value is too few", {}, [null, null, 300, 330], "unknown"],
    ["without a value of its own week", {}, [290, 310, 300, null], "unknown"],
    ["a tenth above the mean", { measuredAs: "ratio", limit: 0.1 }, [300, 300, 300, 330], true],
    ["less than a tenth above it", { measuredAs: "ratio", limit: 0.1 }, [300, 300, 300, 329], false],
    ["a tenth below the mean", { measuredAs: "ratio", comparison: "at-most", limit: -0.1 }, [300, 300, 300, 270], true],
    ["a tenth below a mean below zero", { measuredAs: "ratio", comparison: "at-most", limit: -0.1 }, [-300, -300, -330], true],
    ["by a mean of zero", { measuredAs: "ratio", limit: 0.1 }, [-1, 1, 5], "unknown"],
    ["by a mean of zero but for rounding", { measuredAs: "ratio", limit: 0.1 }, [0.1, 0.2, -0.3, 5], "unknown"],
  ])("%s", (_, rest, values, expected) => { expect(isFired(change(rest), "handle-time", values)).toBe(expected); });

  // 0.7 - 0.6 is 0.09999999999999998 in binary
  test("a difference of a tenth is a tenth", () => {
    const rise = (comparison: "at-least" | "above"): TriggerCondition => ({ kind: "change", signalId: "quality", measuredAs: "difference", comparison, limit: 0.1, previousWeeks: 1, minimumCount: 1 });
    expect([isFired(rise("at-least"), "quality", [0.6, 0.7]), isFired(rise("above"), "quality", [0.6, 0.7]), isFired(rise("above"), "quality", [0.2, 0.3])]).toEqual([true, false, false]);
  });

  test("a value that stands is compared with weeks before its own", () => {
    const fall: TriggerCondition = { kind: "change", signalId: "confidence", measuredAs: "difference", comparison: "at-most", limit: -1, previousWeeks: 2, minimumCount: 1 };
    expect(isFired(fall, "confidence", [4, null, 3, null, null])).toBe(true);
    expect(isFired(fall, "confidence", [null, null, 3, null, null])).toBe("unknown");
  });
});

describe("an outlier against the person's own median", () => {
  // median 300, distances 0 10 10 20 20: MAD 10, robust deviation 14.826
  const past = [280, 290, 300, 310, 320];
  const outlier = (rest: object = {}): TriggerCondition => ({ kind: "outlier", signalId: "handle-time", side: "above", deviations: 3, previousWeeks: 5, minimumCount: 5, ...rest });
  test.each<readonly [string, object, readonly (number | null)[], boolean | "unknown"]>([
    ["three deviations above: 344.5", {}, [...past, 344.5], true],
    ["less: 344.4", {}, [...past, 344.4], false],
    ["three below, asked for above", {}, [...past, 250], false],
    ["three below", { side: "below" }, [...past, 255.5], true],
    ["less than three below", { side: "below" }, [...past, 255.6], false],
    ["one wild week does not hide the next", {}, [2000, 290, 300, 310, 320, 360], true],
    ["four values: median 305, MAD 10", { minimumCount: 4 }, [null, 290, 300, 310, 320, 350], true],
    ["four values, less", { minimumCount: 4 }, [null, 290, 300, 310, 320, 349], false],
    ["too few values", {}, [null, 290, 300, 310, 320, 900], "unknown"],
    ["most values the same, and no least spread", {}, [300, 300, 300, 310, 320, 900], "unknown"],
    ["values that differ by rounding only", { minimumCount: 4 }, [null, 0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3], "unknown"],
    ["values that differ by rounding only, and a least spread", { minimumCount: 4, minimumSpread: 0.01 }, [null, 0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2, 0.4], true],
    ["values that differ by little more", {}, [0.3 - 2e-9, 0.3 - 1e-9, 0.3, 0.3 + 1e-9, 0.3 + 2e-9, 0.3 + 5e-9], true],
    ["most values the same, and a least spread", { minimumSpread: 10 }, [300, 300, 300, 310, 320, 330], true],
    ["below the least spread", { minimumSpread: 20 }, [...past, 350], false],
  ])("%s", (_, rest, values, expected) => { expect(isFired(outlier(rest), "handle-time", values)).toBe(expected); });

  test("says median and deviations", () => {
    const { proposals } = firedTriggers({ ...moment, rules: [ruleOf("rule", outlier())], people: ["ana"], weekCount: 6, at: "2026-06-01T00:00:00Z", records: recordsOf("handle-time", { ana: [...past, 360] }) });
    const [reason] = proposals[0]?.reasons ?? [];
    expect(reason).toMatchObject({ kind: "outlier", value: 360, baseline: 300, comparison: "at-least", limit: 3 });
    expect(reason?.measured).toBeCloseTo(60 / 14.82602218505602, 12);
  });
});

describe("truth in three values", () => {
  const values: Readonly<Record<string, TriggerCondition>> = { true: qualityBelow(0.7), false: qualityBelow(0.2), unknown: { kind: "threshold", signalId: "handle-time", comparison: "below", limit: 300 } };
  const told = (kind: "all" | "any", ...names: readonly string[]) => isFired({ kind, conditions: names.map((name) => values[name] as TriggerCondition) }, "quality", [0.5]);
  test.each([
    ["all", "true", "true", true], ["all", "true", "false", false], ["all", "true", "unknown", "unknown"], ["all", "false", "unknown", false],
    ["any", "true", "unknown", true], ["any", "false", "unknown", "unknown"], ["any", "unknown", "true", true],
  ] as const)("%s of %s and %s is %s", (kind, left, right, expected) => { expect(told(kind, left, right)).toBe(expected); });
  test("missing is never unknown", () => { expect(isFired({ kind: "missing", signalId: "handle-time" }, "quality", [0.5])).toBe(true); });
});

describe("weeks in a row", () => {
  const twice: TriggerCondition = { kind: "weeks-in-a-row", weekCount: 2, condition: qualityBelow(0.7) };
  test.each<readonly [string, readonly (number | null)[], boolean | "unknown"]>([
    ["both", [0.9, 0.6, 0.6], true], ["the last only", [0.6, 0.9, 0.6], false], ["the last missing", [0.6, 0.6, null], "unknown"], ["the one before missing", [0.6, null, 0.6], "unknown"],
    ["one missing, one false", [0.6, null, 0.9], false], ["before the history", [0.6], "unknown"],
  ])("%s", (_, values2, expected) => { expect(isFired(twice, "quality", values2)).toBe(expected); });
});

test("reasons are the parts that decide: all of `all`, the true ones of `any`, the opposite below `not`, the last week of a row", () => {
  const when: TriggerCondition = { kind: "all", conditions: [
    { kind: "any", conditions: [qualityBelow(0.7), qualityBelow(0.2)] }, { kind: "not", condition: { kind: "all", conditions: [qualityBelow(0.65), qualityBelow(0.3)] } },
    { kind: "weeks-in-a-row", weekCount: 2, condition: qualityBelow(0.9) }, { kind: "not", condition: { kind: "weeks-in-a-row", weekCount: 3, condition: qualityBelow(0.85) } }, { kind: "missing", signalId: "confidence" },
  ] };
  const { proposals } = firedTriggers({ ...moment, rules: [ruleOf("rule", when)] });
  expect(proposals[0]?.reasons.map(({ kind, limit, isMet, week, value }) => [kind, limit, isMet, week, value])).toEqual([
    ["threshold", 0.7, true, 2, 0.6], ["threshold", 0.3, false, 2, 0.6], ["threshold", 0.9, true, 2, 0.6], ["threshold", 0.85, false, 0, 0.9], ["missing", null, true, 2, null],
  ]);
});

describe("what holds a proposal back", () => {
  const suppressed = (change: Partial<TriggerMoment>) => firedTriggers({ ...moment, ...change }).suppressed;
  test.each([
    ["nobody asked", [], "never-asked"], ["it was refused", [{ ...agreed("ana")[0], decision: "refused" }], "refused"], ["a word that nobody knows", [{ ...agreed("ana")[0], decision: "pending" }], "unknown-decision"],
    ["it was given for another purpose", [{ ...agreed("ana")[0], purposeId: "nudges" }], "never-asked"], ["it is given a second later", [{ ...agreed("ana")[0], decidedAt: "2026-01-26T00:00:01Z" }], "never-asked"],
  ])("no consent: %s", (_, consents, consentReason) => { expect(suppressed({ consents: consents as TriggerMoment["consents"] })).toEqual([{ ruleId: "low-quality", personId: "ana", week: 2, reason: "no-consent", consentReason }]); });

  test("consent given at this very instant counts, and one withdrawn since the week ended does not", () => {
    const now = { ...agreed("ana")[0], decidedAt: "2026-01-26T00:00:00Z" } as TriggerMoment["consents"][number];
    const since = { ...now, decision: "withdrawn", decidedAt: "2026-01-26T08:00:00Z" };
    expect(suppressed({ consents: [now, since] })).toEqual([]);
    expect(suppressed({ consents: [now, since], at: "2026-01-26T09:00:00Z" })).toMatchObject([{ reason: "no-consent", consentReason: "withdrawn" }]);
  });

  test.each([[0, 2, false], [0, 3, true], [1, 1, false], [1, 2, true], [2, 1, true]])("it fired in week %i, with a cooldown of %i weeks: %s", (week, cooldownWeeks, isHeldBack) => {
    const held = suppressed({ rules: [ruleOf("low-quality", qualityBelow(0.7), { cooldownWeeks })], earlier: [{ ruleId: "low-quality", personId: "ben", week: 2 }, { ruleId: "low-quality", personId: "ana", week }] });
    expect(held).toEqual(isHeldBack ? [{ ruleId: "low-quality", personId: "ana", week: 2, reason: "cooldown", consentReason: null }] : []);
  });
  test("the latest of several firings counts, in any order", () => {
    const earlier = [1, 0].map((week) => ({ ruleId: "low-quality", personId: "ana", week }));
    const rules = [ruleOf("low-quality", qualityBelow(0.7), { cooldownWeeks: 2 })];
    expect([suppressed({ rules, earlier }).length, suppressed({ rules, earlier: earlier.toReversed() }).length]).toEqual([1, 1]);
  });

  test("more urgent rules use up the week; of equal ones the id that comes first; what fired before in the week counts", () => {
    const rules = [ruleOf("b", qualityBelow(0.7)), ruleOf("c", qualityBelow(0.65), { priority: 2 }), ruleOf("a", qualityBelow(0.95)), ruleOf("z", qualityBelow(0.3), { priority: 3 })];
    const { proposals, suppressed: held } = firedTriggers({ ...moment, rules, perPersonWeekLimit: 2 });
    expect(proposals.map(({ ruleId, personId }) => [ruleId, personId])).toEqual([["a", "ana"], ["a", "ben"], ["b", "ana"]]);
    expect(held.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([["c", "outranked"]]);
    const later = firedTriggers({ ...moment, rules, perPersonWeekLimit: 2, earlier: [{ ruleId: "z", personId: "ana", week: 2 }] });
    expect(later.proposals.map(({ ruleId, personId }) => [ruleId, personId])).toEqual([["a", "ana"], ["a", "ben"]]);
  });

  test("a firing that is listed twice uses up the week once", () => {
    const [rules, fired] = [[ruleOf("a", qualityBelow(0.7)), ruleOf("b", qualityBelow(0.7))], { ruleId: "a", personId: "ana", week: 2 }];
    expect(firedTriggers({ ...moment, rules, perPersonWeekLimit: 2, earlier: [fired, fired] }).proposals.map(({ ruleId, personId }) => [ruleId, personId])).toEqual([["b", "ana"]]);
  });

  test("of several reasons the first is told: consent, cooldown, limit", () => {
    const rules = [ruleOf("a", qualityBelow(0.95), { cooldownWeeks: 3 }), ruleOf("b", qualityBelow(0.9), { priority: 2, cooldownWeeks: 3 })];
    const earlier = [{ ruleId: "b", personId: "ana", week: 1 }, { ruleId: "b", personId: "ben", week: 1 }];
    expect(suppressed({ rules, earlier, consents: agreed("ben"), perPersonWeekLimit: 1 }).map(({ ruleId, personId, reason }) => [ruleId, personId, reason])).toEqual([["a", "ana", "no-consent"], ["b", "ana", "no-consent"], ["b", "ben", "cooldown"]]);
  });
});

test("people and rules named like parts of every object are people and rules", () => {
  const odd = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  const records = odd.map((personId) => ({ personId, signalId: "quality", week: 2, value: 0.5 }));
  const { proposals } = firedTriggers({ ...moment, people: odd, records, rules: odd.map((ruleId) => ruleOf(ruleId, qualityBelow(0.7))), consents: agreed(...odd), earlier: [{ ruleId: "__proto__", personId: "__proto__", week: 2 }] });
  expect(proposals).toHaveLength(15);
  expect(proposals.filter(({ personId }) => personId === "__proto__").map(({ ruleId }) => ruleId)).toEqual(["constructor", "hasOwnProperty", "toString"]);
});

describe("a history that is none", () => {
  const issues = (change: object) => issuesOf(() => firedTriggers({ ...moment, ...change }));
  const [record] = recordsOf("quality", { ana: [0.5] });
  test.each<readonly [string, object, readonly string[]]>([
    ["a person listed twice", { people: ["ana", "ben", "ana"] }, ["trigger-history.duplicate_person at /people/2"]],
    ["a value of somebody else", { records: [record, { ...record, personId: "eve" }] }, ["trigger-history.unknown_person at /records/1/personId"]],
    ["a value of an unknown signal", { records: [{ ...record, signalId: "sales" }] }, ["trigger-history.unknown_signal at /records/0/signalId"]],
    ["two values of one week", { records: [record, record] }, ["trigger-history.duplicate_record at /records/1"]],
    ["a value after the last week", { records: [{ ...record, week: 3 }] }, ["trigger-history.beyond_weeks at /records/0/week"]],
    ["a percent where a fraction is meant", { records: [{ ...record, value: 65 }] }, ["trigger-history.out_of_range at /records/0/value"]],
    ["a value below the range", { records: [{ ...record, value: -0.1 }] }, ["trigger-history.out_of_range at /records/0/value"]],
    ["a value that is no number", { records: [{ ...record, value: NaN }] }, ["input.invalid_type at /records/0/value"]],
    ["nobody", { people: [], records: [] }, ["input.too_small at /people"]],
    ["weeks after 2199", { weekZeroAt: "2199-12-20T00:00:00Z" }, ["trigger-history.beyond_time at /weekZeroAt"]],
    ["the last week has not ended", { at: "2026-01-25T23:59:59Z" }, ["fired-triggers.too_early at /at"]],
    ["no weeks", { weekCount: 0 }, ["input.too_small at /weekCount", ...moment.records.map((_, index) => `trigger-history.beyond_weeks at /records/${String(index)}/week`)]],
    ["a firing of an unknown rule", { earlier: [{ ruleId: "gone", personId: "ana", week: 0 }] }, ["fired-triggers.unknown_rule at /earlier/0/ruleId"]],
    ["a firing for somebody else, and one in the future", { earlier: [{ ruleId: "low-quality", personId: "eve", week: 0 }, { ruleId: "low-quality", personId: "ana", week: 3 }] }, ["trigger-history.unknown_person at /earlier/0/personId", "trigger-history.beyond_weeks at /earlier/1/week"]],
    ["a limit of no proposals", { perPersonWeekLimit: 0 }, ["input.too_small at /perPersonWeekLimit"]],
    ["without consents", { consents: undefined }, ["input.invalid_type at /consents"]],
  ])("%s", (_, change, expected) => { expect(issues(change)).toEqual(expected); });

  test("of half a million records one that is wrong is named", () => {
    const people = Array.from({ length: 2500 }, (_, index) => `p${String(index)}`);
    const records = people.flatMap((personId) => Array.from({ length: 200 }, (_, week) => ({ personId, signalId: "quality", week, value: 0.5 })));
    records[499_999] = { ...record, personId: "p0", week: 999 } as typeof records[number];
    expect(issues({ people, records, weekCount: 200, consents: [], at: "2030-01-01T00:00:00Z" })).toEqual(["input.too_big at /records/499999/week"]);
  });

  test("more people, records, weeks or cells than one question takes", () => {
    const people = Array.from({ length: TRIGGER_LIMITS.people + 1 }, (_, index) => `p${String(index)}`);
    expect(issues({ people, records: [] })).toEqual(["input.too_big at /people"]);
    expect(issues({ people: people.slice(1), records: [], weekCount: 67, at: "2030-01-01T00:00:00Z" })).toEqual(["trigger-history.too_many_cells at /"]);
    expect(issues({ people: people.slice(0, 10_001), records: [], weekCount: 100, at: "2030-01-01T00:00:00Z", rules: Array.from({ length: 20 }, (_, index) => ruleOf(`r${String(index)}`, qualityBelow(0.5))) })).toEqual(["trigger-history.too_many_cells at /"]);
    expect(issues({ weekCount: TRIGGER_LIMITS.weeks + 1, at: "2040-01-01T00:00:00Z" })).toEqual(["input.too_big at /weekCount"]);
    expect(issues({ records: new Array(TRIGGER_LIMITS.records + 1).fill(record) })).toEqual(["input.too_big at /records"]);
  });
});
