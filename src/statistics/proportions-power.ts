import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { Fraction } from "../unit/index.js";
import { normalProbability, upperNormalScore } from "./normal.js";
import { passedPlace, risingRoot } from "./rising-root.js";
import { AllocationRatio, ErrorProbability, GroupSize, Sides, tailOf, WantedPower, wholeSize } from "./test-question.js";
import type { SampleSize } from "./t-test-power.js";
import { cohenHOf } from "./two-proportions.js";

/** How the power of a comparison of shares is reckoned: `normal`, of the z test with the pooled share, the wrong end left out; `arcsine`, by Cohen's h, both ends. */
export type ProportionsPowerMethod = "normal" | "arcsine";
/** How two shares are compared. */
export interface ProportionsTest {
  /** The error probability of the test, 1e-6 to 0.5. */
  readonly alpha: number;
  /** Whether the test finds differences one way or both ways. */
  readonly sides: Sides;
  /** How the power is reckoned. */
  readonly method: ProportionsPowerMethod;
}
/** A comparison of two shares whose power is asked for. */
export interface ProportionsPowerQuestion extends ProportionsTest {
  /** The true share in the first group. */
  readonly first: Fraction;
  /** The true share in the second group. */
  readonly second: Fraction;
  /** How many are in the first group, 2 to 1e9. */
  readonly n: number;
  /** How many are in the second group. Left out: as many as in the first. */
  readonly secondN?: number;
}
/** A comparison of two shares whose sample size is asked for. */
export interface ProportionsSizeQuestion extends ProportionsTest {
  /** The share in the first group. */
  readonly first: Fraction;
  /** The share in the second group, at least 0.0001 from the first. */
  readonly second: Fraction;
  /** How probable a finding shall be, 0.01 to 0.9999. */
  readonly power: number;
  /** How many times as large as the first the second group is, 0.001 to 1,000. Left out: both are alike. */
  readonly allocationRatio?: number;
}
/** A comparison with a known share, whose smallest detectable difference is asked for. */
export interface ProportionsEffectQuestion extends ProportionsTest {
  /** The share in the first group. */
  readonly first: Fraction;
  /** How many are in the first group, 2 to 1e9. */
  readonly n: number;
  /** How many are in the second group. Left out: as many as in the first. */
  readonly secondN?: number;
  /** How probable a finding shall be, 0.01 to 0.9999. */
  readonly power: number;
}

const tooAlike: Fault = { code: "proportions-power.too_alike", message: "Shares of {first} and {second} are too near to each other.", hint: "Give shares that differ by at least 0.0001: no sample finds a smaller difference." };
const test = { alpha: ErrorProbability, sides: Sides, method: z.enum(["normal", "arcsine"]) };
/** A comparison of two shares whose power is asked for. */
export const ProportionsPowerQuestion = z.strictObject({ first: Fraction, second: Fraction, n: GroupSize, secondN: z.exactOptional(GroupSize), ...test }).readonly() satisfies z.ZodType<ProportionsPowerQuestion>;
/** A comparison of two shares whose sample size is asked for. */
export const ProportionsSizeQuestion = z
  .strictObject({ first: Fraction, second: Fraction, power: WantedPower, allocationRatio: z.exactOptional(AllocationRatio), ...test })
  .check(rule(({ first, second }: ProportionsSizeQuestion, report) => { if (Math.abs(first - second) < 0.0001 * (1 - 1e-9)) report(tooAlike, ["second"], { first, second }); }))
  .readonly() satisfies z.ZodType<ProportionsSizeQuestion>;
/** A comparison with a known share, whose smallest detectable difference is asked for. */
export const ProportionsEffectQuestion = z.strictObject({ first: Fraction, n: GroupSize, secondN: z.exactOptional(GroupSize), power: WantedPower, ...test }).readonly() satisfies z.ZodType<ProportionsEffectQuestion>;

/** The smallest shares either side that would be found. */
export interface DetectableFractions {
  /** The share below the first one; null where none is far enough. */
  readonly lower: number | null;
  /** The share above the first one; null where none is far enough. */
  readonly higher: number | null;
}

