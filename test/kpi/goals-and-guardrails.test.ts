import { describe, expect, test } from "vitest";
import { goalProgress, type GoalProgressInput, guardrailReading, type Kpi, kpiCatalog, type KpiGoal } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

const measured = (estimate: number, half = 0.05) => ({ estimate, confidence: { lower: estimate - half, upper: estimate + half, level: 0.95 }, n: 100 });
const goal: KpiGoal = { id: "g1", kpiId: "behavioral-compliance", baseline: 0.5, target: 0.75, current: measured(0.6) };
const given = (goals: readonly object[], more: object = {}): GoalProgressInput => ({ ownKpis: [], goals: goals as readonly KpiGoal[], asOfDate: "2027-12-01", ...more });
const first = (input: GoalProgressInput) => goalProgress(input)[0];

describe("goalProgress", () => {
  test.each([
    [0.4, "worse", -0.4, 0.35, 0], [0.5, "unchanged", 0, 0.25, 0], [0.6, "under-way", 0.4, 0.15, 0], [0.75, "reached", 1, 0, 0], [0.85, "exceeded", 1.4, 0, 0.1],
  ])("from .5 to .75, a compliance of %f is %s", (current, status, progress, remaining, overReach) => {
    expect(first(given([{ ...goal, current: measured(current) }]))).toMatchObject({ status, progressRatio: expect.closeTo(progress, 12), remaining: expect.closeTo(remaining, 12), overReach: expect.closeTo(overReach, 12) });
  });

  test.each([[380, "worse", -0.5], [340, "under-way", 0.5], [300, "exceeded", 1.5]])("less is more where the KPI says so: a handle time from 360 to 320 that is %i is %s", (current, status, progressRatio) => {
    expect(first(given([{ id: "g", kpiId: "handle-time", baseline: 360, target: 320, current: measured(current, 5) }]))).toMatchObject({ status, progressRatio });
  });

  test("reached is shown when the whole interval lies at the target or beyond", () => {
    expect(first(given([{ ...goal, current: measured(0.78) }]))).toMatchObject({ status: "exceeded", isReachShown: false });
    expect(first(given([{ ...goal, current: { ...measured(0.78), confidence: { lower: 0.75, upper: 0.81, level: 0.95 } } }]))).toMatchObject({ isReachShown: true });
    const time = { id: "g", kpiId: "handle-time", baseline: 360, target: 320 };
    expect(first(given([{ ...time, current: measured(315, 5) }]))).toMatchObject({ isReachShown: true });
    expect(first(given([{ ...time, current: measured(315, 6) }]))).toMatchObject({ isReachShown: false });
  });

  test("what was not measured is neither worse nor under way", () => {
    expect(first(given([{ ...goal, current: null }]))).toStrictEqual({ goalId: "g1", kpiId: "behavioral-compliance", status: "not-measured", progressRatio: null, remaining: null, overReach: 0, isReachShown: false, isOverdue: null });
    expect(first(given([{ ...goal, baseline: null, current: null }]))).toMatchObject({ status: "not-measured" });
  });

  test.each([["2027-11-30", 0.6, true], ["2027-12-01", 0.6, false], ["2027-11-30", 0.75, false]])("due on %s, at %f on 1 December: overdue is %s", (dueDate, current, isOverdue) => {
    expect(first(given([{ ...goal, dueDate, current: measured(current) }]))?.isOverdue).toBe(isOverdue);
  });
  test("a goal past its day that nobody measured is overdue", () => { expect(first(given([{ ...goal, dueDate: "2027-11-30", current: null }]))?.isOverdue).toBe(true); });

  test.each<readonly [string, object, object, string]>([
    ["a post measurement without a baseline", { baseline: null }, {}, "goal-progress.no_baseline at /goals/0/baseline"],
    ["a target behind the baseline", { target: 0.4 }, {}, "goal-progress.target_not_better at /goals/0/target"],
    ["a target at the baseline", { target: 0.5 }, {}, "goal-progress.target_not_better at /goals/0/target"],
    ["a rising target of what should fall", { kpiId: "handle-time", baseline: 300, target: 320 }, {}, "goal-progress.target_not_better at /goals/0/target"],
    ["a percent as target", { target: 75 }, {}, "goal-progress.not_a_fraction at /goals/0/target"],
    ["a percent as measurement", { current: measured(60) }, {}, "goal-progress.not_a_fraction at /goals/0/current/estimate"],
    ["a negative share as baseline", { baseline: -0.1 }, {}, "goal-progress.not_a_fraction at /goals/0/baseline"],
    ["an interval that leaves out its estimate", { current: { ...measured(0.6), estimate: 0.9 } }, {}, "measured-value.crossed at /goals/0/current/confidence"],
    ["a KPI that nobody declared", { kpiId: "joy" }, {}, "program-kpis.unknown_kpi at /goals/0/kpiId"],
    ["a KPI declared without direction", {}, { ownKpis: [{ id: "joy", title: "Joy", family: "own", evaluationLevel: 1, unit: "points", indicator: "leading" }] }, "input.invalid_value at /ownKpis/0/direction"],
  ])("refuses %s", (_, change, more, issue) => {
    expect(issuesOf(() => goalProgress(given([{ ...goal, ...change }], more)))).toContain(issue);
  });
  test("refuses a goal twice", () => { expect(issuesOf(() => goalProgress(given([goal, goal])))).toEqual(["goal-progress.duplicate_goal at /goals/1/id"]); });

  test("a host's own KPI has a unit and a family of its own", () => {
    const own: Kpi = { id: "deals", title: "Deals a week", family: "sales", evaluationLevel: 4, direction: "higher-is-better", unit: "deals", indicator: "lagging" };
    expect(first(given([{ id: "g", kpiId: "deals", baseline: 4, target: 8, current: measured(6, 1) }], { ownKpis: [own] }))).toMatchObject({ progressRatio: 0.5, remaining: 2 });
  });
});

