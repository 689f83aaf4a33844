import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { MeasuredValue } from "../kpi/index.js";
import { ConfidenceLevel } from "../statistics/index.js";
import { Count, Fraction, Id } from "../unit/index.js";

/** Who took part, or waited as comparison, and who of them is in the figures. */
export interface PilotSample {
  /** Those who began, or were assigned to wait. */
  readonly enrolledCount: Count;
  /** Those of them who are in the figures. */
  readonly analyzedCount: Count;
}
/** An effect on the primary KPI, from whatever design. */
export interface EffectEvidence {
  /** The KPI. */
  readonly kpiId: Id;
  /** In the unit of the KPI, positive where it rose, whichever way is better. */
  readonly estimate: number;
  /** Its interval. */
  readonly confidence: { readonly lower: number; readonly upper: number; readonly level: ConfidenceLevel };
  /** How many observations it rests on. */
  readonly n: Count;
  /** How probable an effect at least as far on the better side is, were there none. Of small samples that of t, not of z. */
  readonly oneSidedPValue: number;
  /** How well it is isolated: `isolation.grade` of the effect, as in `effect.isolationGrades`. Left out: nobody said. */
  readonly isolationGrade?: Id;
}
/** Managers who reinforce. */
export interface AdoptionEvidence {
  /** Managers who do: by `managerAdoption` those with three acts in the last four weeks. */
  readonly adoptedCount: Count;
  /** All managers of the pilot. */
  readonly managerCount: Count;
}
/** How a KPI that must not get much worse changed. */
export interface GuardrailEvidence {
  /** The KPI. */
  readonly kpiId: Id;
  /** After less before, in the unit of the KPI, with its interval; `null` where it was not measured. */
  readonly change: MeasuredValue | null;
}
/** What a pilot has shown. `null`: not measured, or nothing can be said; that is no failure, and no success. */
export interface GateEvidence {
  /** Who took part, and who is in the figures. */
  readonly sample: PilotSample | null;
  /** Who was assigned to the comparison, and who of them is in the figures: an effect is as good as the weaker of its arms. Left out: the pilot has none. */
  readonly comparison?: PilotSample;
  /** The effect on the primary KPI. */
  readonly effect: EffectEvidence | null;
  /** Managers who reinforce. */
  readonly adoption: AdoptionEvidence | null;
  /** The share of the planned dose that was delivered, from `programFidelity`. */
  readonly fidelityFraction: Fraction | null;
  /** How far raters agree beyond chance, with its interval. */
  readonly agreement: MeasuredValue | null;
  /** How the KPIs with a guardrail changed; each once, in any order. */
  readonly guardrails: readonly GuardrailEvidence[];
}

const moreAnalyzed: Fault = { code: "gate-evidence.more_analyzed_than_enrolled", message: "{analyzed} analyzed of {enrolled} enrolled.", hint: "Count as enrolled everyone who began, also those who left." };
const moreAdopted: Fault = { code: "gate-evidence.more_adopted_than_managers", message: "{adopted} of {managers} managers.", hint: "Count as managers all of the pilot." };
const outsideInterval: Fault = { code: "gate-evidence.outside_interval", message: "{estimate} lies outside its interval from {lower} to {upper}.", hint: "Give estimate and interval of one analysis." };
const notCoefficient: Fault = { code: "gate-evidence.not_a_coefficient", message: "Agreement is at most 1, not {upper}.", hint: "Give the coefficient with its interval, no percentage." };

const Value = z.number().min(-1e12).max(1e12).overwrite((value) => value + 0);
/** Schema of who took part. */
export const PilotSample = z
  .strictObject({ enrolledCount: Count, analyzedCount: Count })
  .check(rule(({ enrolledCount: enrolled, analyzedCount: analyzed }: PilotSample, report) => { if (analyzed > enrolled) report(moreAnalyzed, ["analyzedCount"], { analyzed, enrolled }); }))
  .readonly() satisfies z.ZodType<PilotSample>;
/** Schema of an effect. */
export const EffectEvidence = z
  .strictObject({ kpiId: Id, estimate: Value, confidence: z.strictObject({ lower: Value, upper: Value, level: ConfidenceLevel }).readonly(), n: Count, oneSidedPValue: Fraction, isolationGrade: z.exactOptional(Id) })
  .check(rule(({ estimate, confidence: { lower, upper } }: EffectEvidence, report) => { if (!(lower <= estimate && estimate <= upper)) report(outsideInterval, ["confidence"], { estimate, lower, upper }); }))
  .readonly() satisfies z.ZodType<EffectEvidence>;
/** Schema of managers who reinforce. */
export const AdoptionEvidence = z
  .strictObject({ adoptedCount: Count, managerCount: Count })
  .check(rule(({ adoptedCount: adopted, managerCount: managers }: AdoptionEvidence, report) => { if (adopted > managers) report(moreAdopted, ["adoptedCount"], { adopted, managers }); }))
  .readonly() satisfies z.ZodType<AdoptionEvidence>;
/** Schema of how a KPI with a guardrail changed. */
export const GuardrailEvidence = z.strictObject({ kpiId: Id, change: MeasuredValue.nullable() }).readonly() satisfies z.ZodType<GuardrailEvidence>;
/** Schema of what a pilot has shown, with its rules between parts. */
export const GateEvidence = z
  .strictObject({ sample: PilotSample.nullable(), comparison: z.exactOptional(PilotSample), effect: EffectEvidence.nullable(), adoption: AdoptionEvidence.nullable(), fidelityFraction: Fraction.nullable(), agreement: MeasuredValue.nullable(), guardrails: z.array(GuardrailEvidence).max(50).readonly() })
  .check(rule(({ agreement }: GateEvidence, report) => { if (agreement !== null && agreement.confidence.upper > 1) report(notCoefficient, ["agreement", "confidence", "upper"], { upper: agreement.confidence.upper }); }))
  .readonly() satisfies z.ZodType<GateEvidence>;
