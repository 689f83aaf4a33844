import { check } from "../error/index.js";
import type { Session } from "../plan/index.js";
import { calendarBasis, calendarChunks, calendarOctets, type CalendarView } from "./calendar-file.js";
import { CalendarExport } from "./calendar-export.js";

function viewOf(source: CalendarExport): CalendarView {
  const { personId, plan, before } = source;
  const standing = (session: Session): boolean => session.isScheduled && (personId === undefined || session.coachId === personId || session.participantIds.includes(personId));
  const sessions = plan.sessions.filter(standing);
  const present = new Set(before === undefined ? [] : sessions.map(({ id }) => id));
  return { source, personId, sessions, gone: (before?.sessions ?? []).filter((session) => standing(session) && !present.has(session.id)) };
}

/**
 * A plan as a calendar file (RFC 5545) to download or to subscribe to: one VEVENT for each session that is scheduled, with its own UID, in the order of the plan. For one person with `personId`, else for all.
 *
 * - Lines end in CRLF and are folded at 75 octets; write the text as UTF-8 without a byte order mark, and serve it as `text/calendar; charset=utf-8`.
 * - A session stands on the wall clock of its zone beside a VTIMEZONE with yearly rules, read off the clock changes that the runtime (or `zoneData`) knows for the years of the plan.
 *   It stands in UTC instead when its zone is UTC, when the zone's clock follows no yearly rule then (Africa/Casablanca) or the plan spans more than 20 years in it, or when its start or end is a reading that the clock shows twice: readers would disagree about these.
 * - Date, wall time and zone of a session are its record. Where the instants beside them no longer agree, since the law of the zone changed, the record is followed and the length kept.
 * - Titles and texts stand as the program has them; the few words around them are English.
 * - The file holds no METHOD, no ATTENDEE and no e-mail address: it is no invitation.
 * - In a person's file others are named as `contacts` says, else counted; prep tasks are those of the person's role, and the script of an agenda is for whoever leads. Without `personId` everything is written, for whoever runs the program.
 * - With `seriesFrom`, sessions that come back weekly or every few weeks are one VEVENT with RRULE and EXDATE; what differs from the rule is a VEVENT with the RECURRENCE-ID of its first start.
 *   A series is made of the sessions of one touchpoint, zone and company, at least three, of which most keep to their weekdays; all others are events of their own.
 * - With `before`, sessions that are gone are written as cancelled. With `alarmMinutesBefore`, a person's file reminds of what there is to prepare.
 * - A file without sessions holds one VTIMEZONE, since RFC 5545 wants a component: a feed may run empty.
 *
 * @throws CoachingError `calendar-export.*`, `input.*`, and the faults of `Plan` and `Program`
 * @example
 * ```ts
 * const session = { id: "spring/kickoff/w00", occurrenceId: "spring/kickoff/w00", touchpointId: "kickoff", title: "Kickoff workshop", week: 0, coachId: "kim", participantIds: ["ada", "ben"], date: "2027-09-27", startTime: "09:30", timeZone: "Europe/Berlin", startsAt: "2027-09-27T07:30:00Z", endsAt: "2027-09-27T10:30:00Z", durationMinutes: 180, isScheduled: true, warnings: [] };
 * const plan = { kind: "plan", schemaVersion: 1, programId: "blended-twelve-week", cohortId: "spring", sessions: [session], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * const file = toIcs({ plan, program: blendedTwelveWeek, personId: "ada", contacts: [{ personId: "kim", name: "Kim Ota" }], stampedAt: "2027-09-01T12:00:00Z", calendarName: "My coaching", uidDomain: "coaching.example.com" });
 * file.split("\r\n").filter((line) => /^(UID|DTSTART;|DTEND|SUMMARY)/.test(line)); // => ["UID:spring/kickoff/w00@coaching.example.com", "DTSTART;TZID=Europe/Berlin:20270927T093000", "DTEND;TZID=Europe/Berlin:20270927T123000", "SUMMARY:Kickoff workshop"]
 * file.replaceAll("\r\n ", "").includes("With: Kim Ota (coach) and 1 more"); // => true
 * ```
 */
export const toIcs = (input: CalendarExport): string => new TextDecoder().decode(toIcsBytes(input));

/**
 * The file of `toIcs` as the octets of its UTF-8: what a server sends and a disk keeps, without the detour over a string.
 *
 * @throws CoachingError `calendar-export.*`, `calendar-file.too_large`, `input.*`, and the faults of `Plan` and `Program`
 * @example
 * ```ts
 * const plan = { kind: "plan", schemaVersion: 1, programId: "blended-twelve-week", cohortId: "spring", sessions: [], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * const octets = toIcsBytes({ plan, program: blendedTwelveWeek, stampedAt: "2027-09-01T12:00:00Z", calendarName: "Coaching", uidDomain: "coaching.example.com" });
 * new TextDecoder().decode(octets.subarray(0, 15)); // => "BEGIN:VCALENDAR"
 * ```
 */
export function toIcsBytes(input: CalendarExport): Uint8Array {
  return toIcsBytesUnchecked(check(CalendarExport, input));
}

/**
 * `toIcsBytes` for an input that is known to be good, such as one that an earlier call took: checking costs more than writing.
 * An input that is not good gives nonsense, or an error that says nothing.
 *
 * @throws CoachingError `calendar-file.too_large`
 * @example
 * ```ts
 * const plan = { kind: "plan", schemaVersion: 1, programId: "blended-twelve-week", cohortId: "spring", sessions: [], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * const input = { plan, program: blendedTwelveWeek, stampedAt: "2027-09-01T12:00:00Z", calendarName: "Coaching", uidDomain: "coaching.example.com" };
 * toIcsBytesUnchecked(input).length === toIcsBytes(input).length; // => true
 * ```
 */
export const toIcsBytesUnchecked = (input: CalendarExport): Uint8Array => calendarOctets(viewOf(input), calendarBasis(input));

/** Octets of one piece: what a socket takes at one go. */
const CHUNK = 65_536;

/**
 * The file of `toIcs` in pieces of UTF-8 of about 64 KiB, each made when it is asked for: beside the plan, no more than one is held.
 * It is checked at once. The pieces part no event, so one is longer where an event is; what is given to `new Response(ReadableStream.from(...))` or Node's `Readable.from(...)` goes out as it is made.
 *
 * @throws CoachingError `calendar-export.*`, `input.*`, and the faults of `Plan` and `Program`
 * @example
 * ```ts
 * const plan = { kind: "plan", schemaVersion: 1, programId: "blended-twelve-week", cohortId: "spring", sessions: [], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * const pieces = [...streamIcs({ plan, program: blendedTwelveWeek, stampedAt: "2027-09-01T12:00:00Z", calendarName: "Coaching", uidDomain: "coaching.example.com" })];
 * pieces.length; // => 1
 * ```
 */
export function streamIcs(input: CalendarExport): Iterable<Uint8Array> {
  const checked = check(CalendarExport, input);
  return calendarChunks(viewOf(checked), calendarBasis(checked), CHUNK);
}
