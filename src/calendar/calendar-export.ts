import * as z from "zod";
import { type Fault, type IssuePath, pattern, repeated, type Report, rule } from "../error/index.js";
import { Plan } from "../plan/index.js";
import { Program } from "../program/index.js";
import { KnownTimeZone, ZoneData } from "../time/index.js";
import { zoneDataName } from "../time/internal.js";
import { Count, Id, Instant, Title } from "../unit/index.js";
import { octetCount } from "./content-line.js";
import { EmailAddress } from "./ics-address.js";

/** Name and address of a person; everywhere else people are ids. */
export interface CalendarContact {
  /** A participant or a coach. */
  readonly personId: Id;
  /** As others may read it. */
  readonly name: Title;
  /** Never written by `toIcs`: whoever opens a file learns nobody's address from it. `toItip` needs it of everyone who is invited. */
  readonly email?: EmailAddress;
}

/** How often a session has been changed since it was first sent out. */
export interface SessionSequence {
  /** The session. */
  readonly sessionId: Id;
  /** SEQUENCE of RFC 5545: higher than last time when date, time or state changed. Some clients pass over a change without it. */
  readonly sequence: Count;
  /** Of a session that `toItip` told of as one of a series: the session whose id the UID of the series is made of. Absent where the session has a UID of its own. `toIcs` passes over it: there the series come from `seriesFrom` alone. */
  readonly seriesSessionId?: Id;
}

/** What calendar files are written from, whosever they are. */
export interface CalendarSource {
  /** Who meets whom when. */
  readonly plan: Plan;
  /** The program of the plan: it has the agendas and what to prepare. */
  readonly program: Program;
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
  /**
   * The plan as it was when it was first sent out. With it, sessions that come back weekly or every few weeks are written as one series; without it, each session is an event of its own.
   * Give the same plan each time: the UID, the rule and the slots of a series come from it.
   */
  readonly seriesFrom?: Plan;
  /**
   * The plan that the file was written from last time. Its sessions that are gone are then written once more, as cancelled: a program that imports files deletes nothing by itself.
   * A feed that is subscribed to needs none of this.
   */
  readonly before?: Plan;
  /** So many minutes before a session, a person who has something to prepare for it is reminded of that. Absent: no reminders. */
  readonly alarmMinutesBefore?: number;
}

/** What a calendar file is written from. */
export interface CalendarExport extends CalendarSource {
  /** Whose file it is, a participant or a coach: only their sessions are written, and of others only what `contacts` says. Absent: all sessions, for whoever runs the program. */
  readonly personId?: Id;
}

/** What a calendar file for each of several persons is written from. */
export interface CalendarsByPerson extends CalendarSource {
  /** Whose files; absent: everyone who has a session that is scheduled, or had one before, in the order of the plans. */
  readonly personIds?: readonly Id[];
}

