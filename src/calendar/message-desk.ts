import { faultAt } from "../error/index.js";
import type { Session } from "../plan/index.js";
import type { Count, Id } from "../unit/index.js";
import { type CalendarChange, invitedTo, otherUid } from "./calendar-change.js";
import type { SessionSequence } from "./calendar-export.js";
import { calendarBasis, type CalendarBasis, seriesNoter, stampLine } from "./calendar-file.js";
import { type EventEntry, type EventSettings, writeEvent, writeFoot, writeHead } from "./event-writer.js";
import { type MessageRecipient, peopleWriter, type PeopleWriter, without } from "./invitation-people.js";
import type { InvitationStep, MessageReason } from "./invitation-steps.js";
import { type OctetWriter, octetWriter, takeOctets, writeLines } from "./octet-writer.js";
import { type Reader, sessionTexts } from "./session-description.js";
import type { SeriesPlace } from "./session-series.js";
import { noteSlot, type Slot, slotOf, vtimezonesOf, type ZoneSpans } from "./session-slot.js";

/** One message of iTIP (RFC 5546), to be sent by e-mail as `text/calendar; method=REQUEST; charset=utf-8` (RFC 6047), or put into a calendar. */
export interface CalendarMessage {
  /** An invitation or a change of it, or its end. The MIME type has to name it too. */
  readonly method: "REQUEST" | "CANCEL";
  /** The sessions it is about: one, or all of a series. */
  readonly sessionIds: readonly Id[];
  /** The UID in it. */
  readonly uid: string;
  /** The SEQUENCE in it. */
  readonly sequence: Count;
  /** Why it is sent. */
  readonly reason: MessageReason;
  /** Whom it goes to. */
  readonly recipients: readonly MessageRecipient[];
  /** The calendar file. */
  readonly ics: string;
}

/** Which event a message is about. */
export interface EventTarget {
  readonly uidId: string;
  readonly sequence: number;
  /** The slot that its series gives it. */
  readonly replaces: Slot | undefined;
}

/** Where messages are written. */
export interface MessageDesk {
  readonly change: CalendarChange;
  readonly basis: CalendarBasis;
  readonly settings: EventSettings;
  readonly people: PeopleWriter;
  readonly textsOf: ReturnType<typeof sessionTexts>;
  readonly writer: OctetWriter;
  readonly messages: CalendarMessage[];
  /** The sequences that were told, by sessions. */
  readonly told: Map<string, number>;
}

/** The VTIMEZONE of each zone that one of the messages may name: of both plans, so that a zone is written alike in all. */
function zonesOfChange({ before, after }: CalendarChange, { places, clocks }: CalendarBasis): ReadonlyMap<string, string> {
  const spans: ZoneSpans = new Map();
  const noteSeries = seriesNoter(spans, places);
  for (const session of [...(before?.sessions ?? []), ...after.sessions]) {
    if (!session.isScheduled) continue;
    noteSlot(spans, slotOf(session, clocks));
    noteSeries(session.id);
  }
  return vtimezonesOf(spans, clocks);
}

/** A desk for a checked input. */
export function messageDesk(change: CalendarChange): MessageDesk {
  const basis = calendarBasis(change);
  return {
    change,
    basis,
    settings: { uidDomain: change.uidDomain, stamp: stampLine(change.stampedAt), zones: zonesOfChange(change, basis), alarmMinutesBefore: change.alarmMinutesBefore },
    people: peopleWriter(change),
    textsOf: sessionTexts({ program: change.program, personId: undefined, names: basis.names }),
    writer: octetWriter(4096),
    messages: [],
    told: new Map(),
  };
}

/** The place of a session in its series; none where its zone is written in UTC, since a rule would shift with the clock. */
export function placeOf({ basis, settings }: MessageDesk, sessionId: string): SeriesPlace | undefined {
  const place = basis.places.get(sessionId);
  return place !== undefined && settings.zones.has(place.series.model.timeZone) ? place : undefined;
}

function icsOf({ change, settings, writer }: MessageDesk, method: CalendarMessage["method"], events: readonly EventEntry[]): string {
  writeHead(writer, { prodId: change.prodId, method });
  const named = events.flatMap(({ slot, replaces }) => (replaces === undefined ? [slot] : [slot, replaces])).filter(({ isAmbiguous }) => !isAmbiguous);
  for (const timeZone of new Set(named.map((slot) => slot.timeZone))) writeLines(writer, settings.zones.get(timeZone) ?? "");
  for (const event of events) writeEvent(writer, event, settings);
  writeFoot(writer);
  return new TextDecoder().decode(takeOctets(writer));
}

