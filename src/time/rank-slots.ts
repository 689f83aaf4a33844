import * as z from "zod";
import { check, type Fault, faultAt } from "../error/index.js";
import { Count, Instant, Minutes, type TimeZoneId, WallTime } from "../unit/index.js";
import { commonFreeTimes, type CommonTimeQuestion, Diary } from "./free-slots.js";
import { END_OF_TIME, localTimeText, millisecondsOf } from "./instant-text.js";
import { TIME_LIMITS } from "./time-limits.js";
import { millisecondSpanOf, rangeRule, timeSpanOf } from "./time-span.js";
import type { LocalTime } from "./wall-clock.js";
import { EndTime, minutesAfterMidnight } from "./working-hours.js";
import { ZoneData, zoneDataName, type Zones, zonesOf } from "./zone-data.js";
import { offsetMillisecondsAt } from "./zone-table.js";

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

const tooMany: Fault = { code: "rank-slots.too_many", message: "The range has {count} slots to weigh in {zones} zones; the limit is {limit} in all.", hint: "Shorten the range, or widen stepMinutes." };

/** What makes one slot better than another. */
export type SlotPreference =
  /** The sooner the better. */
  | { readonly kind: "earliest" }
  /** The nearer to an instant the better. */
  | { readonly kind: "nearest"; readonly at: Instant }
  /** The fewer minutes outside these hours on everybody's own clock the better, counted for each person. */
  | { readonly kind: "hours-of-day"; readonly fromTime: WallTime; readonly toTime: EndTime };
/** Schema of a preference. */
export const SlotPreference = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("earliest") }).readonly(),
  z.strictObject({ kind: z.literal("nearest"), at: Instant }).readonly(),
  z.strictObject({ kind: z.literal("hours-of-day"), fromTime: WallTime, toTime: EndTime }).readonly(),
]) satisfies z.ZodType<SlotPreference>;

/** People who are to meet, and which of their common slots they would like best. */
export interface SlotRanking extends CommonTimeQuestion {
  /** Starts lie on a grid of so many minutes counted from 1970-01-01T00:00Z; whole minutes, 1 to 1440. */
  readonly stepMinutes: number;
  /** Minutes that everybody needs free of other appointments before it, to come or to prepare. */
  readonly bufferBeforeMinutes: Minutes;
  /** The same after it. */
  readonly bufferAfterMinutes: Minutes;
  /** What makes a slot the better one; at a tie the sooner one is. */
  readonly preference: SlotPreference;
  /** How many slots to list at most, up to 10,000; all are counted. */
  readonly limitCount: Count;
}
/** Schema of a ranking. */
export const SlotRanking = z
  .strictObject({
    people: z.array(Diary).min(1, { error: "Nobody is to meet.\nName at least one person." }).max(100).readonly(),
    fromAt: Instant,
    toAt: Instant,
    durationMinutes: z.int().min(1).max(DAY_MINUTES),
    stepMinutes: z.int().min(1).max(DAY_MINUTES),
    bufferBeforeMinutes: Minutes.max(DAY_MINUTES),
    bufferAfterMinutes: Minutes.max(DAY_MINUTES),
    preference: SlotPreference,
    limitCount: Count.max(10_000),
    zoneData: z.exactOptional(ZoneData),
  })
  .check(rangeRule)
  .readonly() satisfies z.ZodType<SlotRanking>;

/** A slot in which all can meet. */
export interface RankedSlot {
  /** 1 is the best. */
  readonly rank: Count;
  /** Start. */
  readonly startsAt: Instant;
  /** End. */
  readonly endsAt: Instant;
  /** Minutes by which it falls short of the preference: from the preferred instant, or outside the preferred hours of each person, together; 0 for `earliest`. */
  readonly shortfallMinutes: Minutes;
  /** What the clock shows at its start in each zone of the people, and by how many minutes it falls short for each person there. */
  readonly clocks: readonly { readonly timeZone: TimeZoneId; readonly localTime: LocalTime; readonly shortfallMinutes: Minutes }[];
}

/** The slots of a question by how well they are liked. */
export interface RankedSlots {
  /** How many slots there are in the whole range. */
  readonly slotCount: Count;
  /** The best of them. */
  readonly slots: readonly RankedSlot[];
  /** Whose time zone data it comes from: the version that the caller states, else `"runtime"`. */
  readonly zoneData: string;
}

/** A zone with the number of people who live there, and how far a start at each minute of its day falls short. */
interface WeighedZone {
  readonly timeZone: TimeZoneId;
  readonly peopleCount: number;
  readonly localMinutesAt: (instant: number) => number;
}

/** Minutes of a meeting that lie outside the hours of the day, for each minute at which it may start. */
function minutesOutside({ fromTime, toTime }: Extract<SlotPreference, { kind: "hours-of-day" }>, durationMinutes: number): Float64Array {
  const [from, to] = [minutesAfterMidnight(fromTime), minutesAfterMidnight(toTime)];
  const length = to > from ? to - from : to - from + DAY_MINUTES;
  const outside = new Float64Array(DAY_MINUTES);
  for (let start = 0; start < DAY_MINUTES; start += 1) {
    for (let minute = start; minute < start + durationMinutes; minute += 1) if ((minute - from + DAY_MINUTES) % DAY_MINUTES >= length) outside[start] = (outside[start] ?? 0) + 1;
  }
  return outside;
}

