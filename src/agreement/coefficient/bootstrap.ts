import { type Fault, faultAt } from "../../error/index.js";
import { type Confidence, quantile } from "../../statistics/index.js";
import { randomStream, resampler } from "../../statistics/internal.js";
import { AGREEMENT_LIMITS, type Bootstrap } from "./rating.js";

/** What a bootstrap draws from: kinds of subjects, how many subjects are of each, and the coefficient for other numbers of them. The ratings are not read again. */
export interface BootstrapSource {
  /** How many subjects are of each kind. */
  readonly times: Float64Array;
  /** Steps that one evaluation of the coefficient takes, about. */
  readonly stepCount: number;
  /** The coefficient where `times` are these; NaN where it has no value. */
  readonly coefficient: (times: Float64Array) => number;
}

const tooMuch: Fault = { code: "bootstrap.too_much", message: "{replicateCount} samples of {stepCount} steps are more than {limit} steps.", hint: "Leave the bootstrap out: with so many subjects the published interval is as good." };

/**
 * Refuses a bootstrap that would take too long, before it begins.
 *
 * @throws CoachingError `bootstrap.too_much`
 */
export function boundSteps({ replicateCount }: Bootstrap, stepCount: number): void {
  if (replicateCount * stepCount > AGREEMENT_LIMITS.bootstrapSteps) throw faultAt(tooMuch, ["bootstrap", "replicateCount"], { replicateCount, stepCount, limit: AGREEMENT_LIMITS.bootstrapSteps });
}

/**
 * The percentile interval of samples of subjects, drawn with replacement; null where no sample has an answer.
 * Source: A. Zapf, S. Castell, L. Morawietz, A. Karch, "Measuring inter-rater reliability for nominal data: which coefficients and confidence intervals are appropriate?", BMC Medical Research Methodology 16 (2016).
 *
 * @throws CoachingError `bootstrap.too_much`
 */
export function bootstrapInterval({ times, stepCount, coefficient }: BootstrapSource, bootstrap: Bootstrap, level: number): { readonly confidence: Confidence; readonly method: string; readonly warnings: readonly "undefined-samples"[] } | null {
  boundSteps(bootstrap, stepCount);
  const { seed, replicateCount } = bootstrap;
  const draw = resampler(times, randomStream(seed, ["agreement"]).uniform);
  const drawn = new Float64Array(times.length);
  const values: number[] = [];
  for (let replicate = 0; replicate < replicateCount; replicate += 1) {
    draw(drawn);
    const value = coefficient(drawn);
    if (!Number.isNaN(value)) values.push(value);
  }
  if (values.length === 0) return null;
  const confidence = { lower: quantile(values, (1 - level) / 2), upper: quantile(values, (1 + level) / 2), level };
  return { confidence, method: "percentile-bootstrap", warnings: values.length < replicateCount ? ["undefined-samples"] : [] };
}
