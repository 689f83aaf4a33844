import * as fc from "fast-check";
import { CAPACITY_LIMITS, type CapacityChange, capacityGain, capacityGrid, type CapacityPoint, capacitySensitivity, type DriverRange, type SessionLoad } from "coachkit/plan";
import { describe, expect, test } from "vitest";

const week = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
const session: SessionLoad = { modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 };
/** 45 minutes each before, 31 participants; 22.5 + 6 + 3 = 31.5 minutes after, 45 participants. */
const change: CapacityChange = { week, before: { sessions: [session] }, after: { sessions: [{ ...session, sessionsPerWeek: 0.25 }], journals: { countPerWeek: 1, minutesEach: 6 }, messages: { countPerWeek: 1, minutesEach: 3 } } };
const only = (range: DriverRange, ofChange = change) => capacitySensitivity({ change: ofChange, drivers: [range] }).drivers[0];
const counts = ({ beforeCount, afterCount, addedCount }: CapacityPoint) => [beforeCount, afterCount, addedCount];

describe("one driver at a time, by hand", () => {
  test.each([
    // the comments: minutes each, before and after, at the low and at the high value, of 1,428; or what becomes of the 1,428
    ["live-minutes",         { low: 45, high: 90 },       60,   [38, 44, 6],   [23, 36, 13]],   // 37.5; 48.75 live minutes a month bind: 60 / 48.75 · 18.75 + 9 = 32.08; 60 and 39
    ["preparation-minutes",  { low: 0, high: 30 },        15,   [38, 51, 13],  [27, 40, 13]],   // 37.5 and 27.75; 52.5 and 35.25
    ["note-minutes",         { low: 5, high: 15 },        15,   [35, 49, 14],  [31, 45, 14]],   // 40 and 29; as things are
    ["travel-minutes",       { low: 0, high: 30 },        0,    [31, 45, 14],  [23, 36, 13]],   // as things are; 60 and 39
    ["group-size",           { low: 1, high: 3 },         1,    [31, 45, 14],  [95, 86, -9]],   // as things are; 15 and 16.5
    ["journal-minutes",      { low: 3, high: 19.5 },      6,    [31, 50, 19],  [31, 31, 0]],    // 45 and 28.5; 45 and 45
    ["message-minutes",      { low: 0, high: 10 },        3,    [31, 50, 19],  [31, 37, 6]],    // 45 and 28.5; 45 and 38.5
    ["no-show-fraction",     { low: 0, high: 0.2 },       0,    [31, 45, 14],  [32, 41, 9]],    // as things are; 0.5 · (75 + 0.8 · 15) = 43.5; 52 live minutes a month bind: 60 / 52 · 21.75 + 9 = 34.1
    ["shrinkage-fraction",   { low: 0.2, high: 0.4 },     0.25, [34, 48, 14],  [24, 35, 11]],   // 1,530; 1,122
    ["utilization-fraction", { low: 0.7, high: 0.9 },     0.85, [26, 37, 11],  [33, 48, 15]],   // 1,176; 1,512
    ["fixed-duty-minutes",   { low: 0, high: 300 },       120,  [34, 48, 14],  [28, 40, 12]],   // 1,530; 1,275
  ] as const)("%s", (driver, range, baseValue, low, high) => {
    const row = only({ driver, ...range });
    expect(row).toMatchObject({ driver, modality: null, design: "both", baseValue, low: { value: range.low }, high: { value: range.high } });
    expect([row && counts(row.low), row && counts(row.high)]).toEqual([low, high]);
  });

  test("sessions a week in the design after only", () => {
    // every five weeks: 18 + 9 = 27, but 52 live minutes a month: 60 / 52 · 18 + 9 = 29.77; every two weeks: 45 + 9 = 54
    const row = only({ driver: "sessions-per-week", design: "after", low: 0.2, high: 0.5 });
    expect(row).toMatchObject({ design: "after", baseValue: 0.25, low: { beforeCount: 31, afterCount: 47 }, high: { beforeCount: 31, afterCount: 26 } });
    expect(row?.swing).toBeCloseTo(1428 / (18 * (60 / 52) + 9) - 1428 / 54, 3);
  });

  test("where both designs have different values there is no base value", () => {
    expect(only({ driver: "sessions-per-week", low: 0.25, high: 0.5 })).toMatchObject({ baseValue: null, design: "both" });
  });

  test("only the sessions of a modality are changed", () => {
    const group = { ...session, modality: "group", groupSize: 5 };
    const blended: CapacityChange = { ...change, before: { sessions: [session, group] }, after: { ...change.after, sessions: [...change.after.sessions, group] } };
    // groups of 60 live minutes take 9 minutes, of 90 twelve
    expect(only({ driver: "live-minutes", modality: "group", low: 60, high: 90 }, blended)).toMatchObject({ modality: "group", baseValue: 60, low: { beforeCount: 26, afterCount: 35 }, high: { beforeCount: 25, afterCount: 32 } });
  });

  test("a known busiest week grows with the load, a known gap with the sessions that fall away", () => {
    const known: CapacityChange = { ...change, before: { ...change.before, busiestWeekMinutes: 90, longestLiveGapDays: 20 } };
    // 45 minutes live make the busiest week 75 minutes; 15 make it 45, and 32.5 live minutes a month: sessions 60 / 32.5 times as often make it 83.08
    expect(only({ driver: "live-minutes", design: "before", low: 45, high: 60 }, known)).toMatchObject({ low: { beforeCount: 19 }, high: { beforeCount: 15 } });
    expect(only({ driver: "live-minutes", design: "before", low: 15, high: 60 }, known)).toMatchObject({ low: { beforeCount: 17 } });
    // twice the gap is 40 days: sessions 40 / 35 times as often make the busiest week of 45 minutes 51.43; without one they take 25.71
    expect(only({ driver: "sessions-per-week", design: "before", low: 0.25, high: 0.5 }, known)).toMatchObject({ low: { beforeCount: 27 } });
    const gapOnly: CapacityChange = { ...change, before: { ...change.before, longestLiveGapDays: 20 } };
    expect(only({ driver: "sessions-per-week", design: "before", low: 0.25, high: 0.5 }, gapOnly)).toMatchObject({ low: { beforeCount: 55 } });
  });
});

