import type { Delivery } from "coachkit/delivery";
import type { Plan, Session } from "coachkit/plan";

/** A planned session of half an hour. */
export const sessionOf = (id: string, touchpointId: string, participantIds: readonly string[]): Session => ({
  id, occurrenceId: `o-${id}`, touchpointId, title: id, week: 1, coachId: null, participantIds, date: "2027-10-13", startTime: "10:00", timeZone: "Europe/Berlin",
  startsAt: "2027-10-13T08:00:00Z", endsAt: "2027-10-13T08:30:00Z", durationMinutes: 30, isScheduled: true, warnings: [],
});

export const planOf = (sessions: readonly Session[], more: Partial<Plan> = {}): Plan => ({ kind: "plan", schemaVersion: 1, programId: "p", cohortId: "c", sessions, unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime", ...more });

/** A session that was held for those who came. */
export const heldOf = ({ id, touchpointId, startsAt, endsAt }: Session, attendees: readonly string[]): Extract<Delivery, { status: "held" }> => ({
  id: `d-${id}`, status: "held", sessionId: id, touchpointId, startsAt, endsAt, coachId: null, attendance: attendees.map((participantId) => ({ participantId, status: "attended" })),
});

export const missedOf = ({ id, touchpointId }: Session, status: "cancelled" | "no-show"): Delivery => ({ id: `d-${id}`, status, sessionId: id, touchpointId });
