import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KPI_LIMITS, weeklyMeasure, weeklyMeasureColumns, type WeeklyColumns, type WeeklyMeasureInput } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

const week = (person: number, number: number, value: number) => ({ personId: `p${String(person)}`, week: number, value });
const given = (records: WeeklyMeasureInput["records"], more: Partial<WeeklyMeasureInput> = {}): WeeklyMeasureInput => ({ records, weekCount: 2, measure: "mean", confidenceLevel: 0.95, ...more });
const six = [360, 372, 341, 390, 355, 365];

describe("weeklyMeasure", () => {
  // scipy 1.17.1: stats.t.interval on the six.
  test("is the mean of each week over people, with Student's interval", () => {
    const cells = weeklyMeasure(given([...six.map((value, person) => week(person, 0, value)), week(0, 1, 360)]));
    expect(cells).toMatchObject([
      { groupId: null, week: 0, value: { estimate: expect.closeTo(363.8333333333333, 9), n: 6, confidence: { lower: expect.closeTo(346.48217040795544, 9), upper: expect.closeTo(381.1844962587112, 9) } } },
      { groupId: null, week: 1, value: { estimate: null, reason: "too-few-observations", n: 1, needed: 2 } },
    ]);
  });

  test("is the share of ones with Wilson's interval, and by group", () => {
    const groups = [0, 1, 2, 3].map((person) => ({ personId: `p${String(person)}`, groupId: person < 3 ? "south" : "north" }));
    const cells = weeklyMeasure(given([week(0, 0, 1), week(1, 0, 0), week(2, 0, 1), week(3, 1, 1)], { measure: "fraction", groups }));
    expect(cells.map(({ groupId, week: number, value }) => [groupId, number, value.estimate, value.n])).toEqual([["north", 0, null, 0], ["north", 1, 1, 1], ["south", 0, 2 / 3, 3], ["south", 1, null, 0]]);
  });

  test.each<readonly [string, Partial<WeeklyMeasureInput>, string]>([
    ["one person twice in one week", { records: [week(0, 0, 1), week(0, 0, 2)] }, "weekly-measure.duplicate_week at /records/1"],
    ["a week beyond the last", { records: [week(0, 2, 1)] }, "weekly-measure.beyond_weeks at /records/0/week"],
    ["a half where a fraction is measured", { records: [week(0, 0, 0.5)], measure: "fraction" }, "weekly-measure.not_yes_or_no at /records/0/value"],
    ["a percent where a fraction is measured", { records: [week(0, 0, 100)], measure: "fraction" }, "weekly-measure.not_yes_or_no at /records/0/value"],
    ["a person in two groups", { groups: [{ personId: "a", groupId: "x" }, { personId: "a", groupId: "y" }] }, "weekly-measure.duplicate_person at /groups/1/personId"],
    ["a person without a group", { records: [week(0, 0, 1)], groups: [] }, "weekly-measure.without_group at /records/0/personId"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => weeklyMeasure(given([], change)))).toEqual([issue]); });
});

const columns = (more: Partial<WeeklyColumns> = {}): WeeklyColumns => ({
  personCount: 6, weekCount: 2, groupCount: 1, persons: Uint32Array.of(0, 1, 2, 3, 4, 5, 0), weeks: Uint16Array.of(0, 0, 0, 0, 0, 0, 1), values: Float64Array.of(...six, 360), measure: "mean", confidenceLevel: 0.95, ...more,
});

