import * as z from "zod";
import { check } from "../error/index.js";
import { logisticOf } from "../statistics/internal.js";
import { Fraction } from "../unit/index.js";
import { Rating } from "./elo.js";
import { flattening, RatingDeviation } from "./glicko.js";

/** One outcome against a rated opponent, on Glicko's scale of points. */
export interface Glicko2Outcome {
  /** The opponent's rating. */
  readonly opponentRating: number;
  /** How uncertain that is: one standard error. */
  readonly opponentDeviation: number;
  /** 1 won, 0 lost, a share in between for a draw or a graded outcome. */
  readonly score: Fraction;
}

/** A rating with its volatility, and the outcomes of one rating period. */
export interface Glicko2Period {
  /** The rating before, in points; 1500 is usual to begin with. */
  readonly rating: number;
  /** How uncertain it is; 350 is usual to begin with. */
  readonly deviation: number;
  /** How erratic the performance is; 0.06 is usual to begin with. */
  readonly volatility: number;
  /** How fast volatility may change, τ: 0.3 to 1.2 is usual; there is no default. */
  readonly volatilityChange: number;
  /** The outcomes of the period, at most 10,000; none lets the deviation grow. */
  readonly outcomes: readonly Glicko2Outcome[];
}

/** One outcome against a rated opponent. */
export const Glicko2Outcome = z.strictObject({ opponentRating: Rating, opponentDeviation: z.number().min(0).max(1e6), score: Fraction }).readonly() satisfies z.ZodType<Glicko2Outcome>;

/** A rating with its volatility, and the outcomes of one rating period. */
export const Glicko2Period = z
  .strictObject({ rating: Rating, deviation: RatingDeviation, volatility: z.number().min(1e-6).max(10), volatilityChange: z.number().min(0.01).max(10), outcomes: z.array(Glicko2Outcome).max(10_000).readonly() })
  .readonly() satisfies z.ZodType<Glicko2Period>;

/** A rating after a period. */
export interface Glicko2Rating {
  /** The rating after, in points. */
  readonly rating: number;
  /** How uncertain it is. */
  readonly deviation: number;
  /** How erratic the performance is. */
  readonly volatility: number;
}

/** Points in one unit of the internal scale. */
const POINTS = 173.7178;

/** Where the surprise of a period lies: φ the deviation, v the variance of the rating from the outcomes alone, Δ what they say of it. */
interface Surprise {
  readonly deviation: number;
  readonly variance: number;
  readonly improvement: number;
}

/**
 * The volatility after: e^(x ÷ 2) where f(x) = e^x(Δ² − φ² − v − e^x) ÷ 2(φ² + v + e^x)² − (x − ln σ²) ÷ τ² is 0, by false position (Illinois) to the last digits.
 * Published figures stop at 1e-6.
 */
function volatilityAfter(volatility: number, change: number, { deviation, variance, improvement }: Surprise): number {
  const start = Math.log(volatility ** 2);
  const spread = deviation ** 2 + variance;
  const f = (x: number): number => {
    const square = Math.exp(x);
    return (square * (improvement ** 2 - spread - square)) / (2 * (spread + square) ** 2) - (x - start) / change ** 2;
  };
  let low = start;
  let high = start;
  if (improvement ** 2 > spread) high = Math.log(improvement ** 2 - spread);
  else {
    do low -= change;
    while (f(low) < 0);
  }
  // f falls through 0 between a place above it and one below it, in whichever order they lie
  if (low > high) [low, high] = [high, low];
  let [atLow, atHigh] = [f(low), f(high)];
  for (let round = 0; round < 200 && high - low > 1e-14 * Math.abs(low); round += 1) {
    const middle = low + ((low - high) * atLow) / (atHigh - atLow);
    const value = f(middle);
    if (value === 0) return Math.exp(middle / 2);
    if (value > 0) {
      [low, atLow] = [middle, value];
      atHigh /= 2;
    } else {
      [high, atHigh] = [middle, value];
      atLow /= 2;
    }
  }
  return Math.exp((low + high) / 4);
}

/**
 * The rating, deviation and volatility after a rating period, by Glicko-2. For players against players; for people against items of known difficulty `glickoRating` on log-odds is simpler.
 * Source: M. Glickman, Example of the Glicko-2 system (2013).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const outcomes = [{ opponentRating: 1400, opponentDeviation: 30, score: 1 }, { opponentRating: 1550, opponentDeviation: 100, score: 0 }, { opponentRating: 1700, opponentDeviation: 300, score: 0 }];
 * const { rating, deviation, volatility } = glicko2Rating({ rating: 1500, deviation: 200, volatility: 0.06, volatilityChange: 0.5, outcomes });
 * [rating.toFixed(2), deviation.toFixed(2), volatility.toFixed(5)]; // => ["1464.05", "151.52", "0.06000"]
 * ```
 */
export function glicko2Rating(period: Glicko2Period): Glicko2Rating {
  const { rating, deviation: points, volatility, volatilityChange, outcomes } = check(Glicko2Period, period);
  const deviation = points / POINTS;
  if (outcomes.length === 0) return { rating, deviation: Math.hypot(deviation, volatility) * POINTS, volatility };
  let information = 0;
  let pull = 0;
  for (const { opponentRating, opponentDeviation, score } of outcomes) {
    const g = flattening(opponentDeviation / POINTS);
    const logOdds = (g * (rating - opponentRating)) / POINTS;
    const expected = logisticOf(logOdds);
    information += g * g * expected * logisticOf(-logOdds);
    pull += g * (score - expected);
  }
  // an outcome that was certain says nothing: then only time has passed
  if (information < 1e-30) return { rating, deviation: Math.hypot(deviation, volatility) * POINTS, volatility };
  const after = volatilityAfter(volatility, volatilityChange, { deviation, variance: 1 / information, improvement: pull / information });
  const precision = 1 / (deviation ** 2 + after ** 2) + information;
  return { rating: rating + (pull / precision) * POINTS + 0, deviation: POINTS / Math.sqrt(precision), volatility: after };
}
