import * as z from "zod";
import { check, type Fault, faultAt, pattern, repeated, type Report, rule } from "../error/index.js";
import type { Id } from "../unit/index.js";
import { evidenceTiming } from "./evidence-windows.js";
import { type GateCheck, gateChecks, type GateName, type GateReason } from "./gate-check.js";
import { GateEvidence } from "./gate-evidence.js";
import { defaultGateThresholds, defaultPilotGuardrails, GateThresholds, type PilotGuardrail } from "./gate-thresholds.js";
import { findUnplanned, type LookSchedule, type PilotLook, scheduleOf, TakenLooks } from "./look-schedule.js";
import { byKpi, findPrimaryFault, type PilotHypothesis, type PilotTerms, PreRegistration, registrationHash, termKeys, termRules } from "./pre-registration.js";

/** Terms that nobody registered before the pilot; left out, thresholds and guardrails are the heuristics of this package. */
export interface UnregisteredTerms extends Omit<PilotTerms, "thresholds" | "guardrails"> {
  /** What must be reached. */
  readonly thresholds?: GateThresholds;
  /** What must not get much worse. */
  readonly guardrails?: readonly PilotGuardrail[];
}
/** What a gate goes by: a pre-registration, which then binds, or terms of today. */
export type GateBasis =
  | { readonly kind: "registered"; readonly registration: PreRegistration; /** As `registerPilot` gave it. */ readonly hash: string }
  | { readonly kind: "unregistered"; readonly terms: UnregisteredTerms };
/** A pilot at one of its looks. */
export interface ScaleGateInput {
  /** What it is judged by. */
  readonly basis: GateBasis;
  /** The looks that were taken so far, by week, each with the information that it had in truth; the last is the present one, whose evidence this is. */
  readonly takenLooks: readonly PilotLook[];
  /** What it has shown. */
  readonly evidence: GateEvidence;
}

const tampered: Fault = { code: "scale-gate.tampered_registration", message: "The registration has the hash {found}, not {expected}.", hint: "Judge by the document that was registered; checkAgainstRegistration names what differs." };
const otherKpi: Fault = { code: "scale-gate.other_kpi", message: "The effect is on “{kpiId}”, and the primary KPI is “{primary}”.", hint: "Give the effect on the primary KPI." };
const otherConfidence: Fault = { code: "scale-gate.other_confidence_level", message: "This interval is of level {level}, and the terms ask for {expected}.", hint: "Compute it at the level of the terms: a narrower interval would lower the bar." };
const unknownGuardrail: Fault = { code: "scale-gate.unknown_guardrail", message: "The KPI “{kpiId}” has no guardrail in the terms.", hint: "Leave it out, or correct the id." };
const duplicateGuardrail: Fault = { code: "scale-gate.duplicate_guardrail", message: "The change of “{kpiId}” is given twice.", hint: "Keep one entry." };

/** Schema of a fingerprint. */
export const RegistrationHash = pattern(/^[0-9a-f]{64}$/u, { maximumLength: 64, error: "A hash is 64 hexadecimal digits in small letters.\nGive it as registerPilot did." });
/** Schema of terms that nobody registered, with its rules between parts. */
export const UnregisteredTerms = z
  .strictObject({ ...termKeys, thresholds: z.exactOptional(GateThresholds), guardrails: z.exactOptional(termKeys.guardrails) })
  .check(...termRules.map((find) => rule<UnregisteredTerms>(find)), rule<UnregisteredTerms>(findPrimaryFault))
  .readonly() satisfies z.ZodType<UnregisteredTerms>;
/** Schema of what a gate goes by. */
export const GateBasis = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("registered"), registration: PreRegistration, hash: RegistrationHash }).readonly(),
  z.strictObject({ kind: z.literal("unregistered"), terms: UnregisteredTerms }).readonly(),
]) satisfies z.ZodType<GateBasis>;

function termsOf(basis: GateBasis): PilotTerms {
  const terms = basis.kind === "registered" ? basis.registration : { thresholds: defaultGateThresholds, guardrails: defaultPilotGuardrails, ...basis.terms };
  return { ...terms, guardrails: byKpi(terms.guardrails) };
}
const primaryOf = ({ hypotheses }: PilotTerms): PilotHypothesis | undefined => hypotheses.find(({ isPrimary }) => isPrimary);

