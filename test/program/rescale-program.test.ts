import fc from "fast-check";
import { blendedTwelveWeek, type Program, readProgram, rescaleProgram, type Timing } from "coachkit/program";
import { describe, expect, test } from "vitest";
import { programOf, touchpoint } from "../cadence/one-cohort.js";
import { issuesOf } from "../issues-of.js";

const startTime = "09:00";
const at = (...weeks: readonly number[]): Timing => ({ kind: "weeks", weeks, weekdays: ["TU"], startTime });
const every = (everyWeeks: number, fromWeek: number, toWeek: number): Timing => ({ kind: "every-weeks", everyWeeks, fromWeek, toWeek, weekdays: ["WE"], startTime });
const weeksOf = (timing: Timing): readonly number[] =>
  timing.kind === "weeks" ? timing.weeks
  : timing.kind === "every-weeks" ? Array.from({ length: Math.floor((timing.toWeek - timing.fromWeek) / timing.everyWeeks) + 1 }, (_, index) => timing.fromWeek + index * timing.everyWeeks)
  : "toWeek" in timing ? Array.from({ length: timing.toWeek - timing.fromWeek + 1 }, (_, index) => timing.fromWeek + index)
  : [];
const rescaledWeeks = (timing: Timing, weekCount: number) => weeksOf(rescaleProgram({ program: programOf(touchpoint("t", timing)), weekCount }).program.touchpoints[0]?.timing ?? timing);

describe("rescaleProgram", () => {
  test.each([
    // weeks  nudges           huddles              one-to-one  demo
    [8,       [1, 8],          [2, 4, 6, 8],        6,          8],
    [9,       [1, 9],          [2, 4, 6, 8],        7,          9],
    [10,      [1, 10],         [2, 4, 6, 8, 10],    8,          10],
    [11,      [1, 11],         [2, 4, 6, 8, 10],    8,          11],
    [12,      [1, 12],         [2, 4, 6, 8, 10, 12], 9,         12],
    [24,      [1, 24],         [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24], 18, 24],
  ] as const)("the blended program in %i weeks", (weekCount, nudges, huddles, oneToOne, demo) => {
    const { program } = rescaleProgram({ program: blendedTwelveWeek, weekCount });
    expect(program.weekCount).toBe(weekCount);
    expect(program.touchpoints.slice(1).map(({ timing }) => weeksOf(timing))).toEqual([Array.from({ length: nudges[1] }, (_, index) => index + 1), huddles, [oneToOne], [demo]]);
  });

  test("lists what moved, and why", () => {
    expect(rescaleProgram({ program: blendedTwelveWeek, weekCount: 8 }).changes).toStrictEqual([
      { touchpointId: "nudge", weeksBefore: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], weeksAfter: [1, 2, 3, 4, 5, 6, 7, 8], reasons: ["spacing-kept"] },
      { touchpointId: "huddle", weeksBefore: [2, 4, 6, 8, 10, 12], weeksAfter: [2, 4, 6, 8], reasons: ["spacing-kept"] },
      { touchpointId: "one-to-one", weeksBefore: [9], weeksAfter: [6], reasons: ["landmark-moved"] },
      { touchpointId: "demo", weeksBefore: [12], weeksAfter: [8], reasons: ["landmark-moved"] },
    ]);
  });

  test.each([
    ["two landmarks keep their share of the way", at(4, 10), 8, [3, 7]],
    ["landmarks in any order", at(10, 4), 8, [7, 3]],
    ["week 0 stays", at(0, 6), 8, [0, 4]],
    ["neighbors stay apart while there is room", at(11, 12), 2, [1, 2]],
    ["without room they fall together", at(1, 2, 4, 5, 12), 3, [1, 3]],
    ["uneven weeks are landmarks", at(1, 2, 12), 6, [1, 2, 6]],
    ["even ones, three or more, are a rhythm", at(4, 8, 12), 8, [4, 8]],
    ["a rhythm of a later part moves with that part", every(1, 7, 12), 8, [5, 6, 7, 8]],
    ["one of an earlier part ends with that part", every(1, 1, 6), 8, [1, 2, 3, 4]],
    ["a rhythm never shrinks to nothing", every(4, 4, 8), 2, [2]],
    ["a window keeps its share", { kind: "window", fromWeek: 5, toWeek: 8, weekdays: ["MO"], startTime }, 8, [3, 4, 5]],
  ] as const)("%s", (_, timing, weekCount, weeks) => { expect(rescaledWeeks(timing as Timing, weekCount)).toEqual(weeks); });

  test("says that weeks were merged", () => {
    expect(rescaleProgram({ program: programOf(touchpoint("t", at(1, 2, 4, 5, 12))), weekCount: 3 }).changes[0]?.reasons).toEqual(["landmark-moved", "merged"]);
  });

  test("parts that follow each other still do: a rhythm, then a landmark", () => {
    const { program } = rescaleProgram({ program: programOf(touchpoint("early", every(1, 7, 8)), touchpoint("late", at(9))), weekCount: 8 });
    expect(program.touchpoints.map(({ timing }) => weeksOf(timing))).toEqual([[5], [6]]);
  });

  test("weeks named out of order are not a change", () => { expect(rescaleProgram({ program: programOf(touchpoint("t", at(6, 2, 4)), touchpoint("u", at(12))), weekCount: 12 }).changes).toEqual([]); });

  test.each([
    ["day-offsets", { kind: "day-offsets", dayOffsets: [0, 45, 90], startTime }],
    ["start-date", { kind: "start-date", startTime }],
    ["recurrence", { kind: "recurrence", rule: "FREQ=MONTHLY;BYDAY=2WE;COUNT=3", startTime }],
    ["after-contact", { kind: "after-contact", sampledFraction: 0.1, maximumCountPerDay: 4 }],
  ] as const)("%s goes by no weeks and stays as it is", (_, timing) => {
    const { program, changes } = rescaleProgram({ program: programOf(touchpoint("t", timing)), weekCount: 8 });
    expect([program.touchpoints[0]?.timing, changes]).toEqual([timing, []]);
  });

  test.each([
    ["no weeks", { program: blendedTwelveWeek, weekCount: 0 }, ["input.too_small at /weekCount"]],
    ["half a week", { program: blendedTwelveWeek, weekCount: 8.5 }, ["input.invalid_type at /weekCount"]],
    ["521 weeks and a program with a fault", { program: { ...blendedTwelveWeek, weekCount: 11 }, weekCount: 521 }, ["input.too_big at /weekCount", "timing-rules.week_out_of_range at /program/touchpoints/1/timing/toWeek", "timing-rules.week_out_of_range at /program/touchpoints/2/timing/toWeek", "timing-rules.week_out_of_range at /program/touchpoints/4/timing/weeks/0"]],
  ])("refuses %s", (_, input, issues) => { expect(issuesOf(() => rescaleProgram(input)).toSorted()).toEqual(issues); });
});

