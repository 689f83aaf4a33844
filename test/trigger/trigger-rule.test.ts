import { kpiCatalog } from "coachkit/kpi";
import { kpiSignal, replayTriggers, type TriggerCondition, TRIGGER_LIMITS, type TriggerRule, type TriggerSignal } from "coachkit/trigger";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { confidence, handleTime, quality, qualityBelow, recordsOf, ruleOf, weekZeroAt } from "./records.js";

const replay = (rules: readonly TriggerRule[], signals: readonly TriggerSignal[] = [quality, handleTime, confidence]) =>
  replayTriggers({ signals, rules, people: ["ana"], records: recordsOf("quality", { ana: [0.5] }), weekCount: 1, weekZeroAt, fromWeek: 0, consents: "not-looked-at", confidenceLevel: 0.95 });
const issues = (when: unknown, signals?: readonly TriggerSignal[]) => issuesOf(() => replay([ruleOf("rule", when as TriggerCondition)], signals));
const slower = (rest: object) => ({ kind: "change", signalId: "handle-time", measuredAs: "ratio", comparison: "at-least", limit: 0.1, previousWeeks: 4, minimumCount: 2, ...rest });
const atLeast = (limit: number): TriggerCondition => ({ kind: "threshold", signalId: "quality", comparison: "at-least", limit });
const missing = (signalId: string): TriggerCondition => ({ kind: "missing", signalId });
const not = (condition: TriggerCondition): TriggerCondition => ({ kind: "not", condition });
const all = (...conditions: readonly TriggerCondition[]): TriggerCondition => ({ kind: "all", conditions });
const any = (...conditions: readonly TriggerCondition[]): TriggerCondition => ({ kind: "any", conditions });
const inARow = (condition: TriggerCondition, weekCount = 2): TriggerCondition => ({ kind: "weeks-in-a-row", weekCount, condition });
const nested = (depth: number): TriggerCondition => (depth === 1 ? qualityBelow(0.5) : not(nested(depth - 1)));

test("the signal of a KPI has its direction, and the range of a fraction", () => {
  const kpi = kpiCatalog.find(({ id }) => id === "handle-time");
  if (kpi === undefined) throw new Error("no handle time in the catalog");
  expect(kpiSignal({ kpi, validWeeks: 2 })).toEqual({ signalId: "handle-time", source: "kpi", direction: "lower-is-better", validWeeks: 2 });
  expect(kpiSignal({ kpi: { ...kpi, unit: "fraction" }, validWeeks: 1 }).range).toEqual({ lowest: 0, highest: 1 });
  expect(issuesOf(() => kpiSignal({ kpi, validWeeks: 53 }))).toEqual(["input.too_big at /validWeeks"]);
});

describe("a rule that fires whatever the values are is refused", () => {
  test.each<readonly [string, TriggerCondition]>([
    ["a limit at the end of the range", { kind: "threshold", signalId: "quality", comparison: "at-most", limit: 1 }],
    ["below a limit or not", any(qualityBelow(0.5), atLeast(0.5))],
    ["below one limit or above a lower one", any(qualityBelow(0.6), { kind: "threshold", signalId: "quality", comparison: "above", limit: 0.4 })],
    ["a condition or its opposite", not(all(qualityBelow(0.5), atLeast(0.5)))],
    ["a value is there", not(missing("quality"))],
    ["always, in a row", inARow(inARow(any(qualityBelow(0.5), not(qualityBelow(0.5)))))],
    ["a value is there or not", any(missing("quality"), not(missing("quality")))],
  ])("%s", (_, when) => { expect(issues(when)).toEqual(["trigger-rule.always_true at /rules/0/when"]); });
});

describe("a rule that can never fire is refused", () => {
  test.each<readonly [string, TriggerCondition]>([
    ["below the lowest value", qualityBelow(0)],
    ["two limits that exclude each other", all(qualityBelow(0.4), { kind: "threshold", signalId: "quality", comparison: "above", limit: 0.6 })],
    ["missing and below a limit", all(missing("quality"), qualityBelow(0.4))],
    ["never, in a row", inARow(all(qualityBelow(0.4), not(qualityBelow(0.4))))],
  ])("%s", (_, when) => { expect(issues(when)).toEqual(["trigger-rule.never_true at /rules/0/when"]); });
});

describe("a rule that can do either is taken", () => {
  test.each<readonly [string, TriggerCondition]>([
    ["at a limit between", all(atLeast(0.4), { kind: "threshold", signalId: "quality", comparison: "at-most", limit: 0.4 })],
    ["at the lowest value", { kind: "threshold", signalId: "quality", comparison: "at-most", limit: 0 }],
    ["below a limit for the first time", all(qualityBelow(0.5), not(inARow(qualityBelow(0.5))))],
    ["a value that was missing is back", all(not(missing("quality")), not(inARow(not(missing("quality")))))],
    ["two changes that nobody can tell from each other", any(slower({}) as TriggerCondition, not(slower({ limit: 0.2 }) as TriggerCondition))],
    ["beyond all cases that are gone through", any(...Array.from({ length: 40 }, (_, index) => slower({ limit: index / 10 }) as TriggerCondition))],
    ["as deep as a rule may be", nested(TRIGGER_LIMITS.conditionDepth)],
  ])("%s", (_, when) => { expect(issues(when)).toEqual([]); });
});

