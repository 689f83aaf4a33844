export { deliveredDose, DoseComponent } from "./delivered-dose.js";
export type { ComponentDose, DeliveredDose, ExcludedComponent } from "./delivered-dose.js";
export { Attendance, Delivery } from "./delivery.js";
export type { HeldDelivery, MissedDelivery } from "./delivery.js";
export { DeliveryRecords, readDeliveryRecords } from "./delivery-records.js";
export { FidelityInput, programFidelity, TouchpointWeight } from "./program-fidelity.js";
export type { FidelityComponent, ParticipantDose, ProgramFidelity } from "./program-fidelity.js";
export { CoachNote, ItemRating, LeaderCheckIn, NoteVisibility, SessionPulse } from "./rapid-feedback.js";
export { ReinforcementAct } from "./reinforcement-act.js";
