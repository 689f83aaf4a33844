import * as z from "zod";
import { check } from "../error/index.js";
import { Fraction } from "../unit/index.js";

const methods = ["bonferroni", "sidak", "holm", "hochberg", "benjamini-hochberg", "benjamini-yekutieli"] as const;

/** What several tests answered, and how to correct for their number. */
export interface SeveralTests {
  /** The p value of each test, 0 to 1, at most 1,000,000. */
  readonly pValues: readonly Fraction[];
  /**
   * `bonferroni`, `holm` (the better one of the two) and, for independent tests, `sidak` and `hochberg` hold the probability of any false alarm;
   * `benjamini-hochberg`, for independent or positively dependent tests, and `benjamini-yekutieli`, for any, hold the expected share of false alarms among the alarms.
   */
  readonly method: (typeof methods)[number];
}
/** What several tests answered, and how to correct for their number. */
export const SeveralTests = z.strictObject({ pValues: z.array(Fraction).max(1_000_000).readonly(), method: z.enum(methods) }).readonly() satisfies z.ZodType<SeveralTests>;

/** By what each p value is multiplied, its rank counted from 1 at the smallest, and from which end the answers are held in order. */
interface RankedCorrection {
  readonly factorAt: (rank: number) => number;
  readonly isStepDown: boolean;
}
const corrections: Readonly<Record<Exclude<SeveralTests["method"], "bonferroni" | "sidak">, (count: number) => RankedCorrection>> = {
  holm: (count) => ({ factorAt: (rank) => count - rank + 1, isStepDown: true }),
  hochberg: (count) => ({ factorAt: (rank) => count - rank + 1, isStepDown: false }),
  "benjamini-hochberg": (count) => ({ factorAt: (rank) => count / rank, isStepDown: false }),
  "benjamini-yekutieli": (count) => {
    let harmonic = 0;
    for (let term = count; term > 0; term -= 1) harmonic += 1 / term;
    return { factorAt: (rank) => (count * harmonic) / rank, isStepDown: false };
  },
};

/** Where a value first stands among the sorted ones: equal p values are corrected alike. */
function firstPlace(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * P values corrected for the number of tests: hold each against the level that one test would be held against. In the order of the input; equal ones stay equal.
 * Sources: S. Holm, Scandinavian Journal of Statistics 6 (1979); Y. Hochberg, Biometrika 75 (1988); Z. Šidák, JASA 62 (1967); Y. Benjamini, Y. Hochberg, JRSS B 57 (1995); Y. Benjamini, D. Yekutieli, Annals of Statistics 29 (2001).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * adjustPValues({ pValues: [0.03125, 0.25, 0.125], method: "holm" }); // => [0.09375, 0.25, 0.25]
 * ```
 */
export function adjustPValues(tests: SeveralTests): readonly number[] {
  const { pValues, method } = check(SeveralTests, tests);
  const count = pValues.length;
  if (method === "bonferroni") return pValues.map((p) => Math.min(1, p * count) + 0);
  // 1 − (1 − p)^count with the digits of a small p; rounding lowers none
  if (method === "sidak") return pValues.map((p) => (p === 1 ? 1 : Math.max(p, -Math.expm1(count * Math.log1p(-p))) + 0));
  const { factorAt, isStepDown } = corrections[method](count);
  const sorted = Float64Array.from(pValues).sort();
  const adjusted = new Float64Array(count);
  let held = isStepDown ? 0 : 1;
  for (let step = 0; step < count; step += 1) {
    const at = isStepDown ? step : count - 1 - step;
    const own = (sorted[at] as number) * factorAt(at + 1) + 0;
    held = isStepDown ? Math.max(held, Math.min(1, own)) : Math.min(held, own);
    adjusted[at] = held;
  }
  return pValues.map((p) => adjusted[firstPlace(sorted, p)] as number);
}