describe("laws of rescaling", () => {
  const week = fc.integer({ min: 0, max: 12 });
  const span = fc.tuple(week, week).map(([one, other]) => ({ fromWeek: Math.min(one, other), toWeek: Math.max(one, other) }));
  const timing: fc.Arbitrary<Timing> = fc.oneof(
    fc.uniqueArray(week, { minLength: 1, maxLength: 6 }).map((weeks) => at(...weeks)),
    fc.tuple(fc.integer({ min: 1, max: 6 }), span).map(([everyWeeks, weeks]): Timing => ({ kind: "every-weeks", everyWeeks, ...weeks, weekdays: ["WE", "FR"], startTime: "10:30" })),
    span.map((weeks): Timing => ({ kind: "per-week", countPerWeek: 2, ...weeks, weekdays: ["TU", "TH", "FR"], minimumSpacingHours: 48, startTime: "08:15" })),
    span.map((weeks): Timing => ({ kind: "window", ...weeks, weekdays: ["MO", "TU"], startTime: "11:00" })),
    fc.constant<Timing>({ kind: "start-date", startTime: "09:30" }),
  );
  const programs: fc.Arbitrary<Program> = fc.array(timing, { minLength: 1, maxLength: 6 }).map((timings) => programOf(...timings.map((one, index) => touchpoint(`t${String(index)}`, one))));
  const weekCounts = fc.integer({ min: 1, max: 30 });

  test("the answer is a valid program; only weeks differ, not weekdays, start times or anything else", () => {
    fc.assert(fc.property(programs, weekCounts, (program, weekCount) => {
      const after = rescaleProgram({ program, weekCount }).program;
      expect(readProgram(after)).toStrictEqual(after);
      const bare = (one: Program) => ({ ...one, weekCount: 0, touchpoints: one.touchpoints.map((touch) => ({ ...touch, timing: { ...touch.timing, weeks: 0, fromWeek: 0, toWeek: 0 } })) });
      expect(bare(after)).toStrictEqual(bare(program));
    }));
  });

  test("every touchpoint whose weeks changed is listed with its weeks, and no other", () => {
    fc.assert(fc.property(programs, weekCounts, (program, weekCount) => {
      const { program: after, changes } = rescaleProgram({ program, weekCount });
      const sorted = (timing: Timing) => weeksOf(timing).toSorted((left, right) => left - right);
      const expected = program.touchpoints.flatMap(({ id, timing: before }, index) => {
        const now = after.touchpoints[index]?.timing ?? before;
        return sorted(before).join() === sorted(now).join() ? [] : [{ touchpointId: id, weeksBefore: weeksOf(before), weeksAfter: weeksOf(now) }];
      });
      expect(changes.map(({ reasons: _, ...change }) => change)).toStrictEqual(expected);
      expect(changes.every(({ reasons }) => reasons.length > 0)).toBe(true);
    }));
  });

  test("the same number of weeks changes nothing", () => { fc.assert(fc.property(programs, (program) => { expect(rescaleProgram({ program, weekCount: 12 }).changes).toEqual([]); })); });

  test("landmarks keep their order, and stay apart while there is room; the last week stays last and week 0 stays", () => {
    fc.assert(fc.property(fc.uniqueArray(week, { minLength: 1, maxLength: 8 }), weekCounts, (weeks, weekCount) => {
      const sorted = weeks.toSorted((left, right) => left - right);
      // one landmark a touchpoint, so that none of them makes a rhythm with another
      const after = rescaleProgram({ program: programOf(...sorted.map((one) => touchpoint(`w${String(one)}`, at(one)))), weekCount }).program.touchpoints.map(({ timing: now }) => weeksOf(now)[0] ?? -1);
      const room = sorted.filter((one) => one > 0).length <= weekCount;
      after.slice(1).forEach((now, index) => { expect(now - (after[index] ?? 0)).toBeGreaterThanOrEqual(room ? 1 : 0); });
      if (sorted.at(-1) === 12) expect(after.at(-1)).toBe(weekCount);
      if (sorted[0] === 0) expect(after[0]).toBe(0);
      else expect(after[0]).toBeGreaterThan(0);
    }));
  });

  test("a rhythm keeps its distance between weeks", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), span, weekCounts, (step, { fromWeek, toWeek }, weekCount) => {
      const after = rescaledWeeks(every(step, fromWeek, toWeek), weekCount);
      expect(after.length).toBeGreaterThan(0);
      after.slice(1).forEach((now, index) => { expect(now - (after[index] ?? 0)).toBe(step); });
    }));
  });
});
