import { type Fault, faultAt } from "../error/index.js";
import { type CurrencyCode, type Money, type Rounding, roundMoney, toDecimalText } from "../money/index.js";
import { type Estimate, wilsonInterval } from "../statistics/index.js";
import { mergedTally, replicateEstimate, tallyMoments, tallyQuantile, tallyShareBelow, type TrialTally } from "../statistics/internal.js";

/** An amount of money that was estimated, with its interval. */
export interface MoneyEstimate {
  /** The estimate itself, rounded to the minor unit. */
  readonly estimate: Money;
  /** Its interval. */
  readonly confidence: { readonly lower: Money; readonly upper: Money; readonly level: number };
  /** How many trials it rests on. */
  readonly n: number;
  /** How it was made. */
  readonly method: string;
  /** What to keep in mind when reading it, stable codes in kebab-case. */
  readonly warnings: readonly string[];
}
/** What trials of one outcome say: quantiles before the mean. Intervals tell the error of the simulation alone, not that of the scenario. */
export interface OutcomeSpread<Value> {
  /** The value that one trial of twenty stays at or below. */
  readonly p5: Value;
  /** The value that half of the trials stay at or below. */
  readonly p50: Value;
  /** The value that nineteen trials of twenty stay at or below. */
  readonly p95: Value;
  /** The mean. */
  readonly mean: Value;
}

const tooMuch: Fault = { code: "outcome-estimate.too_much", message: "The scenario comes to {value} {currency}, more than any amount of money.", hint: "Check the units of its amounts and inputs, and how far its distributions reach." };

/** A number as money, rounded half-even. Binary dust is off first: a double tells 15 digits. */
export function moneyOfNumber(value: number, currency: CurrencyCode): Money {
  const tidy = Number(value.toPrecision(15));
  if (!(Math.abs(tidy) < 1e18)) throw faultAt(tooMuch, [], { value: String(value), currency });
  return roundMoney({ amount: toDecimalText(tidy), currency }, "half-even");
}

/** Every figure of an estimate as money. */
export function asMoney({ estimate, confidence, ...rest }: Estimate, currency: CurrencyCode): MoneyEstimate {
  const money = (value: number): Money => moneyOfNumber(value, currency);
  return { estimate: money(estimate), confidence: { lower: money(confidence.lower), upper: money(confidence.upper), level: confidence.level }, ...rest };
}

/** Reads one figure from all trials, and its error from how the randomizations differ in it. */
export function pooledEstimate({ pooled, values, n, confidenceLevel }: { readonly pooled: number; readonly values: readonly number[]; readonly n: number; readonly confidenceLevel: number }): Estimate {
  const spread = replicateEstimate({ values, n, confidenceLevel });
  if (spread.estimate === null) throw new Error("a simulation has two randomizations or more");
  const margin = spread.confidence.upper - spread.estimate;
  return { ...spread, estimate: pooled + 0, confidence: { lower: pooled - margin + 0, upper: pooled + margin + 0, level: confidenceLevel } };
}

/** Trials in each randomization below which their spread tells no error: Student's interval of 8 losses in 16 randomizations held the truth in 91 % of 300 runs instead of 95 %. */
const FEW = 4;

/** Reads a share of all trials, between 0 and 1. */
export function shareEstimate({ pooled: share, values, n, confidenceLevel }: Parameters<typeof pooledEstimate>[0]): Estimate {
  const successes = Math.floor(share * n + 0.5);
  // randomizations that all say the same tell no error, and those with a few each too little: the interval is then that of as many independent trials
  if (Math.min(successes, n - successes) < FEW * values.length) {
    return { estimate: share, confidence: wilsonInterval({ successes, n, confidenceLevel }), n, method: "wilson", warnings: [share === 0 || share === 1 ? "never-seen-otherwise" : "seldom-seen-otherwise"] };
  }
  const { confidence, ...rest } = pooledEstimate({ pooled: share, values, n, confidenceLevel });
  return { ...rest, confidence: { ...confidence, lower: Math.max(0, confidence.lower), upper: Math.min(1, confidence.upper) } };
}

/** What the tallies of the randomizations say, one tally each. */
export function outcomeReader(tallies: readonly TrialTally[], confidenceLevel: number) {
  const all = mergedTally(tallies);
  const { n, mean } = tallyMoments(all);
  const quantile = (p: number): Estimate => {
    const { estimate, confidence: { lower, upper, level }, ...rest } = pooledEstimate({ pooled: tallyQuantile(all, p), values: tallies.map((tally) => tallyQuantile(tally, p)), n, confidenceLevel });
    // all randomizations read the same bin alike, so that their spread does not tell how wide it is
    const binWidth = Math.abs(estimate) / 1024;
    return { ...rest, estimate, confidence: { lower: lower - binWidth, upper: upper + binWidth, level } };
  };
  return {
    spread: (): OutcomeSpread<Estimate> => ({ p5: quantile(0.05), p50: quantile(0.5), p95: quantile(0.95), mean: pooledEstimate({ pooled: mean, values: tallies.map((tally) => tallyMoments(tally).mean), n, confidenceLevel }) }),
    /** P1, P2, … P99. */
    percentiles: (): readonly number[] => Array.from({ length: 99 }, (_, index) => tallyQuantile(all, (index + 1) / 100)),
    negativeProbability: (): Estimate => shareEstimate({ pooled: tallyShareBelow(all, 0), values: tallies.map((tally) => tallyShareBelow(tally, 0)), n, confidenceLevel }),
  };
}

/** What figures of a simulation rest on. */
export interface SimulationAssumptions {
  readonly seed: number;
  readonly method: "sobol" | "random";
  readonly replicateCount: number;
  readonly horizonMonths: number;
  readonly annualDiscountRatio: number;
  /** ROI and net benefit are not discounted; the present value is, at the end of each month. */
  readonly discounted: "net-present-value-only";
  readonly rounding: Rounding;
}