/** Two shares and the sizes of their groups. */
interface Pair {
  readonly first: number;
  readonly second: number;
  readonly n: number;
  readonly secondN: number;
}

/** Φ((|p − q| − z · √(p̄ (1 − p̄) (1/n + 1/m))) / √(p (1 − p) / n + q (1 − q) / m)), p̄ the pooled share. */
function normalPower(questioned: ProportionsTest, { first, second, n, secondN }: Pair): number {
  const pooled = (n * first + secondN * second) / (n + secondN);
  const excess = Math.abs(first - second) - upperNormalScore(tailOf(questioned)) * Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / secondN));
  const variance = (first * (1 - first)) / n + (second * (1 - second)) / secondN;
  // without any variance the finding is certain, or impossible
  return variance === 0 ? Number(excess > 0) : normalProbability(excess / Math.sqrt(variance));
}

function arcsinePower(questioned: ProportionsTest, { first, second, n, secondN }: Pair): number {
  const drift = Math.abs(cohenHOf(first, second)) / Math.sqrt(1 / n + 1 / secondN);
  const limit = upperNormalScore(tailOf(questioned));
  return normalProbability(drift - limit) + (questioned.sides === "two-sided" ? normalProbability(-drift - limit) : 0);
}

const powerOf = (questioned: ProportionsTest, pair: Pair): number => Math.min(1, questioned.method === "normal" ? normalPower(questioned, pair) : arcsinePower(questioned, pair));

/**
 * The power of a comparison of two independent shares: how probable a finding is if the shares are as said.
 * Sources: J. Fleiss, B. Levin, M. Paik, "Statistical Methods for Rates and Proportions" (2003), chapter 4 (`normal`, as `power.prop.test` of R); J. Cohen (1988), chapter 6 (`arcsine`).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * proportionsPower({ first: 0.5, second: 0.75, n: 50, alpha: 0.05, sides: "two-sided", method: "normal" }).toFixed(4); // => "0.7402"
 * ```
 */
export function proportionsPower(question: ProportionsPowerQuestion): number {
  const checked = check(ProportionsPowerQuestion, question);
  const { first, second, n, secondN = n } = checked;
  return powerOf(checked, { first, second, n, secondN });
}

/**
 * How many observations a comparison of two independent shares needs to find their difference with the wanted power.
 *
 * @throws CoachingError `input.*`, `proportions-power.too_alike`
 * @example
 * ```ts
 * proportionsSampleSize({ first: 0.5, second: 0.75, power: 0.9, alpha: 0.05, sides: "two-sided", method: "normal" }).n; // => 77
 * ```
 */
export function proportionsSampleSize(question: ProportionsSizeQuestion): SampleSize {
  const checked = check(ProportionsSizeQuestion, question);
  const { first, second, power, allocationRatio: ratio = 1 } = checked;
  const at = (n: number, secondN: number): number => powerOf(checked, { first, second, n, secondN });
  const fewest = Math.max(1, 1 / ratio);
  const excess = (n: number): number => at(n, n * ratio) - power;
  const exactN = risingRoot(excess, fewest, passedPlace(excess, 2 * fewest, 1e18));
  const [n, secondN] = [wholeSize(exactN), wholeSize(exactN * ratio)];
  return { n, secondN, exactN, power: at(n, secondN) };
}

/**
 * The smallest shares, below and above a known one, that a comparison finds with the wanted power: what groups of this size can show.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * detectableFractions({ first: 0.5, n: 15, power: 0.8, alpha: 0.05, sides: "two-sided", method: "normal" }).higher.toFixed(3); // => "0.941"
 * ```
 */
export function detectableFractions(question: ProportionsEffectQuestion): DetectableFractions {
  const checked = check(ProportionsEffectQuestion, question);
  const { first, n, secondN = n, power } = checked;
  const toward = (end: 0 | 1): number | null => {
    const excess = (away: number): number => powerOf(checked, { first, second: first + (end - first) * away, n, secondN }) - power;
    return end === first || excess(1) < 0 ? null : first + (end - first) * risingRoot(excess, 0, 1) + 0;
  };
  return { lower: toward(0), higher: toward(1) };
}
