import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { Plan, type Session } from "../plan/index.js";
import { Program } from "../program/index.js";
import type { ZoneData } from "../time/index.js";
import { Id, Instant, Title } from "../unit/index.js";
import { CalendarContact, calendarRules, calendarShape, placedPlans, SessionSequence } from "./calendar-export.js";
import { EmailAddress } from "./ics-address.js";

/** Who invites. */
export interface CalendarOrganizer {
  /** As others may read it. */
  readonly name: Title;
  /** Where answers go. */
  readonly email: EmailAddress;
}

/** What invitations are written from: a plan, and the plan that the people know of. */
export interface CalendarChange {
  /** The plan as it was when messages were written last; `null` when there were none yet. */
  readonly before: Plan | null;
  /** The plan as it is. */
  readonly after: Plan;
  /** The program of the plan: it has the agendas and what to prepare. */
  readonly program: Program;
  /** Who invites, in all messages. */
  readonly organizer: CalendarOrganizer;
  /** Names and addresses: everyone who is told something needs an `email`. Whoever is invited to a session reads those of all others in it. */
  readonly contacts: readonly CalendarContact[];
  /** The `sequences` that the last call gave; empty at first. Without them clients would pass over what is sent. They also say which sessions are known as parts of a series. */
  readonly sequences: readonly SessionSequence[];
  /** The instant of this writing, DTSTAMP of RFC 5545; later than that of the last call. */
  readonly stampedAt: Instant;
  /** A domain name of the host, `coaching.example.com`: the same as for `toIcs`. */
  readonly uidDomain: string;
  /** Only what is for this person, a participant or a coach. Absent: for everyone. */
  readonly personId?: Id;
  /** PRODID of RFC 5545: which program wrote the file; `-//coachkit//coachkit//EN` when absent. */
  readonly prodId?: Title;
  /** Newer time zone data than the runtime's: that of the plan after. */
  readonly zoneData?: ZoneData;
  /** The plan as it was when it was first sent out: with it, sessions that come back weekly or every few weeks are one series, as `toIcs` has it. The first time it is the plan after. */
  readonly seriesFrom?: Plan;
  /** So many minutes before a session, a person who has something to prepare for it is reminded of that. Absent: no reminders. */
  readonly alarmMinutesBefore?: number;
}

const missingAddress: Fault = { code: "calendar-change.missing_address", message: "“{id}” is to be told of a session, and contacts have no e-mail address.", hint: "List the person under contacts, with email." };
const sharedAddress: Fault = { code: "calendar-change.shared_address", message: "The e-mail address of “{id}” is also that of another contact.", hint: "Give each person an address: it is how answers are told apart." };

/** The UID of a session stands in calendars: under another one it would stand there twice. */
export const otherUid: Fault = { code: "calendar-change.other_uid", message: "Calendars know “{id}” {known}; this call would tell of it {given}.", hint: "Give the seriesFrom of the first call, or none if that had none, and the sequences of the last." };

/** The people whose calendars a session stands in. */
export const invitedTo = (session: Session | null | undefined): readonly string[] =>
  session?.isScheduled === true ? [...new Set([...(session.coachId === null ? [] : [session.coachId]), ...session.participantIds])] : [];

/** What a client shows of a session. */
const shownKey = ({ title, week, coachId, participantIds, date, startTime, timeZone, startsAt, endsAt, isScheduled }: Session): string =>
  JSON.stringify([title, week, coachId, participantIds, date, startTime, timeZone, startsAt, endsAt, isScheduled]);

/** Everyone in a session that is new, gone, or not what it was. */
function peopleToTell({ before, after }: CalendarChange): ReadonlySet<string> {
  const told = new Set<string>();
  const were = new Map((before?.sessions ?? []).map((session) => [session.id, session]));
  const tell = (session: Session): void => { for (const id of invitedTo(session)) told.add(id); };
  for (const session of after.sessions) {
    const was = were.get(session.id);
    were.delete(session.id);
    if (was !== undefined && shownKey(was) === shownKey(session)) continue;
    tell(session);
    if (was !== undefined) tell(was);
  }
  for (const session of were.values()) tell(session);
  return told;
}

function findMissingAddresses(change: CalendarChange, report: Report): void {
  const reached = new Set(change.contacts.filter(({ email }) => email !== undefined).map(({ personId }) => personId));
  for (const id of peopleToTell(change)) if (!reached.has(id)) report(missingAddress, ["contacts"], { id });
}

/** Addresses are one whatever their case: no provider is known to keep two apart. */
export const addressKey = (email: string): string => email.toLowerCase();

/** Reports each contact with the address of an earlier one. */
export function findSharedAddresses({ contacts }: { readonly contacts: readonly CalendarContact[] }, report: Report): void {
  const addressed = contacts.flatMap(({ personId, email }, index) => (email === undefined ? [] : [{ personId, email, index }]));
  for (const [, { personId: id, index }] of repeated(addressed, ({ email }) => addressKey(email))) report(sharedAddress, ["contacts", index, "email"], { id });
}

/** Schema of what invitations are written from, with its rules between parts. */
export const CalendarChange = z
  .strictObject({
    before: Plan.nullable(), after: Plan, program: Program, organizer: z.strictObject({ name: Title, email: EmailAddress }).readonly(), contacts: z.array(CalendarContact).max(100_000).readonly(), stampedAt: Instant, personId: z.exactOptional(Id),
    ...calendarShape, sequences: z.array(SessionSequence).max(1_000_000).readonly(),
  })
  .check(...calendarRules((change: CalendarChange) => ({ ...change, plans: placedPlans({ after: change.after, before: change.before, seriesFrom: change.seriesFrom }), zoneData: change.zoneData, people: change.personId === undefined ? [] : [[["personId"], change.personId]] })))
  .check(
    rule(findMissingAddresses),
    rule(findSharedAddresses),
  )
  .readonly() satisfies z.ZodType<CalendarChange>;
