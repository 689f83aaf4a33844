import * as z from "zod";
import type { Kpi } from "../kpi/index.js";
import { type Fault, rule } from "../error/index.js";
import { type Count, Id } from "../unit/index.js";

/** What scores were taken with: a rubric, a questionnaire, a report of a system. */
export interface Instrument {
  /** Which one. */
  readonly instrumentId: Id;
  /** Its major version: scores of two major versions are not on one scale. */
  readonly majorVersion: Count;
}
/** What was measured before and after, and which way is better. */
export interface EffectMeasure {
  /** What it is counted in, as KPIs say it; of `"fraction"` every score lies from 0 to 1. */
  readonly unit: Id;
  /** Which way is better: the one-sided probability asks for an effect this way. */
  readonly direction: Kpi["direction"];
  /** What the baseline was taken with. */
  readonly baselineInstrument: Instrument;
  /** What the post score was taken with; the same instrument in the same major version. */
  readonly postInstrument: Instrument;
}

const mixedInstruments: Fault = {
  code: "effect-measure.mixed_instruments", message: "The baseline was taken with “{baseline}”, the post score with “{post}”.",
  hint: "Take both with one instrument in one major version, or bridge the versions first.",
};

const nameOf = ({ instrumentId, majorVersion }: Instrument): string => `${instrumentId} ${String(majorVersion)}`;

/** Schema of what scores were taken with. */
export const Instrument = z.strictObject({ instrumentId: Id, majorVersion: z.int().min(0).max(1_000_000) }).readonly() satisfies z.ZodType<Instrument>;
/** Which way of a measure is better. */
export const direction = z.enum(["higher-is-better", "lower-is-better"]);
/** Schema of what was measured before and after, with its rule between parts. */
export const EffectMeasure = z
  .strictObject({ unit: Id, direction, baselineInstrument: Instrument, postInstrument: Instrument })
  .check(rule(({ baselineInstrument, postInstrument }: EffectMeasure, report) => {
    const [baseline, post] = [nameOf(baselineInstrument), nameOf(postInstrument)];
    if (baseline !== post) report(mixedInstruments, ["postInstrument"], { baseline, post });
  }))
  .readonly() satisfies z.ZodType<EffectMeasure>;
