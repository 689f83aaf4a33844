import type { FollowupPolicy } from "./followup-policy.js";

const underWay = ["proposed", "accepted", "scheduled", "held", "acknowledged", "followed-up", "disputed"];

/**
 * The policy that counts when none is given; its table is in docs/follow-up.md. A coach accepts, schedules, holds and follows up; the participant disputes or acknowledges; a manager names a second rater, reassigns, and closes what a participant leaves open.
 * Six idle months end an action. The days of its due rules are heuristics.
 */
export const usualFollowupPolicy: FollowupPolicy = {
  states: ["proposed", "accepted", "scheduled", "held", "acknowledged", "followed-up", "disputed", "rejected", "closed"],
  endStates: ["rejected", "closed"],
  transitions: [
    { kind: "proposed", from: ["new"], to: "proposed", roles: ["participant", "coach", "manager", "rater", "system"], requires: ["participantId", "coachId"], allows: ["raterId", "followsActionId", "dueAt"] },
    { kind: "accepted", from: ["proposed"], to: "accepted", roles: ["coach"], requires: [], allows: ["dueAt"] },
    { kind: "rejected", from: ["proposed", "accepted"], to: "rejected", roles: ["coach", "manager"], requires: [], allows: [] },
    { kind: "scheduled", from: ["accepted", "scheduled"], to: "scheduled", roles: ["coach", "manager"], requires: ["sessionId", "dueAt"], allows: [] },
    { kind: "called-off", from: ["scheduled"], to: "accepted", roles: ["participant", "coach", "manager"], requires: [], allows: ["dueAt"] },
    { kind: "held", from: ["accepted", "scheduled"], to: "held", roles: ["coach"], requires: ["sessionId"], allows: ["dueAt"] },
    { kind: "acknowledged", from: ["held"], to: "acknowledged", roles: ["participant"], requires: [], allows: ["dueAt"] },
    { kind: "followed-up", from: ["acknowledged"], to: "followed-up", roles: ["coach"], requires: [], allows: ["sessionId", "dueAt"] },
    { kind: "closed", from: ["followed-up"], to: "closed", roles: ["coach", "manager"], requires: [], allows: [] },
    { kind: "closed", from: ["held", "acknowledged"], to: "closed", roles: ["manager"], requires: [], allows: [] },
    { kind: "disputed", from: ["proposed", "accepted", "scheduled", "held"], to: "disputed", roles: ["participant"], requires: [], allows: [] },
    { kind: "second-rater-named", from: ["disputed"], to: "same-state", roles: ["manager"], requires: ["secondRaterId"], allows: ["dueAt"] },
    { kind: "dispute-withdrawn", from: ["disputed"], to: "state-before", roles: ["participant"], requires: [], allows: [] },
    { kind: "upheld", from: ["disputed"], to: "state-before", roles: ["second-rater"], requires: [], allows: [] },
    { kind: "overturned", from: ["disputed"], to: "rejected", roles: ["second-rater"], requires: [], allows: [] },
    { kind: "reassigned", from: underWay, to: "same-state", roles: ["manager"], requires: ["coachId"], allows: ["dueAt"] },
    { kind: "reopened", from: ["expired"], to: "state-before", roles: ["coach", "manager"], requires: [], allows: ["dueAt"] },
  ],
  dueRules: [
    { state: "proposed", role: "coach", workingDays: 5 },
    { state: "accepted", role: "coach", workingDays: 5 },
    { state: "scheduled", role: "coach", workingDays: 10 },
    { state: "held", role: "participant", workingDays: 5 },
    { state: "acknowledged", role: "coach", workingDays: 20 },
    { state: "followed-up", role: "coach", workingDays: 10 },
    { state: "disputed", role: "second-rater", workingDays: 5 },
    { state: "disputed", role: "manager", workingDays: 2 },
  ],
  expiresAfterIdleMonths: 6,
};
