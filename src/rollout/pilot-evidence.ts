import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import type { MeasuredValue } from "../kpi/index.js";
import { ConfidenceLevel } from "../statistics/index.js";
import { Count, Fraction, Id } from "../unit/index.js";
import { type GateEvidence, PilotSample } from "./gate-evidence.js";
import { ROLLOUT_LIMITS } from "./pre-registration.js";

/** An estimate with its interval, or none: as measures, coefficients and effects of this package answer. */
export interface PilotFigure {
  /** The number; `null` where nothing can be said. */
  readonly estimate: number | null;
  /** Its interval; there is one wherever there is a number. */
  readonly confidence?: { readonly lower: number; readonly upper: number; readonly level: ConfidenceLevel };
  /** How many observations it rests on. */
  readonly n: Count;
}
/** An effect, as `adjustedEffect`, `differenceInDifferences`, `pairedEffect` or `steppedWedgeEffect` answer. */
export interface PilotEffect extends PilotFigure {
  /** One-sided, for the better; there is one wherever there is a number. */
  readonly improvementPValue?: Fraction;
  /** How well it is isolated. */
  readonly isolation?: { readonly grade: Id };
  /** Who was assigned and who is in the figures; empty of stepped wedges and series, which go by teams or figures. */
  readonly arms: readonly { readonly arm: "treated" | "comparison"; readonly assignedCount: Count; readonly analyzedCount: Count }[];
}
/** What was measured in a pilot, each part as the function that measured it answered; what else stands in those answers is passed over. `null`: not measured. */
export interface PilotResults {
  /** The primary KPI. */
  readonly kpiId: Id;
  /** The effect on it. */
  readonly effect: PilotEffect | null;
  /** Who took part and who is in the figures, where the effect has no arm that says so, as a stepped wedge. */
  readonly sample?: PilotSample;
  /** From `managerAdoption`. */
  readonly adoption: { readonly managers: readonly { readonly hasAdopted: boolean }[] } | null;
  /** From `programFidelity`. */
  readonly fidelity: { readonly doseFraction: Fraction | null } | null;
  /** The agreement of each criterion's raters, such as `recommended.result` of `raterAgreement`; the gate goes by the one with the lowest lower end. */
  readonly agreement: readonly PilotFigure[];
  /** How KPIs with a guardrail changed, such as `changeOnScale` of `pulseChange`. */
  readonly guardrails: readonly { readonly kpiId: Id; readonly change: PilotFigure | null }[];
}

const noInterval: Fault = { code: "pilot-evidence.no_interval", message: "There is a number, {estimate}, and no interval.", hint: "Give the answer of the function whole." };
const noPValue: Fault = { code: "pilot-evidence.no_p_value", message: "There is an effect, {estimate}, and no one-sided p value.", hint: "Give the effect as its function answered: a series or a figure of somebody else's needs its improvementPValue." };
const secondSample: Fault = { code: "pilot-evidence.second_sample", message: "The effect says who is in the figures, and so does sample.", hint: "Leave sample out: those who were assigned and analyzed are counted from the arms of the effect." };

function sampleOf(effect: PilotEffect | null, asked: "treated" | "comparison"): PilotSample | null {
  const found = effect?.arms.find(({ arm }) => arm === asked);
  return found === undefined ? null : { enrolledCount: found.assignedCount, analyzedCount: found.analyzedCount };
}
function findNoInterval({ estimate, confidence }: PilotFigure, report: Report): void {
  if (estimate !== null && confidence === undefined) report(noInterval, ["confidence"], { estimate });
}
const Value = z.number().min(-1e12).max(1e12).overwrite((value) => value + 0);
// answers of other rooms hold more than is asked for: what is not named is passed over
const figureKeys = { estimate: Value.nullable(), confidence: z.exactOptional(z.object({ lower: Value, upper: Value, level: ConfidenceLevel }).readonly()), n: Count };
/** Schema of an estimate, or none. */
export const PilotFigure = z.object(figureKeys).check(rule(findNoInterval)).readonly() satisfies z.ZodType<PilotFigure>;
/** Schema of an effect, or none. */
export const PilotEffect = z
  .object({ ...figureKeys, improvementPValue: z.exactOptional(Fraction), isolation: z.exactOptional(z.object({ grade: Id }).readonly()), arms: z.array(z.object({ arm: z.enum(["treated", "comparison"]), assignedCount: Count, analyzedCount: Count }).readonly()).max(2).readonly() })
  .check(rule(findNoInterval), rule(({ estimate, improvementPValue }: PilotEffect, report) => { if (estimate !== null && improvementPValue === undefined) report(noPValue, ["improvementPValue"], { estimate }); }))
  .readonly() satisfies z.ZodType<PilotEffect>;
