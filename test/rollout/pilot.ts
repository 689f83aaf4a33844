import type { GateEvidence, PilotTerms, PreRegistration } from "coachkit/rollout";

/** Weeks 6 and 12, at half and at all of the information. */
export const looks = [{ week: 6, informationFraction: 0.5 }, { week: 12, informationFraction: 1 }] as const;
export const hypothesis = { kpiId: "behavioral-compliance", direction: "higher-is-better", smallestEffect: 0.1, isPrimary: true, instrument: { instrumentId: "one-to-one", version: "1.2.0" } } as const;
export const secondary = { kpiId: "feedback-latency", direction: "lower-is-better", smallestEffect: 4, isPrimary: false, instrument: { instrumentId: "feedback-log", version: "1.0.0" } } as const;
export const thresholds = { minimumAnalyzedCount: 10, maximumAttritionFraction: 0.3, effectShownBy: "p-value", minimumAdoptionFraction: 0.5, minimumFidelityFraction: 0.8, minimumAgreement: 0.4 } as const;
export const pulse = { kpiId: "team-pulse", direction: "higher-is-better", allowedWorsening: 0.2 } as const;
export const handleTime = { kpiId: "handle-time", direction: "lower-is-better", allowedWorsening: 30 } as const;
export const terms: PilotTerms = { hypotheses: [hypothesis, secondary], guardrails: [pulse, handleTime], thresholds, confidenceLevel: 0.95, looks, oneSidedAlpha: 0.025, spending: "obrien-fleming" };
export const registration: PreRegistration = { kind: "pre-registration", schemaVersion: 1, id: "pilot-1", programId: "p", registeredDate: "2027-09-20", startDate: "2027-09-27", ...terms };

export const between = (lower: number, upper: number) => ({ estimate: (lower + upper) / 2, confidence: { lower, upper, level: 0.95 }, n: 15 });
/** All of the twelfth week's evidence: 12 of 15 managers, p .021047, fidelity .916667. */
export const evidence: GateEvidence = {
  sample: { enrolledCount: 16, analyzedCount: 15 },
  effect: { kpiId: "behavioral-compliance", ...between(0.01, 0.59), oneSidedPValue: 0.021047 },
  adoption: { adoptedCount: 12, managerCount: 15 },
  fidelityFraction: 0.916667,
  agreement: between(0.45, 0.75),
  guardrails: [{ kpiId: "team-pulse", change: between(-0.15, 0.35) }],
};
/** The same terms without what only a registration needs, and without thresholds. */
export const unregistered = { kind: "unregistered", terms: { hypotheses: [hypothesis], looks, oneSidedAlpha: 0.025, spending: "obrien-fleming", confidenceLevel: 0.95 } } as const;