/** Each rule looks for one kind of fault. */
const rules: readonly ((input: ScaleGateInput, report: Report) => void)[] = [
  ({ basis, takenLooks }, report) => { findUnplanned(termsOf(basis).looks, takenLooks, { report, path: ["takenLooks"] }); },
  ({ basis, evidence: { effect } }, report) => {
    const primary = primaryOf(termsOf(basis))?.kpiId;
    if (effect !== null && primary !== undefined && effect.kpiId !== primary) report(otherKpi, ["evidence", "effect", "kpiId"], { kpiId: effect.kpiId, primary });
  },
  ({ basis, evidence: { effect, agreement, guardrails } }, report) => {
    const { confidenceLevel: expected } = termsOf(basis);
    const levels = [[effect?.confidence.level, ["effect"]], [agreement?.confidence.level, ["agreement"]], ...guardrails.map(({ change }, index) => [change?.confidence.level, ["guardrails", index, "change"]] as const)] as const;
    for (const [level, path] of levels) if (level !== undefined && Math.abs(level - expected) > 1e-9) report(otherConfidence, ["evidence", ...path, "confidence", "level"], { level, expected });
  },
  ({ basis, evidence: { guardrails } }, report) => {
    const known = new Set(termsOf(basis).guardrails.map(({ kpiId }) => kpiId));
    guardrails.forEach(({ kpiId }, index) => { if (!known.has(kpiId)) report(unknownGuardrail, ["evidence", "guardrails", index, "kpiId"], { kpiId }); });
  },
  ({ evidence: { guardrails } }, report) => { for (const [index, { kpiId }] of repeated(guardrails, ({ kpiId }) => kpiId)) report(duplicateGuardrail, ["evidence", "guardrails", index, "kpiId"], { kpiId }); },
];
/** Schema of a pilot at one of its looks, with its rules between parts. */
export const ScaleGateInput = z
  .strictObject({ basis: GateBasis, takenLooks: TakenLooks.unwrap().min(1).readonly(), evidence: GateEvidence })
  .check(...rules.map((find) => rule(find)))
  .readonly() satisfies z.ZodType<ScaleGateInput>;

/**
 * `scale`: everything asked is shown. `iterate`: something asked is known not to be; at a look that is not the last one, go on. `stop`: at the final look the whole interval of the effect lies below the smallest one of interest.
 * `insufficient-evidence`: too few people, raters who do not agree, no effect figure, or nothing failed and something is unknown.
 */
export type GateVerdict = "scale" | "iterate" | "stop" | "insufficient-evidence";
/** Why a verdict is no `scale`. */
export interface GateVerdictReason {
  /** What is asked. */
  readonly gate: GateName;
  /** Why it does not pass. */
  readonly reason: GateReason;
  /** The KPI, where it is one's. */
  readonly kpiId: Id | null;
}
/** The verdict on a pilot. */
export interface ScaleGate {
  /** The verdict. */
  readonly verdict: GateVerdict;
  /** Every reason why it is no `scale`, in the order of the checks; empty where it is. */
  readonly reasons: readonly GateVerdictReason[];
  /** What was not measured, in the same order. */
  readonly missing: readonly GateName[];
  /** Every comparison, with figure and bar. */
  readonly checks: readonly GateCheck[];
  /** The looks of the pilot. */
  readonly schedule: LookSchedule;
  /** How well the effect is isolated; `null` where nobody said. The verdict does not go by it. */
  readonly isolationGrade: Id | null;
  /** `effect-not-isolated`: the effect has no comparison, so it is a change of which nobody knows whether the program made it. `not-registered`: the terms may have been written when the results were known. `adoption-too-early`, `adoption-too-late`: the present look lies outside the weeks in which adoption can be read (`evidenceTiming`). */
  readonly warnings: readonly ("effect-not-isolated" | "not-registered" | "adoption-too-early" | "adoption-too-late")[];
  /** What the verdict takes for granted, and whose choice it was. */
  readonly assumptions: {
    readonly thresholds: GateThresholds; readonly thresholdsFrom: "registration" | "caller" | "heuristics";
    readonly guardrails: readonly PilotGuardrail[]; readonly guardrailsFrom: "registration" | "caller" | "heuristics";
  };
}

function verdictOf(checks: readonly GateCheck[], isFinal: boolean): GateVerdict {
  const isOpen = ({ gate, status }: GateCheck): boolean => (gate === "effect" ? status === "unknown" : (gate === "sample" || gate === "agreement") && status !== "passed");
  if (checks.some(isOpen)) return "insufficient-evidence";
  if (isFinal && checks.some(({ measure, status }) => measure === "effect-upper" && status === "failed")) return "stop";
  if (checks.some(({ status }) => status === "failed")) return "iterate";
  return checks.some(({ status }) => status === "unknown") ? "insufficient-evidence" : "scale";
}

