import { check } from "../error/index.js";
import { CalendarChange } from "./calendar-change.js";
import type { SessionSequence } from "./calendar-export.js";
import { type InvitationStep, invitationSteps } from "./invitation-steps.js";
import { type CalendarMessage, checkUids, type EventTarget, type MessageDesk, messageDesk, placeOf, postStep, sequencesAfter } from "./message-desk.js";
import { asRuled, isToldBySeries, postSeries, postSeriesEnd, type SeriesState, seriesStates } from "./series-messages.js";
import type { SeriesPlace } from "./session-series.js";

/** What to send when a plan is new or has changed. */
export interface CalendarMessages {
  /** In the order in which they are to be sent. */
  readonly messages: readonly CalendarMessage[];
  /** Every session that was invited to, with its SEQUENCE and the series it was told of in: to be stored, and given to the next call and to `toIcs`. */
  readonly sequences: readonly SessionSequence[];
}

/** Posts a step, and keeps its SEQUENCE. */
function tell(desk: MessageDesk, step: InvitationStep, target: EventTarget): void {
  desk.told.set(step.sessionId, target.sequence);
  postStep(desk, step, target);
}

/** A session with a UID of its own. One that comes back after it was cancelled goes on counting. */
function tellSession(desk: MessageDesk, step: InvitationStep): void {
  const last = desk.basis.sequences.get(step.sessionId);
  const isRaised = step.before === null ? last !== undefined : step.isRaised;
  tell(desk, step, { uidId: step.sessionId, sequence: (last ?? 0) + (isRaised ? 1 : 0), replaces: undefined });
}

/** A session of a series: by itself where the series stands in calendars before and after, else with the series as a whole, which is told once. */
function tellOccurrence(desk: MessageDesk, step: InvitationStep, { place, state, isTold }: { readonly place: SeriesPlace; readonly state: SeriesState; readonly isTold: boolean }): void {
  const { reason } = step;
  const known = place.series.sessionIds.map((id) => desk.basis.sequences.get(id ?? "")).filter((sequence) => sequence !== undefined);
  const last = Math.max(0, ...known);
  const target = { uidId: place.series.uidId, replaces: place.slot };
  if (state.before.length > 0 && state.after.length > 0) {
    tell(desk, step, { ...target, sequence: last + (step.before === null || step.isRaised ? 1 : 0) });
    return;
  }
  const isEnd = state.before.length > 0;
  const sequence = isEnd || known.length > 0 ? last + 1 : 0;
  desk.told.set(step.sessionId, sequence);
  if (!isTold) (isEnd ? postSeriesEnd : postSeries)(desk, state, { sequence, reason });
  if (step.after !== null && !isToldBySeries(step.after, place)) tell(desk, { ...step, before: asRuled(step.after, place) }, { ...target, sequence: sequence + 1 });
}

/**
 * The messages (iTIP, RFC 5546) that bring people's calendars from one plan to the next: invitations, changes and cancellations for those concerned, and nothing for anybody else. The first time `before` is `null`.
 *
 * - One event for each message. Coaches and participants get different ones of the same session, since they read and prepare different things; all who are invited stand in both, with their addresses.
 * - REQUEST invites, and tells what changed; whoever is added to a session gets it too. CANCEL ends: for all with STATUS:CANCELLED, or for those alone who are taken out of a session, while the others get a REQUEST with whoever is left.
 * - SEQUENCE rises with another date, time, state or company, and stays where only a text changed; so a client that gets messages twice, or an old one late, ends with the plan. Store `sequences` for the next call.
 * - With `seriesFrom`, a series is invited to as one event with its rule; later its sessions are told of one by one, each with the RECURRENCE-ID of its first start, or the series is cancelled as a whole. Give the same plan each time: a call that would tell of a session under another UID than `sequences` has it under is refused, since calendars would hold it twice. Where the zone has no yearly clock rule, its sessions are events of their own.
 * - Whoever invites and has a coach's or participant's address too is taken as one who has accepted.
 * - Zones and texts stand as in `toIcs`, and so do UIDs: use either the one or the other for a calendar.
 *
 * @throws CoachingError `calendar-change.*`, `calendar-export.*`, `input.*`, and the faults of `Plan` and `Program`
 * @example
 * ```ts
 * const session = { id: "spring/kickoff/w00", occurrenceId: "spring/kickoff/w00", touchpointId: "kickoff", title: "Kickoff workshop", week: 0, coachId: null, participantIds: ["ada"], date: "2027-09-27", startTime: "09:30", timeZone: "Europe/Berlin", startsAt: "2027-09-27T07:30:00Z", endsAt: "2027-09-27T10:30:00Z", durationMinutes: 180, isScheduled: true, warnings: [] };
 * const before = { kind: "plan", schemaVersion: 1, programId: "blended-twelve-week", cohortId: "spring", sessions: [session], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * const host = { program: blendedTwelveWeek, organizer: { name: "Coaching", email: "coaching@example.com" }, contacts: [{ personId: "ada", name: "Ada", email: "ada@example.com" }], uidDomain: "coaching.example.com" };
 * const first = toItip({ ...host, before: null, after: before, sequences: [], stampedAt: "2027-09-01T12:00:00Z" });
 * first.messages.map(({ method, uid, sequence }) => `${method} ${uid} ${sequence}`); // => ["REQUEST spring/kickoff/w00@coaching.example.com 0"]
 * first.sequences; // => [{ sessionId: "spring/kickoff/w00", sequence: 0 }]
 * const after = { ...before, sessions: [] };
 * const { messages, sequences } = toItip({ ...host, before, after, sequences: first.sequences, stampedAt: "2027-09-02T12:00:00Z" });
 * messages.map(({ method, recipients, reason }) => [method, recipients[0].email, reason]); // => [["CANCEL", "ada@example.com", "no-longer-planned"]]
 * sequences; // => [{ sessionId: "spring/kickoff/w00", sequence: 1 }]
 * ```
 */
export function toItip(input: CalendarChange): CalendarMessages {
  const change = check(CalendarChange, input);
  const desk = messageDesk(change);
  checkUids(desk);
  const stateOf = seriesStates(desk);
  const told = new Set<SeriesState>();
  for (const step of invitationSteps(change)) {
    const place = placeOf(desk, step.sessionId);
    if (place === undefined) {
      tellSession(desk, step);
      continue;
    }
    const state = stateOf(place.series);
    tellOccurrence(desk, step, { place, state, isTold: told.has(state) });
    told.add(state);
  }
  return { messages: desk.messages, sequences: sequencesAfter(desk) };
}
