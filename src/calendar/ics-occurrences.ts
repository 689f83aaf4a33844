import * as z from "zod";
import { check, CoachingError, isCoachingError, type Issue } from "../error/index.js";
import { KnownTimeZone, type TimeRange, ZoneData } from "../time/index.js";
import { END_OF_TIME, instantText, localTimeText, millisecondsOf, rangeRule, zoneDataName, zonesOf } from "../time/internal.js";
import { type CivilDate, type Count, Instant } from "../unit/index.js";
import { type Findings, ICS_READ_LIMITS, type IcsDeparture, noFindings } from "./ics-departure.js";
import { isTransparent, statusOf } from "./ics-event.js";
import { textOf } from "./ics-event-text.js";
import { type ExpansionWindow, type Occurrence, occurrencesIn } from "./ics-expansion.js";
import { type CalendarRecord, readFile } from "./ics-file.js";
import { instantIn, wallAt } from "./ics-series.js";
import { departuresOf, type IcsStatus } from "./read-ics.js";

/** Calendar files and the stretch of time that is asked for, at most 1830 days. */
export interface IcsWindow extends TimeRange {
  /** The texts of the files, the older before the newer; at most 1000. Of what stands in several the higher SEQUENCE counts, then the later DTSTAMP, then the later file. */
  readonly ics: readonly string[];
  /** Where the person is whose calendar it is: whole days and floating times are read there. */
  readonly timeZone: KnownTimeZone;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}

/** The keys that every window has. */
export const icsWindow = {
  ics: z.array(z.string().max(ICS_READ_LIMITS.characters)).max(ICS_READ_LIMITS.files).check(z.refine((texts: readonly string[]) => texts.reduce((sum, { length }) => sum + length, 0) <= ICS_READ_LIMITS.characters, { error: "The files are too long taken together.\nRead them in parts." })).readonly(),
  fromAt: Instant,
  toAt: Instant,
  timeZone: KnownTimeZone,
  zoneData: z.exactOptional(ZoneData),
};
/** Calendar files and the stretch of time that is asked for. */
export const IcsWindow = z.strictObject(icsWindow).check(rangeRule).readonly() satisfies z.ZodType<IcsWindow>;

/** Where one of several files departs from the standard. */
export interface IcsFileDeparture extends IcsDeparture {
  /** Which of the files. */
  readonly fileIndex: number;
}

/** What was wrong with several files. */
export interface IcsDepartures {
  /** Where the files depart from the standard, of each the first 1000. */
  readonly departures: readonly IcsFileDeparture[];
  /** How many departures there are in all. */
  readonly departureCount: Count;
  /** Whose time zone data the instants come from: the version that the caller states, else `"runtime"`. */
  readonly zoneData: string;
}

/** One occurrence of an event in a window. */
export interface IcsOccurrence {
  /** UID of its event. */
  readonly uid: string;
  /** Which of the files says what stands here. */
  readonly fileIndex: number;
  /** When it begins. Of a whole day the beginning of the day where the person is. */
  readonly startsAt: Instant;
  /** When it ends, exclusive. */
  readonly endsAt: Instant;
  /** The first date of an event of whole days, else `null`. */
  readonly startDate: CivilDate | null;
  /** The date after the last of an event of whole days, else `null`. */
  readonly endDate: CivilDate | null;
  /** When its series would have it begin, where the file changes that one occurrence: an instant, of whole days a date. */
  readonly recurrenceId: Instant | null;
  /** SUMMARY. */
  readonly summary: string | null;
  /** DESCRIPTION. */
  readonly description: string | null;
  /** LOCATION. */
  readonly location: string | null;
  /** How it stands; one that was cancelled is listed too. */
  readonly status: IcsStatus;
  /** SEQUENCE. */
  readonly sequence: Count;
  /** Whether it takes whole days. */
  readonly isAllDay: boolean;
  /** Whether it is at another instant wherever the reader stands. */
  readonly isFloating: boolean;
  /** Whether it takes up no time. */
  readonly isTransparent: boolean;
}

/** What takes place in a window. */
export interface IcsOccurrences extends IcsDepartures {
  /** In order of their starts; what lies at least in part in the window. */
  readonly occurrences: readonly IcsOccurrence[];
}

/** Several files, read. */
interface ReadFiles<File> {
  readonly files: readonly File[];
  readonly departures: IcsDepartures;
}

/** How files are read. */
interface ReadSettings {
  /** Where they stand in the input. */
  readonly key: string;
  readonly zoneData: ZoneData | undefined;
}

