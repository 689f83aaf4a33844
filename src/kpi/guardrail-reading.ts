import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { Kpi } from "./kpi.js";
import { KpiValue, MeasuredValue } from "./measured-value.js";

/** A KPI with a guardrail, and how it changed. */
export interface GuardrailQuestion {
  /** The KPI. */
  readonly kpi: Kpi;
  /** After less before, in the unit of the KPI, with its interval; `null` when it was not measured. */
  readonly change: MeasuredValue | null;
  /** Before; needed where the guardrail is a share of it. */
  readonly baseline?: number;
}

const noGuardrail: Fault = { code: "guardrail-reading.no_guardrail", message: "The KPI “{id}” has no guardrail.", hint: "Declare how far it may get worse." };
const baselineNeeded: Fault = { code: "guardrail-reading.baseline_needed", message: "The guardrail of “{id}” is a share of its baseline.", hint: "Give a baseline above zero." };
const notAFraction: Fault = { code: "guardrail-reading.not_a_fraction", message: "{value} cannot be, and “{id}” is counted in fractions.", hint: "0.2 means 20 %. Divide a percent by 100." };

function findFractionFaults({ kpi: { id, unit }, change, baseline = 0 }: GuardrailQuestion, report: Report): void {
  if (unit !== "fraction") return;
  if (change !== null && Math.abs(change.estimate) > 1) report(notAFraction, ["change", "estimate"], { value: change.estimate, id });
  if (baseline < 0 || baseline > 1) report(notAFraction, ["baseline"], { value: baseline, id });
}

/** Schema of a question about a guardrail, with its rules between parts. */
export const GuardrailQuestion = z
  .strictObject({ kpi: Kpi, change: MeasuredValue.nullable(), baseline: z.exactOptional(KpiValue) })
  .check(rule(({ kpi: { id, guardrail }, baseline }: GuardrailQuestion, report) => {
    if (guardrail === undefined) report(noGuardrail, ["kpi", "guardrail"], { id });
    else if (guardrail.kind === "relative" && (baseline === undefined || baseline <= 0)) report(baselineNeeded, ["baseline"], { id });
  }), rule(findFractionFaults))
  .readonly() satisfies z.ZodType<GuardrailQuestion>;

/** Whether a KPI kept within its guardrail. */
export interface GuardrailReading {
  /** `kept`: the whole interval lies within it. `broken`: the whole interval lies beyond it. `open`: the interval holds the limit, or nothing was measured. */
  readonly status: "kept" | "broken" | "open";
  /** How far the KPI may get worse, in its own unit. */
  readonly allowedWorsening: number;
  /** How far it can have got worse at most, at the level of the interval; below zero when it certainly got better; `null` when it was not measured. */
  readonly largestWorsening: number | null;
}

/**
 * Whether a KPI that may get worse a little, such as a handle time, kept within that little: a test of non-inferiority by the interval of its change. No change shown is not enough: a wide interval is `open`.
 * Source: G. Piaggio et al., “Reporting of noninferiority and equivalence randomized trials”, JAMA 308 (2012). How much is allowed, the host decides.
 *
 * @throws CoachingError `guardrail-reading.no_guardrail`, `guardrail-reading.baseline_needed`, `guardrail-reading.not_a_fraction`, `measured-value.crossed`, `kpi.window_swapped`, `input.*`
 * @example
 * ```ts
 * const kpi = kpiCatalog.find(({ id }) => id === "handle-time");
 * const change = { estimate: 12, confidence: { lower: 2, upper: 22, level: 0.95 }, n: 800 };
 * guardrailReading({ kpi, change, baseline: 300 }); // => { status: "kept", allowedWorsening: 30, largestWorsening: 22 }
 * ```
 */
export function guardrailReading(input: GuardrailQuestion): GuardrailReading {
  const { kpi: { direction, guardrail }, change, baseline = 0 } = check(GuardrailQuestion, input);
  const allowedWorsening = guardrail?.kind === "absolute" ? guardrail.allowedWorsening : baseline * (guardrail?.allowedWorseningFraction ?? 0);
  if (change === null) return { status: "open", allowedWorsening, largestWorsening: null };
  const { lower, upper } = change.confidence;
  const [least, largest] = direction === "lower-is-better" ? [lower, upper] : [-upper, -lower];
  return { status: largest <= allowedWorsening ? "kept" : least > allowedWorsening ? "broken" : "open", allowedWorsening, largestWorsening: largest + 0 };
}
