import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type StaffMember, staffRetention, type StaffRetentionInput } from "coachkit/kpi";
import { addDays } from "coachkit/time";
import { issuesOf } from "../issues-of.js";

const start = "2027-01-01";
/** Watched from a day of 2027; left and promoted so many days later. */
const member = (personId: string, from: number, left: number | null, promoted: number | null = null): StaffMember => {
  const watchedFromDate = addDays(start, from);
  const on = (days: number | null) => (days === null ? null : addDays(watchedFromDate, days));
  return { personId, watchedFromDate, leftDate: on(left), promotedDate: on(promoted) };
};
const given = (staff: readonly StaffMember[], more: object = {}): StaffRetentionInput => ({ staff, asOfDate: addDays(start, 100), atDays: [10, 50, 90], confidenceLevel: 0.95, ...more });

describe("staffRetention", () => {
  // By hand: at 10 one of 5 leaves (.8); at 40 one of the 3 still watched, since one came late and was watched 30 days (.8 · 2/3).
  test("counts those still employed as long as they were watched", () => {
    const staff = [member("a", 0, 10), member("b", 0, 40), member("c", 0, null), member("d", 0, null), member("e", 70, null)];
    const { points, personCount, leftCount, stillEmployedCount } = staffRetention(given(staff));
    expect(points.map(({ retainedFraction }) => retainedFraction.estimate)).toEqual([0.8, expect.closeTo(1.6 / 3, 12), expect.closeTo(1.6 / 3, 12)]);
    expect([personCount, leftCount, stillEmployedCount]).toEqual([5, 2, 3]);
    expect(points[0]?.retainedFraction).toMatchObject({ n: 5, method: "kaplan-meier-log-log" });
  });

  test("who leaves is promoted no more: of four, one promoted and two gone before make a quarter, not a half", () => {
    const staff = [member("a", 0, 10), member("b", 0, 10), member("c", 0, null, 40), member("d", 0, null)];
    const { points, promotedCount } = staffRetention(given(staff));
    expect(points.map(({ promotedFraction }) => promotedFraction.estimate)).toEqual([0, 0.25, 0.25]);
    expect(promotedCount).toBe(1);
  });

  test("a promotion counts from its own day, and a later leave takes nothing from it", () => {
    const staff = [member("a", 0, 80, 20), member("b", 0, null), member("c", 0, null), member("d", 0, null)];
    expect(staffRetention(given(staff, { atDays: [30, 90] })).points.map(({ promotedFraction, retainedFraction }) => [promotedFraction.estimate, retainedFraction.estimate])).toEqual([[0.25, 1], [0.25, 0.75]]);
  });

  test("the ends of a promoted share are those of the share not promoted, changed in place", () => {
    const staff = Array.from({ length: 10 }, (_, index) => member(`p${String(index)}`, 0, null, index < 3 ? 20 + index : null));
    const { promotedFraction } = staffRetention(given(staff)).points[1] ?? {};
    const { retainedFraction } = staffRetention(given(staff.map((one) => ({ ...one, leftDate: one.promotedDate, promotedDate: null })))).points[1] ?? {};
    if (promotedFraction?.estimate == null || retainedFraction?.estimate == null) throw new Error("no estimate");
    expect(promotedFraction.estimate).toBeCloseTo(0.3, 12);
    expect(promotedFraction.confidence.lower).toBeCloseTo(1 - retainedFraction.confidence.upper, 12);
    expect(promotedFraction.confidence.lower).toBeLessThan(0.3);
    expect(promotedFraction.confidence.upper).toBeGreaterThan(0.3);
  });

  test("beyond the days anyone was watched, and without staff, nobody can say", () => {
    expect(staffRetention(given([member("a", 0, null)], { atDays: [101] })).points[0]).toMatchObject({ retainedFraction: { estimate: null, reason: "beyond-follow-up" }, promotedFraction: { estimate: null, reason: "beyond-follow-up" } });
    expect(staffRetention(given([]))).toMatchObject({ points: [{ retainedFraction: { estimate: null, n: 0 } }, {}, {}], medianDays: null, personCount: 0 });
  });

  test("the median is told where half have left", () => {
    const staff = [member("a", 0, 10), member("b", 0, 40), member("c", 0, 60), member("d", 0, null), member("e", 0, null)];
    expect(staffRetention(given(staff)).medianDays).toMatchObject({ estimate: 60 });
    expect(staffRetention(given(staff.slice(3))).medianDays).toMatchObject({ estimate: null, reason: "not-reached" });
  });

  test.each<readonly [string, object, string]>([
    ["a person twice", { staff: [member("a", 0, null), member("a", 0, null)] }, "staff-retention.duplicate_person at /staff/1/personId"],
    ["a departure in the future", { staff: [member("a", 0, 101)] }, "staff-retention.future_date at /staff/0/leftDate"],
    ["someone who is not there yet", { staff: [member("a", 101, null)] }, "staff-retention.future_date at /staff/0/watchedFromDate"],
    ["a departure before the first day", { staff: [member("a", 10, -1)] }, "staff-retention.before_watched at /staff/0/leftDate"],
    ["a promotion before the first day", { staff: [member("a", 10, null, -1)] }, "staff-retention.before_watched at /staff/0/promotedDate"],
    ["a promotion after leaving", { staff: [member("a", 0, 10, 11)] }, "staff-retention.promoted_after_leaving at /staff/0/promotedDate"],
    ["days out of order", { atDays: [90, 50] }, "staff-retention.not_ascending at /atDays/1"],
    ["a day twice", { atDays: [50, 50] }, "staff-retention.not_ascending at /atDays/1"],
    ["no day", { atDays: [] }, "input.too_small at /atDays"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => staffRetention(given([], change)))).toEqual([issue]); });

  const anyStaff = fc.array(fc.tuple(fc.nat(60), fc.option(fc.nat(40)), fc.option(fc.nat(40))), { minLength: 1, maxLength: 25 })
    .map((list) => list.map(([from, left, promoted], index) => member(`p${String(index)}`, from, left, promoted !== null && left !== null ? Math.min(promoted, left) : promoted)));
  test("with all watched as long, the shares are plain ones, and order changes nothing", () => fc.assert(fc.property(anyStaff, (list) => {
    const staff = list.map((one, index) => member(one.personId, 0, one.leftDate === null ? null : index % 100, null));
    const { retainedFraction } = staffRetention(given(staff, { atDays: [50] })).points[0] ?? {};
    expect(retainedFraction?.estimate).toBeCloseTo(staff.filter(({ leftDate }) => leftDate === null || leftDate > addDays(start, 50)).length / staff.length, 9);
    expect(staffRetention(given(list))).toEqual(staffRetention(given(list.toReversed())));
  })));
});
