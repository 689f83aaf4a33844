import { type EstimateResult, quantile, tooFewObservations, wilsonInterval } from "../statistics/index.js";
import { type PersonalValue, personalProportion } from "./clustered-estimate.js";

/** The fewest values whose range holds the median so often: 1 − 2^(1 − n) ≥ level. */
const neededForMedian = (level: number): number => Math.ceil(1 - Math.log2(1 - level) - 1e-9);

/**
 * A median with Woodruff's interval: the quantiles at the ends of the interval for one half, for as many independent values as the share below the median is worth.
 * Source: R. Woodruff, “Confidence intervals for medians and other position measures”, Journal of the American Statistical Association 47 (1952).
 */
export function personalMedian(records: readonly PersonalValue[], confidenceLevel: number): EstimateResult {
  const values = records.map(({ value }) => value);
  const n = values.length;
  const needed = neededForMedian(confidenceLevel);
  if (n < needed) return tooFewObservations(n, needed);
  const estimate = quantile(values, 0.5);
  const below = personalProportion(records.map((record) => ({ ...record, value: record.value <= estimate ? 1 : 0 })), confidenceLevel);
  if (below.estimate === null) return below;
  const { lower, upper } = wilsonInterval({ successes: n / 2, n, confidenceLevel, designEffect: n / below.effectiveN });
  return { estimate, confidence: { lower: quantile(values, lower), upper: quantile(values, upper), level: confidenceLevel }, n, method: "woodruff", warnings: below.warnings.filter((warning) => warning !== "no-variation") };
}
