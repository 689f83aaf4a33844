import * as z from "zod";
import { check, CoachingError } from "../error/index.js";
import { ZoneData } from "../time/index.js";
import { DAY, instantMillisecondsOf, type ZoneTable, zoneDataName, zoneTable } from "../time/internal.js";
import type { Count, Instant } from "../unit/index.js";
import { firstOf } from "./ics-components.js";
import { type Findings, ICS_READ_LIMITS, type IcsDeparture, noFindings } from "./ics-departure.js";
import { type EventRecord, isTransparent, statusOf } from "./ics-event.js";
import { attendeesOf, type IcsPerson, type IcsTime, personOf, textOf, timeOf } from "./ics-event-text.js";
import { readFile } from "./ics-file.js";
import { instantTextOf, type Moment } from "./ics-values.js";

/** A calendar file to read. */
export interface IcsText {
  /** The text of an iCalendar file. Bytes become text by `decodeIcs`. */
  readonly ics: string;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}
/** A calendar file to read. */
export const IcsText = z.strictObject({ ics: z.string().max(ICS_READ_LIMITS.characters), zoneData: z.exactOptional(ZoneData) }).readonly() satisfies z.ZodType<IcsText>;

/** How an event stands (STATUS). */
export type IcsStatus = "tentative" | "confirmed" | "cancelled";

/** An event of a calendar file, as it stands there: one that recurs is one event. */
export interface IcsEvent {
  /** The line of its BEGIN. */
  readonly line: number;
  /** UID; empty when it has none. */
  readonly uid: string;
  /** Which occurrence of its series it stands in for; `null` for a series, and for an event that does not recur. */
  readonly recurrenceId: IcsTime | null;
  /** When it begins; `null` in an answer or a cancellation that does not say. */
  readonly start: IcsTime | null;
  /** When it ends, exclusive; the start when the file does not say how long it takes. Of a whole day the day after. */
  readonly end: IcsTime | null;
  /** The rules by which it recurs, as they stand. */
  readonly rules: readonly string[];
  /** Whether it has occurrences beside its start. */
  readonly isRecurring: boolean;
  /** Whether it takes whole days. */
  readonly isAllDay: boolean;
  /** Whether it is at another instant wherever the reader stands: a date-time without zone. */
  readonly isFloating: boolean;
  /** Whether it takes up no time (TRANSP). */
  readonly isTransparent: boolean;
  /** SUMMARY. */
  readonly summary: string | null;
  /** DESCRIPTION. */
  readonly description: string | null;
  /** LOCATION. */
  readonly location: string | null;
  /** STATUS; `confirmed` where there is none, in a cancellation `cancelled`. */
  readonly status: IcsStatus;
  /** SEQUENCE; 0 where there is none. */
  readonly sequence: Count;
  /** DTSTAMP; `null` where there is none that can be read. */
  readonly stampedAt: Instant | null;
  /** ORGANIZER. */
  readonly organizer: IcsPerson | null;
  /** ATTENDEE, each. */
  readonly attendees: readonly IcsPerson[];
}

/** What a calendar file holds. */
export interface IcsFile {
  /** METHOD in capitals, `REQUEST` for one; `null` for a file that is no message. */
  readonly method: string | null;
  /** Every VEVENT, in the order of the file. */
  readonly events: readonly IcsEvent[];
  /** Where the file departs from the standard, the first 1000 in the order of reading; empty for a file that keeps to it. */
  readonly departures: readonly IcsDeparture[];
  /** How many departures there are in all. */
  readonly departureCount: Count;
  /** Whose time zone data the instants come from: the version that the caller states, else `"runtime"`. */
  readonly zoneData: string;
}

/** What a check of a calendar file says. */
export interface IcsCheck {
  /** Whether `readIcs` reads it. */
  readonly isReadable: boolean;
  /** Where the file departs from the standard, what makes it unreadable included; the first 1000. */
  readonly departures: readonly IcsDeparture[];
  /** How many departures there are in all. */
  readonly departureCount: Count;
}

function tableFor(moment: Moment, { zones }: EventRecord): ZoneTable {
  return (moment.form === "zoned" ? zones.tableOf(moment.timeZone) : undefined) ?? zoneTable("UTC");
}

/** The end as a moment: of a length, counted on the clock of the start. */
function endOf(event: EventRecord): Moment | undefined {
  const { start, end } = event;
  if (start === undefined || (end !== undefined && "form" in end)) return end as Moment | undefined;
  if (end === undefined) return start.form === "date" ? { ...start, wall: start.wall + DAY } : start;
  const wall = start.wall + Math.max(0, end.days) * DAY;
  if (end.milliseconds <= 0) return { ...start, wall };
  if (start.form !== "zoned") return { ...start, form: start.form === "date" ? "floating" : start.form, wall: wall + end.milliseconds };
  // hours and minutes are time that passes: over a change of the clock they lead to another reading
  return { form: "utc", wall: instantMillisecondsOf(tableFor(start, event), wall) + end.milliseconds, timeZone: "" };
}

