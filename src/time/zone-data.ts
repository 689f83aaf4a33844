import * as z from "zod";
import { check, type Fault, faultAt, pattern, repeated, rule } from "../error/index.js";
import { Instant, Title } from "../unit/index.js";
import { DAY, dayNumberOf } from "./day-number.js";
import { END_OF_TIME, instantText, millisecondsOf, offsetText } from "./instant-text.js";
import { KnownTimeZone } from "./known-time-zone.js";
import { findZoneTable, searchedChanges, tableOfStretch, type ZoneTable, zoneTable } from "./zone-table.js";

/** An offset from UTC, `+02:00`; one of local mean time has seconds, `-00:44:30`. */
export const UtcOffset = pattern(/^[+-](0\d|1[0-7]):[0-5]\d(:[0-5]\d)?$/u, { maximumLength: 9, error: "An offset from UTC is less than 18 hours, with its sign.\nWrite it as +02:00." });
/** An offset from UTC, `+02:00`. */
export type UtcOffset = z.infer<typeof UtcOffset>;

/** From when on which offset holds. */
export interface OffsetFrom {
  /** The first instant of it. */
  readonly at: Instant;
  /** The offset from then on. */
  readonly toOffset: UtcOffset;
}

/** The offsets of one zone in a stretch of time; outside of it the runtime's hold. */
export interface ZoneTransitions {
  /** The zone, by any of its names; the data hold for all of them. */
  readonly timeZone: KnownTimeZone;
  /** From when on these offsets are taken in place of the runtime's. */
  readonly fromAt: Instant;
  /** The offset at `fromAt`. */
  readonly offsetAtStart: UtcOffset;
  /** Every later change, in order, at least a day apart. After the last one its offset holds until `toAt`. */
  readonly changes: readonly OffsetFrom[];
  /** From when on the runtime's offsets are taken again; absent when these hold for good. */
  readonly toAt?: Instant;
}

/** Time zone data of the caller, for zones whose law is newer than the runtime. A runtime keeps the data that it was built with: often a year old. */
export interface ZoneData {
  /** How results name it, for example `"2026f"` after the release of the IANA data. */
  readonly version: Title;
  /** The zones that differ; all others stay the runtime's. */
  readonly zones: readonly ZoneTransitions[];
}

/** Changes of one zone's clock: ten a year for two centuries. */
const MOST_CHANGES = 2000;

const notInOrder: Fault = { code: "zone-data.not_in_order", message: "The change at {at} is not at least a day after the one before it.", hint: "List the changes in order, after fromAt, each a day or more after the last." };
const duplicateZone: Fault = { code: "zone-data.duplicate_zone", message: "The zone {timeZone} stands there twice, perhaps under two names.", hint: "Keep one list of changes for each zone." };
const endsBeforeStart: Fault = { code: "zone-data.ends_before_start", message: "The offsets end before their last change.", hint: "Set toAt after fromAt and the last change, or leave it out." };
const runtimeVersion: Fault = { code: "zone-data.runtime_version", message: "The version “runtime” stands for the runtime's own data.", hint: "Name the release, for example 2026f." };
const badOffset: Fault = { code: "zone-data.bad_offset", message: "The resolver gave no offset for {timeZone} at {at}.", hint: "Return whole seconds east of UTC, less than 18 hours." };
const noResolver: Fault = { code: "zone-data.no_resolver", message: "There is no resolver to ask.", hint: "Give a function of zone and milliseconds that returns seconds east of UTC." };
const noYears: Fault = { code: "zone-data.no_years", message: "The years end before they begin.", hint: "Set toYearExclusive after fromYear." };

/** From when on which offset holds. */
export const OffsetFrom = z.strictObject({ at: Instant, toOffset: UtcOffset }).readonly() satisfies z.ZodType<OffsetFrom>;

/** The offsets of one zone from an instant on. The faults are `zone-data.not_in_order` and `zone-data.ends_before_start`. */
export const ZoneTransitions = z
  .strictObject({ timeZone: KnownTimeZone, fromAt: Instant, offsetAtStart: UtcOffset, changes: z.array(OffsetFrom).max(MOST_CHANGES).readonly(), toAt: z.exactOptional(Instant) })
  .check(rule(({ fromAt, changes, toAt }: ZoneTransitions, report) => {
    if (toAt !== undefined && millisecondsOf(toAt) <= millisecondsOf(changes.at(-1)?.at ?? fromAt)) report(endsBeforeStart, ["toAt"]);
  }), rule(({ fromAt, changes }: ZoneTransitions, report) => {
    changes.forEach(({ at }, index) => {
      if (millisecondsOf(at) - millisecondsOf(changes[index - 1]?.at ?? fromAt) < DAY) report(notInOrder, ["changes", index, "at"], { at });
    });
  }))
  .readonly() satisfies z.ZodType<ZoneTransitions>;

/** Time zone data of the caller. The faults are `zone-data.*`. */
export const ZoneData = z
  .strictObject({ version: Title, zones: z.array(ZoneTransitions).max(1000).readonly() })
  .check(
    rule(({ version }: ZoneData, report) => { if (version === "runtime") report(runtimeVersion, ["version"]); }),
    rule(({ zones }: ZoneData, report) => {
      for (const [index, { timeZone }] of repeated(zones, ({ timeZone }) => findZoneTable(timeZone)?.name ?? timeZone)) report(duplicateZone, ["zones", index, "timeZone"], { timeZone });
    }),
  )
  .readonly() satisfies z.ZodType<ZoneData>;

