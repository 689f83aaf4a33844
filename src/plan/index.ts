export { assignSessions, PlanInput } from "./assign-sessions.js";
export { capacityGain, coachCapacity, CoachWeek, ParticipantLoad } from "./coach-capacity.js";
export type { CapacityChange, CapacityGain, CapacityInput, CoachCapacity } from "./coach-capacity.js";
export { Coach, Participant } from "./person.js";
export { diffPlans } from "./diff-plans.js";
export { CancelledSession, ChangeCause, ChangedSession, ChangeReason, PlanDiff, SessionField } from "./plan-diff.js";
export { rederivePlan, RederiveInput } from "./rederive-plan.js";
export type { RederivedPlan, ShiftedSession } from "./rederive-plan.js";
export { CoachAssignment, Plan, PlanWarning, Session, SessionWarning, Unassigned, UnassignedReason } from "./session.js";
