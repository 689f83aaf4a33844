import type * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { TimeZoneId } from "../unit/index.js";
import { findZoneTable } from "./zone-table.js";

const unknownZone: Fault = {
  code: "known-time-zone.unknown_zone",
  message: "The time zone “{timeZone}” is not in this runtime's time zone data.",
  hint: "Use an IANA name such as Europe/Berlin; a name newer than the runtime needs a newer runtime.",
};

/**
 * The name of a time zone that this runtime knows, `Europe/Berlin`. Capital and small letters are one, as in the IANA data; old names such as `Asia/Calcutta` are known.
 * What is known depends on the time zone data of the runtime (in Node `process.versions.tz`), and so do offsets: keep wall time and zone as the record, and derive the instant.
 * The fault is `known-time-zone.unknown_zone`.
 *
 * @example
 * ```ts
 * KnownTimeZone.safeParse("Europe/Berlin").success; // => true
 * KnownTimeZone.safeParse("Europe/Atlantis").success; // => false
 * ```
 */
export const KnownTimeZone = TimeZoneId.check(rule((timeZone: string, report) => {
  if (TimeZoneId.safeParse(timeZone).success && findZoneTable(timeZone) === undefined) report(unknownZone, [], { timeZone });
}));
/** The name of a time zone that this runtime knows. */
export type KnownTimeZone = z.infer<typeof KnownTimeZone>;