/** Schema of a contact. */
export const CalendarContact = z.strictObject({ personId: Id, name: Title, email: z.exactOptional(EmailAddress) }).readonly() satisfies z.ZodType<CalendarContact>;
/** Schema of a session's sequence. */
export const SessionSequence = z.strictObject({ sessionId: Id, sequence: Count, seriesSessionId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<SessionSequence>;

const otherProgram: Fault = { code: "calendar-export.other_program", message: "The plan is of the program “{planned}”, not of “{id}”.", hint: "Give the program that the plan was made from." };
const unknownTouchpoint: Fault = { code: "calendar-export.unknown_touchpoint", message: "The program has no touchpoint “{id}”.", hint: "Give the program that the plan was made from." };
const unknownZone: Fault = { code: "calendar-export.unknown_zone", message: "The time zone “{timeZone}” is not in this runtime's time zone data.", hint: "Use an IANA name such as Europe/Berlin; a name newer than the runtime needs a newer runtime." };
const unknownPerson: Fault = { code: "calendar-export.unknown_person", message: "Neither the plan nor the contacts know a person “{id}”.", hint: "Correct the id, or list the person under contacts." };
const duplicateContact: Fault = { code: "calendar-export.duplicate_contact", message: "“{id}” stands in contacts twice.", hint: "Remove one of them." };
const duplicateSequence: Fault = { code: "calendar-export.duplicate_sequence", message: "“{id}” stands in sequences twice.", hint: "Remove one of them." };
const uidTooLong: Fault = { code: "calendar-export.uid_too_long", message: "The UID of the session “{id}” takes {octets} octets; readers need keep only 255 (RFC 7986 section 5.3).", hint: "Use shorter ids, or a shorter uidDomain." };

const otherZoneData: Fault = { code: "calendar-export.other_zone_data", message: "The plan's instants come from the zone data “{planned}”, this call was given “{given}”.", hint: "Give the zone data of the plan, or derive its instants anew with rederivePlan." };

const otherPlan: Fault = { code: "calendar-export.other_plan", message: "This plan is of “{given}”, the first one of “{planned}”.", hint: "Give plans of one program and one cohort." };

const LONGEST_UID = 255;

/** Where plans stand in an input. */
export type PlacedPlans = readonly (readonly [path: string, plan: Plan])[];

/** Everyone whom plans and contacts name. */
function peopleOf(plans: PlacedPlans, contacts: readonly CalendarContact[]): ReadonlySet<string | null> {
  const people = new Set<string | null>(contacts.map(({ personId }) => personId));
  for (const [, { sessions, unassigned, coachAssignments }] of plans) {
    for (const { coachId, participantIds } of sessions) for (const id of [coachId, ...participantIds]) people.add(id);
    for (const { participantIds } of unassigned) for (const id of participantIds) people.add(id);
    for (const { participantId, coachId } of coachAssignments) people.add(participantId).add(coachId);
  }
  return people;
}

function findZoneFaults(plans: PlacedPlans, report: Report): void {
  const known = new Map<string, boolean>();
  for (const [path, { sessions }] of plans) {
    sessions.forEach(({ timeZone }, index) => {
      const isFine = known.get(timeZone) ?? KnownTimeZone.safeParse(timeZone).success;
      known.set(timeZone, isFine);
      if (!isFine) report(unknownZone, [path, "sessions", index, "timeZone"], { timeZone });
    });
  }
}

function findUidFaults(plans: PlacedPlans, uidDomain: string, report: Report): void {
  const rest = uidDomain.length + 1;
  for (const [path, { sessions }] of plans) {
    sessions.forEach(({ id }, index) => {
      const octets = octetCount(id) + rest;
      if (octets > LONGEST_UID) report(uidTooLong, [path, "sessions", index, "id"], { id, octets });
    });
  }
}

/** What the rules of all calendar inputs look at. */
export interface CalendarParts {
  /** The plans, the one that is written, or was answered to, first. */
  readonly plans: PlacedPlans;
  /** Absent where nothing is written. */
  readonly program?: Program;
  readonly contacts: readonly CalendarContact[];
  readonly uidDomain: string;
  readonly sequences: readonly SessionSequence[];
  readonly zoneData: ZoneData | undefined;
  readonly people: PlacedPeople;
}
type PlacedPeople = readonly (readonly [path: IssuePath, personId: string])[];

/** Each kind of fault is looked for by itself, so that a faulty shape in one part does not hide the faults of another. */
const finders: readonly ((parts: CalendarParts, report: Report) => void)[] = [
  ({ plans: [first], program }, report) => { if (first !== undefined && program !== undefined && first[1].programId !== program.id) report(otherProgram, ["program", "id"], { planned: first[1].programId, id: program.id }); },
  ({ plans: [first], program }, report) => {
    if (program === undefined) return;
    const known = new Set(program.touchpoints.map(({ id }) => id));
    first?.[1].sessions.forEach(({ touchpointId: id }, index) => { if (!known.has(id)) report(unknownTouchpoint, [first[0], "sessions", index, "touchpointId"], { id }); });
  },
  ({ plans }, report) => { findZoneFaults(plans, report); },
  ({ plans: [first], zoneData }, report) => { if (first !== undefined && first[1].zoneData !== zoneDataName(zoneData)) report(otherZoneData, ["zoneData"], { planned: first[1].zoneData, given: zoneDataName(zoneData) }); },
  ({ plans, uidDomain }, report) => { findUidFaults(plans, uidDomain, report); },
  ({ plans: [first, ...others] }, report) => {
    for (const [path, plan] of others) for (const key of ["programId", "cohortId"] as const) if (plan[key] !== first?.[1][key]) report(otherPlan, [path, key], { given: plan[key], planned: first?.[1][key] ?? "" });
  },
  ({ contacts }, report) => { for (const [index, { personId: id }] of repeated(contacts, ({ personId }) => personId)) report(duplicateContact, ["contacts", index, "personId"], { id }); },
  ({ sequences }, report) => { for (const [index, { sessionId: id }] of repeated(sequences, ({ sessionId }) => sessionId)) report(duplicateSequence, ["sequences", index, "sessionId"], { id }); },
  ({ people, plans, contacts }, report) => {
    if (people.length === 0) return;
    const known = peopleOf(plans, contacts);
    for (const [path, id] of people) if (!known.has(id)) report(unknownPerson, path, { id });
  },
];

/** The rules between the parts of a calendar input. */
export const calendarRules = <Input>(partsOf: (input: Input) => CalendarParts): readonly z.core.$ZodCheck<Input>[] => finders.map((find) => rule((input: Input, report) => { find(partsOf(input), report); }));

/** Plans by their keys, without those that are not there. */
export const placedPlans = (plans: Readonly<Record<string, Plan | null | undefined>>): PlacedPlans => Object.entries(plans).flatMap(([path, plan]) => (plan === undefined || plan === null ? [] : [[path, plan] as const]));

/** The parts of an input of `toIcs` and its kin. */
const partsOf = ({ plan, before, seriesFrom, program, contacts = [], uidDomain, sequences = [], zoneData }: CalendarSource, people: PlacedPeople): CalendarParts =>
  ({ plans: placedPlans({ plan, before, seriesFrom }), program, contacts, uidDomain, sequences, zoneData, people });

/** Schemas that the inputs of this room share. */
export const calendarShape = {
  uidDomain: pattern(/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/u, { maximumLength: 200, error: "A domain name has letters, digits, dots and hyphens.\nWrite it as coaching.example.com." }),
  prodId: z.exactOptional(Title),
  sequences: z.exactOptional(z.array(SessionSequence).max(1_000_000).readonly()),
  zoneData: z.exactOptional(ZoneData),
  seriesFrom: z.exactOptional(Plan),
  alarmMinutesBefore: z.exactOptional(z.int().min(1).max(40_320)),
} as const;
const source = { plan: Plan, program: Program, contacts: z.exactOptional(z.array(CalendarContact).max(100_000).readonly()), stampedAt: Instant, calendarName: Title, ...calendarShape, before: z.exactOptional(Plan) } as const;

/** Schema of what a calendar file is written from, with its rules between parts. */
export const CalendarExport = z
  .strictObject({ ...source, personId: z.exactOptional(Id) })
  .check(...calendarRules((input: CalendarExport) => partsOf(input, input.personId === undefined ? [] : [[["personId"], input.personId]])))
  .readonly() satisfies z.ZodType<CalendarExport>;

/** Schema of what calendar files of several persons are written from. */
export const CalendarsByPerson = z
  .strictObject({ ...source, personIds: z.exactOptional(z.array(Id).max(100_000).readonly()) })
  .check(...calendarRules((input: CalendarsByPerson) => partsOf(input, (input.personIds ?? []).map((id, index) => [["personIds", index], id]))))
  .readonly() satisfies z.ZodType<CalendarsByPerson>;