/** A message without its text. */
type Letter = Pick<CalendarMessage, "method" | "sessionIds" | "reason"> & { readonly target: EventTarget; readonly to: readonly string[] };

/** Writes a message, unless nobody is to get it. */
export function post(desk: MessageDesk, { method, sessionIds, reason, target, to }: Letter, events: () => readonly EventEntry[]): void {
  const { personId, uidDomain } = desk.change;
  const recipients = to.filter((id) => personId === undefined || id === personId).map(desk.people.recipientOf).filter((recipient) => recipient !== undefined);
  if (recipients.length === 0) return;
  desk.messages.push({ method, sessionIds, uid: `${target.uidId}@${uidDomain}`, sequence: target.sequence, reason, recipients, ics: icsOf(desk, method, events()) });
}

/** A session as it stands in an invitation. */
export const invitationEvent = (desk: MessageDesk, session: Session, { reader, ...target }: EventTarget & { readonly reader: Reader }): EventEntry => ({
  ...target,
  slot: slotOf(session, desk.basis.clocks),
  title: session.title,
  texts: desk.textsOf(session, reader),
  status: "CONFIRMED",
  people: desk.people.linesOf(session, invitedTo(session)),
});

/** Who leads reads other things than who takes part: each kind of reader gets an own message of the same event. */
export function readersAmong({ coachId }: Session, people: readonly string[]): readonly (readonly ["coach" | "participant", readonly string[]])[] {
  return [["participant", people.filter((id) => id !== coachId)], ["coach", people.filter((id) => id === coachId)]];
}

/** What one step tells: those who are out of the session that it is off for them, all others how it stands. */
export function postStep(desk: MessageDesk, { sessionId, before, after, reason }: InvitationStep, target: EventTarget): void {
  const [were, are] = [invitedTo(before), invitedTo(after)];
  const gone = without(were, are);
  const letter = { sessionIds: [sessionId], reason, target };
  if (before !== null) {
    post(desk, { ...letter, method: "CANCEL", to: gone }, () => [{
      ...target,
      slot: slotOf(before, desk.basis.clocks),
      title: before.title,
      // RFC 5546 section 3.2.5: no STATUS where the event stands for others.
      status: are.length === 0 ? "CANCELLED" : undefined,
      people: desk.people.linesOf(before, gone),
    }]);
  }
  if (after === null) return;
  for (const [reader, to] of readersAmong(after, are)) post(desk, { ...letter, method: "REQUEST", to }, () => [invitationEvent(desk, after, { ...target, reader })]);
}

/** How a session is known: under its own UID, or that of a series. */
const knownAs = (seriesSessionId: string | undefined): string => (seriesSessionId === undefined ? "by itself" : `as one of the series of “${seriesSessionId}”`);

/** Refuses to tell of a session under another UID than it stands under in calendars. */
export function checkUids(desk: MessageDesk): void {
  const { before, after, sequences } = desk.change;
  const standing = new Set([...(before?.sessions ?? []), ...after.sessions].filter((session) => invitedTo(session).length > 0).map(({ id }) => id));
  for (const { sessionId: id, seriesSessionId } of sequences) {
    const uidId = standing.has(id) ? placeOf(desk, id)?.series.uidId : seriesSessionId;
    if (uidId !== seriesSessionId) throw faultAt(otherUid, ["seriesFrom"], { id, known: knownAs(seriesSessionId), given: knownAs(uidId) });
  }
}

/** The list to be stored: what was there, with what was told and what stands in calendars. */
export function sequencesAfter(desk: MessageDesk): readonly SessionSequence[] {
  const { change: { after, sequences }, told } = desk;
  const known = new Set(sequences.map(({ sessionId }) => sessionId));
  const standing = after.sessions.filter((session) => invitedTo(session).length > 0).map(({ id }) => id);
  const added = [...new Set([...told.keys(), ...standing])].filter((sessionId) => !known.has(sessionId)).map((sessionId): SessionSequence => {
    const place = placeOf(desk, sessionId);
    return { sessionId, sequence: told.get(sessionId) ?? 0, ...(place === undefined ? {} : { seriesSessionId: place.series.uidId }) };
  });
  return [...sequences.map((one) => ({ ...one, sequence: told.get(one.sessionId) ?? one.sequence })), ...added];
}
