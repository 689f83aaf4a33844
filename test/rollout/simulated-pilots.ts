import { defaultGateThresholds, defaultPilotGuardrails, type PilotLook, scaleGate, type UnregisteredTerms } from "coachkit/rollout";
import { normalDraws, studentProbability, studentQuantile, uniformDraws } from "coachkit/statistics";

/** Pilots of two arms, invented: what is true of them is known. */
export interface Study {
  readonly seed: number;
  readonly pilotCount: number;
  readonly perArm: number;
  /** The difference of the arms in standard deviations of a person's score at the end. */
  readonly trueEffect: number;
  readonly spending: "obrien-fleming" | "pocock";
  /**
   * How information comes in. `observations`: everybody is observed in every part of the pilot, and a score is the mean so far. `people`: whoever started first is looked at first.
   */
  readonly growth: "observations" | "people";
  /** The share of the information at each look. */
  readonly shares: readonly number[];
}
/** How many of the pilots had a success at any look. */
export interface StudyCounts {
  readonly pilotCount: number;
  /** The effect passed the bound of its look. */
  readonly effect: number;
  /** The gate said scale. */
  readonly gate: number;
  /** The effect passed 2.5 % at some look, as if it were the only one. */
  readonly uncorrectedEffect: number;
  /** The same, and everything else that the gate asks for held. */
  readonly uncorrectedGate: number;
}

const oneSidedAlpha = 0.025;
const kpiId = "behavioral-compliance";

const quantiles = new Map<number, number>();
function quantileOf(degreesOfFreedom: number): number {
  const quantile = quantiles.get(degreesOfFreedom) ?? studentQuantile({ probability: 0.975, degreesOfFreedom });
  quantiles.set(degreesOfFreedom, quantile);
  return quantile;
}

/** The sums that a t test needs. */
function tTest(treated: readonly number[], control: readonly number[]) {
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = (values: readonly number[], center: number): number => values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const [a, b] = [meanOf(treated), meanOf(control)];
  const degreesOfFreedom = treated.length + control.length - 2;
  const standardError = Math.sqrt(((squares(treated, a) + squares(control, b)) / degreesOfFreedom) * (1 / treated.length + 1 / control.length));
  const half = quantileOf(degreesOfFreedom) * standardError;
  const estimate = a - b;
  return { kpiId, estimate, confidence: { lower: estimate - half, upper: estimate + half, level: 0.95 }, n: treated.length + control.length, oneSidedPValue: studentProbability({ t: -estimate / standardError, degreesOfFreedom }) };
}

/** The scores of an arm at a look: means of as many parts as there were looks, each part as long as its information; or of the first people. */
function scoresAt({ growth, shares, perArm }: Study, parts: readonly number[], look: number): readonly number[] {
  const total = shares[look] ?? 1;
  if (growth === "people") return parts.slice(0, Math.round(total * perArm));
  return Array.from({ length: perArm }, (_, person) => {
    const sum = shares.slice(0, look + 1).reduce((walk, share, part) => walk + Math.sqrt(share - (shares[part - 1] ?? 0)) * (parts[part * perArm + person] ?? 0), 0);
    return sum / total;
  });
}

/**
 * Many pilots, each looked at by plan; what else the gate asks for varies by chance too. The same study gives the same counts.
 * The gate is asked only where the effect may pass; `asksEveryLook` asks it everywhere, with the same counts.
 */
export function simulatePilots(study: Study, asksEveryLook = false): StudyCounts {
  const { seed, pilotCount, perArm, trueEffect, spending, growth, shares } = study;
  const informationAt = (look: number): number => (growth === "people" ? Math.round((shares[look] ?? 1) * perArm) / perArm : (shares[look] ?? 1));
  const looks: readonly PilotLook[] = shares.map((_, look) => ({ week: look === shares.length - 1 ? 12 : 6 + look, informationFraction: informationAt(look) }));
  const terms: UnregisteredTerms = {
    hypotheses: [{ kpiId, direction: "higher-is-better", smallestEffect: 0.2, isPrimary: true, instrument: { instrumentId: "one-to-one", version: "1.0.0" } }],
    looks, oneSidedAlpha, spending, confidenceLevel: 0.95, thresholds: defaultGateThresholds, guardrails: defaultPilotGuardrails,
  };
  const around = (estimate: number, half: number) => ({ estimate, confidence: { lower: estimate - half, upper: estimate + half, level: 0.95 }, n: perArm });
  const gateAt = (look: number, effect: ReturnType<typeof tTest>, [chanceOfAdoption = 0, chanceOfFidelity = 0, chanceOfAgreement = 0, chanceOfPulse = 0]: readonly number[]) => scaleGate({
    basis: { kind: "unregistered", terms }, takenLooks: looks.slice(0, look + 1),
    evidence: {
      // half-way, mostly enough managers, delivery and agreement: these gates are open more often than not
      sample: { enrolledCount: 2 * perArm, analyzedCount: 2 * perArm }, effect, adoption: { adoptedCount: 10 + Math.floor(6 * chanceOfAdoption), managerCount: 15 },
      fidelityFraction: 0.75 + 0.25 * chanceOfFidelity, agreement: around(0.5 + 0.3 * chanceOfAgreement, 0.15), guardrails: [{ kpiId: "team-pulse", change: around(0.1 + 0.3 * chanceOfPulse, 0.25) }],
    },
  });
  const counts = { effect: 0, gate: 0, uncorrectedEffect: 0, uncorrectedGate: 0 };
  const length = perArm * (growth === "people" ? 1 : shares.length);
  for (let pilot = 0; pilot < pilotCount; pilot += 1) {
    const draws = normalDraws({ seed, stream: ["scores", pilot], count: 2 * length });
    const others = uniformDraws({ seed, stream: ["others", pilot], count: 4 * shares.length });
    const passed = { effect: false, gate: false, uncorrectedEffect: false, uncorrectedGate: false };
    looks.forEach((_, look) => {
      const treated = scoresAt(study, draws.slice(0, length), look).map((score) => score + trueEffect);
      const effect = tTest(treated, scoresAt(study, draws.slice(length), look));
      // no look's p lies above that of all together, so here neither the effect test nor the gate passes, corrected or not
      if (!asksEveryLook && effect.oneSidedPValue >= oneSidedAlpha) return;
      const { verdict, checks } = gateAt(look, effect, others.slice(4 * look));
      const isAtAlpha = effect.oneSidedPValue < oneSidedAlpha;
      passed.effect ||= checks.some(({ measure, status }) => measure === "p-value" && status === "passed");
      passed.gate ||= verdict === "scale";
      passed.uncorrectedEffect ||= isAtAlpha;
      passed.uncorrectedGate ||= isAtAlpha && checks.every(({ measure, status }) => measure === "p-value" || status === "passed");
    });
    for (const key of ["effect", "gate", "uncorrectedEffect", "uncorrectedGate"] as const) if (passed[key]) counts[key] += 1;
  }
  return { pilotCount, ...counts };
}
