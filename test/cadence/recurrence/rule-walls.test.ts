import type { RecurrenceRule } from "coachkit/cadence";
import fc from "fast-check";
import * as rruleModule from "rrule";
import { describe, expect, test } from "vitest";
import { compileRule } from "../../../src/cadence/recurrence/compiled-rule.js";
import { wallsOfRule } from "../../../src/cadence/recurrence/rule-walls.js";
import { plainWalls } from "./plain-recurrence.js";
import { frequencies, lawRuns, rulesOf, starts } from "./random-rules.js";

/** rrule 2.8.1 on floating dates: Node sees its default export, bundlers its names. */
const { RRule } = "RRule" in rruleModule ? rruleModule : (Reflect.get(rruleModule, "default") as typeof rruleModule);
const day = 86_400_000;

const walls = (rule: RecurrenceRule, start: number, { from = start, before = Infinity, limit = Infinity } = {}): readonly number[] => Array.from(wallsOfRule(compileRule(rule, start, null), { from, before, limit }));
/** How far a law looks: some periods of each frequency, and no more than the plain reading can bear. */
const spans = { YEARLY: 9000, MONTHLY: 1500, WEEKLY: 400, DAILY: 400, HOURLY: 60, MINUTELY: 4, SECONDLY: 2 } as const;

/**
 * It takes weekdays with and without ordinals together as both at once, the standard as either. And it gives the first days of 2011 to a week 53 that 2010 does not have
 * (as dateutil does, from which it comes): last weeks are left out. And every 31 seconds within minute 40 it leaves its own grid of seconds.
 */
const isRrulesOwn = ({ frequency, everyPeriods, hours, minutes, seconds, weekdays, yearWeeks }: RecurrenceRule): boolean => !(everyPeriods > 1 && ["MINUTELY", "SECONDLY"].includes(frequency) && hours.length + minutes.length + seconds.length > 0) &&
  new Set(weekdays.map(({ ordinal }) => ordinal === null)).size < 2 && yearWeeks.every((week) => Math.abs(week) < 52);

/** For rrule, which goes second by second. */
const shortSpans = { ...spans, HOURLY: 20, MINUTELY: 0.5, SECONDLY: 0.01 };

/** rrule's dates up to another; each once, for it gives one twice that two positions name, and from lists in order, for it takes positions in the order in which hours stand. */
function byRrule(rule: RecurrenceRule, start: number, until: number): readonly number[] {
  const list = (numbers: readonly number[]) => (numbers.length === 0 ? null : numbers.toSorted((left, right) => left - right));
  const dates = new RRule({
    freq: RRule[rule.frequency], interval: rule.everyPeriods, dtstart: new Date(start), until: new Date(until), wkst: RRule[rule.weekStartsOn],
    byweekday: rule.weekdays.length === 0 ? null : rule.weekdays.map(({ weekday, ordinal }) => (ordinal === null ? RRule[weekday] : RRule[weekday].nth(ordinal))),
    bymonth: list(rule.months), byweekno: list(rule.yearWeeks), byyearday: list(rule.yearDays), bymonthday: list(rule.monthDays),
    byhour: list(rule.hours), byminute: list(rule.minutes), bysecond: list(rule.seconds), bysetpos: list(rule.positions),
  }).all();
  return [...new Set(dates.map((date) => date.getTime()))].sort((left, right) => left - right);
}

describe("wallsOfRule", () => {
  /** Where rrule 2.8.1 is wrong it is not asked, and where it would search for hours: past UNTIL it goes on until a date matches, so ours must have one soon. Positions lie within every set: for −3 of two rrule takes the first. */
  test("agrees with rrule on floating times, all frequencies", () => {
    let compared = 0;
    fc.assert(fc.property(rulesOf([1, 2, -1], frequencies), starts, (rule, start) => {
      if (!isRrulesOwn(rule)) return;
      const until = start + shortSpans[rule.frequency] * day;
      if (walls(rule, start, { from: until + 1, before: until + shortSpans[rule.frequency] * day, limit: 1 }).length === 0) return;
      compared += 1;
      expect(walls({ ...rule, until: new Date(until).toISOString().slice(0, 19) }, start, { limit: 2000 })).toEqual(byRrule(rule, start, Math.floor(until / 1000) * 1000).slice(0, 2000));
    }), { numRuns: lawRuns });
    // in the long lane these are more than 20,000
    expect(compared).toBeGreaterThan(lawRuns / 2.25);
  }, 20_000 + lawRuns * 40);

  test("agrees with a plain reading of the standard, all positions", () => {
    fc.assert(fc.property(rulesOf([1, 2, 3, 5, 30, -1, -2, -3, -6, -40], frequencies), starts, fc.option(fc.integer({ min: 1, max: 40 })), (rule, start, occurrenceCount) => {
      const before = start + spans[rule.frequency] * day / 3;
      // positions of the first week count from the first day on, which the plain reading does not do: dateutil's, and recorded as ours
      const from = rule.frequency === "WEEKLY" && rule.positions.length > 0 ? start + 7 * day : start;
      if (from > start && occurrenceCount !== null) return;
      expect(walls({ ...rule, occurrenceCount }, start, { before }).filter((wall) => wall >= from)).toEqual(plainWalls({ ...rule, occurrenceCount }, start, before).filter((wall) => wall >= from));
    }), { numRuns: Math.ceil(lawRuns / 2) });
  }, 20_000 + lawRuns * 40);

  test("a window is the same part of the whole, wherever it lies, also of a rule with COUNT", () => {
    fc.assert(fc.property(rulesOf([1, 2, -1], frequencies), starts, fc.option(fc.integer({ min: 1, max: 500 })), fc.double({ min: -0.2, max: 1, noNaN: true }), (rule, start, occurrenceCount, share) => {
      const counted = { ...rule, occurrenceCount };
      const end = start + spans[rule.frequency] * day;
      const from = start + Math.floor(share * spans[rule.frequency]) * day;
      expect(walls(counted, start, { from, before: end })).toEqual(walls(counted, start, { before: end }).filter((wall) => wall >= from));
    }), { numRuns: lawRuns });
  });

  test("a limit takes the first of them", () => {
    fc.assert(fc.property(rulesOf([1, -1], frequencies), starts, fc.integer({ min: 1, max: 100 }), (rule, start, limit) => {
      const before = start + spans[rule.frequency] * day;
      expect(walls(rule, start, { before, limit })).toEqual(walls(rule, start, { before }).slice(0, limit));
    }));
  });
});
