import * as z from "zod";
import { check, rule } from "../error/index.js";
import { ConfidenceLevel, type Estimate, type EstimateResult, meanEstimate, type NoEstimate, tooFewObservations } from "../statistics/index.js";
import { Count, Id } from "../unit/index.js";
import { findBehaviorFaults, type ParticipantBehaviors, tallyBehaviors } from "./compliance.js";
import { Observation } from "./observation.js";
import { Rubric } from "./rubric.js";

/** Observations of which it is asked how alike the behaviors of one participant are. */
export interface AlikenessRequest {
  /** The rubric, in the version that all observations were rated by. */
  readonly rubric: Rubric;
  /** What was observed, at most 100,000. */
  readonly observations: readonly Observation[];
  /** Count only these criteria. Left out: all. */
  readonly criterionIds?: readonly Id[];
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Observations of which it is asked how alike the behaviors of one participant are. */
export const AlikenessRequest = z
  .strictObject({ rubric: Rubric, observations: z.array(Observation).max(100_000).readonly(), criterionIds: z.exactOptional(z.array(Id).min(1).max(50).readonly()), confidenceLevel: ConfidenceLevel })
  .check(rule(findBehaviorFaults))
  .readonly() satisfies z.ZodType<AlikenessRequest>;

/** What the answer rests on. */
export interface AlikenessBasis {
  /** Participants of whom any behavior was observed. */
  readonly participantCount: Count;
  /** Behaviors of one participant, weighted by size (Σm² ÷ Σm); 1 where there are none. */
  readonly meanClusterSize: number;
}
/** The intraclass correlation of behaviors within participants, or why it cannot be said. `n` counts participants. */
export type ParticipantAlikeness = (Estimate & AlikenessBasis) | (NoEstimate & AlikenessBasis);

/** Sums over participants, so that one can be taken out again: of m behaviors s match. */
interface Sums { readonly k: number; readonly m: number; readonly mm: number; readonly s: number; readonly ssm: number }
const termsOf = ({ observedCount: m, matchingCount: s }: ParticipantBehaviors): Sums => ({ k: 1, m, mm: m * m, s, ssm: (s * s) / m });
const combined = (left: Sums, right: Sums, sign: 1 | -1): Sums => ({ k: left.k + sign * right.k, m: left.m + sign * right.m, mm: left.mm + sign * right.mm, s: left.s + sign * right.s, ssm: left.ssm + sign * right.ssm });

/**
 * ρ = (B − W) ÷ (B + (n₀ − 1) W), B = (Σs²/m − S²/M) ÷ (k − 1), W = (S − Σs²/m) ÷ (M − k), n₀ = (M − Σm²/M) ÷ (k − 1), k participants, S = Σs, M = Σm.
 * None where nobody was seen twice, or where all behaviors match or none does.
 */
function correlationOf({ k, m, mm, s, ssm }: Sums): number | null {
  if (m <= k || s <= 0 || s >= m) return null;
  const between = (ssm - (s * s) / m) / (k - 1);
  const within = (s - ssm) / (m - k);
  const size = (m - mm / m) / (k - 1);
  return (between - within) / (between + (size - 1) * within);
}

function alikenessOf(participants: readonly ParticipantBehaviors[], confidenceLevel: ConfidenceLevel): EstimateResult {
  const k = participants.length;
  const none = (reason: string): NoEstimate => ({ estimate: null, reason, n: k, needed: 10 });
  if (k < 10) return tooFewObservations(k, 10);
  const terms = participants.map(termsOf);
  const all = terms.reduce((sum, one) => combined(sum, one, 1));
  const estimate = correlationOf(all);
  if (estimate === null) return none(all.m <= all.k ? "nobody-seen-twice" : "no-variation");
  const without = terms.map((one) => correlationOf(combined(all, one, -1)));
  if (without.some((one) => one === null)) return none("rests-on-one-participant");
  // a participant's pseudo-value is what the estimate gains by that participant
  const pseudo = meanEstimate({ values: without.map((one) => k * estimate - (k - 1) * (one ?? 0)), confidenceLevel });
  if (pseudo.estimate === null) return pseudo;
  const half = (pseudo.confidence.upper - pseudo.confidence.lower) / 2;
  const within = (value: number): number => Math.min(1, Math.max(0, value)) + 0;
  return {
    estimate: within(estimate), confidence: { lower: within(estimate - half), upper: within(estimate + half), level: confidenceLevel }, n: k, method: "anova-jackknife",
    warnings: estimate < 0 ? ["negative-taken-as-zero"] : [],
  };
}

/**
 * How alike the behaviors of one participant are, from observations: the intraclass correlation that `behavioralCompliance` takes as `clustering`, by analysis of variance, with an interval by taking each participant out once (jackknife, Student's t).
 * Ten participants are needed (a heuristic); with few of them the interval is wide, and its upper end is the cautious choice. Reasons for no estimate: `too-few-observations` (participants), `nobody-seen-twice`, `no-variation`, `rests-on-one-participant`.
 * Sources: A. Donner, "A review of inference procedures for the intraclass correlation coefficient in the one-way random effects model", International Statistical Review 54 (1986); M. Ridout, C. Demétrio, D. Firth, "Estimating intraclass correlation for binary data", Biometrics 55 (1999).
 *
 * @throws CoachingError `input.*`, `rubric.*`, `observation.*`, `compliance.unknown_criterion`, `compliance.duplicate_observation`
 * @example
 * ```ts
 * const levels = [1, 2, 3].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const criteria = [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 2 }];
 * const rubric: Rubric = { kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria };
 * participantAlikeness({ rubric, observations: [], confidenceLevel: 0.95 }).estimate; // => null
 * ```
 */
export function participantAlikeness(request: AlikenessRequest): ParticipantAlikeness {
  const checked = check(AlikenessRequest, request);
  const { participants } = tallyBehaviors(checked);
  const [behaviors, squares] = [participants.reduce((sum, { observedCount }) => sum + observedCount, 0), participants.reduce((sum, { observedCount }) => sum + observedCount ** 2, 0)];
  return { ...alikenessOf(participants, checked.confidenceLevel), participantCount: participants.length, meanClusterSize: behaviors === 0 ? 1 : squares / behaviors };
}