/** Each file, `null` where it cannot be understood or lies beyond a limit; and what is wrong with those. */
export function readEachFile(texts: readonly string[], { key, zoneData }: ReadSettings): ReadFiles<readonly CalendarRecord[] | null> & { readonly issues: readonly Issue[] } {
  const spent: Findings["spent"] = { rules: 0, rulesWithinDay: 0 };
  const issues: Issue[] = [];
  const departures: IcsFileDeparture[] = [];
  let departureCount = 0;
  const files = texts.map((text, fileIndex) => {
    const findings = noFindings([key, fileIndex], spent);
    const calendars = readWithin(text, zoneData, findings);
    for (const issue of findings.issues) issues.push(issue);
    for (const departure of departuresOf(findings)) departures.push({ fileIndex, ...departure });
    departureCount += findings.departureCount;
    return findings.issues.length > 0 ? null : calendars;
  });
  return { files, issues, departures: { departures, departureCount, zoneData: zoneDataName(zoneData) } };
}

/** The calendars of a file; a limit that it lies beyond is one more finding. */
function readWithin(text: string, zoneData: ZoneData | undefined, findings: Findings): readonly CalendarRecord[] {
  try {
    return readFile(text, zoneData, findings);
  } catch (error) {
    if (!isCoachingError(error)) throw error;
    findings.issues.push(...error.issues);
    return [];
  }
}

/** Every file, or one error that names what is wrong with all of them. */
export function readFiles(texts: readonly string[], settings: ReadSettings): ReadFiles<readonly CalendarRecord[]> {
  const { files, issues, departures } = readEachFile(texts, settings);
  if (issues.length > 0) throw new CoachingError(issues.slice(0, ICS_READ_LIMITS.departures));
  return { files: files.filter((file) => file !== null), departures };
}

/** The window as numbers. */
export const windowOf = ({ fromAt, toAt, timeZone, zoneData }: Pick<IcsWindow, "fromAt" | "toAt" | "timeZone" | "zoneData">): ExpansionWindow => ({ floating: zonesOf(zoneData)(timeZone), from: millisecondsOf(fromAt), before: millisecondsOf(toAt) });

/** An instant as text, within the years that have names. */
export const named = (milliseconds: number): Instant => instantText(Math.min(Math.max(milliseconds, 0), END_OF_TIME - 1000));

function occurrenceOf({ event, from, before }: Occurrence, { floating }: ExpansionWindow): IcsOccurrence {
  const { uid, fileIndex, sequence, start, recurrenceId } = event;
  const isAllDay = start?.form === "date";
  const dateAt = (instant: number): CivilDate => localTimeText(Math.min(Math.max(wallAt(floating, instant), 0), END_OF_TIME - 1000)).slice(0, 10);
  const replaced = recurrenceId === undefined || event.reachesFuture ? null : instantIn(recurrenceId, event, floating);
  return {
    uid, fileIndex, startsAt: named(from), endsAt: named(before),
    startDate: isAllDay ? dateAt(from) : null, endDate: isAllDay ? dateAt(before) : null,
    recurrenceId: replaced === null ? null : isAllDay ? dateAt(replaced) : named(replaced),
    summary: textOf(event, "SUMMARY"), description: textOf(event, "DESCRIPTION"), location: textOf(event, "LOCATION"),
    status: statusOf(event), sequence, isAllDay, isFloating: start?.form === "floating", isTransparent: isTransparent(event),
  };
}

/**
 * What takes place between two instants by one or several calendar files: each occurrence of each event, with what was moved, added, excluded or cancelled (RFC 5545 section 3.8.5, RFC 5546).
 *
 * - An occurrence that an override (RECURRENCE-ID) stands in for is told by the override. `RANGE=THISANDFUTURE` moves all later occurrences as far on the clock as its own.
 * - A DTSTART that its own rule does not meet is left out, as `expandRecurrence` does. Rules follow the clock of DTSTART.
 * - A reading that the clock skips is shifted forward; one that it shows twice is the first (section 3.3.5).
 * - Answers and proposals (METHOD:REPLY, COUNTER and their like) say nothing of a calendar and are passed over.
 *
 * @throws CoachingError `input.*`, `time-span.ends_before_start`, `time-span.range_too_long`, `known-time-zone.unknown_zone`, the faults of `readIcs`, `ics-expansion.too_many`, `ics-expansion.too_many_in_all`
 * @example
 * ```ts
 * const ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261001T070000Z\r\nDTSTART:20261005T070000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\nEXDATE:20261012T070000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
 * icsOccurrences({ ics: [ics], fromAt: "2026-10-01T00:00:00Z", toAt: "2026-10-31T00:00:00Z", timeZone: "UTC" }).occurrences.map(({ startsAt }) => startsAt); // => ["2026-10-05T07:00:00Z", "2026-10-19T07:00:00Z", "2026-10-26T07:00:00Z"]
 * ```
 */
export function icsOccurrences(input: IcsWindow): IcsOccurrences {
  const question = check(IcsWindow, input);
  const { files, departures } = readFiles(question.ics, { key: "ics", zoneData: question.zoneData });
  const window = windowOf(question);
  return { occurrences: occurrencesIn(files, window).map((occurrence) => occurrenceOf(occurrence, window)), ...departures };
}