describe("weeklyMeasureColumns", () => {
  test("answers in columns: counts, estimates, errors, ends, and where there is none", () => {
    const figures = weeklyMeasureColumns(columns());
    expect([...figures.counts, ...figures.isKnown]).toEqual([6, 1, 1, 0]);
    expect(figures.estimates[0]).toBeCloseTo(363.8333333333333, 9);
    expect(figures.standardErrors[0]).toBeCloseTo(6.74989711855752, 9);
    expect(figures.upper[0]).toBeCloseTo(381.1844962587112, 9);
    expect([figures.estimates[1], figures.standardErrors[1], figures.lower[1], figures.upper[1]]).toEqual([0, 0, 0, 0]);
  });

  test("values far from zero keep their digits", () => {
    const far = weeklyMeasureColumns(columns({ values: Float64Array.of(...[...six, 0].map((value) => value / 1000 + 1e8)) }));
    expect(far.standardErrors[0]).toBeCloseTo(0.00674989711855752, 8);
  });

  const rows = fc.uniqueArray(fc.record({ person: fc.nat(11), week: fc.nat(4), value: fc.integer({ min: 0, max: 1000 }) }), { selector: ({ person, week: number }) => person * 100 + number, minLength: 1, maxLength: 60 });
  test.each(["mean", "fraction"] as const)("is what weeklyMeasure answers: %s", (measure) => { fc.assert(fc.property(rows, fc.array(fc.nat(2), { minLength: 12, maxLength: 12 }), (list, places) => {
    const valueOf = (value: number): number => (measure === "fraction" ? value % 2 : value / 7);
    const groupIds = ["a", "b", "c"];
    const cells = weeklyMeasure({ records: list.map(({ person, week: number, value }) => week(person, number, valueOf(value))), weekCount: 5, measure, confidenceLevel: 0.9, groups: [...places.map((place, person) => ({ personId: `p${String(person)}`, groupId: groupIds[place] ?? "" })), ...groupIds.map((groupId) => ({ personId: `${groupId}-alone`, groupId }))] });
    const figures = weeklyMeasureColumns({
      personCount: 12, weekCount: 5, groupCount: 3, persons: Uint32Array.from(list, ({ person }) => person), weeks: Uint16Array.from(list, (row) => row.week), values: Float64Array.from(list, ({ value }) => valueOf(value)), groups: Uint16Array.from(places), measure, confidenceLevel: 0.9,
    });
    cells.forEach(({ value }, place) => {
      expect(figures.counts[place]).toBe(value.n);
      expect(figures.isKnown[place]).toBe(value.estimate === null ? 0 : 1);
      if (value.estimate === null) return;
      expect(figures.estimates[place]).toBeCloseTo(value.estimate, 9);
      expect(figures.lower[place]).toBeCloseTo(value.confidence.lower, 9);
      expect(figures.upper[place]).toBeCloseTo(value.confidence.upper, 9);
    });
  })); });

  test("leaves its columns alone, and the order of rows changes no figure", () => {
    const own = columns();
    weeklyMeasureColumns(own);
    expect(own).toEqual(columns());
    const turned = weeklyMeasureColumns({ ...own, persons: own.persons.toReversed(), weeks: own.weeks.toReversed(), values: own.values.toReversed() });
    expect(turned.estimates[0]).toBeCloseTo(363.8333333333333, 9);
  });

  test.each<readonly [string, object, string]>([
    ["a plain list", { values: [1] }, "weekly-measure-columns.wrong_kind at /values"],
    ["persons of another kind", { persons: new Uint16Array(7) }, "weekly-measure-columns.wrong_kind at /persons"],
    ["weeks of another kind", { weeks: new Uint32Array(7) }, "weekly-measure-columns.wrong_kind at /weeks"],
    ["groups of another kind", { groups: new Uint8Array(6) }, "weekly-measure-columns.wrong_kind at /groups"],
    ["fewer weeks than rows", { weeks: new Uint16Array(6) }, "weekly-measure-columns.wrong_length at /weeks"],
    ["groups of fewer people", { groups: new Uint16Array(5) }, "weekly-measure-columns.wrong_length at /groups"],
    ["a person beyond the last", { persons: Uint32Array.of(0, 1, 2, 6, 4, 5, 0) }, "weekly-measure-columns.unknown_place at /persons/3"],
    ["a week beyond the last", { weeks: Uint16Array.of(0, 0, 0, 0, 0, 0, 2) }, "weekly-measure-columns.unknown_place at /weeks/6"],
    ["a group beyond the last", { groups: Uint16Array.of(0, 0, 1, 0, 0, 0) }, "weekly-measure-columns.unknown_place at /groups/2"],
    ["no number", { values: Float64Array.of(...six, NaN) }, "weekly-measure-columns.bad_value at /values/6"],
    ["a value beyond the bound", { values: Float64Array.of(...six, 1.1e9) }, "weekly-measure-columns.bad_value at /values/6"],
    ["a half where a fraction is measured", { measure: "fraction", values: Float64Array.of(1, 0, 1, 0, 1, 0.5, 0) }, "weekly-measure-columns.bad_value at /values/5"],
    ["one person twice in one week", { persons: Uint32Array.of(0, 1, 2, 3, 4, 5, 5), weeks: new Uint16Array(7) }, "weekly-measure-columns.duplicate_week at /persons/6"],
    ["more people times weeks than the limit", { personCount: KPI_LIMITS.columnPlaces / 1000 + 1, weekCount: 1000 }, "weekly-measure-columns.too_many at /"],
    ["more groups times weeks than the limit", { personCount: 6, groupCount: 1001, weekCount: 1000 }, "weekly-measure-columns.too_many at /"],
    ["no weeks", { weekCount: 0 }, "input.too_small at /weekCount"],
    ["a percent of confidence", { confidenceLevel: 95 }, "input.too_big at /confidenceLevel"],
    ["a key that is not known", { method: "mean" }, "input.unrecognized_keys at /method"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => weeklyMeasureColumns({ ...columns(), ...change }))).toEqual([issue]); });

  test("refuses more rows than the limit before it reads them", () => {
    // a column of this length costs nothing until it is read
    const count = KPI_LIMITS.columnRows + 1;
    expect(issuesOf(() => weeklyMeasureColumns(columns({ persons: new Uint32Array(count), weeks: new Uint16Array(count), values: new Float64Array(count) })))).toEqual(["weekly-measure-columns.too_many at /"]);
  });

  test("refuses what is no columns at all", () => {
    for (const input of [null, 5, "columns", undefined]) expect(issuesOf(() => weeklyMeasureColumns(input as unknown as WeeklyColumns))).not.toEqual([]);
  });
});
