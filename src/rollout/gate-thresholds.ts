import * as z from "zod";
import { Count, Fraction, Id } from "../unit/index.js";

/** What a pilot must reach before it is scaled. */
export interface GateThresholds {
  /** Participants who must be in the figures, at least. */
  readonly minimumAnalyzedCount: Count;
  /** The share of enrolled participants who may be missing in the figures, at most; and likewise of their comparison. */
  readonly maximumAttritionFraction: Fraction;
  /** `p-value`: an effect is shown by a p value below that of its look. `p-value-and-lower-bound`: its whole interval must also lie beyond the smallest effect of interest. */
  readonly effectShownBy: "p-value" | "p-value-and-lower-bound";
  /** The share of managers who reinforce, which the lower end of its interval must reach. */
  readonly minimumAdoptionFraction: Fraction;
  /** The share of the planned dose that must have been delivered. */
  readonly minimumFidelityFraction: Fraction;
  /** The agreement of raters which the lower end of its interval must reach: 0 is chance, 1 is perfect. */
  readonly minimumAgreement: number;
}
/** Schema of what a pilot must reach. */
export const GateThresholds = z
  .strictObject({
    minimumAnalyzedCount: Count.min(2), maximumAttritionFraction: Fraction, effectShownBy: z.enum(["p-value", "p-value-and-lower-bound"]),
    minimumAdoptionFraction: Fraction, minimumFidelityFraction: Fraction, minimumAgreement: z.number().min(-1).max(1).overwrite((value) => value + 0),
  })
  .readonly() satisfies z.ZodType<GateThresholds>;

/** Something that must not get much worse while behavior gets better. */
export interface PilotGuardrail {
  /** Its KPI. */
  readonly kpiId: Id;
  /** Which way is better. */
  readonly direction: "higher-is-better" | "lower-is-better";
  /** How far it may get worse, in the unit of the KPI, above zero. */
  readonly allowedWorsening: number;
}
/** Which way of a KPI is better. */
export const Direction = z.enum(["higher-is-better", "lower-is-better"]);
/** Schema of a guardrail of a pilot. */
export const PilotGuardrail = z.strictObject({ kpiId: Id, direction: Direction, allowedWorsening: z.number().positive().max(1e12) }).readonly() satisfies z.ZodType<PilotGuardrail>;

/** What serves where nobody decided otherwise: heuristics of this package, no findings. A host that knows better registers its own. */
export const defaultGateThresholds: GateThresholds = {
  minimumAnalyzedCount: 10, maximumAttritionFraction: 0.3, effectShownBy: "p-value", minimumAdoptionFraction: 0.5, minimumFidelityFraction: 0.8, minimumAgreement: 0.4,
};
/** What serves where nobody decided otherwise, a heuristic: the team's pulse may fall by 0.2 on a scale from 1 to 5. */
export const defaultPilotGuardrails: readonly PilotGuardrail[] = [{ kpiId: "team-pulse", direction: "higher-is-better", allowedWorsening: 0.2 }];
