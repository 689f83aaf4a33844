import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import type { Instant } from "../unit/index.js";
import { DAY, dayNumberOf } from "./day-number.js";
import { instantText, offsetText } from "./instant-text.js";
import { KnownTimeZone } from "./known-time-zone.js";
import { type OffsetChange, offsetChanges, offsetMillisecondsAt, type ZoneTable } from "./zone-table.js";
import { ZoneData, zoneDataName, zonesOf } from "./zone-data.js";

const noYears: Fault = { code: "clock-changes.no_years", message: "The years end before they begin.", hint: "Set toYearExclusive after fromYear." };

/** A zone and a range of calendar years in UTC. */
export interface ZoneYears {
  /** The zone. */
  readonly timeZone: KnownTimeZone;
  /** The first year, 1970 to 2199. */
  readonly fromYear: number;
  /** The year after the last, 1971 to 2200. */
  readonly toYearExclusive: number;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}
/** A zone and a range of calendar years in UTC. */
export const ZoneYears = z
  .strictObject({ timeZone: KnownTimeZone, fromYear: z.int().min(1970).max(2199), toYearExclusive: z.int().min(1971).max(2200), zoneData: z.exactOptional(ZoneData) })
  .check(rule(({ fromYear, toYearExclusive }: ZoneYears, report) => {
    if (toYearExclusive <= fromYear) report(noYears, ["toYearExclusive"]);
  }))
  .readonly() satisfies z.ZodType<ZoneYears>;

/** An instant at which the clock of a zone is set forward or back. */
export interface OffsetShift {
  /** When. */
  readonly at: Instant;
  /** The offset before. */
  readonly fromOffset: string;
  /** The offset from then on. */
  readonly toOffset: string;
  /** Whether summer time holds from then on. */
  readonly daylightSaving: boolean;
}

/** The changes of a zone's clock in a range of years. */
export interface ZoneHistory {
  /** The offset when the first year begins in UTC. */
  readonly offsetAtStart: string;
  /** Every change in the range, in order. */
  readonly changes: readonly OffsetShift[];
  /** Whose time zone data it comes from: the version that the caller states, else `"runtime"`. */
  readonly zoneData: string;
}

/** Longer than any summer time without a name of its own, shorter than the time between two Ramadans, when Morocco sets its clock back. */
const LONGEST_SUMMER = 275 * DAY;

/** The runtime does not say what is summer time; its English names do. A zone without names is on summer time when the clock goes forward for less than nine months. */
function isDaylightSaving(table: ZoneTable, nameAt: (milliseconds: number) => string, change: OffsetChange): boolean {
  if (/Summer|Daylight/u.test(nameAt(change.at))) return true;
  const [next] = offsetChanges(table, change.at + 1, change.at + LONGEST_SUMMER);
  return change.after > change.before && next !== undefined && next.after < next.before;
}

/** 1 January of a year, in UTC. */
const startOfYear = (year: number): number => dayNumberOf(`${String(year)}-01-01`) * DAY;

/**
 * When and how the clock of a zone changes, for example to write a VTIMEZONE.
 * Offsets are exact. Whether a change leads into summer time is read off the runtime's English zone names; where they do not say, a step forward that is undone within nine months does (a heuristic).
 * So Ireland, whose law makes summer the standard, has its summer time in summer as Britain has, and Morocco, which sets its clock back for Ramadan, has none.
 *
 * @throws CoachingError `input.*`, `known-time-zone.unknown_zone`, `clock-changes.no_years`
 * @example
 * ```ts
 * clockChanges({ timeZone: "Europe/Berlin", fromYear: 2027, toYearExclusive: 2028 }).changes[0]; // => { at: "2027-03-28T01:00:00Z", fromOffset: "+01:00", toOffset: "+02:00", daylightSaving: true }
 * clockChanges({ timeZone: "Asia/Kolkata", fromYear: 2027, toYearExclusive: 2028 }); // => { offsetAtStart: "+05:30", changes: [], zoneData: "runtime" }
 * ```
 */
export function clockChanges(years: ZoneYears): ZoneHistory {
  const { timeZone, fromYear, toYearExclusive, zoneData } = check(ZoneYears, years);
  const table = zonesOf(zoneData)(timeZone);
  const names = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", timeZoneName: "long" });
  const from = startOfYear(fromYear);
  const changes = offsetChanges(table, from, startOfYear(toYearExclusive)).map((change) => ({
    at: instantText(change.at),
    fromOffset: offsetText(change.before),
    toOffset: offsetText(change.after),
    daylightSaving: isDaylightSaving(table, (milliseconds) => names.format(milliseconds), change),
  }));
  return { offsetAtStart: offsetText(offsetMillisecondsAt(table, from)), changes, zoneData: zoneDataName(zoneData) };
}
