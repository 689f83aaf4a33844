import fc from "fast-check";
import * as rruleModule from "rrule";
import { describe, expect, test } from "vitest";
import { recurrenceDays } from "../../src/cadence/recurrence-days.js";
import type { RecurrenceRule } from "../../src/cadence/recurrence-rule.js";

/** rrule 2.8.1 on floating dates: Node sees its default export, bundlers its names. */
const { RRule } = "RRule" in rruleModule ? rruleModule : (Reflect.get(rruleModule, "default") as typeof rruleModule);
const day = 86_400_000;

/** Each date once: rrule gives one twice that two positions name. */
function byRrule(rule: RecurrenceRule, firstDay: number, untilDay: number): readonly number[] {
  const list = (numbers: readonly number[]) => (numbers.length === 0 ? null : [...numbers]);
  const dates = new RRule({
    freq: RRule[rule.frequency], interval: rule.everyPeriods, dtstart: new Date(firstDay * day), until: new Date(untilDay * day), wkst: RRule[rule.weekStartsOn],
    byweekday: rule.weekdays.length === 0 ? null : rule.weekdays.map(({ weekday, ordinal }) => (ordinal === null ? RRule[weekday] : RRule[weekday].nth(ordinal))),
    bymonthday: list(rule.monthDays), bymonth: list(rule.months), bysetpos: list(rule.positions),
  }).all();
  return [...new Set(dates.map((date) => Math.round(date.getTime() / day)))];
}

const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const signed = (maximum: number) => fc.integer({ min: -maximum, max: maximum }).filter((number) => number !== 0);
const some = <Value>(entry: fc.Arbitrary<Value>, maxLength: number) => fc.uniqueArray(entry, { maxLength });
/** Positions lie within every set: rrule takes the first date for −3 of two, RFC 5545 none. Ordinals stand on all weekdays of a rule or on none: rrule takes a mixture as both at once, RFC 5545 as either. */
const rules: fc.Arbitrary<RecurrenceRule> = fc
  .record({ frequency: fc.constantFrom("DAILY", "WEEKLY", "MONTHLY", "YEARLY"), everyPeriods: fc.integer({ min: 1, max: 5 }), names: some(weekday, 4), ordinal: fc.option(signed(5)), monthDays: some(signed(31), 3), months: some(fc.integer({ min: 1, max: 12 }), 3), positions: some(fc.constantFrom(1, 2, -1), 1), weekStartsOn: weekday })
  .map(({ names, ordinal, monthDays, positions, ...rule }) => ({
    ...rule,
    occurrenceCount: null, untilDate: null, yearWeeks: [], yearDays: [],
    weekdays: names.map((name) => ({ weekday: name, ordinal: rule.frequency === "MONTHLY" || rule.frequency === "YEARLY" ? ordinal : null })),
    monthDays: rule.frequency === "WEEKLY" ? [] : monthDays,
    positions: rule.frequency === "DAILY" || names.length + monthDays.length === 0 ? [] : positions,
  }));

describe("recurrenceDays", () => {
  test("agrees with rrule on floating dates", () => {
    fc.assert(fc.property(rules, fc.integer({ min: 18_000, max: 26_000 }), (rule, firstDay) => {
      const untilDay = firstDay + 900;
      let ours: readonly number[] = [];
      try { ours = recurrenceDays(rule, { day: firstDay, untilDay }, []); } catch (error) { expect(String(error)).toContain("recurrence-days.no_dates"); }
      if (ours.length === 0) return; // rrule looks for such dates until the year 9999
      // rrule counts the positions of the first week from the first day on, not from the week's beginning
      const from = rule.frequency === "WEEKLY" && rule.positions.length > 0 ? firstDay + 7 : firstDay;
      expect(ours.filter((one) => one >= from)).toEqual(byRrule(rule, firstDay, untilDay).filter((one) => one >= from));
    }), { numRuns: 300 });
  });

  test("a count takes the first of them", () => {
    fc.assert(fc.property(rules, fc.integer({ min: 1, max: 20 }), (rule, occurrenceCount) => {
      const all = (() => { try { return recurrenceDays(rule, { day: 20_000, untilDay: 20_900 }, []); } catch { return []; } })();
      if (all.length < occurrenceCount) return;
      expect(recurrenceDays({ ...rule, occurrenceCount }, { day: 20_000, untilDay: null }, [])).toEqual(all.slice(0, occurrenceCount));
    }));
  });
});
