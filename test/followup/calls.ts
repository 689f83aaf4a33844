import { usualFollowupPolicy } from "coachkit/followup";
import { contentHash } from "coachkit/identity";

const event = { eventId: "e1", actionId: "a1", kind: "proposed", actorId: "mia", role: "manager", occurredAt: "2026-03-02T09:00:00Z", reason: "three calls without a summary", participantId: "ana", coachId: "cem" };
const accepted = { eventId: "e2", actionId: "a1", kind: "accepted", actorId: "cem", role: "coach", occurredAt: "2026-03-03T10:00:00Z", reason: "fits the current goal" };
const snapshot = {
  kind: "followup-snapshot", schemaVersion: 1, at: "2026-03-11T08:00:00Z", policyHash: contentHash(usualFollowupPolicy),
  actions: [{
    actionId: "a1", state: "proposed", hasEnded: false, participantId: "ana", coachId: "cem", entryCoachId: "cem", proposerId: "mia", raterId: null, secondRaterId: null, sessionId: null, followsActionId: null,
    proposedAt: "2026-03-02T09:00:00Z", stateSinceAt: "2026-03-02T09:00:00Z", coachSinceAt: "2026-03-02T09:00:00Z", secondRaterSinceAt: null, dueAt: null, lastEventAt: "2026-03-02T09:00:00Z", expiresAt: "2026-09-02T09:00:00Z",
    returnsTo: [], eventCount: 1,
  }],
};

export const calls = {
  coachingActions: [{ events: [accepted, event], at: "2026-03-04T00:00:00Z" }],
  resumeActions: [{ snapshot, events: [{ ...accepted, occurredAt: "2026-03-12T10:00:00Z" }], at: "2026-03-13T00:00:00Z" }],
  recordFollowup: [{ events: [event], event: accepted, at: "2026-03-04T00:00:00Z" }],
  overdueActions: [{ snapshot, timeZone: "Europe/Berlin", workingDays: { workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [] } }],
  followupFigures: [{ events: [event, accepted], at: "2026-03-04T00:00:00Z", confidenceLevel: 0.95 }],
};
