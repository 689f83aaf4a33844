import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LookQuestion, lookSchedule } from "coachkit/rollout";
import { repeatedTestingAlpha, sequentialPower, standardNormalQuantile } from "coachkit/statistics";
import { issuesOf } from "../issues-of.js";
import { looks } from "./pilot.js";

const plan = { looks, oneSidedAlpha: 0.025, spending: "obrien-fleming" } as const;
const at = (week: number, informationFraction: number) => ({ week, informationFraction });

describe("lookSchedule", () => {
  test("before the first look it tells the plan", () => {
    const { looks: planned, current, nextLookWeek, remainingAlpha } = lookSchedule({ ...plan, takenLooks: [] });
    expect(planned.map(({ week, status, plannedNominalPValue, nominalPValue }) => [week, status, plannedNominalPValue.toFixed(6), nominalPValue])).toEqual([[6, "ahead", "0.001525", null], [12, "ahead", "0.024500", null]]);
    expect([current, nextLookWeek, remainingAlpha]).toEqual([null, 6, 0.025]);
  });

  test.each<readonly [string, LookQuestion["spending"], readonly number[], readonly string[]]>([
    ["O'Brien–Fleming in two", "obrien-fleming", [0.5, 1], ["0.001525", "0.024500"]],
    ["O'Brien–Fleming in three", "obrien-fleming", [0.5, 0.75, 1], ["0.001525", "0.009162", "0.022000"]],
    ["Pocock in two", "pocock", [0.5, 1], ["0.015503", "0.013869"]],
  ])("%s: the p values of the looks", (_, spending, fractions, values) => {
    const all = fractions.map((fraction, index) => at(4 * (index + 1), fraction));
    const { looks: taken } = lookSchedule({ looks: all, oneSidedAlpha: 0.025, spending, takenLooks: all });
    expect(taken.map(({ nominalPValue }) => nominalPValue?.toFixed(6))).toEqual(values);
  });

  test("a skipped look leaves all to the last, and is told", () => {
    const { looks: all, current, remainingAlpha } = lookSchedule({ ...plan, takenLooks: [at(12, 1)] });
    expect(all.map(({ status }) => status)).toEqual(["skipped", "taken"]);
    expect(all[0]).toMatchObject({ informationFraction: null, nominalPValue: null, spentAlpha: null });
    expect(current?.nominalPValue).toBeCloseTo(0.025, 9);
    expect(remainingAlpha).toBeCloseTo(0, 12);
  });

  test("a look is judged by the information that it had, not by the planned one", () => {
    const early = lookSchedule({ ...plan, takenLooks: [at(6, 0.4)] });
    expect(early.current?.nominalPValue).toBeLessThan(0.001);
    expect(early.looks[0]).toMatchObject({ plannedInformationFraction: 0.5, informationFraction: 0.4 });
    expect(early).toMatchObject({ nextLookWeek: 12, current: { isFinal: false } });
  });

  test("the last planned look spends all, whatever information it had: no other comes", () => {
    const { current, remainingAlpha, nextLookWeek } = lookSchedule({ ...plan, takenLooks: [at(6, 0.5), at(12, 0.9)] });
    expect(current).toMatchObject({ isFinal: true, informationFraction: 0.9 });
    expect(current?.spentAlpha).toBeCloseTo(0.025, 12);
    expect([remainingAlpha, nextLookWeek]).toEqual([0, null]);
  });

  test("a look that has all information early is the last", () => {
    expect(lookSchedule({ ...plan, takenLooks: [at(6, 1)] })).toMatchObject({ current: { isFinal: true }, nextLookWeek: null, looks: [{ status: "taken" }, { status: "ahead" }] });
  });

  test.each<readonly [string, object, string]>([
    ["a look that nobody planned", { takenLooks: [at(6, 0.5), at(9, 0.75)] }, "look-schedule.unplanned_look at /takenLooks/1/week"],
    ["a look twice", { takenLooks: [at(6, 0.5), at(6, 0.6)] }, "look-schedule.weeks_not_rising at /takenLooks/1/week"],
    ["planned looks out of order", { looks: [at(12, 0.5), at(6, 1)], takenLooks: [] }, "look-schedule.weeks_not_rising at /looks/1/week"],
    ["a later look with less information", { takenLooks: [at(6, 0.5), at(12, 0.4)] }, "look-fractions.too_near at /takenLooks/1/informationFraction"],
    ["a look after all information", { looks: [at(6, 1), at(12, 1.2)], takenLooks: [] }, "look-fractions.after_the_end at /looks/1/informationFraction"],
    ["no planned look", { looks: [], takenLooks: [] }, "input.too_small at /looks"],
    ["information in percent", { takenLooks: [at(6, 50)] }, "input.too_big at /takenLooks/0/informationFraction"],
    ["more looks than fifty", { looks: Array.from({ length: 51 }, (_, index) => at(index, 0.02 + 0.01 * index)), takenLooks: [] }, "input.too_big at /looks"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => lookSchedule({ ...plan, takenLooks: [], ...change }))).toEqual([issue]); });

  test("all faults are named at once, with the planned weeks to wait for", () => {
    expect(() => lookSchedule({ ...plan, takenLooks: [at(5, 0.5), at(9, 0.75)] })).toThrow(expect.objectContaining({ issues: [5, 9].map((week) => expect.objectContaining({ code: "look-schedule.unplanned_look", message: `No look was planned for week ${String(week)}; planned were 6, 12.`, params: { week, planned: ["6", "12"] } })) }));
  });

  test("law: whatever looks are skipped and whatever information they had, all together keep the error probability, where uncorrected ones do not", () => {
    const taken = fc.uniqueArray(fc.integer({ min: 3, max: 20 }), { minLength: 2, maxLength: 4 }).map((twentieths) => twentieths.sort((left, right) => left - right).map((part, index) => at(4 + index, part / 20)));
    fc.assert(fc.property(taken, fc.constantFrom("obrien-fleming" as const, "pocock" as const), (takenLooks, spending) => {
      const planned = Array.from({ length: 5 }, (_, index) => at(4 + index, (index + 1) / 5));
      const { looks: all } = lookSchedule({ looks: planned, oneSidedAlpha: 0.025, spending, takenLooks });
      const bounds = all.flatMap(({ informationFraction, nominalPValue }) => (informationFraction === null || nominalPValue === null ? [] : [{ informationFraction, z: Math.min(40, -standardNormalQuantile(nominalPValue)) }]));
      expect(sequentialPower({ looks: bounds, drift: 0 }).power).toBeLessThan(0.025 + 1e-7);
      expect(repeatedTestingAlpha({ lookFractions: takenLooks.map(({ informationFraction }) => informationFraction), alpha: 0.025, sides: "one-sided" })).toBeGreaterThan(0.025);
    }), { numRuns: 15 });
  });
});
