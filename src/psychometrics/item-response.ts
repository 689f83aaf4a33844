import * as z from "zod";
import { check } from "../error/index.js";
import { logitOf } from "../statistics/internal.js";
import { Discrimination, Logits } from "./logits.js";
import { ResponseModel } from "./response-model.js";
import { informationOf, scoreCurves } from "./score-curve.js";

/** An item, and the ability of who meets it. */
export interface ItemAtAbility {
  /** The item. */
  readonly model: ResponseModel;
  /** The ability, in log-odds. */
  readonly abilityLogits: number;
}
/** An item, and the ability of who meets it. */
export const ItemAtAbility = z.strictObject({ model: ResponseModel, abilityLogits: Logits }).readonly() satisfies z.ZodType<ItemAtAbility>;

/** What to expect of an ability at an item. */
export interface ItemResponse {
  /** The probability of each score, from score 0 up. */
  readonly scoreProbabilities: readonly number[];
  /** Their natural logarithms, finite also where a probability is rounded to 0. */
  readonly logScoreProbabilities: readonly number[];
  /** The mean score; for right or wrong the probability of success. */
  readonly expectedScore: number;
  /** How fast the expected score rises with ability, per logit. */
  readonly expectedScoreSlope: number;
  /** Expected (Fisher) information about ability, per squared logit. */
  readonly information: number;
}

/**
 * What an ability leads one to expect at an item, under any of the models: Rasch, two and three parameters, graded response, generalized partial credit.
 * Sources: Rasch 1960; Birnbaum 1968; Samejima 1969; Muraki 1992.
 *
 * @throws CoachingError `response-model.thresholds_out_of_order`, `input.*`
 * @example
 * ```ts
 * const { expectedScore, information } = itemResponse({ model: { kind: "rasch", difficultyLogits: 0 }, abilityLogits: 0 });
 * [expectedScore, information]; // => [0.5, 0.25]
 * itemResponse({ model: { kind: "generalized-partial-credit", discrimination: 1, stepsLogits: [-1, 1] }, abilityLogits: 0 }).expectedScore.toFixed(6); // => "1.000000"
 * ```
 */
export function itemResponse(input: ItemAtAbility): ItemResponse {
  const { model, abilityLogits } = check(ItemAtAbility, input);
  const curves = scoreCurves(model, abilityLogits);
  const scoreProbabilities = curves.map(({ log }) => Math.exp(log));
  const expectedScore = scoreProbabilities.reduce((sum, probability, score) => sum + score * probability, 0);
  return {
    scoreProbabilities,
    logScoreProbabilities: curves.map(({ log }) => log),
    expectedScore,
    // about the mean, where the two ends of a nearly certain score do not cancel
    expectedScoreSlope: curves.reduce((sum, { slope }, score) => sum + (score - expectedScore) * (scoreProbabilities[score] ?? 0) * slope, 0),
    information: informationOf(curves),
  };
}

/** A test, and the ability of who takes it. */
export interface TestAtAbility {
  /** The items, 1 to 10,000. */
  readonly models: readonly ResponseModel[];
  /** The ability, in log-odds. */
  readonly abilityLogits: number;
}
/** A test, and the ability of who takes it. */
export const TestAtAbility = z.strictObject({ models: z.array(ResponseModel).min(1).max(10_000).readonly(), abilityLogits: Logits }).readonly() satisfies z.ZodType<TestAtAbility>;

/** How much a test says about an ability. */
export interface TestInformation {
  /** Expected (Fisher) information, per squared logit: the sum over the items. */
  readonly information: number;
  /** The standard error that an estimate from all items has there, 1 ÷ √information; null where the items say nothing. */
  readonly standardErrorLogits: number | null;
  /** The mean of the total score. */
  readonly expectedScore: number;
}

/**
 * How much a test says about one ability, and how precise an estimate from it would be there.
 *
 * @throws CoachingError `response-model.thresholds_out_of_order`, `input.*`
 * @example
 * ```ts
 * const item = { kind: "rasch", difficultyLogits: 0 };
 * testInformation({ models: [item, item, item, item], abilityLogits: 0 }); // => { information: 1, standardErrorLogits: 1, expectedScore: 2 }
 * ```
 */
export function testInformation(input: TestAtAbility): TestInformation {
  const { models, abilityLogits } = check(TestAtAbility, input);
  let information = 0;
  let expectedScore = 0;
  for (const model of models) {
    const curves = scoreCurves(model, abilityLogits);
    information += informationOf(curves);
    expectedScore += curves.reduce((sum, { log }, score) => sum + score * Math.exp(log), 0);
  }
  return { information, standardErrorLogits: information > 0 ? 1 / Math.sqrt(information) : null, expectedScore };
}

/** Which success is aimed at, with an item that is answered right or wrong. */
export interface SuccessTarget {
  /** The probability of success aimed at, between 0 and 1. */
  readonly probability: number;
  /** The slope of the item; 1 under the Rasch model. */
  readonly discrimination: number;
  /** The probability of a right guess; 0 without guessing. */
  readonly guessProbability: number;
}
/** Which success is aimed at, with an item that is answered right or wrong. */
export const SuccessTarget = z
  .strictObject({ probability: z.number().gt(0).lt(1), discrimination: Discrimination, guessProbability: z.number().min(0).max(0.999) })
  .readonly() satisfies z.ZodType<SuccessTarget>;

/** How far ability must lie above difficulty, or why no distance will do. */
export type SuccessMargin = { readonly marginLogits: number } | { readonly marginLogits: null; readonly reason: "below-guess" };

/**
 * How far above an item's difficulty an ability must lie for a success probability, in log-odds; negative when it may lie below.
 * Difficulty plus margin is the ability that reaches the target, ability less margin the difficulty that suits it.
 * δ = ln((p − c) ÷ (1 − p)) ÷ a: p target, c guess, a discrimination.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * successMargin({ probability: 0.5, discrimination: 1, guessProbability: 0 }); // => { marginLogits: 0 }
 * successMargin({ probability: 0.2, discrimination: 1, guessProbability: 0.25 }); // => { marginLogits: null, reason: "below-guess" }
 * ```
 */
export function successMargin(input: SuccessTarget): SuccessMargin {
  const { probability, discrimination, guessProbability } = check(SuccessTarget, input);
  if (probability <= guessProbability) return { marginLogits: null, reason: "below-guess" };
  const logOdds = guessProbability === 0 ? logitOf(probability) : Math.log((probability - guessProbability) / (1 - probability));
  return { marginLogits: logOdds / discrimination + 0 };
}
