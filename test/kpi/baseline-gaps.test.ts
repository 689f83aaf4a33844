import { describe, expect, test } from "vitest";
import { baselineGaps, type BaselineQuestion, type Kpi, type KpiBaseline } from "coachkit/kpi";
import { blendedTwelveWeek } from "coachkit/program";
import { issuesOf } from "../issues-of.js";

const program = { ...blendedTwelveWeek, targetBehaviors: [{ id: "listens", title: "Listens", kpiIds: ["behavioral-compliance"] }, { id: "asks", title: "Asks", kpiIds: ["behavioral-compliance"] }] };
const period = (fromDate: string, toDate: string, more: Partial<KpiBaseline> = {}): KpiBaseline => ({ kpiId: "behavioral-compliance", fromDate, toDate, n: 40, instrumentId: "rubric-1", ...more });
const [july, august] = [period("2027-07-01", "2027-07-31"), period("2027-08-01", "2027-08-31")];
const given = (baselines: readonly KpiBaseline[], more: object = {}): BaselineQuestion => ({ program, ownKpis: [], startDate: "2027-09-27", baselines, ...more });
const reasons = (input: BaselineQuestion) => baselineGaps(input).gaps.map(({ reason, blocksEffect }) => (blocksEffect ? `${reason}!` : reason));

describe("baselineGaps", () => {
  test("two periods before the start by one instrument leave no gap", () => {
    expect(baselineGaps(given([july, august]))).toStrictEqual({ isReady: true, gaps: [], assumptions: { leastObservationCount: 10, neededPeriodCount: 2 } });
  });

  test.each<readonly [string, readonly KpiBaseline[], readonly string[]]>([
    ["nothing measured", [], ["no-baseline!"]],
    ["one period", [july], ["one-period"]],
    ["two instruments", [july, { ...august, instrumentId: "rubric-2" }], ["two-instruments!"]],
    ["an instrument named and one not", [july, { kpiId: august.kpiId, fromDate: august.fromDate, toDate: august.toDate, n: 40 }], ["two-instruments!"]],
    ["periods that share a day", [july, period("2027-07-31", "2027-08-31")], ["periods-overlap"]],
    ["a long period around a short one", [period("2027-06-01", "2027-08-31"), july, period("2027-08-15", "2027-08-20")], ["periods-overlap"]],
    ["a period up to the first day of the program", [july, august, period("2027-09-01", "2027-09-27")], ["measured-after-start"]],
    ["a period that ends the day before", [july, period("2027-09-01", "2027-09-26")], []],
    ["a baseline after the start", [period("2027-10-01", "2027-10-31")], ["no-baseline!", "measured-after-start"]],
    ["a thin period", [july, { ...august, n: 9 }], ["too-few-observations"]],
  ])("%s: what is missing is told", (_, baselines, expected) => { expect(reasons(given(baselines))).toEqual(expected); });

  test("names the target behaviors that wait for the KPI, and each KPI once", () => {
    expect(baselineGaps(given([]))).toMatchObject({ isReady: false, gaps: [{ kpiId: "behavioral-compliance", targetBehaviorIds: ["listens", "asks"], reason: "no-baseline", blocksEffect: true }] });
  });

  test("what counts as thin is the host's to say, and comes back", () => {
    expect(baselineGaps(given([july, august], { leastObservationCount: 41 }))).toMatchObject({ gaps: [{ reason: "too-few-observations" }], assumptions: { leastObservationCount: 41 } });
  });

  test("a KPI that nobody answers for, or of unknown source, is told; money per outcome needs no time before", () => {
    const own: Kpi = { id: "cost", title: "Cost", family: "cost-per-outcome", evaluationLevel: 5, direction: "lower-is-better", unit: "money", indicator: "lagging" };
    expect(reasons(given([], { program: { ...program, targetBehaviors: [{ id: "b", title: "B", kpiIds: ["cost"] }] }, ownKpis: [own] }))).toEqual(["no-owner", "no-source"]);
  });

  test("the order of baselines changes nothing", () => {
    const baselines = [july, august, period("2027-08-31", "2027-09-10", { n: 3 })];
    expect(baselineGaps(given(baselines))).toEqual(baselineGaps(given(baselines.toReversed())));
  });

  test.each<readonly [string, object, string]>([
    ["a period that ends before it starts", { baselines: [period("2027-08-31", "2027-08-01")] }, "baseline-gaps.ends_before_start at /baselines/0/toDate"],
    ["a baseline of a KPI that nobody declared", { baselines: [{ ...july, kpiId: "joy" }] }, "program-kpis.unknown_kpi at /baselines/0/kpiId"],
    ["a program with one", { program: { ...program, targetBehaviors: [{ id: "b", title: "B", kpiIds: ["joy"] }] } }, "program-kpis.unknown_kpi at /program/targetBehaviors/0/kpiIds/0"],
    ["half an observation", { baselines: [{ ...july, n: 0.5 }] }, "input.invalid_type at /baselines/0/n"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => baselineGaps(given([], change)))).toEqual([issue]); });
});
