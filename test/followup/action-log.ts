import type { FollowupEvent } from "coachkit/followup";

/** What an event of the usual policy needs to be told by its kind: who may do it, as what, and what it says. */
const usual: Readonly<Record<string, Partial<FollowupEvent>>> = {
  proposed: { actorId: "mia", role: "manager", participantId: "ana", coachId: "cem" },
  accepted: { actorId: "cem", role: "coach" },
  rejected: { actorId: "cem", role: "coach" },
  scheduled: { actorId: "cem", role: "coach", sessionId: "s1", dueAt: "2027-01-01T00:00:00Z" },
  "called-off": { actorId: "ana", role: "participant" },
  held: { actorId: "cem", role: "coach", sessionId: "s1" },
  acknowledged: { actorId: "ana", role: "participant" },
  "followed-up": { actorId: "cem", role: "coach" },
  closed: { actorId: "cem", role: "coach" },
  disputed: { actorId: "ana", role: "participant" },
  "second-rater-named": { actorId: "mia", role: "manager", secondRaterId: "rex" },
  "dispute-withdrawn": { actorId: "ana", role: "participant" },
  upheld: { actorId: "rex", role: "second-rater" },
  overturned: { actorId: "rex", role: "second-rater" },
  reassigned: { actorId: "mia", role: "manager", coachId: "dan" },
  reopened: { actorId: "cem", role: "coach" },
};

/** An event of a kind on a day (or at an instant), as the usual policy has it; what differs is given. */
export function done(kind: string, day: string, differs: Partial<FollowupEvent> = {}): FollowupEvent {
  const actionId = differs.actionId ?? "a1";
  const occurredAt = day.length === 10 ? `${day}T09:00:00Z` : day;
  return { eventId: `${actionId} ${kind} ${occurredAt}`, actionId, kind, actorId: "mia", role: "manager", occurredAt, reason: `why ${kind}`, ...usual[kind], ...differs };
}

/** Ten events from the proposal to the close, a dispute that was upheld on the way. */
export const wholeLife: readonly FollowupEvent[] = [
  done("proposed", "2026-03-02"), done("disputed", "2026-03-03"), done("second-rater-named", "2026-03-04"), done("upheld", "2026-03-06"),
  done("accepted", "2026-03-09"), done("scheduled", "2026-03-10", { dueAt: "2026-03-17T10:00:00Z" }), done("held", "2026-03-17"), done("acknowledged", "2026-03-18"), done("followed-up", "2026-04-07"), done("closed", "2026-04-08"),
];
