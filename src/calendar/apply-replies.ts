import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { Plan, type Session } from "../plan/index.js";
import type { ZoneData } from "../time/index.js";
import { millisecondsOf, zonesOf, zoneTable } from "../time/internal.js";
import { Count, Id, Instant, Prose } from "../unit/index.js";
import { addressKey, findSharedAddresses } from "./calendar-change.js";
import { CalendarContact, calendarRules, calendarShape, placedPlans, type SessionSequence } from "./calendar-export.js";
import { firstOf } from "./ics-components.js";
import type { EventRecord } from "./ics-event.js";
import { attendeesOf, type IcsPerson, textOf } from "./ics-event-text.js";
import { type IcsDepartures, icsWindow, readEachFile } from "./ics-occurrences.js";
import { instantIn } from "./ics-series.js";
import { instantTextOf } from "./ics-values.js";
import { type SeriesPlace, seriesPlaces } from "./session-series.js";

/** What a person answered to the invitation to a session: plain data that a host keeps beside the plan. */
export interface SessionAnswer {
  /** The session. */
  readonly sessionId: Id;
  /** Who answered. */
  readonly personId: Id;
  /** The answer; `needs-action` takes an earlier one back. */
  readonly answer: "needs-action" | "accepted" | "declined" | "tentative" | "delegated";
  /** When it was given (DTSTAMP). */
  readonly answeredAt: Instant;
  /** The SEQUENCE of the invitation that it answers. */
  readonly sequence: Count;
  /** What the person wrote beside it. */
  readonly comment?: Prose;
}

/** Answers that came in, and what they belong to. */
export interface ReplyReading {
  /** The plan whose sessions people were invited to. */
  readonly plan: Plan;
  /** The plan that `toIcs` and `toItip` were given as `seriesFrom`, if they were: the answer to a series is one for each of its sessions. */
  readonly seriesFrom?: Plan;
  /** The domain name that the UIDs were written with: `<session id>@<uidDomain>`. */
  readonly uidDomain: string;
  /** Whose address is whose. */
  readonly contacts: readonly CalendarContact[];
  /** The answers that are known already. */
  readonly answers: readonly SessionAnswer[];
  /** How often sessions were changed: the answer to an earlier invitation than the last is out of date. 0 for sessions that are not listed. */
  readonly sequences?: readonly SessionSequence[];
  /** The texts of the messages that came in, METHOD:REPLY of RFC 5546; at most 1000. One that cannot be read is passed over. */
  readonly replies: readonly string[];
  /** Newer time zone data than the runtime's: that of the plan. */
  readonly zoneData?: ZoneData;
}

const duplicateAnswer: Fault = { code: "apply-replies.duplicate_answer", message: "There are two answers of “{personId}” for the session “{sessionId}”.", hint: "Keep the last one." };

/** Schema of an answer. */
export const SessionAnswer = z
  .strictObject({ sessionId: Id, personId: Id, answer: z.enum(["needs-action", "accepted", "declined", "tentative", "delegated"]), answeredAt: Instant, sequence: Count, comment: z.exactOptional(Prose) })
  .readonly() satisfies z.ZodType<SessionAnswer>;

const keyOf = ({ sessionId, personId }: Pick<SessionAnswer, "sessionId" | "personId">): string => JSON.stringify([sessionId, personId]);

/** Schema of answers that came in, with its rules between parts. */
export const ReplyReading = z
  .strictObject({
    plan: Plan,
    seriesFrom: calendarShape.seriesFrom,
    uidDomain: calendarShape.uidDomain,
    contacts: z.array(CalendarContact).max(100_000).readonly(),
    answers: z.array(SessionAnswer).max(1_000_000).readonly(),
    sequences: calendarShape.sequences,
    replies: icsWindow.ics,
    zoneData: calendarShape.zoneData,
  })
  .check(...calendarRules(({ plan, seriesFrom, contacts, uidDomain, sequences = [], zoneData }: ReplyReading) => ({ plans: placedPlans({ plan, seriesFrom }), contacts, uidDomain, sequences, zoneData, people: [] })))
  .check(
    rule(({ answers }: ReplyReading, report) => { for (const [index, { sessionId, personId }] of repeated(answers, keyOf)) report(duplicateAnswer, ["answers", index], { sessionId, personId }); }),
    rule(findSharedAddresses),
  )
  .readonly() satisfies z.ZodType<ReplyReading>;