test("drivers stand by their swing, whatever their order", () => {
  const drivers: readonly DriverRange[] = [{ driver: "note-minutes", low: 10, high: 20 }, { driver: "journal-minutes", low: 3, high: 20 }, { driver: "utilization-fraction", low: 0.8, high: 0.9 }, { driver: "travel-minutes", low: 0, high: 0 }, { driver: "travel-minutes", design: "after", low: 0, high: 0 }];
  const table = capacitySensitivity({ change, drivers });
  expect(table.base).toEqual({ beforeCount: 31, afterCount: 45, addedCount: 14, exactAdded: expect.closeTo(13.6, 6) as number });
  expect(table.drivers.map(({ driver, design }) => `${driver} ${design}`)).toEqual(["journal-minutes both", "utilization-fraction both", "note-minutes both", "travel-minutes after", "travel-minutes both"]);
  expect(table.drivers.map(({ swing }) => swing)).toEqual(table.drivers.map(({ swing }) => swing).toSorted((one, other) => other - one));
  expect(capacitySensitivity({ change, drivers: drivers.toReversed() })).toEqual(table);
});

test("the base lies in the swing also where low and high both lie beyond it", () => {
  const row = only({ driver: "journal-minutes", low: 10, high: 12 });
  expect(row?.swing).toBeCloseTo(1428 / 31.5 - 1428 / 37.5, 3);
});

test("a grid of two drivers holds at each place what both together give", () => {
  const { rowValues, columnValues, points } = capacityGrid({ change, rows: { driver: "live-minutes", values: [60, 45] }, columns: { driver: "journal-minutes", values: [6, 12, 19.5] } });
  expect({ rowValues, columnValues }).toEqual({ rowValues: [60, 45], columnValues: [6, 12, 19.5] });
  // 48.75 live minutes a month bind after the change at 45 minutes: 60 / 48.75 · 18.75 = 23.08 minutes and the reviews
  expect(points.map((row) => row.map(counts))).toEqual([[[31, 45, 14], [31, 38, 7], [31, 31, 0]], [[38, 44, 6], [38, 37, -1], [38, 31, -7]]]);
});

test("a grid of one place is the gain itself", () => {
  const ranges = fc.record({ live: fc.integer({ min: 20, max: 120 }), journal: fc.integer({ min: 0, max: 30 }) });
  fc.assert(fc.property(ranges, ({ live, journal }) => {
    const [[point] = []] = capacityGrid({ change, rows: { driver: "live-minutes", values: [live] }, columns: { driver: "journal-minutes", values: [journal] } }).points;
    const withLive = (load: CapacityChange["after"]) => ({ ...load, sessions: load.sessions.map((one) => ({ ...one, liveMinutes: live })) });
    expect(point?.addedCount).toBe(capacityGain({ week, before: withLive(change.before), after: { ...withLive(change.after), journals: { countPerWeek: 1, minutesEach: journal } } }).addedParticipantCount);
  }));
});