function eventOf(event: EventRecord): IcsEvent {
  const { component, start, recurrenceId, rules, added, stamped, uid, sequence } = event;
  const end = endOf(event);
  const organizer = firstOf(component, "ORGANIZER");
  const written = (moment: Moment | undefined): IcsTime | null => (moment === undefined ? null : timeOf(moment, tableFor(moment, event)));
  return {
    line: component.line, uid,
    recurrenceId: written(recurrenceId), start: written(start), end: written(end),
    rules: component.properties.filter(({ name }) => name === "RRULE").map(({ value }) => value),
    isRecurring: rules.length + added.length > 0,
    isAllDay: start?.form === "date", isFloating: start?.form === "floating", isTransparent: isTransparent(event),
    summary: textOf(event, "SUMMARY"), description: textOf(event, "DESCRIPTION"), location: textOf(event, "LOCATION"),
    status: statusOf(event), sequence, stampedAt: Number.isFinite(stamped) ? instantTextOf(stamped) : null,
    organizer: organizer === undefined ? null : personOf(organizer),
    attendees: attendeesOf(event),
  };
}

/** In the order of the file. */
export const departuresOf = ({ departures }: Findings): readonly IcsDeparture[] => [...departures].sort((left, right) => left.line - right.line);

/**
 * The events of a calendar file (RFC 5545), and where the file departs from the standard.
 *
 * Files of real programs break rules: lines that end in LF, lines too long, an UNTIL that is a date beside a start that is not. They are read nevertheless, and each departure is named with its line;
 * whoever wants files to the letter asks for `departures.length === 0`, or calls `checkIcs`. What cannot be understood is refused: every such fault in one error, with its line under `params.line`.
 * The instants of a time in an IANA zone follow the time zone data, also where the file's VTIMEZONE says otherwise (`zone-disagrees`); a zone of another name follows the file's VTIMEZONE.
 *
 * @throws CoachingError `input.*`; `ics-lines.*`, `ics-components.*`, `ics-values.*`, `ics-event.*`, `ics-recurrence.*`, `ics-zones.*` for what cannot be understood or lies beyond `ICS_READ_LIMITS`
 * @example
 * ```ts
 * const ics = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example//EN\nBEGIN:VEVENT\nUID:1@example.com\nDTSTAMP:20261001T070000Z\nDTSTART:20261005T070000Z\nDURATION:PT1H\nSUMMARY:One-to-one\\, Ada\nEND:VEVENT\nEND:VCALENDAR\n";
 * const file = readIcs({ ics });
 * file.events.map(({ uid, summary, end }) => [uid, summary, end?.at]); // => [["1@example.com", "One-to-one, Ada", "2026-10-05T08:00:00Z"]]
 * file.departures.map(({ rule }) => rule); // => ["crlf", "crlf-end"]
 * ```
 */
export function readIcs(input: IcsText): IcsFile {
  const { ics, zoneData } = check(IcsText, input);
  const findings = noFindings(["ics"]);
  const calendars = readFile(ics, zoneData, findings);
  if (findings.issues.length > 0) throw new CoachingError(findings.issues);
  return {
    method: calendars[0]?.method ?? null,
    events: calendars.flatMap(({ events }) => events.map(eventOf)),
    departures: departuresOf(findings),
    departureCount: findings.departureCount,
    zoneData: zoneDataName(zoneData),
  };
}

/**
 * Where a calendar file departs from RFC 5545 and RFC 5546, and whether it can be read in spite of it: for whoever writes files.
 *
 * @throws CoachingError `input.*`, and the faults of `readIcs` for files beyond `ICS_READ_LIMITS`
 * @example
 * ```ts
 * checkIcs({ ics: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261001T070000Z\r\nDTSTART:2026-10-05\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n" }); // => { isReadable: false, departures: [{ line: 7, rule: "bad-datetime", message: "Line 7: “2026-10-05” of DTSTART is no date or date-time of RFC 5545." }], departureCount: 1 }
 * ```
 */
export function checkIcs(input: IcsText): IcsCheck {
  const { ics, zoneData } = check(IcsText, input);
  const findings = noFindings(["ics"]);
  readFile(ics, zoneData, findings);
  return { isReadable: findings.issues.length === 0, departures: departuresOf(findings), departureCount: findings.departureCount };
}
