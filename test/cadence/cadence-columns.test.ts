import fc from "fast-check";
import { type CadenceColumns, type Cohort, expandCadence, expandCadenceColumns, expandCadenceColumnsUnchecked, expandCadences } from "coachkit/cadence";
import { blendedTwelveWeek, type Program, type Timing, type Touchpoint } from "coachkit/program";
import { addDays, type Weekday } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { cohort, programOf, touchpoint } from "./one-cohort.js";
import { plainCadence } from "./plain-cadence.js";

const dayNumber = (date: string) => Date.parse(date) / 86_400_000;
/** The rows of one cohort as records. */
const rowsOf = (columns: CadenceColumns, index: number) =>
  Array.from({ length: (columns.firstRow[index + 1] ?? 0) - (columns.firstRow[index] ?? 0) }, (_, offset) => {
    const row = (columns.firstRow[index] ?? 0) + offset;
    return { touchpoint: columns.touchpointIndex[row], week: columns.week[row], day: columns.dayNumber[row], startsAt: columns.startsAtMilliseconds[row], endsAt: columns.endsAtMilliseconds[row] };
  });
const recordsOf = (program: Program, one: Cohort) =>
  expandCadence({ program, cohort: one }).occurrences.map(({ touchpointId, week, date, startsAt, endsAt }) => ({ touchpoint: program.touchpoints.findIndex(({ id }) => id === touchpointId), week: week ?? -1, day: dayNumber(date), startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) }));

const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const weekdays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 4 });
const week = fc.integer({ min: 0, max: 12 });
const span = fc.tuple(week, week).map(([one, other]) => ({ fromWeek: Math.min(one, other), toWeek: Math.max(one, other) }));
/** Many at the hours at which clocks are turned. */
const startTime = fc.constantFrom("00:00", "00:30", "01:59", "02:00", "02:15", "02:30", "02:59", "03:00", "03:10", "09:00", "23:45");
const policy = fc.constantFrom("stay", "skip", "next-working-day", "previous-working-day");
const plainTiming: fc.Arbitrary<Timing> = fc.oneof(
  fc.record({ kind: fc.constant("weeks"), weeks: fc.uniqueArray(week, { minLength: 1, maxLength: 4 }), weekdays, startTime }),
  fc.tuple(fc.integer({ min: 1, max: 5 }), span, weekdays, startTime).map(([everyWeeks, weeks, days, time]): Timing => ({ kind: "every-weeks", everyWeeks, ...weeks, weekdays: days, startTime: time })),
  fc.record({ kind: fc.constant("start-date"), startTime }),
  fc.record({ kind: fc.constant("day-offsets"), dayOffsets: fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 4 }), startTime }),
);
const otherTiming: fc.Arbitrary<Timing> = fc.oneof(
  fc.tuple(span, fc.constantFrom<readonly Weekday[]>(["TU", "WE", "TH", "FR"], ["MO", "WE", "FR", "SU"]), startTime).map(([weeks, days, time]): Timing => ({ kind: "per-week", countPerWeek: 2, ...weeks, weekdays: days, minimumSpacingHours: 48, startTime: time })),
  fc.tuple(span, weekdays, startTime).map(([weeks, days, time]): Timing => ({ kind: "window", ...weeks, weekdays: days, startTime: time })),
  fc.record({ kind: fc.constant("recurrence"), rule: fc.constantFrom("FREQ=MONTHLY;BYDAY=2WE;COUNT=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=5"), startTime }),
  fc.constant<Timing>({ kind: "after-contact", sampledFraction: 0.1, maximumCountPerDay: 4 }),
);
/** These go by the touchpoint before them. */
const following: fc.Arbitrary<Timing> = fc.oneof(
  fc.record({ kind: fc.constant("days-from"), touchpointId: fc.constant("t0"), offsetDays: fc.integer({ min: -10, max: 10 }), startTime }),
  fc.record({ kind: fc.constant("minutes-from"), touchpointId: fc.constant("t0"), side: fc.constantFrom("before", "after"), gapMinutes: fc.integer({ min: 0, max: 300 }) }),
);
const programsOf = (first: fc.Arbitrary<Timing>, rest: fc.Arbitrary<Timing>): fc.Arbitrary<Program> =>
  fc.tuple(first, fc.array(fc.tuple(rest, fc.option(policy, { nil: undefined }), fc.integer({ min: 1, max: 300 }), fc.option(blackouts, { nil: undefined, freq: 5 })), { minLength: 1, maxLength: 5 })).map(([timing, more]) =>
    programOf(touchpoint("t0", timing), ...more.map(([one, own, durationMinutes, closed], index): Touchpoint => touchpoint(`t${String(index + 1)}`, one, { durationMinutes, ...(own === undefined ? {} : { holidayPolicy: own }), ...(closed === undefined || one.kind === "per-week" ? {} : { blackouts: closed }) }))));
