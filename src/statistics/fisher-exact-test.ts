import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import type { EstimateResult } from "./estimate.js";
import { passedPlace, risingRoot } from "./rising-root.js";
import { TwoProportionsSample } from "./two-proportions.js";

/** What keeps the exact test of a table bounded. */
export const EXACT_TABLE_LIMITS = {
  /** Trials of one group. */
  n: 50_000,
} as const;

const tooManyTrials: Fault = { code: "fisher-exact-test.too_many_trials", message: "{n} trials; the exact test takes at most {limit} in a group.", hint: "Use twoProportionsTest, which is right for many." };
const ExactSample = TwoProportionsSample.check(rule(({ first, second }: TwoProportionsSample, report) => {
  if (first.n > EXACT_TABLE_LIMITS.n) report(tooManyTrials, ["first", "n"], { n: first.n, limit: EXACT_TABLE_LIMITS.n });
  if (second.n > EXACT_TABLE_LIMITS.n) report(tooManyTrials, ["second", "n"], { n: second.n, limit: EXACT_TABLE_LIMITS.n });
})) satisfies z.ZodType<TwoProportionsSample>;

/** How probable a table is, given its sums, if both groups had the same share. */
export interface FisherExactTest {
  /** Two-sided: the probability of all tables that are no more probable than the one seen. */
  readonly pValue: number;
  /** The probability of so many successes in the first group, or fewer. */
  readonly atMostProbability: number;
  /** The probability of so many successes in the first group, or more. */
  readonly atLeastProbability: number;
  /** The ratio of the odds that makes the table seen most probable, given its sums, with the exact interval. It is not the ratio of the odds seen, which `oddsRatio` gives. */
  readonly oddsRatio: EstimateResult;
}

/** What the first group's successes may be, given the sums of the table, and ln of how many tables have so many, up to a constant. */
interface Tables {
  readonly fewest: number;
  readonly logCounts: Float64Array;
}

/** C(n₁, k) · C(n₂, s − k) by the ratio of neighbors, (n₁ − k)(s − k) / ((k + 1)(n₂ − s + k + 1)). */
function tablesOf({ first, second }: Pick<TwoProportionsSample, "first" | "second">): Tables {
  const successes = first.successes + second.successes;
  const fewest = Math.max(0, successes - second.n);
  const logCounts = new Float64Array(Math.min(first.n, successes) - fewest + 1);
  let sum = 0;
  for (let index = 1; index < logCounts.length; index += 1) {
    const k = fewest + index - 1;
    sum += Math.log(((first.n - k) / (k + 1)) * ((successes - k) / (second.n - successes + k + 1)));
    logCounts[index] = sum;
  }
  return { fewest, logCounts };
}

/** Probabilities of Fisher's noncentral hypergeometric distribution, at the logarithm of the odds ratio. */
function probabilitiesAt({ logCounts }: Tables, logRatio: number): Float64Array {
  // plain loops: the roots below come here some hundred times
  const weights = new Float64Array(logCounts.length);
  let highest = -Infinity;
  for (let index = 0; index < weights.length; index += 1) {
    const log = (logCounts[index] ?? 0) + index * logRatio;
    weights[index] = log;
    if (log > highest) highest = log;
  }
  let total = 0;
  for (let index = 0; index < weights.length; index += 1) {
    const weight = Math.exp((weights[index] ?? 0) - highest);
    weights[index] = weight;
    total += weight;
  }
  for (let index = 0; index < weights.length; index += 1) weights[index] = (weights[index] ?? 0) / total;
  return weights;
}

const sumOf = (part: Float64Array): number => Math.min(1, part.reduce((sum, probability) => sum + probability, 0));

/** The odds ratio at which a function that grows with its logarithm passes 0. */
function ratioWhere(excess: (logRatio: number) => number): number {
  const below = -passedPlace((place) => -excess(-place), 1, 500);
  return Math.exp(risingRoot(excess, below, passedPlace(excess, 1, 500)));
}

/** The probability of so many successes in the first group, or fewer, given the sums of the table, if both groups had the same share. */
export function atMostProbability(first: TwoProportionsSample["first"], second: TwoProportionsSample["second"]): number {
  const tables = tablesOf({ first, second });
  return sumOf(probabilitiesAt(tables, 0).subarray(0, first.successes - tables.fewest + 1));
}

function conditionalRatio(tables: Tables, seen: number, { first, second, confidenceLevel }: TwoProportionsSample): EstimateResult {
  const last = tables.logCounts.length - 1;
  const n = first.n + second.n;
  if (last === 0) return { estimate: null, reason: "no-variation", n, needed: 2 };
  if (seen === last) return { estimate: null, reason: "unbounded", n, needed: n + 1 };
  const tail = (1 - confidenceLevel) / 2;
  const lower = seen === 0 ? 0 : ratioWhere((log) => sumOf(probabilitiesAt(tables, log).subarray(seen)) - tail);
  const upper = ratioWhere((log) => tail - sumOf(probabilitiesAt(tables, log).subarray(0, seen + 1)));
  const estimate = seen === 0 ? 0 : ratioWhere((log) => probabilitiesAt(tables, log).reduce((mean, probability, index) => mean + probability * index, 0) - seen);
  return { estimate, confidence: { lower, upper, level: confidenceLevel }, n, method: "conditional-exact", warnings: [] };
}

/**
 * Fisher's exact test of two independent shares: right for the smallest groups. Two-sided by the method of small probabilities, as `fisher.test` of R; equal ones are told through rounding by a share of 1e-7.
 * The odds ratio beside it is the conditional one, method `conditional-exact`. Where the first group has as many successes as it can, it has no upper end: reason `unbounded`, and `needed` is one observation more; where all or none of the trials are successes: `no-variation`.
 * Sources: R. Fisher, "The logic of inductive inference", JRSS 98 (1935); J. Cornfield, "A statistical problem arising from retrospective studies", Third Berkeley Symposium (1956).
 *
 * @throws CoachingError `input.*`, `proportion.more_successes_than_trials`, `fisher-exact-test.too_many_trials`
 * @example
 * ```ts
 * // Fisher's lady: of the 70 ways to choose 4 cups of 8 one is right, and one all wrong
 * fisherExactTest({ first: { successes: 4, n: 4 }, second: { successes: 0, n: 4 }, confidenceLevel: 0.95 }).pValue.toFixed(6); // => "0.028571"
 * ```
 */
export function fisherExactTest(sample: TwoProportionsSample): FisherExactTest {
  const checked = check(ExactSample, sample);
  const tables = tablesOf(checked);
  const seen = checked.first.successes - tables.fewest;
  const probabilities = probabilitiesAt(tables, 0);
  const most = (probabilities[seen] ?? 0) * (1 + 1e-7);
  return {
    pValue: sumOf(probabilities.filter((probability) => probability <= most)),
    atMostProbability: sumOf(probabilities.subarray(0, seen + 1)), atLeastProbability: sumOf(probabilities.subarray(seen)),
    oddsRatio: conditionalRatio(tables, seen, checked),
  };
}
