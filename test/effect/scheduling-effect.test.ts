import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EFFECT_LIMITS, interruptedSeries, pairedEffect, schedulingEffect, type SchedulingStudy } from "coachkit/effect";
import { addDays } from "coachkit/time";
import { refuses } from "../refusal.js";

const start = "2027-10-18";
const people = ["ada", "ben", "cem", "dee"].map((personId) => ({ personId, scheduledFromDate: start }));
/** The day so many weeks from the start, and some days into the week. */
const day = (week: number, weekday = 0) => addDays(start, 7 * week + weekday);
const records = (personId: string, ...kept: readonly (readonly [week: number, done: number, places?: number])[]) => kept.flatMap(([week, done, places = done]) => Array.from({ length: places }, (_, index) => ({ id: `${personId} ${String(week)} ${String(index)}`, personId, date: day(week, index % 7), isDone: index < done })));
const acts = [...records("ada", [-2, 1], [-1, 1], [0, 2], [1, 4]), ...records("ben", [0, 2]), ...records("cem", [-1, 2], [1, 2]), ...records("dee", [-2, 1], [0, 3], [1, 1])];
const study: SchedulingStudy = { counted: "acts-per-week", people, records: acts, observedFromDate: day(-2), observedToDate: day(1, 6), windowWeeks: 2, confidenceLevel: 0.95 };
const ask = (change: Partial<SchedulingStudy> = {}) => schedulingEffect({ ...study, ...change });

const instrument = { instrumentId: "acts-per-week", majorVersion: 1 };
const measure = { unit: "acts-per-week", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument } as const;

