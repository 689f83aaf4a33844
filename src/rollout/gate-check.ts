import type { Confidence } from "../statistics/index.js";
import { proportionEstimate } from "../statistics/index.js";
import type { Fraction, Id } from "../unit/index.js";
import type { GateEvidence, PilotSample } from "./gate-evidence.js";
import type { GateThresholds, PilotGuardrail } from "./gate-thresholds.js";
import type { PilotHypothesis } from "./pre-registration.js";

/** What is asked: enough people (`sample`), behavior (`effect`), managers (`adoption`), delivery as planned (`fidelity`), raters who agree (`agreement`), nothing made much worse (`guardrail`). */
export type GateName = "sample" | "effect" | "adoption" | "fidelity" | "agreement" | "guardrail";
/** What is compared. Effects and changes count so that more is better, whichever way their KPI runs. */
export type GateMeasure =
  | "analyzed-count" | "attrition-fraction" | "comparison-attrition-fraction" | "p-value" | "effect-estimate" | "effect-upper" | "effect-lower"
  | "adoption-lower" | "fidelity-fraction" | "agreement-lower" | "change-lower";
/** Why a check does not pass. Those that end in `-missing`: nothing was measured. */
export type GateReason =
  | "too-few-analyzed" | "attrition-too-high" | "comparison-attrition-too-high" | "effect-not-shown" | "effect-not-better" | "effect-too-small" | "effect-lower-too-small"
  | "adoption-not-shown" | "fidelity-too-low" | "agreement-too-low" | "guardrail-not-kept" | `${GateName}-missing`;
/** One comparison of the gate. */
export interface GateCheck {
  /** What it belongs to. */
  readonly gate: GateName;
  /** What is compared. */
  readonly measure: GateMeasure;
  /** The KPI, where it is one's. */
  readonly kpiId: Id | null;
  /** `unknown` where nothing was measured. */
  readonly status: "passed" | "failed" | "unknown";
  /** The figure; `null` where it is unknown. */
  readonly value: number | null;
  /** How it must stand to `bar`. */
  readonly needs: "at-least" | "at-most" | "above" | "below";
  /** What it is compared with. */
  readonly bar: number;
  /** Why it does not pass; `null` where it does. */
  readonly reason: GateReason | null;
}

/** What the checks go by. */
export interface GateBars {
  readonly thresholds: GateThresholds;
  readonly guardrails: readonly PilotGuardrail[];
  readonly primary: PilotHypothesis;
  readonly confidenceLevel: number;
  readonly nominalPValue: number;
}

/** Whoever reaches a bar but for binary dust has reached it: 1 − 7 ÷ 10 is 0.30000000000000004. */
const DUST = 1e-9;
const holds: Readonly<Record<GateCheck["needs"], (value: number, bar: number) => boolean>> = {
  "at-least": (value, bar) => value >= bar - DUST,
  "at-most": (value, bar) => value <= bar + DUST,
  above: (value, bar) => value > bar,
  below: (value, bar) => value < bar,
};

interface Comparison extends Pick<GateCheck, "gate" | "measure" | "value" | "needs" | "bar"> {
  readonly failure: GateReason;
  readonly kpiId?: Id;
}
function compared({ gate, measure, value, needs, bar, failure, kpiId = "" }: Comparison): GateCheck {
  const status = value === null ? "unknown" : holds[needs](value, bar) ? "passed" : "failed";
  return { gate, measure, kpiId: kpiId === "" ? null : kpiId, status, value, needs, bar, reason: status === "passed" ? null : status === "failed" ? failure : `${gate}-missing` };
}

/** Turned so that more is better. */
const turned = (direction: PilotHypothesis["direction"], { lower, upper }: Confidence): { readonly lower: number; readonly upper: number } => (direction === "higher-is-better" ? { lower, upper } : { lower: -upper + 0, upper: -lower + 0 });

function attritionOf({ enrolledCount, analyzedCount }: PilotSample): Fraction {
  return enrolledCount === 0 ? 0 : 1 - analyzedCount / enrolledCount;
}