function weighedZones({ people }: SlotRanking, zones: Zones): readonly WeighedZone[] {
  const counts = new Map<string, number>();
  for (const { hours } of people) counts.set(hours.timeZone, (counts.get(hours.timeZone) ?? 0) + 1);
  return [...counts].map(([timeZone, peopleCount]) => {
    const table = zones(timeZone);
    return { timeZone, peopleCount, localMinutesAt: (instant) => Math.floor((instant + offsetMillisecondsAt(table, instant)) / MINUTE) };
  });
}

/** How far a start falls short in a zone, for one person. */
function shortfallIn(preference: SlotPreference, durationMinutes: number): (zone: WeighedZone, start: number) => number {
  if (preference.kind !== "hours-of-day") return () => 0;
  const outside = minutesOutside(preference, durationMinutes);
  return ({ localMinutesAt }, start) => outside[localMinutesAt(start) % DAY_MINUTES] ?? 0;
}

/** The starts of slots on the grid, in order. */
function startsOf(question: SlotRanking): { readonly slotCount: number; readonly ranges: readonly (readonly [first: number, last: number])[] } {
  const [step, duration] = [question.stepMinutes * MINUTE, question.durationMinutes * MINUTE];
  const [before, after] = [question.bufferBeforeMinutes * MINUTE, question.bufferAfterMinutes * MINUTE];
  const people = question.people.map(({ hours, busy }) => ({ hours, busy: busy.map((span) => { const [start, end] = millisecondSpanOf(span); return timeSpanOf([Math.max(0, start - after), Math.min(END_OF_TIME - 1, end + before)]); }) }));
  const ranges = commonFreeTimes({ ...question, people }).map(([start, end]) => [Math.ceil(start / step) * step, Math.floor((end - duration) / step) * step] as const).filter(([first, last]) => last >= first);
  return { slotCount: ranges.reduce((sum, [first, last]) => sum + (last - first) / step + 1, 0), ranges };
}

/**
 * The slots in which every person works and none is busy, best first: for a host that offers people a choice.
 * Buffers keep time free around other appointments; they may lie outside of working hours. Holidays are those of each person's hours.
 *
 * @throws CoachingError `input.*`, `known-time-zone.unknown_zone`, `time-span.ends_before_start`, `time-span.range_too_long`, `rank-slots.too_many`
 * @example
 * ```ts
 * const from = (timeZone, fromTime, toTime) => ({ hours: { timeZone, weekly: { MO: [{ fromTime, toTime }] }, holidays: [] }, busy: [] });
 * const { slotCount, slots } = rankSlots({ people: [from("Europe/Berlin", "09:00", "18:00"), from("America/New_York", "08:00", "17:00")], fromAt: "2027-10-04T00:00:00Z", toAt: "2027-10-11T00:00:00Z", durationMinutes: 60, stepMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, preference: { kind: "hours-of-day", fromTime: "09:00", toTime: "16:00" }, limitCount: 1 });
 * slotCount; // => 7
 * slots[0].clocks.map(({ localTime, shortfallMinutes }) => `${localTime} ${shortfallMinutes}`); // => ["2027-10-04T15:00:00 0", "2027-10-04T09:00:00 0"]
 * ```
 */
export function rankSlots(input: SlotRanking): RankedSlots {
  const question = check(SlotRanking, input);
  const { preference, stepMinutes, durationMinutes, limitCount, zoneData } = question;
  const zones = weighedZones(question, zonesOf(zoneData));
  const { slotCount, ranges } = startsOf(question);
  if (preference.kind !== "earliest" && slotCount * zones.length > TIME_LIMITS.weighedSlots) throw faultAt(tooMany, ["toAt"], { count: slotCount, zones: zones.length, limit: TIME_LIMITS.weighedSlots });
  const shortfall = shortfallIn(preference, durationMinutes);
  const shortfallAt = (start: number): number =>
    preference.kind === "nearest" ? Math.abs(start - millisecondsOf(preference.at)) / MINUTE : zones.reduce((sum, zone) => sum + zone.peopleCount * shortfall(zone, start), 0);
  const found: { readonly start: number; readonly shortfallMinutes: number }[] = [];
  for (const [first, last] of ranges) {
    for (let start = first; start <= last && (preference.kind !== "earliest" || found.length < limitCount); start += stepMinutes * MINUTE) found.push({ start, shortfallMinutes: shortfallAt(start) });
  }
  found.sort((left, right) => left.shortfallMinutes - right.shortfallMinutes || left.start - right.start);
  const slots = found.slice(0, limitCount).map(({ start, shortfallMinutes }, index) => ({
    rank: index + 1,
    ...timeSpanOf([start, start + durationMinutes * MINUTE]),
    shortfallMinutes,
    clocks: zones.map((zone) => ({ timeZone: zone.timeZone, localTime: localTimeText(zone.localMinutesAt(start) * MINUTE), shortfallMinutes: shortfall(zone, start) })),
  }));
  return { slotCount, slots, zoneData: zoneDataName(zoneData) };
}
