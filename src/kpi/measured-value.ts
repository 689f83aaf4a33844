import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { ConfidenceLevel } from "../statistics/index.js";
import { Count } from "../unit/index.js";

/** A number that was measured, with its interval: what a measure answers, without method and warnings. */
export interface MeasuredValue {
  /** The number, in the unit of its KPI. */
  readonly estimate: number;
  /** Its interval. */
  readonly confidence: { readonly lower: number; readonly upper: number; readonly level: ConfidenceLevel };
  /** How many observations it rests on. */
  readonly n: Count;
}

const crossed: Fault = { code: "measured-value.crossed", message: "{estimate} lies outside its interval from {lower} to {upper}.", hint: "Give estimate and interval of one measure." };
/** A value of a KPI in its unit. */
export const KpiValue = z.number().min(-1e12).max(1e12).overwrite((value) => value + 0);
/** Schema of a measured number. */
export const MeasuredValue = z
  .strictObject({ estimate: KpiValue, confidence: z.strictObject({ lower: KpiValue, upper: KpiValue, level: ConfidenceLevel }).readonly(), n: Count })
  .check(rule(({ estimate, confidence: { lower, upper } }: MeasuredValue, report) => { if (!(lower <= estimate && estimate <= upper)) report(crossed, ["confidence"], { estimate, lower, upper }); }))
  .readonly() satisfies z.ZodType<MeasuredValue>;
