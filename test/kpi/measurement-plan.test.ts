import { describe, expect, test } from "vitest";
import { measurementPlan, type MeasurementPlanInput } from "coachkit/kpi";
import { blendedTwelveWeek } from "coachkit/program";
import { addDays } from "coachkit/time";
import { issuesOf } from "../issues-of.js";

const program = { ...blendedTwelveWeek, targetBehaviors: [{ id: "b", title: "B", kpiIds: ["behavioral-compliance", "manager-adoption", "retention"] }] };
const given = (more: object = {}): MeasurementPlanInput => ({ program, ownKpis: [], startDate: "2027-09-27", ...more });
const dates = (input: MeasurementPlanInput) => measurementPlan(input).measurements.map(({ phase, fromDate, toDate }) => [phase, fromDate, toDate]);

describe("measurementPlan", () => {
  test("measures twice before, halfway, right after, and six months after the start", () => {
    expect(dates(given())).toEqual([
      ["baseline", "2027-08-30", "2027-09-12"], ["baseline", "2027-09-13", "2027-09-26"], ["mid", "2027-11-08", "2027-11-21"], ["post", "2027-12-27", "2028-01-09"], ["six-months", "2028-03-27", "2028-04-09"],
    ]);
    expect(measurementPlan(given()).assumptions).toStrictEqual({ windowWeeks: 2, sixMonthsFrom: "start" });
  });

  test("lagging KPIs rest halfway, and a reading before a KPI can have moved is told as such", () => {
    const kpis = Object.fromEntries(measurementPlan(given()).measurements.map(({ phase, kpis: list }) => [phase, list.map(({ kpiId, isTooEarly }) => (isTooEarly ? `${kpiId}?` : kpiId))]));
    expect(kpis).toEqual({
      baseline: ["behavioral-compliance", "manager-adoption", "retention"], mid: ["behavioral-compliance", "manager-adoption?"],
      post: ["behavioral-compliance", "manager-adoption", "retention?"], "six-months": ["behavioral-compliance", "manager-adoption", "retention"],
    });
  });

  test("six months are 182 or 184 days: a window from week 26 is open only where 26 weeks have passed", () => {
    const isEarly = (startDate: string) => measurementPlan(given({ startDate })).measurements.at(-1)?.kpis.at(-1)?.isTooEarly;
    expect(isEarly("2027-09-27")).toBe(false);
    // 1 September to 1 March is 181 days
    expect(isEarly("2026-09-01")).toBe(true);
  });

  test("where the program lasts as long, six months count from its end", () => {
    const { measurements, assumptions } = measurementPlan(given({ program: { ...program, weekCount: 26 } }));
    expect(assumptions.sixMonthsFrom).toBe("end");
    expect(measurements.slice(-2).map(({ fromDate }) => fromDate)).toEqual(["2028-04-03", "2028-10-03"]);
  });

  test.each([[1], [2], [4], [13]])("windows of %i weeks do not overlap before the program, and each lasts as long", (windowWeeks) => {
    const { measurements } = measurementPlan(given({ windowWeeks }));
    expect(measurements[0]?.toDate).toBe(addDays(measurements[1]?.fromDate ?? "", -1));
    expect(measurements[1]?.toDate).toBe("2027-09-26");
    for (const { fromDate, toDate } of measurements) expect(addDays(fromDate, 7 * windowWeeks - 1)).toBe(toDate);
  });

  test("a KPI that several behaviors are to move is measured once", () => {
    const behaviors = [{ id: "a", title: "A", kpiIds: ["retention"] }, { id: "b", title: "B", kpiIds: ["retention"] }];
    expect(measurementPlan(given({ program: { ...program, targetBehaviors: behaviors } })).measurements[0]?.kpis).toHaveLength(1);
  });

  test.each(["1971-01-01", "2186-12-31"])("holds at the ends of the calendar: %s", (startDate) => {
    expect(measurementPlan(given({ startDate, windowWeeks: 13, program: { ...program, weekCount: 520 } })).measurements).toHaveLength(5);
  });

  test.each<readonly [string, object, string]>([
    ["a start before the calendar", { startDate: "1970-12-31" }, "input.invalid_format at /startDate"],
    ["a start too near to its end", { startDate: "2187-01-01" }, "input.invalid_format at /startDate"],
    ["no window", { windowWeeks: 0 }, "input.too_small at /windowWeeks"],
    ["a KPI that nobody declared", { program: { ...program, targetBehaviors: [{ id: "b", title: "B", kpiIds: ["joy"] }] } }, "program-kpis.unknown_kpi at /program/targetBehaviors/0/kpiIds/0"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => measurementPlan(given(change)))).toEqual([issue]); });
});