describe("schedulingEffect", () => {
  test("is the change of each person's acts a week, as of pairs, with no isolation", () => {
    const pairs = [[1, 3], [0, 1], [1, 1], [0.5, 2]].map(([baseline = 0, post = 0], index) => ({ personId: people[index]?.personId ?? "", baseline, post }));
    const { change, words, unobservedCount } = ask();
    expect(change).toStrictEqual({ ...pairedEffect({ measure, people: pairs, wereSelectedByScore: false, confidenceLevel: 0.95 }), assumptions: ["no-change-without-scheduling", "nothing-else-began-with-it"] });
    expect(change).toMatchObject({ estimate: 1.125, n: 4, isolation: { grade: "none", reason: "no-comparison" } });
    expect([words.startsWith("Before against after, without a comparison"), unobservedCount]).toEqual([true, 0]);
  });

  test("tells the weeks of all, the one that starts with the scheduled day being 0", () => {
    expect(ask().weeks).toEqual([{ week: -2, figure: 0.5, recordCount: 2 }, { week: -1, figure: 0.75, recordCount: 3 }, { week: 0, figure: 1.75, recordCount: 7 }, { week: 1, figure: 1.75, recordCount: 7 }]);
  });

  test("of places it is the share attended; who had none before or after is counted and left out", () => {
    const places = [...records("ada", [-2, 1, 2], [-1, 0, 2], [0, 2, 2], [1, 1, 2]), ...records("ben", [-1, 1, 1], [1, 1, 1]), ...records("cem", [-1, 1, 1]), ...records("dee", [0, 1, 1])];
    const { change, weeks } = ask({ counted: "attended-fraction", records: places });
    // Ada from 1/4 to 3/4, Ben from 1 to 1
    expect(change).toMatchObject({ estimate: 0.25, n: 2, arms: [{ assignedCount: 4, baselineCount: 3, analyzedCount: 2 }] });
    expect(weeks.map(({ figure }) => figure)).toEqual([0.5, 1 / 3, 1, 2 / 3]);
  });

  test("each person's weeks go by the own day", () => {
    const later = people.map((person) => (person.personId === "ada" ? { ...person, scheduledFromDate: day(1) } : person));
    const { change, weeks } = ask({ people: later, observedToDate: day(2, 6), records: [...acts, ...records("ada", [2, 1])] });
    // Ada: 1 and 2 acts before, 4 and 1 after
    expect(weeks.map(({ recordCount }) => recordCount)).toEqual([2, 4, 9, 4]);
    expect(change).toMatchObject({ estimate: expect.closeTo((1 + 1 + 0 + 1.5) / 4, 12), n: 4 });
  });

  test("who was not observed for all of the weeks takes no part, and the last day counts", () => {
    const { change, unobservedCount } = ask({ people: people.map((person) => (person.personId === "ada" ? { ...person, scheduledFromDate: addDays(start, 1) } : person)) });
    expect([unobservedCount, change.n]).toEqual([1, 3]);
    expect(change).toMatchObject({ arms: [{ assignedCount: 4, analyzedCount: 3, attritionFraction: 0.25 }] });
    expect(ask({ observedFromDate: day(-3), people: people.map((person) => ({ ...person, scheduledFromDate: addDays(start, -1) })) }).unobservedCount).toBe(0);
  });

  test("who came late or left early takes no part: a week before the first day at work is no week without acts", () => {
    const cut = (own: object) => ask({ people: people.map((person) => (person.personId === "ben" ? { ...person, ...own } : person)) });
    // Ben's 0 to 1 is left out of 2, 1, 0 and 1.5
    expect(cut({ observedFromDate: day(-1) })).toMatchObject({ change: { estimate: expect.closeTo((2 + 0 + 1.5) / 3, 12), n: 3 }, unobservedCount: 1 });
    expect(cut({ observedToDate: day(1, 5) })).toMatchObject({ change: { n: 3 }, unobservedCount: 1 });
    expect(cut({ observedFromDate: day(-2), observedToDate: day(1, 6) })).toStrictEqual(ask());
  });

  const weekly = (counts: readonly number[]) => ask({ windowWeeks: 6, observedFromDate: day(-6), observedToDate: day(5, 6), records: people.flatMap(({ personId }, person) => records(personId, ...counts.map((count, index) => [index - 6, count + (index === 11 - 6 * person ? 1 : 0)] as const))) });

  test("sets the weeks against their own trend, and warns of a trend before that would have come to as much", () => {
    const grown = weekly([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(grown.change).toMatchObject({ estimate: 6, warnings: ["small-sample", "trend-before"] });
    expect(grown.againstTrend).toStrictEqual(interruptedSeries({ measure, values: grown.weeks.map(({ figure }) => figure ?? NaN), preCount: 6, confidenceLevel: 0.95 }));
    expect(grown.againstTrend?.levelChange).toMatchObject({ isolation: { grade: "trend" } });
    expect(Math.abs(grown.againstTrend?.levelChange.estimate ?? NaN)).toBeLessThan(1);
    expect(weekly([2, 2, 2, 2, 2, 2, 8, 8, 8, 8, 8, 8]).change).toMatchObject({ estimate: 6, warnings: ["small-sample"] });
    // fewer acts than before, from a level: nothing had grown
    expect(weekly([8, 8, 8, 8, 8, 8, 2, 2, 2, 2, 2, 2]).change).toMatchObject({ estimate: -6, warnings: ["small-sample"] });
    expect(weekly([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]).change).toMatchObject({ estimate: -6, warnings: ["small-sample"] });
  });

  test("without a place in some week there is no series; with few weeks the series cannot say", () => {
    expect(ask({ counted: "attended-fraction", records: records("ada", [-2, 1], [0, 1], [1, 1]) }).againstTrend).toBeNull();
    expect(ask().againstTrend?.levelChange).toMatchObject({ estimate: null, reason: "too-few-observations", n: 2, needed: 6 });
  });

  test("people of one team go together", () => {
    expect(ask({ people: people.map((person, index) => ({ ...person, clusterId: index < 2 ? "a" : "b" })) }).change).toMatchObject({ method: "paired-by-cluster" });
  });

  test("nobody, nothing", () => {
    expect(ask({ people: [], records: [] })).toMatchObject({ change: { estimate: null, reason: "too-few-observations", n: 0 }, unobservedCount: 0 });
  });

  test("each fault by code and path", () => {
    refuses(() => ask({ people: [], records: [], observedToDate: "2027-01-01" }), { code: "scheduling-effect.dates_swapped", path: ["observedToDate"] });
    refuses(() => ask({ people: [...people, { personId: "eve", scheduledFromDate: "2028-01-01" }] }), { code: "scheduling-effect.unobserved", path: ["people", 4, "scheduledFromDate"] });
    refuses(() => ask({ records: [...records("eve", [0, 1]), { id: "x", personId: "ada", date: "2028-01-01", isDone: true }] }), { code: "scheduling-effect.unknown_person", path: ["records", 0, "personId"] }, { code: "scheduling-effect.unobserved", path: ["records", 1, "date"] });
    const own = (dates: object) => () => ask({ people: people.map((person, index) => (index === 1 ? { ...person, ...dates } : person)) });
    refuses(own({ observedFromDate: "2027-01-01", observedToDate: "2028-01-01" }), { code: "scheduling-effect.unobserved", path: ["people", 1, "observedFromDate"] }, { code: "scheduling-effect.unobserved", path: ["people", 1, "observedToDate"] });
    refuses(own({ observedFromDate: day(0), observedToDate: day(-1) }), { code: "scheduling-effect.dates_swapped", path: ["people", 1, "observedToDate"] }, ...[8, 9].map((place) => ({ code: "scheduling-effect.unobserved", path: ["records", place, "date"] })));
    refuses(own({ observedFromDate: day(1) }), ...acts.flatMap(({ personId }, index) => (personId === "ben" ? [{ code: "scheduling-effect.unobserved", path: ["records", index, "date"] }] : [])));
    refuses(() => ask({ records: [...acts, ...records("ada", [0, 1])] }), { code: "scheduling-effect.duplicate_record", path: ["records", acts.length, "id"] });
    refuses(() => ask({ people: [...people, ...people.slice(0, 1)] }), { code: "effect-people.duplicate_person", path: ["people", 4, "personId"] });
    refuses(() => ask({ people: people.map((person, index) => (index === 1 ? person : { ...person, clusterId: "a" })) }), { code: "effect-people.missing_cluster", path: ["people", 1, "clusterId"] });
  });

  test("more records than one study takes", () => {
    const one = acts[0];
    refuses(() => ask({ records: Array.from({ length: EFFECT_LIMITS.records + 1 }, () => one as (typeof acts)[number]) }), { code: "input.too_big", path: ["records"] });
  });

  test("does not depend on the order of people and records", () => {
    fc.assert(fc.property(fc.shuffledSubarray(people, { minLength: 4 }), fc.shuffledSubarray(acts, { minLength: acts.length }), (shuffled, kept) => { expect(ask({ people: shuffled, records: kept })).toStrictEqual(ask()); }));
  });
});