/** A message, or a part of one, that changed nothing. */
export interface IgnoredReply {
  /** Which of the messages. */
  readonly fileIndex: number;
  /** The line of the event in it; 1 for the whole message. */
  readonly line: number;
  /** The UID that it speaks of; `null` for the whole message. */
  readonly uid: string | null;
  /** Who answered; `null` where nobody did. */
  readonly address: string | null;
  /**
   * Why. `unreadable-message`: `readIcs` refuses it, and says why; or the messages up to it hold more rules than `ICS_READ_LIMITS`. `not-a-reply`: another METHOD. `unknown-session`: the UID is of no session of the plan. `unknown-occurrence`: the RECURRENCE-ID names no start of a session of that UID. `no-attendee`: nobody is named.
   * `unknown-person`: the address is of no contact. `not-invited`: the person does not take part. `no-timestamp`: without DTSTAMP nobody knows which answer is the last.
   * `outdated`: it answers an earlier invitation. `not-newer`: an answer as late, or later, is known.
   */
  readonly reason: "unreadable-message" | "not-a-reply" | "unknown-session" | "unknown-occurrence" | "no-attendee" | "unknown-person" | "not-invited" | "no-timestamp" | "outdated" | "not-newer";
}

/** The answers after messages came in. */
export interface AppliedReplies extends IcsDepartures {
  /** All answers, those from before in their order, then new ones. */
  readonly answers: readonly SessionAnswer[];
  /** What changed nothing, and why. */
  readonly ignored: readonly IgnoredReply[];
}

/** A session and the start that its event, or its place in its series, was first given: what a RECURRENCE-ID names. */
interface InvitedSession {
  readonly session: Session;
  readonly start: number;
}

interface Known {
  readonly sessions: ReadonlyMap<string, readonly InvitedSession[]>;
  readonly personOfAddress: ReadonlyMap<string, string>;
  readonly sequences: ReadonlyMap<string, number>;
  readonly answers: Map<string, SessionAnswer>;
}

const takesPart = ({ coachId, participantIds }: Session, personId: string): boolean => coachId === personId || participantIds.includes(personId);

/** The sessions of each UID: of a series all, else one. */
function invitedSessions({ plan, seriesFrom, uidDomain, zoneData }: ReplyReading): ReadonlyMap<string, readonly InvitedSession[]> {
  const places = seriesFrom === undefined ? new Map<string, SeriesPlace>() : seriesPlaces(seriesFrom, zonesOf(zoneData));
  const sessions = new Map<string, InvitedSession[]>();
  for (const session of plan.sessions) {
    const place = places.get(session.id);
    const uid = `${place?.series.uidId ?? session.id}@${uidDomain}`;
    const invited = { session, start: place?.slot.startMilliseconds ?? millisecondsOf(session.startsAt) };
    const own = sessions.get(uid);
    if (own === undefined) sessions.set(uid, [invited]);
    else own.push(invited);
  }
  // a series whose zone has no yearly rule is sent out session by session
  for (const session of plan.sessions) {
    const uid = `${session.id}@${uidDomain}`;
    if (!sessions.has(uid)) sessions.set(uid, [{ session, start: millisecondsOf(session.startsAt) }]);
  }
  return sessions;
}

/** The sessions that a message means: those of its UID, or the one whose first start it names. */
function meantSessions(event: EventRecord, invited: readonly InvitedSession[]): readonly Session[] {
  const { recurrenceId } = event;
  const instant = recurrenceId && instantIn(recurrenceId, event, zoneTable("UTC"));
  return invited.filter(({ start }) => instant === undefined || start === instant).map(({ session }) => session);
}

/** Text as a person may read it. */
const commentOf = (event: EventRecord): string | undefined => textOf(event, "COMMENT")?.replace(/[^\P{Cc}\n\t]/gu, "").slice(0, 20_000);

/** Takes one answer in, or says why not. */
function applied(event: EventRecord, attendee: IcsPerson, { session, known }: { readonly session: Session; readonly known: Known }): IgnoredReply["reason"] | undefined {
  const personId = known.personOfAddress.get(addressKey(attendee.address));
  if (personId === undefined) return "unknown-person";
  if (!takesPart(session, personId)) return "not-invited";
  const answeredAt = Number.isFinite(event.stamped) ? instantTextOf(event.stamped) : null;
  if (answeredAt === null) return "no-timestamp";
  // a reply without SEQUENCE does not say which invitation it answers: its time decides
  const sequence = firstOf(event.component, "SEQUENCE") === undefined ? (known.sequences.get(session.id) ?? 0) : Math.min(event.sequence, known.sequences.get(session.id) ?? Infinity);
  if (sequence < (known.sequences.get(session.id) ?? 0)) return "outdated";
  const key = keyOf({ sessionId: session.id, personId });
  const last = known.answers.get(key);
  if (last !== undefined && (sequence < last.sequence || (sequence === last.sequence && event.stamped <= millisecondsOf(last.answeredAt)))) return "not-newer";
  const comment = commentOf(event);
  known.answers.set(key, { sessionId: session.id, personId, answer: attendee.answer, answeredAt, sequence, ...(comment === undefined || comment === "" ? {} : { comment }) });
  return undefined;
}