describe("a rule that is no rule", () => {
  test.each<readonly [string, unknown, readonly string[]]>([
    ["on an unknown KPI", all(qualityBelow(0.5), { kind: "threshold", signalId: "sales", comparison: "below", limit: 1 }), ["trigger-rule.unknown_signal at /rules/0/when/conditions/1/signalId"]],
    ["on a signal named like a part of every object", any(missing("constructor"), missing("toString")), ["trigger-rule.unknown_signal at /rules/0/when/conditions/1/signalId", "trigger-rule.unknown_signal at /rules/0/when/conditions/0/signalId"]],
    ["with a percent where a fraction is meant", not(qualityBelow(70)), ["trigger-rule.beyond_range at /rules/0/when/condition/limit"]],
    ["with a limit below the range", qualityBelow(-0.1), ["trigger-rule.beyond_range at /rules/0/when/limit"]],
    ["with more values than weeks", slower({ minimumCount: 5 }), ["trigger-rule.more_than_weeks at /rules/0/when/minimumCount"]],
    ["one level deeper than a rule may be", nested(TRIGGER_LIMITS.conditionDepth + 1), [`trigger-rule.too_deep at /rules/0/when/${new Array(TRIGGER_LIMITS.conditionDepth).fill("condition").join("/")}`]],
    ["with more conditions than one may have", all(any(...new Array<TriggerCondition>(25).fill(qualityBelow(0.5))), any(...new Array<TriggerCondition>(23).fill(qualityBelow(0.5)))), ["trigger-rule.too_many_conditions at /rules/0/when"]],
    ["with a wide group", all(...new Array<TriggerCondition>(51).fill(qualityBelow(0.5))), ["input.too_big at /rules/0/when/conditions"]],
    ["of an unknown kind", { kind: "sentiment" }, ["input.invalid_union at /rules/0/when/kind"]],
    ["without parts", { kind: "any", conditions: [] }, ["input.too_small at /rules/0/when/conditions"]],
    ["with parts that are none", { kind: "all", conditions: "all of them" }, ["input.invalid_type at /rules/0/when/conditions"]],
    ["without a limit", { kind: "threshold", signalId: "quality", comparison: "below" }, ["input.invalid_type at /rules/0/when/limit"]],
    ["with a limit that is no number", { kind: "threshold", signalId: "quality", comparison: "below", limit: NaN }, ["input.invalid_type at /rules/0/when/limit"]],
    ["in one week in a row", inARow(qualityBelow(0.5), 1), ["input.too_small at /rules/0/when/weekCount"]],
    ["for an outlier from two values", { kind: "outlier", signalId: "quality", side: "below", deviations: 3, previousWeeks: 8, minimumCount: 2 }, ["input.too_small at /rules/0/when/minimumCount"]],
  ])("%s", (_, when, expected) => { expect(issues(when)).toEqual(expected); });

  test("without any, of one id twice, or without urgency", () => {
    expect(issuesOf(() => replay([]))).toEqual(["input.too_small at /rules"]);
    expect(issuesOf(() => replay([ruleOf("a", qualityBelow(0.5)), ruleOf("a", qualityBelow(0.6))]))).toEqual(["trigger-rule.duplicate_rule at /rules/1/ruleId"]);
    expect(issuesOf(() => replay([ruleOf("a", qualityBelow(0.5), { priority: 0, cooldownWeeks: 0 })]))).toEqual(["input.too_small at /rules/0/priority", "input.too_small at /rules/0/cooldownWeeks"]);
  });

  test("that refers to itself, or grows by sharing its parts, is refused fast", () => {
    const cyclic: Record<string, unknown> = { kind: "not" };
    cyclic["condition"] = cyclic;
    expect(issues(cyclic)).toEqual(["input.too_deep at /"]);
    let shared: TriggerCondition = qualityBelow(0.5);
    for (let level = 0; level < 28; level += 1) shared = all(shared, shared);
    expect(issues(shared)).toEqual(["input.too_large at /"]);
  });

  test("an unknown signal says which", () => { refuses(() => replay([ruleOf("rule", missing("sales"))]), { code: "trigger-rule.unknown_signal", path: ["rules", 0, "when", "signalId"], params: { id: "sales" } }); });
});

describe("a signal that is no signal", () => {
  test("with a range the wrong way round, or of one id twice", () => {
    expect(issues(qualityBelow(0.5), [{ ...quality, range: { lowest: 1, highest: 0 } }])).toEqual(["trigger-signal.swapped_range at /signals/0/range/highest", "trigger-rule.beyond_range at /rules/0/when/limit", "trigger-history.out_of_range at /records/0/value"]);
    expect(issues(qualityBelow(0.5), [quality, quality])).toEqual(["trigger-signal.duplicate_signal at /signals/1/signalId"]);
  });
  test("none at all, or more than there may be", () => {
    expect(issues(qualityBelow(0.5), [])).toEqual(["input.too_small at /signals", "trigger-rule.unknown_signal at /rules/0/when/signalId", "trigger-history.unknown_signal at /records/0/signalId"]);
    const many = Array.from({ length: TRIGGER_LIMITS.signals + 1 }, (_, index) => ({ ...quality, signalId: index === 0 ? "quality" : `s${String(index)}` }));
    expect(issues(qualityBelow(0.5), many)).toEqual(["input.too_big at /signals"]);
    expect(issues(qualityBelow(0.5), many.slice(1).concat([quality]).slice(1))).toEqual([]);
  });
  test("more rules than there may be", () => {
    const many = Array.from({ length: TRIGGER_LIMITS.rules + 1 }, (_, index) => ruleOf(`r${String(index)}`, qualityBelow(0.5)));
    expect(issuesOf(() => replay(many))).toEqual(["input.too_big at /rules"]);
    expect(issuesOf(() => replay(many.slice(1)))).toEqual([]);
  });
});