describe("faults", () => {
  const refusal = (drivers: readonly DriverRange[]) => () => capacitySensitivity({ change, drivers });
  test.each([
    ["a range the wrong way round", [{ driver: "note-minutes", low: 20, high: 10 }], "capacity-sensitivity.range_swapped at /drivers/0/low"],
    ["a driver twice", [{ driver: "note-minutes", low: 1, high: 10 }, { driver: "note-minutes", low: 1, high: 20 }], "capacity-sensitivity.duplicate_driver at /drivers/1/driver"],
    ["a share of one", [{ driver: "utilization-fraction", low: 0.5, high: 1 }], "capacity-driver.value_out_of_range at /drivers/0/high"],
    ["a negative length", [{ driver: "live-minutes", low: -5, high: 60 }], "capacity-driver.value_out_of_range at /drivers/0/low"],
    ["half a group", [{ driver: "group-size", low: 1, high: 2.5 }], "capacity-driver.value_out_of_range at /drivers/0/high"],
    ["no-shows of 95 %", [{ driver: "no-show-fraction", low: 0, high: 0.95 }], "capacity-driver.value_out_of_range at /drivers/0/high"],
    ["a load of nothing", [{ driver: "sessions-per-week", design: "before", low: 0, high: 1 }], "capacity-driver.load_out_of_bounds at /drivers/0/low"],
    ["a load of more than a week", [{ driver: "journal-minutes", low: 0, high: 10_081 }], "capacity-driver.load_out_of_bounds at /drivers/0/high"],
    ["homework that nobody gets", [{ driver: "homework-minutes", low: 1, high: 5 }], "capacity-driver.nothing_to_change at /drivers/0/driver"],
    ["journals in the design without", [{ driver: "journal-minutes", design: "before", low: 1, high: 5 }], "capacity-driver.nothing_to_change at /drivers/0/driver"],
    ["journals of a modality", [{ driver: "journal-minutes", modality: "one-to-one", low: 1, high: 5 }], "capacity-driver.nothing_to_change at /drivers/0/driver"],
    ["an unknown modality", [{ driver: "live-minutes", modality: "group", low: 1, high: 5 }], "capacity-driver.nothing_to_change at /drivers/0/driver"],
    ["a coach's week of one design", [{ driver: "shrinkage-fraction", design: "after", low: 0.1, high: 0.5 }], "capacity-driver.nothing_to_change at /drivers/0/driver"],
    ["no driver", [], "input.too_small at /drivers"],
    ["more drivers than one table has", Array.from({ length: CAPACITY_LIMITS.drivers + 1 }, () => ({ driver: "note-minutes" as const, low: 1, high: 2 })), "input.too_big at /drivers"],
  ] as const)("%s", (_, drivers, start) => { expect(refusal(drivers)).toThrow(start); });

  test.each([
    ["one driver on both sides", { driver: "live-minutes", values: [30] }, { driver: "live-minutes", design: "after", values: [60] }, "capacity-sensitivity.same_driver at /columns/driver"],
    ["a value out of range", { driver: "live-minutes", values: [30] }, { driver: "journal-minutes", values: [5, -1] }, "capacity-driver.value_out_of_range at /columns/values/1"],
    ["nothing to change", { driver: "homework-minutes", values: [30] }, { driver: "journal-minutes", values: [5] }, "capacity-driver.nothing_to_change at /rows/driver"],
    ["two values that are too much together", { driver: "sessions-per-week", values: [1, 50] }, { driver: "live-minutes", values: [60, 300] }, "capacity-driver.load_out_of_bounds at /columns/values/1"],
    ["more values than one side has", { driver: "live-minutes", values: Array.from({ length: CAPACITY_LIMITS.gridValues + 1 }, () => 60) }, { driver: "journal-minutes", values: [5] }, "input.too_big at /rows/values"],
  ] as const)("grid: %s", (_, rows, columns, start) => { expect(() => capacityGrid({ change, rows, columns })).toThrow(start); });

  test("the same driver in the one and the other design makes a grid", () => {
    const { points } = capacityGrid({ change, rows: { driver: "sessions-per-week", design: "before", values: [0.5] }, columns: { driver: "sessions-per-week", design: "after", values: [0.25] } });
    expect(points.map((row) => row.map(counts))).toEqual([[[31, 45, 14]]]);
  });
});