/** Takes an event of a message in; what of it changed nothing, and why. */
function* reasonsAgainst(event: EventRecord, known: Known): Generator<readonly [address: string | null, reason: IgnoredReply["reason"]], void, undefined> {
  const attendees = attendeesOf(event);
  const address = attendees[0]?.address ?? null;
  const invited = known.sessions.get(event.uid);
  const sessions = invited === undefined ? [] : meantSessions(event, invited);
  if (invited === undefined) yield [address, "unknown-session"];
  else if (sessions.length === 0) yield [address, "unknown-occurrence"];
  else if (attendees.length === 0) yield [null, "no-attendee"];
  for (const session of sessions) {
    for (const attendee of attendees) {
      const reason = applied(event, attendee, { session, known });
      if (reason !== undefined) yield [attendee.address, reason];
    }
  }
}

/**
 * The answers of people to their invitations, after messages of METHOD:REPLY came in (RFC 5546 section 3.2.3). The result is plain data that stands beside the plan: give it back as `answers` next time.
 * A message counts when its UID is of a session of the plan, or of its series, and its ATTENDEE takes part in it; of several the one to the later invitation (SEQUENCE), then the one written later (DTSTAMP). Whatever changed nothing, also a message that cannot be read, is listed with its reason, so the same message twice does no harm.
 *
 * @throws CoachingError `input.*`, `apply-replies.*`, `calendar-export.*`, `calendar-change.shared_address`, and the faults of `Plan`
 * @example
 * ```ts
 * const session = { id: "spring/kickoff/w00", occurrenceId: "spring/kickoff/w00", touchpointId: "kickoff", title: "Kickoff workshop", week: 0, coachId: "kim", participantIds: ["ada"], date: "2027-09-27", startTime: "09:30", timeZone: "Europe/Berlin", startsAt: "2027-09-27T07:30:00Z", endsAt: "2027-09-27T10:30:00Z", durationMinutes: 180, isScheduled: true, warnings: [] };
 * const plan = { kind: "plan", schemaVersion: 1, programId: "blended-twelve-week", cohortId: "spring", sessions: [session], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * const reply = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:spring/kickoff/w00@coaching.example.com\r\nDTSTAMP:20270910T080000Z\r\nORGANIZER:mailto:coaching@example.com\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@example.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
 * applyReplies({ plan, uidDomain: "coaching.example.com", contacts: [{ personId: "ada", name: "Ada", email: "ada@example.com" }], answers: [], replies: [reply] }).answers; // => [{ sessionId: "spring/kickoff/w00", personId: "ada", answer: "accepted", answeredAt: "2027-09-10T08:00:00Z", sequence: 0 }]
 * ```
 */
export function applyReplies(input: ReplyReading): AppliedReplies {
  const reading = check(ReplyReading, input);
  const { contacts, answers, sequences = [], replies, zoneData } = reading;
  const { files, departures } = readEachFile(replies, { key: "replies", zoneData });
  const known: Known = {
    sessions: invitedSessions(reading),
    personOfAddress: new Map(contacts.flatMap(({ personId, email }) => (email === undefined ? [] : [[addressKey(email), personId] as const]))),
    sequences: new Map(sequences.map(({ sessionId, sequence }) => [sessionId, sequence])),
    answers: new Map(answers.map((answer) => [keyOf(answer), answer])),
  };
  const ignored: IgnoredReply[] = [];
  for (const [fileIndex, calendars] of files.entries()) {
    const pass = (reason: IgnoredReply["reason"]): void => { ignored.push({ fileIndex, line: 1, uid: null, address: null, reason }); };
    if (calendars === null) pass("unreadable-message");
    for (const { method, events } of calendars ?? []) {
      if (method !== "REPLY") {
        pass("not-a-reply");
        continue;
      }
      for (const event of events) {
        const { uid, component: { line } } = event;
        for (const [address, reason] of reasonsAgainst(event, known)) ignored.push({ fileIndex, line, uid, address, reason });
      }
    }
  }
  return { answers: [...known.answers.values()], ignored, ...departures };
}