function warningsOf(basis: GateBasis, weekOfMeasurement: number, isolationGrade: Id | null): ScaleGate["warnings"] {
  const { status } = evidenceTiming({ evaluationLevel: 3, kpiFamily: "manager-adoption", weekOfMeasurement });
  return [...(isolationGrade === "none" ? ["effect-not-isolated" as const] : []), ...(basis.kind === "unregistered" ? ["not-registered" as const] : []), ...(status === "in-window" ? [] : [`adoption-${status}` as const])];
}

function assumptionsOf(basis: GateBasis): ScaleGate["assumptions"] {
  const { thresholds, guardrails } = termsOf(basis);
  const from = (key: "thresholds" | "guardrails") => (basis.kind === "registered" ? "registration" : basis.terms[key] === undefined ? "heuristics" : "caller");
  return { thresholds, thresholdsFrom: from("thresholds"), guardrails, guardrailsFrom: from("guardrails") };
}

/**
 * Whether a pilot may be scaled: only when behavior changed and managers adopted, both shown and not only hoped for, by raters who agree, in a program that was delivered as planned, and with nothing made much worse.
 * The effect must pass the bound of its look (`lookSchedule`); shares and coefficients are judged by the lower ends of their intervals. A better figure never takes a `scale` away.
 * All thresholds are heuristics: register your own before the pilot starts.
 *
 * @throws CoachingError `look-schedule.unplanned_look`, `look-schedule.weeks_not_rising`, `look-fractions.*`, `pre-registration.*`, `gate-evidence.*`, `scale-gate.tampered_registration`, `scale-gate.other_kpi`, `scale-gate.other_confidence_level`, `scale-gate.unknown_guardrail`, `scale-gate.duplicate_guardrail`, `measured-value.crossed`, `input.*`
 * @example
 * ```ts
 * const looks = [{ week: 6, informationFraction: 0.5 }, { week: 12, informationFraction: 1 }];
 * const between = (estimate, half) => ({ estimate, confidence: { lower: estimate - half, upper: estimate + half, level: 0.95 }, n: 15 });
 * const hypothesis = { kpiId: "behavioral-compliance", direction: "higher-is-better", smallestEffect: 0.1, isPrimary: true, instrument: { instrumentId: "one-to-one", version: "1.0.0" } };
 * const { verdict, reasons } = scaleGate({
 *   basis: { kind: "unregistered", terms: { hypotheses: [hypothesis], looks, oneSidedAlpha: 0.025, spending: "obrien-fleming", confidenceLevel: 0.95 } },
 *   takenLooks: looks,
 *   evidence: {
 *     sample: { enrolledCount: 16, analyzedCount: 15 }, effect: { kpiId: "behavioral-compliance", ...between(0.3, 0.29), oneSidedPValue: 0.021047 },
 *     adoption: { adoptedCount: 9, managerCount: 15 }, fidelityFraction: 0.916667, agreement: between(0.6, 0.15), guardrails: [{ kpiId: "team-pulse", change: between(0.1, 0.25) }],
 *   },
 * });
 * verdict; // => "iterate"
 * reasons; // => [{ gate: "adoption", reason: "adoption-not-shown", kpiId: null }]
 * ```
 */
export function scaleGate(input: ScaleGateInput): ScaleGate {
  const { basis, takenLooks, evidence } = check(ScaleGateInput, input);
  if (basis.kind === "registered") {
    const found = registrationHash(basis.registration);
    if (found !== basis.hash) throw faultAt(tampered, ["basis", "hash"], { found, expected: basis.hash });
  }
  const terms = termsOf(basis);
  const schedule = scheduleOf({ looks: terms.looks, takenLooks, oneSidedAlpha: terms.oneSidedAlpha, spending: terms.spending });
  const { current } = schedule;
  const primary = primaryOf(terms);
  if (current === null || primary === undefined) throw new Error("A checked gate has a look and a primary hypothesis.");
  const checks = gateChecks(evidence, { thresholds: terms.thresholds, guardrails: terms.guardrails, primary, confidenceLevel: terms.confidenceLevel, nominalPValue: current.nominalPValue });
  const verdict = verdictOf(checks, current.isFinal);
  const isolationGrade = evidence.effect?.isolationGrade ?? null;
  return {
    verdict,
    reasons: checks.flatMap(({ gate, reason, kpiId }) => (reason === null ? [] : [{ gate, reason, kpiId }])),
    missing: [...new Set(checks.flatMap(({ gate, status }) => (status === "unknown" ? [gate] : [])))],
    checks, schedule, isolationGrade, warnings: warningsOf(basis, current.week, isolationGrade), assumptions: assumptionsOf(basis),
  };
}
