import * as z from "zod";
import { check, type Fault, faultAt, pattern } from "../error/index.js";
import { type CivilDate, Instant, type WallTime } from "../unit/index.js";
import { noSuchDay } from "../unit/internal.js";
import { type Weekday, weekdayOfDayNumber } from "./civil-date.js";
import { dateOfDayNumber, DAY, dayNumberOf } from "./day-number.js";
import { instantText, isWithinTime, localTimeText, millisecondsOf, offsetText } from "./instant-text.js";
import { KnownTimeZone } from "./known-time-zone.js";
import { ZoneData, zoneDataName, zonesOf } from "./zone-data.js";
import { bothInstantsOf, offsetMillisecondsAt } from "./zone-table.js";

const neverShown: Fault = { code: "wall-clock.never_shown", message: "The clock in {timeZone} never shows {localTime}: it is set forward then.", hint: "Choose another time, or another clockChange." };
const shownTwice: Fault = { code: "wall-clock.shown_twice", message: "The clock in {timeZone} shows {localTime} twice: it is set back then.", hint: "Choose another time, or another clockChange." };
const outOfRange: Fault = { code: "wall-clock.out_of_range", message: "The result lies outside the years 1970 to 2199.", hint: "Stay within these years." };

/** What to do with a wall clock reading that never happens (gap) or happens twice (overlap). `compatible` is the rule of RFC 5545 section 3.3.5 and of Temporal: a gap is crossed forward, an overlap takes the first. `earlier` and `later` take the earlier or later instant of both. `reject` refuses. */
export const ClockChange = z.enum(["compatible", "earlier", "later", "reject"]);
/** What to do with a wall clock reading that never happens or happens twice. */
export type ClockChange = z.infer<typeof ClockChange>;

const isDayInCalendar = (text: string): boolean => !/^(19[7-9]\d|2[01]\d\d)-\d\d-\d\dT/u.test(text.slice(0, 11)) || dateOfDayNumber(dayNumberOf(text)) === text.slice(0, 10);

/** A date and the reading of a wall clock on it, `2026-10-05T09:00` or with seconds, no offset. It means an instant only beside a time zone. */
export const LocalTime = pattern(/^(19[7-9]\d|2[01]\d\d)-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/u, { maximumLength: 19, error: "A local time is a date and a wall clock reading without offset.\nWrite it as 2026-10-05T09:00." })
  .check(z.refine(isDayInCalendar, noSuchDay));
/** A date and the reading of a wall clock on it, `2026-10-05T09:00`. */
export type LocalTime = z.infer<typeof LocalTime>;

/** A reading of a wall clock in a named zone, and what to do when it is not shown exactly once. */
export interface ZonedReading {
  /** What the clock shows, `2026-10-25T02:30` or with seconds. */
  readonly localTime: LocalTime;
  /** Where the clock hangs. */
  readonly timeZone: KnownTimeZone;
  /** The rule for a reading that never happens or happens twice. */
  readonly clockChange: ClockChange;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}
/** A reading of a wall clock in a named zone. */
export const ZonedReading = z.strictObject({ localTime: LocalTime, timeZone: KnownTimeZone, clockChange: ClockChange, zoneData: z.exactOptional(ZoneData) }).readonly() satisfies z.ZodType<ZonedReading>;

/** The instant of a wall clock reading. */
export interface ZonedInstant {
  /** Whether the reading happens once, never, or twice. */
  readonly kind: "unique" | "gap" | "overlap";
  /** The instant chosen. */
  readonly startsAt: Instant;
  /** The offset from UTC then, `+02:00`; with seconds where the law had them (Monrovia until 1972). */
  readonly offset: string;
  /** What the clock shows then, `YYYY-MM-DDTHH:MM:SS`: another reading than asked for when that never happens. */
  readonly localTime: LocalTime;
  /** Whose time zone data it comes from: the version that the caller states, else `"runtime"`. */
  readonly zoneData: string;
}

