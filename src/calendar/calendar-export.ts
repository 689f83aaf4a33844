import * as z from "zod";
import { type Fault, pattern, type Report, rule } from "../error/index.js";
import { Plan } from "../plan/index.js";
import { Program } from "../program/index.js";
import { KnownTimeZone, ZoneData } from "../time/index.js";
import { zoneDataName } from "../time/internal.js";
import { Count, Id, Instant, Title } from "../unit/index.js";
import { octetCount } from "./content-line.js";

/** Name and address of a person; everywhere else people are ids. */
export interface CalendarContact {
  /** A participant or a coach. */
  readonly personId: Id;
  /** As others may read it. */
  readonly name: Title;
  /** Never written by `toIcs`: whoever opens a file learns nobody's address from it. */
  readonly email?: string;
}

/** How often a session has been changed since it was first sent out. */
export interface SessionSequence {
  /** The session. */
  readonly sessionId: Id;
  /** SEQUENCE of RFC 5545: higher than last time when date, time or state changed. Some clients pass over a change without it. */
  readonly sequence: Count;
}

/** What a calendar file is written from. */
export interface CalendarExport {
  /** Who meets whom when. */
  readonly plan: Plan;
  /** The program of the plan: it has the agendas and what to prepare. */
  readonly program: Program;
  /** Whose file it is, a participant or a coach: only their sessions are written, and of others only what `contacts` says. Absent: all sessions, for whoever runs the program. */
  readonly personId?: Id;
  /** Names. Persons who are not listed here stand as ids in the file of all, and are counted but not named in a person's file. */
  readonly contacts?: readonly CalendarContact[];
  /** The instant of this writing, DTSTAMP of RFC 5545. */
  readonly stampedAt: Instant;
  /** What calendar programs call the calendar. */
  readonly calendarName: Title;
  /** A domain name of the host, `coaching.example.com`. The UID of a session is its id, `@`, and this name: it must stay the same, else clients show every session twice. */
  readonly uidDomain: string;
  /** PRODID of RFC 5545: which program wrote the file; `-//coachkit//coachkit//EN` when absent. */
  readonly prodId?: Title;
  /** Sessions that were changed; 0 for all others. Ids that are not in the plan are passed over, so that a host's list may keep dropped sessions. */
  readonly sequences?: readonly SessionSequence[];
  /** Newer time zone data than the runtime's: that of the plan. */
  readonly zoneData?: ZoneData;
}

/** Schema of a contact. */
export const CalendarContact = z
  .strictObject({ personId: Id, name: Title, email: z.exactOptional(pattern(/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u, { maximumLength: 254, error: "An e-mail address is name@domain.\nWrite it as ada@example.com." })) })
  .readonly() satisfies z.ZodType<CalendarContact>;
/** Schema of a session's sequence. */
export const SessionSequence = z.strictObject({ sessionId: Id, sequence: Count }).readonly() satisfies z.ZodType<SessionSequence>;

const otherProgram: Fault = { code: "calendar-export.other_program", message: "The plan is of the program “{planned}”, not of “{id}”.", hint: "Give the program that the plan was made from." };
const unknownTouchpoint: Fault = { code: "calendar-export.unknown_touchpoint", message: "The program has no touchpoint “{id}”.", hint: "Give the program that the plan was made from." };
const unknownZone: Fault = { code: "calendar-export.unknown_zone", message: "The time zone “{timeZone}” is not in this runtime's time zone data.", hint: "Use an IANA name such as Europe/Berlin; a name newer than the runtime needs a newer runtime." };
const unknownPerson: Fault = { code: "calendar-export.unknown_person", message: "Neither the plan nor the contacts know a person “{id}”.", hint: "Correct the id, or list the person under contacts." };
const duplicateContact: Fault = { code: "calendar-export.duplicate_contact", message: "“{id}” stands in contacts twice.", hint: "Remove one of them." };
const duplicateSequence: Fault = { code: "calendar-export.duplicate_sequence", message: "“{id}” stands in sequences twice.", hint: "Remove one of them." };
const uidTooLong: Fault = { code: "calendar-export.uid_too_long", message: "The UID of the session “{id}” takes {octets} octets; readers need keep only 255 (RFC 7986 section 5.3).", hint: "Use shorter ids, or a shorter uidDomain." };

