import { blendedTwelveWeek } from "coachkit/program";
import { registerPilot } from "coachkit/rollout";
import { evidence, looks, registration, terms, unregistered } from "./pilot.js";

export const calls = {
  checkAgainstRegistration: [{ registration, hash: registerPilot(registration).hash, results: { ...terms, looks: looks.slice(1) } }],
  evidenceTiming: [{ evaluationLevel: 3, weekOfMeasurement: 9 }],
  lookSchedule: [{ looks, oneSidedAlpha: 0.025, spending: "pocock", takenLooks: looks.slice(0, 1) }],
  phaseStanding: [{ phase: "design", evidence: { program: blendedTwelveWeek, uncoachedCount: 0 } }],
  pilotEvidence: [{ kpiId: "behavioral-compliance", effect: null, adoption: { managers: [{ hasAdopted: true }] }, fidelity: null, agreement: [evidence.agreement], guardrails: evidence.guardrails }],
  readPreRegistration: [registration],
  registerPilot: [registration],
  scaleGate: [{ basis: unregistered, takenLooks: looks, evidence: { ...evidence, fidelityFraction: null } }],
};