/** The table of each zone that an input names. */
export type Zones = (timeZone: KnownTimeZone) => ZoneTable;

/** Milliseconds of a checked offset. */
function offsetMilliseconds(text: UtcOffset): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(":").map(Number);
  return (text.startsWith("-") ? -1000 : 1000) * (hours * 3600 + minutes * 60 + seconds);
}

const tableOf = ({ timeZone, fromAt, offsetAtStart, changes, toAt }: ZoneTransitions): ZoneTable =>
  tableOfStretch(zoneTable(timeZone), {
    from: millisecondsOf(fromAt),
    before: toAt === undefined ? Infinity : millisecondsOf(toAt),
    offset: offsetMilliseconds(offsetAtStart),
    changes: changes.map(({ at, toOffset }) => ({ at: millisecondsOf(at), after: offsetMilliseconds(toOffset) })),
  });

/** The caller's zones, and for all others the runtime's. */
export function zonesOf(zoneData: ZoneData | undefined): Zones {
  if (zoneData === undefined) return zoneTable;
  // by the runtime's names, so that data of one zone hold under each of its names
  const own = new Map(zoneData.zones.map((zone) => [zoneTable(zone.timeZone).name, tableOf(zone)]));
  return (timeZone) => own.get(zoneTable(timeZone).name) ?? zoneTable(timeZone);
}

/** How results name where their offsets come from. */
export const zoneDataName = (zoneData: ZoneData | undefined): string => zoneData?.version ?? "runtime";

/** Which zones and years to ask a resolver for. */
export interface ZoneDataQuestion {
  /** How results name it, for example `"2026f"`. */
  readonly version: Title;
  /** The zones to ask for. */
  readonly timeZones: readonly KnownTimeZone[];
  /** From the beginning of this year in UTC; 1970 to 2199. */
  readonly fromYear: number;
  /** To the beginning of this year; 1971 to 2200. */
  readonly toYearExclusive: number;
}
/** Which zones and years to ask a resolver for. */
export const ZoneDataQuestion = z
  .strictObject({ version: Title, timeZones: z.array(KnownTimeZone).max(1000).readonly(), fromYear: z.int().min(1970).max(2199), toYearExclusive: z.int().min(1971).max(2200) })
  .check(rule(({ fromYear, toYearExclusive }: ZoneDataQuestion, report) => { if (toYearExclusive <= fromYear) report(noYears, ["toYearExclusive"]); }))
  .readonly() satisfies z.ZodType<ZoneDataQuestion>;

const startOfYear = (year: number): number => (year === 2200 ? END_OF_TIME : dayNumberOf(`${String(year)}-01-01`) * DAY);

/**
 * Zone data from a resolver of the caller: a Temporal implementation with newer rules, a service, the IANA files. It is asked every six days, and by halving where its answer changes; after that the answer is data that can be stored beside the plan.
 *
 * @param question the zones and years
 * @param offsetSecondsAt seconds east of UTC that hold in a zone at milliseconds after 1970-01-01T00:00:00Z
 * @throws CoachingError `input.*`, `known-time-zone.unknown_zone`, `zone-data.*`
 * @example
 * ```ts
 * const noMoreWinterTime = (timeZone: string, milliseconds: number) => (milliseconds < Date.parse("2026-03-08T10:00:00Z") ? -28_800 : -25_200);
 * zoneDataFrom({ version: "2026f", timeZones: ["America/Vancouver"], fromYear: 2026, toYearExclusive: 2200 }, noMoreWinterTime).zones; // => [{ timeZone: "America/Vancouver", fromAt: "2026-01-01T00:00:00Z", offsetAtStart: "-08:00", changes: [{ at: "2026-03-08T10:00:00Z", toOffset: "-07:00" }] }]
 * ```
 */
export function zoneDataFrom(question: ZoneDataQuestion, offsetSecondsAt: (timeZone: string, milliseconds: number) => number): ZoneData {
  const { version, timeZones, fromYear, toYearExclusive } = check(ZoneDataQuestion, question);
  if (typeof offsetSecondsAt !== "function") throw faultAt(noResolver, ["offsetSecondsAt"]);
  const [from, before] = [startOfYear(fromYear), startOfYear(toYearExclusive)];
  const zones = timeZones.map((timeZone) => {
    const offsetAt = (milliseconds: number): number => {
      const seconds: unknown = offsetSecondsAt(timeZone, milliseconds);
      if (typeof seconds !== "number" || !Number.isInteger(seconds) || Math.abs(seconds) >= 64_800) throw faultAt(badOffset, ["offsetSecondsAt"], { timeZone, at: instantText(milliseconds) });
      return seconds * 1000;
    };
    const changes = searchedChanges(offsetAt, from, before - 1000, MOST_CHANGES).map(({ at, after }) => ({ at: instantText(at), toOffset: offsetText(after) }));
    return { timeZone, fromAt: instantText(from), offsetAtStart: offsetText(offsetAt(from)), changes, ...(toYearExclusive < 2200 ? { toAt: instantText(before) } : {}) };
  });
  return check(ZoneData, { version, zones });
}