const otherZoneData: Fault = { code: "calendar-export.other_zone_data", message: "The plan's instants come from the zone data “{planned}”, the file would be written by “{given}”.", hint: "Give the zone data of the plan, or derive its instants anew with rederivePlan." };

const LONGEST_UID = 255;

function findDuplicates(ids: readonly string[], found: (id: string, index: number) => void): void {
  const seen = new Set<string>();
  ids.forEach((id, index) => {
    if (seen.has(id)) found(id, index);
    seen.add(id);
  });
}

function isKnown(personId: string, { plan, contacts = [] }: CalendarExport): boolean {
  return (
    contacts.some((contact) => contact.personId === personId) ||
    plan.sessions.some(({ coachId, participantIds }) => coachId === personId || participantIds.includes(personId)) ||
    plan.unassigned.some(({ participantIds }) => participantIds.includes(personId)) ||
    plan.coachAssignments.some(({ participantId, coachId }) => participantId === personId || coachId === personId)
  );
}

function findZoneFaults({ plan }: CalendarExport, report: Report): void {
  const known = new Map<string, boolean>();
  plan.sessions.forEach(({ timeZone }, index) => {
    const isFine = known.get(timeZone) ?? KnownTimeZone.safeParse(timeZone).success;
    known.set(timeZone, isFine);
    if (!isFine) report(unknownZone, ["plan", "sessions", index, "timeZone"], { timeZone });
  });
}

/** Each kind of fault is looked for by itself, so that a faulty shape in one part does not hide the faults of another. */
const rules: readonly ((input: CalendarExport, report: Report) => void)[] = [
  ({ plan, program }, report) => { if (plan.programId !== program.id) report(otherProgram, ["program", "id"], { planned: plan.programId, id: program.id }); },
  ({ plan, program }, report) => {
    const known = new Set(program.touchpoints.map(({ id }) => id));
    plan.sessions.forEach(({ touchpointId: id }, index) => { if (!known.has(id)) report(unknownTouchpoint, ["plan", "sessions", index, "touchpointId"], { id }); });
  },
  findZoneFaults,
  ({ plan, zoneData }, report) => { if (plan.zoneData !== zoneDataName(zoneData)) report(otherZoneData, ["zoneData"], { planned: plan.zoneData, given: zoneDataName(zoneData) }); },
  ({ plan, uidDomain }, report) => {
    const rest = uidDomain.length + 1;
    plan.sessions.forEach(({ id }, index) => {
      const octets = octetCount(id) + rest;
      if (octets > LONGEST_UID) report(uidTooLong, ["plan", "sessions", index, "id"], { id, octets });
    });
  },
  ({ contacts = [] }, report) => { findDuplicates(contacts.map(({ personId }) => personId), (id, index) => { report(duplicateContact, ["contacts", index, "personId"], { id }); }); },
  ({ sequences = [] }, report) => { findDuplicates(sequences.map(({ sessionId }) => sessionId), (id, index) => { report(duplicateSequence, ["sequences", index, "sessionId"], { id }); }); },
  (input, report) => { if (input.personId !== undefined && !isKnown(input.personId, input)) report(unknownPerson, ["personId"], { id: input.personId }); },
];

/** Schema of what a calendar file is written from, with its rules between parts. */
export const CalendarExport = z
  .strictObject({
    plan: Plan,
    program: Program,
    personId: z.exactOptional(Id),
    contacts: z.exactOptional(z.array(CalendarContact).max(100_000).readonly()),
    stampedAt: Instant,
    calendarName: Title,
    uidDomain: pattern(/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/u, { maximumLength: 200, error: "A domain name has letters, digits, dots and hyphens.\nWrite it as coaching.example.com." }),
    prodId: z.exactOptional(Title),
    sequences: z.exactOptional(z.array(SessionSequence).max(1_000_000).readonly()),
    zoneData: z.exactOptional(ZoneData),
  })
  .check(...rules.map((find) => rule(find)))
  .readonly() satisfies z.ZodType<CalendarExport>;
