import { check } from "../error/index.js";
import type { Session } from "../plan/index.js";
import { localTimeText, millisecondsOf, zonesOf } from "../time/internal.js";
import { CalendarExport } from "./calendar-export.js";
import { foldedLine, parameterText, textLine } from "./content-line.js";
import { descriptionWriter } from "./session-description.js";
import { loneVtimezone, type Slot, slotOf, vtimezonesOf } from "./session-slot.js";

/** `20270927T093000`. */
const dateTimeText = (milliseconds: number): string => localTimeText(milliseconds).replaceAll(/[-:]/gu, "");

/** DTSTART and DTEND on the wall clock of the zone, or in UTC. Without a length there is no DTEND: it would have to be later than DTSTART. */
function slotLines(slot: Slot, isLocal: boolean): string {
  const zone = isLocal ? parameterText("TZID", slot.session.timeZone) : "";
  const line = (name: string, wall: number, instant: number): string => foldedLine(`${name}${zone}:${isLocal ? dateTimeText(wall) : `${dateTimeText(instant)}Z`}`);
  const start = line("DTSTART", slot.wallStartMilliseconds, slot.startMilliseconds);
  return slot.endMilliseconds > slot.startMilliseconds ? start + line("DTEND", slot.wallEndMilliseconds, slot.endMilliseconds) : start;
}

const concerns = ({ coachId, participantIds }: Session, personId: string): boolean => coachId === personId || participantIds.includes(personId);

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
export function toIcs(input: CalendarExport): string {
  const { plan, program, personId, contacts = [], stampedAt, calendarName, uidDomain, prodId = "-//coachkit//coachkit//EN", sequences = [], zoneData } = check(CalendarExport, input);
  const clocks = zonesOf(zoneData);
  const slots = plan.sessions.filter((session) => session.isScheduled && (personId === undefined || concerns(session, personId))).map((session) => slotOf(session, clocks));
  const zones = vtimezonesOf(slots, clocks);
  const sequenceOf = new Map(sequences.map(({ sessionId, sequence }) => [sessionId, sequence]));
  const describe = descriptionWriter({ program, personId, names: new Map(contacts.map((contact) => [contact.personId, contact.name])) });
  const stamp = `DTSTAMP:${dateTimeText(millisecondsOf(stampedAt))}Z\r\n`;

  let text = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${textLine("PRODID", prodId)}CALSCALE:GREGORIAN\r\n${textLine("NAME", calendarName)}${textLine("X-WR-CALNAME", calendarName)}`;
  for (const zone of zones.values()) text += zone;
  if (slots.length === 0) text += loneVtimezone();
  for (const slot of slots) {
    const { session } = slot;
    text += `BEGIN:VEVENT\r\n${textLine("UID", `${session.id}@${uidDomain}`)}${stamp}SEQUENCE:${String(sequenceOf.get(session.id) ?? 0)}\r\n`;
    text += slotLines(slot, !slot.isAmbiguous && zones.has(session.timeZone));
    text += `${textLine("SUMMARY", session.title)}${foldedLine(`DESCRIPTION:${describe(session)}`)}STATUS:CONFIRMED\r\nEND:VEVENT\r\n`;
  }
  return `${text}END:VCALENDAR\r\n`;
}
