import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { managerAdoption, type ManagerAdoptionInput } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

const act = (id: string, managerId: string, actedAt: string) => ({ id, managerId, actedAt, kind: "recognition" });
const fifteen = Array.from({ length: 15 }, (_, index) => ({ managerId: `m${String(index)}`, directReportCount: 4 }));
/** `count` managers with three acts each in the week before the fourth Sunday of Advent. */
const adopters = (count: number) => fifteen.slice(0, count).flatMap(({ managerId }) => [14, 15, 16].map((day) => act(`${managerId}-${String(day)}`, managerId, `2027-12-${String(day)}T09:00:00Z`)));
const advent: ManagerAdoptionInput = { acts: adopters(12), managers: fifteen, asOfDate: "2027-12-19", timeZone: "Europe/Berlin", confidenceLevel: 0.95 };

describe("managerAdoption", () => {
  test.each([[12, 0.8, 0.548146], [9, 0.6, 0.357468]])("%i of 15 managers with three acts are %f, at least %f at 95 %%", (count, estimate, lower) => {
    expect(managerAdoption({ ...advent, acts: adopters(count) }).adoptionFraction).toMatchObject({ estimate, n: 15, method: "wilson", confidence: { lower: expect.closeTo(lower, 6), level: 0.95 } });
  });

  test("reads adoption in three ways for each manager: count, acts per report and week, share of weeks with an act", () => {
    const acts = ["2027-11-22", "2027-12-06", "2027-12-08", "2027-12-19"].map((date) => act(date, "ana", `${date}T12:00:00Z`));
    const { managers, fromDate, toDate, outsideWindowCount, assumptions } = managerAdoption({ ...advent, acts, managers: [{ managerId: "ana", directReportCount: 5 }, { managerId: "ben", directReportCount: 3 }, { managerId: "cleo", directReportCount: 0 }] });
    expect(managers).toStrictEqual([
      { managerId: "ana", actCount: 4, actsPerReportWeek: 0.2, activeWeeksFraction: 0.75, hasAdopted: true },
      { managerId: "ben", actCount: 0, actsPerReportWeek: 0, activeWeeksFraction: 0, hasAdopted: false },
      { managerId: "cleo", actCount: 0, actsPerReportWeek: null, activeWeeksFraction: 0, hasAdopted: false },
    ]);
    expect({ fromDate, toDate, outsideWindowCount, assumptions }).toStrictEqual({ fromDate: "2027-11-22", toDate: "2027-12-19", outsideWindowCount: 0, assumptions: { windowWeeks: 4, minimumActCount: 3 } });
  });

  test.each([
    // In Berlin, UTC+1, the window of 22 November to 19 December runs from 23:00Z to 23:00Z.
    ["2027-11-21T22:59:59Z", 0], ["2027-11-21T22:59:59.999Z", 0], ["2027-11-21T23:00:00Z", 1], ["2027-11-21T23:00:00.000Z", 1],
    ["2027-12-19T22:59:59Z", 1], ["2027-12-19T22:59:59.999Z", 1], ["2027-12-19T23:00:00Z", 0], ["2027-12-19T23:00:00.000Z", 0],
    ["1970-01-01T00:00:00Z", 0], ["2199-12-31T23:59:59Z", 0],
  ])("an act at %s counts %i times: days begin at midnight in the zone", (actedAt, actCount) => {
    const adoption = managerAdoption({ ...advent, acts: [act("r", "m0", actedAt)] });
    expect(adoption.managers[0]?.actCount).toBe(actCount);
    expect(adoption.outsideWindowCount).toBe(1 - actCount);
  });

  test("a week with a clock change is seven days of the calendar, 169 hours, not 168", () => {
    const lastHour = { ...advent, asOfDate: "2027-10-31", windowWeeks: 1, acts: [act("r", "m0", "2027-10-31T22:59:59Z"), act("s", "m0", "2027-10-24T22:00:00Z")] };
    expect(managerAdoption(lastHour).managers[0]?.actCount).toBe(2);
  });

  test("a day that begins after the gap of a skipped midnight is a day", () => {
    // In Cairo on 30 April 2027 the clock goes from 00:00 to 01:00.
    const cairo = { ...advent, timeZone: "Africa/Cairo", asOfDate: "2027-05-06", windowWeeks: 1, acts: [act("r", "m0", "2027-04-29T22:00:00Z"), act("s", "m0", "2027-04-29T21:59:59Z")] };
    expect(managerAdoption(cairo)).toMatchObject({ fromDate: "2027-04-30", outsideWindowCount: 1 });
  });

  test("without managers nobody can say", () => {
    expect(managerAdoption({ ...advent, acts: [], managers: [] })).toMatchObject({ adoptionFraction: { estimate: null, reason: "too-few-observations", n: 0 }, managers: [] });
  });

  test("without acts it is zero, with an interval", () => {
    expect(managerAdoption({ ...advent, acts: [] }).adoptionFraction).toMatchObject({ estimate: 0, n: 15, confidence: { lower: 0 } });
  });

  test.each(["1973-01-01", "2199-12-30"])("holds at the end of the calendar: %s, 104 weeks", (asOfDate) => {
    for (const timeZone of ["Pacific/Kiritimati", "Pacific/Midway"]) expect(managerAdoption({ ...advent, asOfDate, timeZone, windowWeeks: 104 }).toDate).toBe(asOfDate);
  });

  test.each<readonly [string, object, string]>([
    ["an act twice", { acts: [...adopters(1), ...adopters(1).slice(0, 1)] }, "manager-adoption.duplicate_act at /acts/3/id"],
    ["a manager twice", { managers: [...fifteen, { managerId: "m3", directReportCount: 1 }] }, "manager-adoption.duplicate_manager at /managers/15/managerId"],
    ["an act of a manager whom nobody expects to reinforce", { acts: [act("r", "zoe", "2027-12-14T09:00:00Z")] }, "manager-adoption.unknown_manager at /acts/0/managerId"],
    ["30 February", { asOfDate: "2026-02-30" }, "input.invalid_format at /asOfDate"],
    ["a window before the calendar", { asOfDate: "1972-12-31" }, "input.invalid_format at /asOfDate"],
    ["a window to the end of the calendar", { asOfDate: "2199-12-31" }, "input.invalid_format at /asOfDate"],
    ["an unknown zone", { timeZone: "Europe/Atlantis" }, "known-time-zone.unknown_zone at /timeZone"],
    ["a percent of confidence", { confidenceLevel: 95 }, "input.too_big at /confidenceLevel"],
    ["no confidence level", { confidenceLevel: undefined }, "input.invalid_type at /confidenceLevel"],
    ["half a report", { managers: [{ managerId: "m0", directReportCount: 0.5 }] }, "input.invalid_type at /managers/0/directReportCount"],
    ["a window of no week", { windowWeeks: 0 }, "input.too_small at /windowWeeks"],
    ["adoption without an act", { minimumActCount: 0 }, "input.too_small at /minimumActCount"],
    ["an act without an instant", { acts: [{ ...act("r", "m0", ""), actedAt: "2027-12-14" }] }, "input.invalid_format at /acts/0/actedAt"],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf(() => managerAdoption({ ...advent, ...change }))).toContain(issue);
  });

  test("fifty thousand acts are counted in one pass", () => {
    const acts = Array.from({ length: 50_000 }, (_, index) => act(String(index), `m${String(index % 15)}`, `2027-12-${String(1 + (index % 19)).padStart(2, "0")}T09:00:00Z`));
    expect(managerAdoption({ ...advent, acts }).managers.reduce((sum, { actCount }) => sum + actCount, 0)).toBe(50_000);
  });

  const acts = fc.array(fc.record({ manager: fc.nat(4), day: fc.integer({ min: 1, max: 28 }), month: fc.constantFrom("11", "12") }), { maxLength: 40 })
    .map((list) => list.map(({ manager, day, month }, index) => act(String(index), `m${String(manager)}`, `2027-${month}-${String(day).padStart(2, "0")}T12:00:00Z`)));
  const five = fifteen.slice(0, 5);

  test("every act is counted once: for its manager or outside the window", () => fc.assert(fc.property(acts, (given) => {
    const { managers, outsideWindowCount } = managerAdoption({ ...advent, acts: given, managers: five });
    expect(managers.reduce((sum, { actCount }) => sum + actCount, outsideWindowCount)).toBe(given.length);
    for (const { actCount, activeWeeksFraction } of managers) expect(activeWeeksFraction * 4).toBeLessThanOrEqual(actCount);
  })));

  test("one more act never lowers adoption, a higher bar never raises it", () => fc.assert(fc.property(acts, (given) => {
    const estimate = (change: Partial<ManagerAdoptionInput>): number => managerAdoption({ ...advent, acts: given, managers: five, ...change }).adoptionFraction.estimate ?? -1;
    expect(estimate({ acts: [...given, act("more", "m0", "2027-12-19T12:00:00Z")] })).toBeGreaterThanOrEqual(estimate({}));
    expect(estimate({ minimumActCount: 4 })).toBeLessThanOrEqual(estimate({}));
  })));
});
