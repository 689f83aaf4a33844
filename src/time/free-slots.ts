import * as z from "zod";
import { check } from "../error/index.js";
import { Count, Instant } from "../unit/index.js";
import { millisecondsOf } from "./instant-text.js";
import { TIME_LIMITS } from "./time-limits.js";
import { intersectionOfSpans, type MillisecondSpan, millisecondSpanOf, rangeRule, spansWithout, type TimeRange, TimeSpan, timeSpanOf, unionOfSpans } from "./time-span.js";
import { WorkingHours, workingPatternOf, workingTimes } from "./working-hours.js";
import { ZoneData, zoneDataName, zonesOf } from "./zone-data.js";

/** A person's working hours and what is already in the diary. */
export interface Diary {
  /** When the person works. */
  readonly hours: WorkingHours;
  /** When the person is taken; spans may overlap and lie outside the hours. */
  readonly busy: readonly TimeSpan[];
}
/** A person's working hours and what is already in the diary. */
export const Diary = z.strictObject({ hours: WorkingHours, busy: z.array(TimeSpan).max(TIME_LIMITS.busySpans).readonly() }).readonly() satisfies z.ZodType<Diary>;

/** People who are to meet within a range of time. */
export interface CommonTimeQuestion extends TimeRange {
  /** Who must be free: 1 to 100 people. */
  readonly people: readonly Diary[];
  /** How long they need: whole minutes, 1 to 1440. */
  readonly durationMinutes: number;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}
const question = {
  people: z.array(Diary).min(1, { error: "Nobody is to meet.\nName at least one person." }).max(100).readonly(),
  fromAt: Instant,
  toAt: Instant,
  durationMinutes: z.int().min(1).max(1440),
  zoneData: z.exactOptional(ZoneData),
};
/** People who are to meet within a range of time. */
export const CommonTimeQuestion = z.strictObject(question).check(rangeRule).readonly() satisfies z.ZodType<CommonTimeQuestion>;

const MINUTE = 60_000;

/** The spans of at least the length that all have in common. */
export function commonFreeTimes({ people, fromAt, toAt, durationMinutes, zoneData }: CommonTimeQuestion): readonly MillisecondSpan[] {
  const [from, to] = [millisecondsOf(fromAt), millisecondsOf(toAt)];
  const zones = zonesOf(zoneData);
  let common: readonly MillisecondSpan[] = [[from, to]];
  for (const { hours, busy } of people) {
    const free = spansWithout(workingTimes(workingPatternOf(hours, zones), from, to), unionOfSpans(busy.map(millisecondSpanOf)));
    common = intersectionOfSpans(common, free);
  }
  return common.filter(([start, end]) => end - start >= durationMinutes * MINUTE);
}

/**
 * The spans of at least `durationMinutes` in which every person works and none is busy, in UTC and in order.
 *
 * @throws CoachingError `input.*`, `known-time-zone.unknown_zone`, `time-span.ends_before_start`, `time-span.range_too_long`
 * @example
 * ```ts
 * const hours = { timeZone: "UTC", weekly: { MO: [{ fromTime: "09:00", toTime: "12:00" }] }, holidays: [] };
 * const busy = [{ startsAt: "2027-10-04T10:00:00Z", endsAt: "2027-10-04T10:45:00Z" }];
 * commonFreeSpans({ people: [{ hours, busy }], fromAt: "2027-10-04T00:00:00Z", toAt: "2027-10-11T00:00:00Z", durationMinutes: 70 }); // => [{ startsAt: "2027-10-04T10:45:00Z", endsAt: "2027-10-04T12:00:00Z" }]
 * ```
 */
export const commonFreeSpans = (input: CommonTimeQuestion): readonly TimeSpan[] => commonFreeTimes(check(CommonTimeQuestion, input)).map(timeSpanOf);

/** People who are to meet within a range of time, at a start on a grid. */
export interface SlotQuestion extends CommonTimeQuestion {
  /** Starts lie on a grid of so many minutes counted from 1970-01-01T00:00Z; whole minutes, 1 to 1440. */
  readonly stepMinutes: number;
  /** How many slots to list at most, up to 10,000; all are counted. */
  readonly limitCount: Count;
}
/** People who are to meet within a range of time, at a start on a grid. */
export const SlotQuestion = z.strictObject({ ...question, stepMinutes: z.int().min(1).max(1440), limitCount: Count.max(10_000) }).check(rangeRule).readonly() satisfies z.ZodType<SlotQuestion>;

/** When people can meet. */
export interface FreeSlots {
  /** How many slots there are in the whole range. */
  readonly slotCount: Count;
  /** The first of them. */
  readonly slots: readonly TimeSpan[];
  /** Whose time zone data it comes from: the version that the caller states, else `"runtime"`. */
  readonly zoneData: string;
}

/**
 * The slots of `durationMinutes` in which every person works and none is busy, in order. Slots may overlap each other: each is one choice of a start.
 *
 * @throws CoachingError `input.*`, `known-time-zone.unknown_zone`, `time-span.ends_before_start`, `time-span.range_too_long`
 * @example
 * ```ts
 * const hours = { timeZone: "UTC", weekly: { MO: [{ fromTime: "09:10", toTime: "11:00" }] }, holidays: [] };
 * freeSlots({ people: [{ hours, busy: [] }], fromAt: "2027-10-04T00:00:00Z", toAt: "2027-10-11T00:00:00Z", durationMinutes: 60, stepMinutes: 15, limitCount: 1 }); // => { slotCount: 4, slots: [{ startsAt: "2027-10-04T09:15:00Z", endsAt: "2027-10-04T10:15:00Z" }], zoneData: "runtime" }
 * ```
 */
export function freeSlots(input: SlotQuestion): FreeSlots {
  const { stepMinutes, limitCount, ...question } = check(SlotQuestion, input);
  const [step, duration] = [stepMinutes * MINUTE, question.durationMinutes * MINUTE];
  const slots: TimeSpan[] = [];
  let slotCount = 0;
  for (const [start, end] of commonFreeTimes(question)) {
    const first = Math.ceil(start / step) * step;
    const last = Math.floor((end - duration) / step) * step;
    slotCount += Math.max(0, (last - first) / step + 1);
    for (let at = first; at <= last && slots.length < limitCount; at += step) slots.push(timeSpanOf([at, at + duration]));
  }
  return { slotCount, slots, zoneData: zoneDataName(question.zoneData) };
}
