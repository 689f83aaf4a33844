import * as z from "zod";
import { check } from "../error/index.js";
import { logisticOf } from "../statistics/internal.js";
import { Fraction } from "../unit/index.js";
import { logitsPerUnit, Rating, RatingScale } from "./elo.js";
import { Discrimination } from "./logits.js";

/** How uncertain a rating is: one standard error, on the rating's scale. */
export const RatingDeviation = z.number().min(1e-6).max(1e6);
const OpponentDeviation = z.number().min(0).max(1e6).overwrite((value) => value + 0);

/** One outcome of a rated side against another one, or against an item. */
export interface GlickoOutcome {
  /** The other side's rating: an item's difficulty. */
  readonly opponentRating: number;
  /** How uncertain that is: one standard error, on the same scale; 0 when it is known. */
  readonly opponentDeviation: number;
  /** The outcome: 1 won or right, 0 lost or wrong, a share in between for a draw or a graded outcome. */
  readonly score: Fraction;
  /** How much the outcome counts, 0 to 1; 1 when absent. */
  readonly evidenceWeight?: Fraction;
  /** How sharply the item separates people; 1 when absent. */
  readonly discrimination?: number;
}

/** A rating, and the outcomes since it was made. */
export interface GlickoPeriod {
  /** The scale of all ratings and deviations; there is no default. */
  readonly scale: RatingScale;
  /** The rating before. */
  readonly rating: number;
  /** How uncertain it is: one standard error, on the scale. Idle time is added first, by `idleDeviation`. */
  readonly deviation: number;
  /** The outcomes, at most 10,000. They count as simultaneous. */
  readonly outcomes: readonly GlickoOutcome[];
}

/** One outcome of a rated side against another one, or against an item. */
export const GlickoOutcome = z
  .strictObject({ opponentRating: Rating, opponentDeviation: OpponentDeviation, score: Fraction, evidenceWeight: z.exactOptional(Fraction), discrimination: z.exactOptional(Discrimination) })
  .readonly() satisfies z.ZodType<GlickoOutcome>;

/** A rating, and the outcomes since it was made. */
export const GlickoPeriod = z.strictObject({ scale: RatingScale, rating: Rating, deviation: RatingDeviation, outcomes: z.array(GlickoOutcome).max(10_000).readonly() }).readonly() satisfies z.ZodType<GlickoPeriod>;

/** A rating after a period, with its uncertainty. */
export interface GlickoRating {
  /** The rating after. */
  readonly rating: number;
  /** How uncertain it is: one standard error, on the scale. */
  readonly deviation: number;
  /** The score that was expected of each outcome, in their order. */
  readonly expectedScores: readonly Fraction[];
}

/** g(s) = 1 ÷ √(1 + 3s² ÷ π²): how much an uncertainty of s log-odds flattens what is expected. */
export const flattening = (deviationLogits: number): number => 1 / Math.sqrt(1 + (3 * deviationLogits ** 2) / Math.PI ** 2);

/**
 * The rating after a period, by Glicko: what surprises moves it, the more the less is known, and every outcome makes it more certain.
 * θ′ = θ + s′²·Σ e·a·g·(S − E), 1 ÷ s′² = 1 ÷ s² + Σ e·a²·g²·E(1 − E), E = σ(a·g·(θ − b)), g = 1 ÷ √(1 + 3a²s_b² ÷ π²):
 * θ, s the rating and its deviation, b, s_b the other side's, a discrimination, e evidence weight, S score. On the scale `points` this is Glicko as published.
 * Source: M. Glickman, Parameter estimation in large dynamic paired comparison experiments, Applied Statistics 48 (1999).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const outcomes = [{ opponentRating: 1400, opponentDeviation: 30, score: 1 }, { opponentRating: 1550, opponentDeviation: 100, score: 0 }, { opponentRating: 1700, opponentDeviation: 300, score: 0 }];
 * const { rating, deviation } = glickoRating({ scale: "points", rating: 1500, deviation: 200, outcomes });
 * [rating.toFixed(4), deviation.toFixed(4)]; // => ["1464.1065", "151.3989"]
 * ```
 */