/**
 * The instant at which a clock in a zone shows a reading. The host's zone and date take no part; the rules are those of the runtime's time zone data, or of `zoneData`.
 *
 * @throws CoachingError `input.*`, `known-time-zone.unknown_zone`; `wall-clock.never_shown` and `wall-clock.shown_twice` with `clockChange: "reject"`; `wall-clock.out_of_range` when the instant is before 1970 or after 2199
 * @example
 * ```ts
 * instantOf({ localTime: "2026-10-25T02:30", timeZone: "Europe/Berlin", clockChange: "compatible" }); // => { kind: "overlap", startsAt: "2026-10-25T00:30:00Z", offset: "+02:00", localTime: "2026-10-25T02:30:00", zoneData: "runtime" }
 * instantOf({ localTime: "2027-03-28T02:30", timeZone: "Europe/Berlin", clockChange: "compatible" }).localTime; // => "2027-03-28T03:30:00"
 * ```
 */
export function instantOf(reading: ZonedReading): ZonedInstant {
  const { localTime, timeZone, clockChange, zoneData } = check(ZonedReading, reading);
  const table = zonesOf(zoneData)(timeZone);
  const { compatible, contrary } = bothInstantsOf(table, millisecondsOf(localTime));
  const kind = compatible === contrary ? "unique" : compatible > contrary ? "gap" : "overlap";
  if (kind !== "unique" && clockChange === "reject") throw faultAt(kind === "gap" ? neverShown : shownTwice, ["localTime"], { localTime, timeZone });
  const instant = clockChange === "earlier" ? Math.min(compatible, contrary) : clockChange === "later" ? Math.max(compatible, contrary) : compatible;
  if (!isWithinTime(instant)) throw faultAt(outOfRange, ["localTime"]);
  const offset = offsetMillisecondsAt(table, instant);
  return { kind, startsAt: instantText(instant), offset: offsetText(offset), localTime: localTimeText(instant + offset), zoneData: zoneDataName(zoneData) };
}

/** An instant and where the clock hangs. */
export interface ZonedMoment {
  /** The instant. */
  readonly at: Instant;
  /** Where the clock hangs. */
  readonly timeZone: KnownTimeZone;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}
/** An instant and where the clock hangs. */
export const ZonedMoment = z.strictObject({ at: Instant, timeZone: KnownTimeZone, zoneData: z.exactOptional(ZoneData) }).readonly() satisfies z.ZodType<ZonedMoment>;

/** What a clock shows. */
export interface WallClock {
  /** The date there. */
  readonly date: CivilDate;
  /** Hours and minutes there; seconds are dropped. */
  readonly wallTime: WallTime;
  /** Date and clock to the second. */
  readonly localTime: LocalTime;
  /** The offset from UTC then. */
  readonly offset: string;
  /** The day of the week there. */
  readonly weekday: Weekday;
  /** Whose time zone data it comes from: the version that the caller states, else `"runtime"`. */
  readonly zoneData: string;
}

/**
 * What a clock in a zone shows at an instant.
 *
 * @throws CoachingError `input.*`, `known-time-zone.unknown_zone`; `wall-clock.out_of_range` when the date there is before 1970 or after 2199
 * @example
 * ```ts
 * wallClockAt({ at: "2026-10-04T20:00:00Z", timeZone: "Asia/Kolkata" }); // => { date: "2026-10-05", wallTime: "01:30", localTime: "2026-10-05T01:30:00", offset: "+05:30", weekday: "MO", zoneData: "runtime" }
 * ```
 */
export function wallClockAt(moment: ZonedMoment): WallClock {
  const { at, timeZone, zoneData } = check(ZonedMoment, moment);
  const instant = millisecondsOf(at);
  const offset = offsetMillisecondsAt(zonesOf(zoneData)(timeZone), instant);
  const wall = instant + offset;
  if (!isWithinTime(wall)) throw faultAt(outOfRange, ["at"]);
  const localTime = localTimeText(wall);
  return { date: localTime.slice(0, 10), wallTime: localTime.slice(11, 16), localTime, offset: offsetText(offset), weekday: weekdayOfDayNumber(Math.floor(wall / DAY)), zoneData: zoneDataName(zoneData) };
}