const blackouts = fc.array(fc.record({ weekdays, fromTime: startTime, toTime: fc.constantFrom("02:00", "09:10", "17:00", "24:00"), name: fc.constant("Closed") }), { minLength: 1, maxLength: 2 });
/** Starts lie around changes of the clock, new years and leap days. */
const startDate = fc.tuple(fc.constantFrom("2011-12-30", "2024-02-29", "2027-03-14", "2027-03-28", "2027-10-03", "2027-10-31", "2027-11-07", "2027-12-31", "2036-02-29"), fc.integer({ min: -12, max: 2 })).map(([date, days]) => addDays(date, days));
const cohorts: fc.Arbitrary<Cohort> = fc
  .record({ startDate, weekStartsOn: weekday, timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca", "UTC"), workingWeekdays: fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 }), holidayPolicy: policy, off: fc.uniqueArray(fc.integer({ min: -10, max: 100 }), { maxLength: 12 }), away: fc.option(fc.integer({ min: -10, max: 100 }), { nil: null, freq: 2 }), quiet: fc.option(blackouts, { nil: null, freq: 2 }) })
  .map(({ off, away, quiet, ...rest }) => ({ id: "c", ...rest, ...(away === null ? {} : { leave: [{ fromDate: addDays(rest.startDate, away), toDate: addDays(rest.startDate, away + 4) }] }), ...(quiet === null ? {} : { blackouts: quiet }), holidays: off.map((days) => ({ date: addDays(rest.startDate, days), name: "Day off" })) }));

describe("expandCadenceColumns", () => {
  test("answers the same without its check", () => {
    const batch = { program: blendedTwelveWeek, cohorts: [cohort, { ...cohort, id: "winter", startDate: "2028-01-03", holidays: [{ date: "2028-01-11", name: "Team day" }] }] };
    expect(expandCadenceColumnsUnchecked(batch)).toEqual(expandCadenceColumns(batch));
  });

  test("puts the rows of cohorts one behind the other", () => {
    const columns = expandCadenceColumns({ program: blendedTwelveWeek, cohorts: [cohort, { ...cohort, id: "winter", startDate: "2028-01-03" }] });
    expect([columns.rowCount, [...columns.firstRow], [...columns.skippedCount]]).toEqual([66, [0, 33, 66], [0, 0]]);
    expect(rowsOf(columns, 0)[0]).toEqual({ touchpoint: 0, week: 0, day: dayNumber("2027-09-27"), startsAt: Date.parse("2027-09-27T07:30:00Z"), endsAt: Date.parse("2027-09-27T10:30:00Z") });
    expect([columns.touchpointIndex, columns.week, columns.dayNumber, columns.startsAtMilliseconds, columns.endsAtMilliseconds].map(({ length }) => length)).toEqual([66, 66, 66, 66, 66]);
  });

  test("no cohorts, no rows; a program without dates, no rows", () => {
    expect(expandCadenceColumns({ program: blendedTwelveWeek, cohorts: [] })).toMatchObject({ rowCount: 0, firstRow: new Uint32Array([0]) });
    expect(expandCadenceColumns({ program: programOf(touchpoint("t", { kind: "after-contact", sampledFraction: 1, maximumCountPerDay: 1 })), cohorts: [cohort] }).rowCount).toBe(0);
  });

  test("where the clock turns within the day, rows stand in order of instants, as records do", () => {
    const inGap = programOf(touchpoint("in-gap", { kind: "start-date", startTime: "02:30" }), touchpoint("before", { kind: "start-date", startTime: "03:10" }));
    const turned = { ...cohort, startDate: "2027-03-28" };
    expect(rowsOf(expandCadenceColumns({ program: inGap, cohorts: [turned] }), 0)).toEqual(recordsOf(inGap, turned));
    expect(rowsOf(expandCadenceColumns({ program: inGap, cohorts: [turned] }), 0).map((row) => row.touchpoint)).toEqual([1, 0]);
  });

  test("counts what was skipped", () => {
    const off = { ...cohort, holidayPolicy: "skip" as const, holidays: [{ date: "2027-09-27", name: "Day off" }] };
    expect([...expandCadenceColumns({ program: blendedTwelveWeek, cohorts: [cohort, { ...off, id: "off" }] }).skippedCount]).toEqual([0, 1]);
  });

  test.each([
    ["a start so late that dates end", { ...cohort, id: "late", startDate: "2199-12-30" }, ["placement.out_of_range at /cohorts/1/startDate"]],
    ["a date in 1969 whose instant lies in 1970", { ...cohort, id: "early", startDate: "1970-01-01", timeZone: "America/New_York" }, ["placement.out_of_range at /cohorts/1/startDate"]],
    ["an unknown zone and a date that is none", { ...cohort, id: "x", timeZone: "Europe/Atlantis", startDate: "2027-02-30" }, ["input.invalid_format at /cohorts/1/startDate", "known-time-zone.unknown_zone at /cohorts/1/timeZone"]],
    ["a cohort named twice", cohort, ["cadence-batch.duplicate_cohort at /cohorts/1/id"]],
  ])("refuses %s", (_, second, issues) => {
    const program = programOf(touchpoint("t", { kind: "weeks", weeks: [0, 1], weekdays: ["WE"], startTime: "23:00" }));
    expect(issuesOf(() => expandCadenceColumns({ program, cohorts: [cohort, second] }))).toEqual(issues);
  });
});

describe("the three ways agree", () => {
  const many = fc.array(cohorts, { minLength: 1, maxLength: 5 }).map((list) => list.map((one, index) => ({ ...one, id: `c${String(index)}` })));

  test("columns say what records say, for programs that a template fits", () => {
    fc.assert(fc.property(programsOf(plainTiming, plainTiming), many, (program, list) => {
      const columns = expandCadenceColumns({ program, cohorts: list });
      list.forEach((one, index) => { expect(rowsOf(columns, index)).toEqual(recordsOf(program, one)); });
      expect([...columns.skippedCount]).toEqual(expandCadences({ program, cohorts: list }).map(({ skipped }) => skipped.length));
    }));
  });

  test("columns say what records say, for every kind of timing", () => {
    fc.assert(fc.property(programsOf(plainTiming, fc.oneof(plainTiming, otherTiming, following)), many, (program, list) => {
      const columns = expandCadenceColumns({ program, cohorts: list });
      list.forEach((one, index) => { expect(rowsOf(columns, index)).toEqual(recordsOf(program, one)); });
      expect([...columns.skippedCount]).toEqual(expandCadences({ program, cohorts: list }).map(({ skipped }) => skipped.length));
    }));
  });

  test("both say what the plain way says, by the public functions of time", () => {
    fc.assert(fc.property(programsOf(plainTiming, plainTiming), cohorts, (program, one) => {
      const { occurrences, skipped } = expandCadence({ program, cohort: one });
      const plain = plainCadence({ program, cohort: one });
      expect(occurrences.map(({ touchpointId, week: planned, date, startsAt, endsAt, move }) => ({ touchpointId, week: planned, date, startsAt, endsAt, movedFrom: move?.fromDate ?? null }))).toEqual(plain.occurrences);
      expect(skipped).toHaveLength(plain.skippedCount);
    }));
  });

  test("ids are unique, and records are in order", () => {
    fc.assert(fc.property(programsOf(plainTiming, fc.oneof(plainTiming, otherTiming, following)), cohorts, (program, one) => {
      const { occurrences, skipped } = expandCadence({ program, cohort: one });
      const ids = [...occurrences, ...skipped].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      occurrences.slice(1).forEach(({ startsAt }, index) => { expect(Date.parse(startsAt)).toBeGreaterThanOrEqual(Date.parse(occurrences[index]?.startsAt ?? "")); });
    }));
  });
});
