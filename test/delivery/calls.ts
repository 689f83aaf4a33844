import { heldOf, planOf, sessionOf } from "./records.js";

const session = sessionOf("s1", "huddle", ["ana", "ben"]);
const records = {
  plan: planOf([session]),
  deliveries: [heldOf(session, ["ana"])],
  sessionPulses: [{ id: "p1", sessionId: "s1", participantId: "ana", answeredAt: "2027-10-13T08:31:00Z", ratings: [{ itemId: "clear", rating: 4 }] }],
};
export const calls = {
  deliveredDose: [[{ touchpointId: "huddle", plannedCount: 6, deliveredCount: 5, weight: 1 }, { touchpointId: "demo", plannedCount: 0, deliveredCount: 1, weight: 1 }]],
  programFidelity: [{ ...records, weights: [{ touchpointId: "huddle", weight: 1 }], confidenceLevel: 0.95, qualityItemIds: ["clear"] }],
  readDeliveryRecords: [{
    ...records,
    coachNotes: [{ id: "n1", sessionId: "s1", coachId: "c1", writtenAt: "2027-10-13T09:00:00Z", text: "Went well.", visibility: "writer-only" }],
    leaderCheckIns: [{ id: "l1", managerId: "m1", participantId: "ana", checkedInAt: "2027-10-14T09:00:00Z", ratings: [] }],
    reinforcementActs: [{ id: "r1", managerId: "m1", actedAt: "2027-10-14T09:00:00Z", kind: "recognition" }],
  }],
};
