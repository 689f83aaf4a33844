export { assignSessions, PlanInput } from "./assign-sessions.js";
export { capacityGain, coachCapacity, CoachWeek, ParticipantLoad } from "./coach-capacity.js";
export type { CapacityChange, CapacityGain, CapacityInput, CoachCapacity } from "./coach-capacity.js";
export { Coach, Participant } from "./person.js";
export { CoachAssignment, Plan, PlanWarning, Session, SessionWarning, Unassigned } from "./session.js";
export type { UnassignedReason } from "./session.js";
