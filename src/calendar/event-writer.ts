import { endLine, type OctetWriter, writeDateTime, writeLines, writePlain, writeRepeated, writeText } from "./octet-writer.js";
import type { SessionTexts } from "./session-description.js";
import type { Slot } from "./session-slot.js";

/** One VEVENT. */
export interface EventEntry {
  /** The id that its UID is made of. */
  readonly uidId: string;
  readonly sequence: number;
  readonly slot: Slot;
  readonly title: string;
  /** Absent in a cancellation: there is nothing to read any more. */
  readonly texts?: SessionTexts | undefined;
  /** Absent where only some people are uninvited: for the others it stands (RFC 5546 section 3.2.5). */
  readonly status?: "CONFIRMED" | "CANCELLED" | undefined;
  /** Of a series: the rule and the slots that do not take place. */
  readonly recurrence?: { readonly rule: string; readonly leftOut: readonly Slot[] };
  /** Of an occurrence of a series that is not as the rule has it: the slot that the rule gives it. */
  readonly replaces?: Slot | undefined;
  /** ORGANIZER and ATTENDEE as whole lines, not folded yet. */
  readonly people?: readonly string[];
}

/** What all events of a file share. */
export interface EventSettings {
  readonly uidDomain: string;
  /** The DTSTAMP line. */
  readonly stamp: string;
  /** The zones that are written in local time; the others are written in UTC. */
  readonly zones: ReadonlyMap<string, string>;
  /** Minutes before the start at which a reader with something to prepare is reminded. */
  readonly alarmMinutesBefore: number | undefined;
}

/** A property whose value is a TEXT. */
function writeTextLine(writer: OctetWriter, name: string, text: string): void {
  writePlain(writer, name);
  writeText(writer, text);
  endLine(writer);
}

function writePlainLine(writer: OctetWriter, line: string): void {
  writePlain(writer, line);
  endLine(writer);
}

/** A moment on the wall clock of the zone, or in UTC. */
function writeMoment(writer: OctetWriter, name: string, moment: { readonly zone: string | null; readonly wall: number; readonly instant: number }): void {
  writePlain(writer, moment.zone === null ? `${name}:` : `${name};TZID=${moment.zone}:`);
  writeDateTime(writer, moment.zone === null ? moment.instant : moment.wall);
  if (moment.zone === null) writePlain(writer, "Z");
  endLine(writer);
}

/** The start of a slot as DTSTART, or as the RECURRENCE-ID or EXDATE that has to have the same form. */
function writeStart(writer: OctetWriter, name: string, { slot, zone }: { readonly slot: Slot; readonly zone: string | null }): void {
  writeMoment(writer, name, { zone, wall: slot.wallStartMilliseconds, instant: slot.startMilliseconds });
}

/** Start, end and what recurs. Without a length there is no DTEND: it would have to be later than DTSTART. */
function writeSlot(writer: OctetWriter, { slot, recurrence, replaces }: EventEntry, zones: EventSettings["zones"]): void {
  const zoneOf = ({ isAmbiguous, timeZone }: Slot): string | null => (!isAmbiguous && zones.has(timeZone) ? timeZone : null);
  const zone = zoneOf(slot);
  writeStart(writer, "DTSTART", { slot, zone });
  if (slot.endMilliseconds > slot.startMilliseconds) writeMoment(writer, "DTEND", { zone, wall: slot.wallEndMilliseconds, instant: slot.endMilliseconds });
  if (replaces !== undefined) writeStart(writer, "RECURRENCE-ID", { slot: replaces, zone: zoneOf(replaces) });
  if (recurrence === undefined) return;
  writePlainLine(writer, `RRULE:${recurrence.rule}`);
  for (const leftOut of recurrence.leftOut) writeStart(writer, "EXDATE", { slot: leftOut, zone });
}

/** A reminder of what there is to prepare (RFC 5545 section 3.6.6). */
function writeAlarm(writer: OctetWriter, preparation: string, minutesBefore: number): void {
  writeLines(writer, `BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT${String(minutesBefore)}M\r\n`);
  writeTextLine(writer, "DESCRIPTION:", `To prepare: ${preparation}`);
  writeLines(writer, "END:VALARM\r\n");
}

/** One VEVENT. */
export function writeEvent(writer: OctetWriter, entry: EventEntry, { uidDomain, stamp, zones, alarmMinutesBefore }: EventSettings): void {
  const { uidId, sequence, title, texts, status, people = [] } = entry;
  writeLines(writer, "BEGIN:VEVENT\r\n");
  writePlain(writer, "UID:");
  writeText(writer, uidId);
  writePlainLine(writer, `@${uidDomain}`);
  writeLines(writer, stamp);
  writeLines(writer, sequence === 0 ? "SEQUENCE:0\r\n" : `SEQUENCE:${String(sequence)}\r\n`);
  writeSlot(writer, entry, zones);
  writeTextLine(writer, "SUMMARY:", title);
  if (texts !== undefined) {
    writePlain(writer, "DESCRIPTION:");
    writeText(writer, texts.heading);
    writeRepeated(writer, texts.touchpoint.content);
    endLine(writer);
  }
  for (const line of people) writePlainLine(writer, line);
  if (status !== undefined) writeLines(writer, status === "CONFIRMED" ? "STATUS:CONFIRMED\r\n" : "STATUS:CANCELLED\r\n");
  if (texts !== undefined && alarmMinutesBefore !== undefined && texts.touchpoint.preparation !== "") writeAlarm(writer, texts.touchpoint.preparation, alarmMinutesBefore);
  writeLines(writer, "END:VEVENT\r\n");
}

/** The first lines of a calendar. */
export function writeHead(writer: OctetWriter, { prodId, method, name }: { readonly prodId: string | undefined; readonly method?: "REQUEST" | "CANCEL"; readonly name?: string }): void {
  writeLines(writer, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
  writeTextLine(writer, "PRODID:", prodId ?? "-//coachkit//coachkit//EN");
  writeLines(writer, method === undefined ? "CALSCALE:GREGORIAN\r\n" : `CALSCALE:GREGORIAN\r\nMETHOD:${method}\r\n`);
  if (name === undefined) return;
  writeTextLine(writer, "NAME:", name);
  writeTextLine(writer, "X-WR-CALNAME:", name);
}

/** The last line of a calendar. */
export const writeFoot = (writer: OctetWriter): void => { writeLines(writer, "END:VCALENDAR\r\n"); };