const kpiOf = (id: string): Kpi => kpiCatalog.find((kpi) => kpi.id === id) as Kpi;
const change = (lower: number, upper: number) => ({ estimate: (lower + upper) / 2, confidence: { lower, upper, level: 0.95 }, n: 100 });

describe("guardrailReading", () => {
  test.each<readonly [number, number, string, number]>([
    [2, 22, "kept", 22], [10, 30, "kept", 30], [10, 30.1, "open", 30.1], [30, 50, "open", 50], [30.1, 50, "broken", 50], [-20, -5, "kept", -5],
  ])("a handle time of 300 s that may rise by a tenth and rose by %f to %f is %s", (lower, upper, status, largestWorsening) => {
    expect(guardrailReading({ kpi: kpiOf("handle-time"), change: change(lower, upper), baseline: 300 })).toStrictEqual({ status, allowedWorsening: 30, largestWorsening });
  });

  test.each<readonly [number, number, string]>([[-0.2, 0.4, "kept"], [-0.3, 0.4, "open"], [-0.5, -0.3, "broken"]])("a pulse that may fall by .2 and changed by %f to %f is %s", (lower, upper, status) => {
    expect(guardrailReading({ kpi: kpiOf("team-pulse"), change: change(lower, upper) })).toMatchObject({ status, allowedWorsening: 0.2, largestWorsening: -lower });
  });

  test("the interval of a change of fractions may reach beyond 1, the change itself cannot", () => {
    expect(guardrailReading({ kpi: { ...kpiOf("team-pulse"), unit: "fraction" }, change: change(-1.2, -0.8) }).status).toBe("broken");
  });

  test("without a measurement it is open", () => {
    expect(guardrailReading({ kpi: kpiOf("team-pulse"), change: null })).toStrictEqual({ status: "open", allowedWorsening: 0.2, largestWorsening: null });
  });

  test.each<readonly [string, object, string]>([
    ["a KPI without a guardrail", { kpi: kpiOf("retention") }, "guardrail-reading.no_guardrail at /kpi/guardrail"],
    ["a share of no baseline", { kpi: kpiOf("handle-time") }, "guardrail-reading.baseline_needed at /baseline"],
    ["a share of nothing", { kpi: kpiOf("handle-time"), baseline: 0 }, "guardrail-reading.baseline_needed at /baseline"],
    ["a change in percent of a KPI in fractions", { kpi: { ...kpiOf("team-pulse"), unit: "fraction" }, change: change(-20, -10) }, "guardrail-reading.not_a_fraction at /change/estimate"],
    ["a percent as baseline of a KPI in fractions", { kpi: { ...kpiOf("handle-time"), unit: "fraction" }, baseline: 60 }, "guardrail-reading.not_a_fraction at /baseline"],
    ["a guardrail of nothing", { kpi: { ...kpiOf("team-pulse"), guardrail: { kind: "absolute", allowedWorsening: 0 } } }, "input.too_small at /kpi/guardrail/allowedWorsening"],
    ["a window upside down", { kpi: { ...kpiOf("team-pulse"), expectedWindow: { fromWeek: 8, toWeek: 6 } } }, "kpi.window_swapped at /kpi/expectedWindow/fromWeek"],
  ])("refuses %s", (_, part, issue) => {
    expect(issuesOf(() => guardrailReading({ kpi: kpiOf("team-pulse"), change: null, ...part }))).toEqual([issue]);
  });
});
