import * as z from "zod";
import { check, type Fault, faultAt } from "../error/index.js";
import { isTypedArray } from "../error/internal.js";
import { DAY } from "./day-number.js";
import { END_OF_TIME } from "./instant-text.js";
import { KnownTimeZone } from "./known-time-zone.js";
import { ZoneData, zonesOf } from "./zone-data.js";
import { instantsOfWall } from "./zone-table.js";

const notColumn: Fault = { code: "instant-columns.not_a_column", message: "The readings are not a Float64Array.", hint: "Put them into a Float64Array." };
const outOfRange: Fault = { code: "instant-columns.out_of_range", message: "The reading {reading} lies outside the years 1970 to 2199.", hint: "Give milliseconds after 1970-01-01T00:00 on the wall clock." };

/** Many readings of the wall clock in one zone. */
export interface WallColumns {
  /** Where the clock hangs. */
  readonly timeZone: KnownTimeZone;
  /** What the clock shows, as milliseconds after 1970-01-01T00:00 as if it were in UTC (`Date.UTC` of its date and time). In order or not; fastest in order. */
  readonly wallMilliseconds: Float64Array;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}

const Clock = z.strictObject({ timeZone: KnownTimeZone, zoneData: z.exactOptional(ZoneData) });

/**
 * The instants of many readings of the wall clock in one zone, by the rule `compatible` of `instantOf`: for whoever has a hundred thousand of them.
 *
 * @returns milliseconds after 1970-01-01T00:00:00Z, as a typed array, not JSON
 * @throws CoachingError `input.*`, `known-time-zone.unknown_zone`, `instant-columns.*`
 * @example
 * ```ts
 * instantColumns({ timeZone: "Europe/Berlin", wallMilliseconds: Float64Array.of(Date.UTC(2027, 9, 4, 9), Date.UTC(2027, 11, 6, 9)) }).map((instant) => instant / 3_600_000 % 24); // => new Float64Array([7, 8])
 * ```
 */
export function instantColumns(columns: WallColumns): Float64Array {
  // a typed array is no JSON, so it is checked by itself; what is no object at all lacks its zone
  const { wallMilliseconds, ...rest } = Object(columns) as WallColumns;
  const { timeZone, zoneData } = check(Clock, rest);
  if (!isTypedArray(wallMilliseconds, "Float64Array")) throw faultAt(notColumn, ["wallMilliseconds"]);
  // the wall clock of an instant lies up to a day beyond it
  const wrong = wallMilliseconds.findIndex((wall) => !(wall >= -DAY && wall < END_OF_TIME + DAY));
  if (wrong >= 0) throw faultAt(outOfRange, ["wallMilliseconds", wrong], { reading: String(wallMilliseconds[wrong]) });
  const instants = new Float64Array(wallMilliseconds.length);
  instantsOfWall(zonesOf(zoneData)(timeZone), wallMilliseconds, instants);
  return instants;
}
