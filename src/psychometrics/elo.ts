import * as z from "zod";
import { check } from "../error/index.js";
import { logisticOf } from "../statistics/internal.js";
import { Fraction } from "../unit/index.js";

/** The two scales that ratings are kept on: chess points, of which 400 are odds of 10 to 1, or log-odds. */
export type RatingScale = "points" | "logits";

/** The scale of ratings: `points` as in chess (400 points are odds of 10 to 1), or `logits`. */
export const RatingScale = z.enum(["points", "logits"]) satisfies z.ZodType<RatingScale>;

/** A rating, far beyond any that occurs. −0 is read as 0. */
export const Rating = z.number().min(-1e6).max(1e6).overwrite((value) => value + 0);

const Step = z.number().nonnegative().max(1e4).overwrite((value) => value + 0);

/** Log-odds in one point of a scale. */
export const logitsPerUnit = (scale: RatingScale): number => (scale === "logits" ? 1 : Math.LN10 / 400);

/** One outcome between two rated sides: two players, or a person and an item. */
export interface EloOutcome {
  /** The scale of both ratings; there is no default. */
  readonly scale: RatingScale;
  /** The first side's rating. */
  readonly rating: number;
  /** The other side's rating: an item's difficulty. */
  readonly opponentRating: number;
  /** The outcome for the first side: 1 won or right, 0 lost or wrong, a share in between for a draw or a graded outcome. */
  readonly score: Fraction;
  /** How far a complete surprise moves the first side, on the scale. */
  readonly step: number;
  /** How far it moves the other side; 0 keeps it, as befits items whose difficulty is known. */
  readonly opponentStep: number;
}
/** One outcome between two rated sides. */
export const EloOutcome = z.strictObject({ scale: RatingScale, rating: Rating, opponentRating: Rating, score: Fraction, step: Step, opponentStep: Step }).readonly() satisfies z.ZodType<EloOutcome>;

/** Both ratings after an outcome. */
export interface EloRatings {
  /** The score that the ratings led one to expect. */
  readonly expectedScore: Fraction;
  /** The first side's rating after. */
  readonly rating: number;
  /** The other side's rating after. */
  readonly opponentRating: number;
}

/**
 * Both ratings after one outcome, by Elo's rule: r′ = r + K·(S − E), E = 1 ÷ (1 + e^(r₂ − r₁)) in log-odds.
 * A graded outcome counts as a share of a win. When the next item is chosen by these ratings, an item that moves too makes them spread without end:
 * keep `opponentStep` at 0, or use `eloChains`.
 * Source: A. Elo, The Rating of Chessplayers, 1978.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * eloRatings({ scale: "points", rating: 1500, opponentRating: 1500, score: 1, step: 32, opponentStep: 32 }); // => { expectedScore: 0.5, rating: 1516, opponentRating: 1484 }
 * eloRatings({ scale: "logits", rating: -1, opponentRating: -1.8, score: 0.75, step: 1, opponentStep: 0 }).rating.toFixed(6); // => "-0.939974"
 * ```
 */
export function eloRatings(outcome: EloOutcome): EloRatings {
  const { scale, rating, opponentRating, score, step, opponentStep } = check(EloOutcome, outcome);
  const expectedScore = logisticOf((rating - opponentRating) * logitsPerUnit(scale));
  const surprise = score - expectedScore;
  return { expectedScore, rating: rating + step * surprise + 0, opponentRating: opponentRating - opponentStep * surprise + 0 };
}

/** Which of two parallel ratings. */
export type RatingChain = "first" | "second";

/** Two ratings of one person or item, learned from different outcomes. */
export interface ChainedRating {
  /** Learned from the outcomes that were chosen by the second ratings. */
  readonly firstLogits: number;
  /** Learned from the outcomes that were chosen by the first ratings. */
  readonly secondLogits: number;
}
/** Two ratings of one person or item, learned from different outcomes. */
export const ChainedRating = z.strictObject({ firstLogits: Rating, secondLogits: Rating }).readonly() satisfies z.ZodType<ChainedRating>;

/** One outcome of a person at an item that was chosen by one of the two chains of ratings. */
export interface ChainedOutcome {
  /** The person's ratings before. */
  readonly person: ChainedRating;
  /** The item's ratings before. */
  readonly item: ChainedRating;
  /** The chain by which the item was chosen; the other one learns. */
  readonly chosenBy: RatingChain;
  /** The outcome: 1 right, 0 wrong, a share in between when graded. */
  readonly score: Fraction;
  /** How far a complete surprise moves the person, in log-odds. */
  readonly step: number;
  /** How far it moves the item. */
  readonly itemStep: number;
}
/** One outcome of a person at an item that was chosen by one of the two chains of ratings. */
export const ChainedOutcome = z
  .strictObject({ person: ChainedRating, item: ChainedRating, chosenBy: z.enum(["first", "second"]), score: Fraction, step: Step, itemStep: Step })
  .readonly() satisfies z.ZodType<ChainedOutcome>;

/** Both pairs of ratings after an outcome. */
export interface ChainedRatings {
  /** The person's ratings after. */
  readonly person: ChainedRating;
  /** The item's ratings after. */
  readonly item: ChainedRating;
  /** The score that the chain which learned led one to expect. */
  readonly expectedScore: Fraction;
  /** The chain to choose the next item by, so that both learn in turn. */
  readonly chooseNextBy: RatingChain;
}

/**
 * Elo for items that move while they are chosen adaptively: two parallel chains of ratings, of which one chooses and the other learns, in turn.
 * With a single chain an error in a rating chooses the outcomes that then confirm it, and the spread of all ratings grows without end.
 * Source: M. Bolsinova, B. Gergely, M. Brinkhuis, Keeping Elo alive, British Journal of Mathematical and Statistical Psychology 2025.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const even = { firstLogits: 0, secondLogits: 0 };
 * eloChains({ person: even, item: even, chosenBy: "first", score: 1, step: 0.4, itemStep: 0.2 }); // => { person: { firstLogits: 0, secondLogits: 0.2 }, item: { firstLogits: 0, secondLogits: -0.1 }, expectedScore: 0.5, chooseNextBy: "second" }
 * ```
 */
export function eloChains(outcome: ChainedOutcome): ChainedRatings {
  const { person, item, chosenBy, score, step, itemStep } = check(ChainedOutcome, outcome);
  const key = chosenBy === "first" ? "secondLogits" : "firstLogits";
  const expectedScore = logisticOf(person[key] - item[key]);
  const surprise = score - expectedScore;
  return {
    person: { ...person, [key]: person[key] + step * surprise + 0 },
    item: { ...item, [key]: item[key] - itemStep * surprise + 0 },
    expectedScore,
    chooseNextBy: chosenBy === "first" ? "second" : "first",
  };
}