function sampleChecks({ sample, comparison }: GateEvidence, { minimumAnalyzedCount, maximumAttritionFraction }: GateThresholds): readonly GateCheck[] {
  return [
    compared({ gate: "sample", measure: "analyzed-count", value: sample?.analyzedCount ?? null, needs: "at-least", bar: minimumAnalyzedCount, failure: "too-few-analyzed" }),
    compared({ gate: "sample", measure: "attrition-fraction", value: sample === null ? null : attritionOf(sample), needs: "at-most", bar: maximumAttritionFraction, failure: "attrition-too-high" }),
    ...(comparison === undefined ? [] : [compared({ gate: "sample", measure: "comparison-attrition-fraction", value: attritionOf(comparison), needs: "at-most", bar: maximumAttritionFraction, failure: "comparison-attrition-too-high" })]),
  ];
}

function effectChecks({ effect }: GateEvidence, { thresholds: { effectShownBy }, primary: { kpiId, direction, smallestEffect }, nominalPValue }: GateBars): readonly GateCheck[] {
  const ends = effect === null ? null : turned(direction, effect.confidence);
  const estimate = effect === null ? null : direction === "higher-is-better" ? effect.estimate : -effect.estimate + 0;
  const about = { gate: "effect", kpiId } as const;
  const lower = compared({ ...about, measure: "effect-lower", value: ends?.lower ?? null, needs: "above", bar: smallestEffect, failure: "effect-lower-too-small" });
  return [
    compared({ ...about, measure: "p-value", value: effect?.oneSidedPValue ?? null, needs: "below", bar: nominalPValue, failure: "effect-not-shown" }),
    // a p value of the wrong side must not pass for an improvement
    compared({ ...about, measure: "effect-estimate", value: estimate, needs: "above", bar: 0, failure: "effect-not-better" }),
    compared({ ...about, measure: "effect-upper", value: ends?.upper ?? null, needs: "at-least", bar: smallestEffect, failure: "effect-too-small" }),
    ...(effectShownBy === "p-value-and-lower-bound" ? [lower] : []),
  ];
}

function adoptionCheck({ adoption }: GateEvidence, { thresholds: { minimumAdoptionFraction: bar }, confidenceLevel }: GateBars): GateCheck {
  const share = adoption === null ? null : proportionEstimate({ successes: adoption.adoptedCount, n: adoption.managerCount, confidenceLevel });
  // without managers there is no share
  return compared({ gate: "adoption", measure: "adoption-lower", value: share === null || share.estimate === null ? null : share.confidence.lower, needs: "at-least", bar, failure: "adoption-not-shown" });
}

function guardrailChecks({ guardrails: changes }: GateEvidence, guardrails: readonly PilotGuardrail[]): readonly GateCheck[] {
  const byKpi = new Map(changes.map(({ kpiId, change }) => [kpiId, change]));
  return guardrails.map(({ kpiId, direction, allowedWorsening }) => {
    const change = byKpi.get(kpiId) ?? null;
    return compared({ gate: "guardrail", measure: "change-lower", kpiId, value: change === null ? null : turned(direction, change.confidence).lower, needs: "at-least", bar: -allowedWorsening, failure: "guardrail-not-kept" });
  });
}

/** Every comparison of the gate, in the order of its parts. */
export const gateChecks = (evidence: GateEvidence, bars: GateBars): readonly GateCheck[] => [
  ...sampleChecks(evidence, bars.thresholds),
  ...effectChecks(evidence, bars),
  adoptionCheck(evidence, bars),
  compared({ gate: "fidelity", measure: "fidelity-fraction", value: evidence.fidelityFraction, needs: "at-least", bar: bars.thresholds.minimumFidelityFraction, failure: "fidelity-too-low" }),
  compared({ gate: "agreement", measure: "agreement-lower", value: evidence.agreement?.confidence.lower ?? null, needs: "at-least", bar: bars.thresholds.minimumAgreement, failure: "agreement-too-low" }),
  ...guardrailChecks(evidence, bars.guardrails),
];