export function glickoRating(period: GlickoPeriod): GlickoRating {
  const { scale, rating, deviation, outcomes } = check(GlickoPeriod, period);
  const unit = logitsPerUnit(scale);
  let precision = 1 / (deviation * unit) ** 2;
  let pull = 0;
  const expectedScores = outcomes.map(({ opponentRating, opponentDeviation, score, evidenceWeight = 1, discrimination = 1 }) => {
    const slope = discrimination * flattening(discrimination * opponentDeviation * unit);
    const expected = logisticOf(slope * (rating - opponentRating) * unit);
    precision += evidenceWeight * slope * slope * expected * (1 - expected);
    pull += evidenceWeight * slope * (score - expected);
    return expected;
  });
  return { rating: rating + pull / precision / unit + 0, deviation: outcomes.length === 0 ? deviation : 1 / Math.sqrt(precision) / unit, expectedScores };
}

/** Two rated sides, each with its uncertainty. */
export interface GlickoPair {
  /** The scale of ratings and deviations; there is no default. */
  readonly scale: RatingScale;
  /** The first side's rating. */
  readonly rating: number;
  /** How uncertain that is: one standard error, on the scale; 0 when it is known. */
  readonly deviation: number;
  /** The other side's rating: an item's difficulty. */
  readonly opponentRating: number;
  /** How uncertain that is. */
  readonly opponentDeviation: number;
}
/** Two rated sides, each with its uncertainty. */
export const GlickoPair = z
  .strictObject({ scale: RatingScale, rating: Rating, deviation: OpponentDeviation, opponentRating: Rating, opponentDeviation: OpponentDeviation })
  .readonly() satisfies z.ZodType<GlickoPair>;

/**
 * The score that a side may expect, its own uncertainty and the other's counted in: E = σ(g(√(s² + s_b²))·(θ − b)). The less is known, the nearer to one half.
 * Source: M. Glickman, The Glicko system (1995).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * [0.3, 0.5, 1].map((deviation) => glickoExpectedScore({ scale: "logits", rating: 1.3863, deviation, opponentRating: 0, opponentDeviation: 0 }).toFixed(4)); // => ["0.7970", "0.7919", "0.7710"]
 * ```
 */
export function glickoExpectedScore(pair: GlickoPair): Fraction {
  const { scale, rating, deviation, opponentRating, opponentDeviation } = check(GlickoPair, pair);
  const unit = logitsPerUnit(scale);
  return logisticOf(flattening(Math.hypot(deviation, opponentDeviation) * unit) * (rating - opponentRating) * unit);
}

/** A deviation, and how long nothing was learned. */
export interface IdleTime {
  /** The deviation when the last outcome was counted. */
  readonly deviation: number;
  /** Days since then. */
  readonly idleDays: number;
  /** The deviation that one day adds to a rating that was certain. */
  readonly deviationPerRootDay: number;
  /** The deviation of somebody of whom nothing is known; idle time never leads beyond it. */
  readonly largestDeviation: number;
}
/** A deviation, and how long nothing was learned. */
export const IdleTime = z
  .strictObject({ deviation: OpponentDeviation, idleDays: z.number().nonnegative().max(1e6), deviationPerRootDay: OpponentDeviation, largestDeviation: RatingDeviation })
  .readonly() satisfies z.ZodType<IdleTime>;

/**
 * How uncertain a rating has become while nothing was learned: s′ = √(s² + c²·days), at most `largestDeviation`. The rating itself stays.
 * Source: M. Glickman 1999, with days for periods.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * idleDeviation({ deviation: 0.3, idleDays: 16, deviationPerRootDay: 0.1, largestDeviation: 1 }); // => 0.5
 * ```
 */
export function idleDeviation(idle: IdleTime): number {
  const { deviation, idleDays, deviationPerRootDay, largestDeviation } = check(IdleTime, idle);
  return Math.max(deviation, Math.min(largestDeviation, Math.hypot(deviation, deviationPerRootDay * Math.sqrt(idleDays))));
}
