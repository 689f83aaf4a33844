import type { RecurrenceRule } from "coachkit/cadence";
import fc from "fast-check";

/** How many random examples each law is tried on: 500 in the ordinary run, more in the long lane. */
export const lawRuns = Number(process.env["COACHKIT_RUNS"] ?? 500);

const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const signed = (maximum: number) => fc.integer({ min: -maximum, max: maximum }).filter((number) => number !== 0);
const some = <Value>(entry: fc.Arbitrary<Value>, maxLength: number) => fc.uniqueArray(entry, { maxLength });
/** Mostly nothing: a rule with every part hardly ever matches. */
const seldom = <Value>(entry: fc.Arbitrary<Value>, maxLength: number) => fc.oneof({ arbitrary: fc.constant([] as Value[]), weight: 2 }, { arbitrary: some(entry, maxLength), weight: 1 });

const slow = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY"] as const;
const fast = ["HOURLY", "MINUTELY", "SECONDLY"] as const;

/** Rules that RFC 5545 allows, without end. */
export const rulesOf = (positions: readonly number[], frequencies: readonly RecurrenceRule["frequency"][]): fc.Arbitrary<RecurrenceRule> => fc
  .record({
    frequency: fc.constantFrom(...frequencies), everyPeriods: fc.oneof({ arbitrary: fc.integer({ min: 1, max: 5 }), weight: 3 }, { arbitrary: fc.integer({ min: 1, max: 40 }), weight: 1 }),
    names: some(weekday, 4), ordinal: fc.option(signed(5)), isMixed: fc.boolean(), months: seldom(fc.integer({ min: 1, max: 12 }), 4), monthDays: seldom(signed(31), 4),
    yearWeeks: seldom(fc.integer({ min: -53, max: 53 }).filter((number) => number !== 0), 4), yearDays: seldom(signed(366), 5),
    hours: seldom(fc.integer({ min: 0, max: 23 }), 3), minutes: seldom(fc.integer({ min: 0, max: 59 }), 3), seconds: seldom(fc.integer({ min: 0, max: 59 }), 2),
    positions: seldom(fc.constantFrom(...positions), 2), weekStartsOn: weekday,
  })
  .map(({ names, ordinal, isMixed, ...rule }) => {
    const { frequency } = rule;
    const yearWeeks = frequency === "YEARLY" ? rule.yearWeeks : [];
    const yearDays = ["YEARLY", ...fast].includes(frequency) ? rule.yearDays : [];
    const monthDays = frequency === "WEEKLY" ? [] : rule.monthDays;
    const hasOrdinal = (frequency === "MONTHLY" || frequency === "YEARLY") && yearWeeks.length === 0;
    const chooses = [names, rule.months, yearWeeks, yearDays, monthDays, rule.hours, rule.minutes, rule.seconds].some(({ length }) => length > 0);
    return {
      ...rule, yearWeeks, yearDays, monthDays, occurrenceCount: null, until: null,
      weekdays: names.map((name, index) => ({ weekday: name, ordinal: hasOrdinal && !(isMixed && index === 0) ? ordinal : null })),
      positions: chooses ? rule.positions : [],
    };
  });

/** Every frequency. */
export const frequencies = [...slow, ...fast];
/** A start from 1995 to 2045, to the second. */
export const starts = fc.integer({ min: 788_918_400, max: 2_366_841_600 }).map((seconds) => seconds * 1000);
