import { drawAudits } from "coachkit/delivery";
import { heldOf, planOf, sessionOf } from "./records.js";

const session = sessionOf("s1", "huddle", ["ana", "ben"]);
const records = {
  plan: planOf([session]),
  deliveries: [heldOf(session, ["ana"])],
  sessionPulses: [{ id: "p1", sessionId: "s1", participantId: "ana", answeredAt: "2027-10-13T08:31:00Z", ratings: [{ itemId: "clear", rating: 4 }] }],
};
const audit = { auditId: "a", seed: 1, plan: records.plan, fromDate: "2027-10-01", toDate: "2027-10-31", byTouchpoint: true, halfWidthFraction: 0.1, confidenceLevel: 0.95 };
export const calls = {
  auditedContent: [{ sample: drawAudits(audit), deliveries: [{ ...heldOf(session, ["ana"]), contentCoveredFraction: 0.75 }], confidenceLevel: 0.95 }],
  drawAudits: [{ ...audit, deliveries: records.deliveries, participantSites: [{ participantId: "ana", siteId: "berlin" }] }],
  deliveredDose: [[{ touchpointId: "huddle", plannedCount: 6, deliveredCount: 5, weight: 1 }, { touchpointId: "demo", plannedCount: 0, deliveredCount: 1, weight: 1 }]],
  programFidelity: [{ ...records, weights: [{ touchpointId: "huddle", weight: 1 }], confidenceLevel: 0.95, qualityItemIds: ["clear"] }],
  readDeliveryRecords: [{
    ...records,
    coachNotes: [{ id: "n1", sessionId: "s1", coachId: "c1", writtenAt: "2027-10-13T09:00:00Z", text: "Went well.", visibility: "writer-only" }],
    leaderCheckIns: [{ id: "l1", managerId: "m1", participantId: "ana", checkedInAt: "2027-10-14T09:00:00Z", ratings: [] }],
    reinforcementActs: [{ id: "r1", managerId: "m1", actedAt: "2027-10-14T09:00:00Z", kind: "recognition" }],
  }],
};