/** Schema of what was measured in a pilot. */
export const PilotResults = z
  .strictObject({
    kpiId: Id, effect: PilotEffect.nullable(), sample: z.exactOptional(PilotSample),
    adoption: z.object({ managers: z.array(z.object({ hasAdopted: z.boolean() }).readonly()).max(100_000).readonly() }).readonly().nullable(),
    fidelity: z.object({ doseFraction: Fraction.nullable() }).readonly().nullable(),
    agreement: z.array(PilotFigure).max(ROLLOUT_LIMITS.criteria).readonly(),
    guardrails: z.array(z.strictObject({ kpiId: Id, change: PilotFigure.nullable() }).readonly()).max(ROLLOUT_LIMITS.guardrails).readonly(),
  })
  .check(rule(({ effect, sample }: PilotResults, report) => { if (sample !== undefined && sampleOf(effect, "treated") !== null) report(secondSample, ["sample"]); }))
  .readonly() satisfies z.ZodType<PilotResults>;

const measured = (figure: PilotFigure | null): MeasuredValue | null => (figure === null || figure.estimate === null || figure.confidence === undefined ? null : { estimate: figure.estimate, confidence: figure.confidence, n: figure.n });

function effectEvidence(kpiId: Id, effect: PilotEffect | null): GateEvidence["effect"] {
  const value = measured(effect);
  if (value === null || effect?.improvementPValue === undefined) return null;
  return { kpiId, ...value, oneSidedPValue: effect.improvementPValue, ...(effect.isolation === undefined ? {} : { isolationGrade: effect.isolation.grade }) };
}

/** The raters of the criterion on which they agree least; unknown as soon as one criterion is. */
function leastAgreement(figures: readonly PilotFigure[]): MeasuredValue | null {
  const values = figures.flatMap((figure) => measured(figure) ?? []);
  return values.length < figures.length ? null : (values.toSorted((one, other) => one.confidence.lower - other.confidence.lower)[0] ?? null);
}

/**
 * What the gate asks for, from what was measured: each answer of the rooms effect, kpi, delivery and agreement goes in as it is.
 * Enrolled are those who were assigned to the program, by intention to treat, and so it is with their comparison; an effect without arms, as of a stepped wedge, needs `sample`. Raters count where they agree least.
 *
 * @throws CoachingError `pilot-evidence.no_interval`, `pilot-evidence.no_p_value`, `pilot-evidence.second_sample`, `gate-evidence.more_analyzed_than_enrolled`, `input.*`
 * @example
 * ```ts
 * const adoption = managerAdoption({ acts: [], managers: [{ managerId: "ana", directReportCount: 3 }], asOfDate: "2027-12-19", timeZone: "Europe/Berlin", confidenceLevel: 0.95 });
 * const change = { estimate: 0.1, confidence: { lower: -0.1, upper: 0.3, level: 0.95 }, n: 40 };
 * const evidence = pilotEvidence({ kpiId: "behavioral-compliance", effect: null, adoption, fidelity: null, agreement: [], guardrails: [{ kpiId: "team-pulse", change }] });
 * evidence.adoption; // => { adoptedCount: 0, managerCount: 1 }
 * evidence.effect; // => null
 * ```
 */
export function pilotEvidence(results: PilotResults): GateEvidence {
  const { kpiId, effect, sample = null, adoption, fidelity, agreement, guardrails } = check(PilotResults, results);
  const comparison = sampleOf(effect, "comparison");
  return {
    sample: sampleOf(effect, "treated") ?? sample, ...(comparison === null ? {} : { comparison }),
    effect: effectEvidence(kpiId, effect),
    adoption: adoption === null ? null : { adoptedCount: adoption.managers.filter(({ hasAdopted }) => hasAdopted).length, managerCount: adoption.managers.length },
    fidelityFraction: fidelity?.doseFraction ?? null,
    agreement: leastAgreement(agreement),
    guardrails: guardrails.map(({ kpiId: id, change }) => ({ kpiId: id, change: measured(change) })),
  };
}
