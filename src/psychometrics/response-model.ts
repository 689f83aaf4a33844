import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { Discrimination, Logits } from "./logits.js";

/** Right or wrong; every item separates people equally well: P = σ(θ − b). */
export interface RaschModel {
  /** Which model. */
  readonly kind: "rasch";
  /** The ability, in log-odds, at which one half succeed. */
  readonly difficultyLogits: number;
}

/** Right or wrong; items separate people more or less sharply: P = σ(a(θ − b)). */
export interface TwoParameterModel {
  /** Which model. */
  readonly kind: "two-parameter";
  /** The slope a of the log-odds against ability, 0.01 to 100. A slope on the normal-ogive scale is multiplied by 1.702 first. */
  readonly discrimination: number;
  /** The ability, in log-odds, at which one half succeed. */
  readonly difficultyLogits: number;
}

/** Right or wrong, where a guess may be right: P = c + (1 − c)·σ(a(θ − b)). */
export interface ThreeParameterModel {
  /** Which model. */
  readonly kind: "three-parameter";
  /** The slope a, 0.01 to 100. */
  readonly discrimination: number;
  /** The ability, in log-odds, at which success lies halfway between the guess and certainty. */
  readonly difficultyLogits: number;
  /** The probability c of success without any ability, 0 to 0.999. */
  readonly guessProbability: number;
}

/** Ordered scores 0, 1, …: each threshold is a two-parameter curve for reaching that score or a higher one (Samejima 1969). */
export interface GradedResponseModel {
  /** Which model. */
  readonly kind: "graded-response";
  /** The slope that all thresholds share, 0.01 to 100. */
  readonly discrimination: number;
  /** For the scores 1, 2, …: the ability, in log-odds, at which one half reach that score or a higher one; each at least 1e-6 above the one before, at most 50. */
  readonly thresholdsLogits: readonly number[];
}

/** Ordered scores 0, 1, …: each step is a two-parameter curve between two neighboring scores (Muraki 1992); with a discrimination of 1 it is Masters' partial credit model. */
export interface PartialCreditModel {
  /** Which model. */
  readonly kind: "generalized-partial-credit";
  /** The slope that all steps share, 0.01 to 100. */
  readonly discrimination: number;
  /** For the scores 1, 2, …: the ability, in log-odds, at which that score is as likely as the one below; in any order, at most 50. */
  readonly stepsLogits: readonly number[];
}

/** How the scores of an item depend on ability, with the parameters of one item. Its scores run from 0 to the number of its thresholds or steps; 0 and 1 where there is one. */
export type ResponseModel = RaschModel | TwoParameterModel | ThreeParameterModel | GradedResponseModel | PartialCreditModel;

const thresholdsOutOfOrder: Fault = { code: "response-model.thresholds_out_of_order", message: "The threshold of score {score} is not above the one before.", hint: "Sort the thresholds; if two fall together, join their scores." };

/** Two thresholds closer than this leave a score that nobody ever gets. */
const CLOSEST_THRESHOLDS = 1e-6;

const Locations = z.array(Logits).min(1).max(50).readonly();

/** Right or wrong; every item separates people equally well. */
export const RaschModel = z.strictObject({ kind: z.literal("rasch"), difficultyLogits: Logits }).readonly() satisfies z.ZodType<RaschModel>;

/** Right or wrong; items separate people more or less sharply. */
export const TwoParameterModel = z.strictObject({ kind: z.literal("two-parameter"), discrimination: Discrimination, difficultyLogits: Logits }).readonly() satisfies z.ZodType<TwoParameterModel>;

/** Right or wrong, where a guess may be right. */
export const ThreeParameterModel = z
  .strictObject({ kind: z.literal("three-parameter"), discrimination: Discrimination, difficultyLogits: Logits, guessProbability: z.number().min(0).max(0.999).overwrite((value) => value + 0) })
  .readonly() satisfies z.ZodType<ThreeParameterModel>;

/** Ordered scores, by thresholds. */
export const GradedResponseModel = z
  .strictObject({ kind: z.literal("graded-response"), discrimination: Discrimination, thresholdsLogits: Locations })
  .check(rule(({ thresholdsLogits }: GradedResponseModel, report) => {
    thresholdsLogits.forEach((threshold, index) => {
      const before = thresholdsLogits[index - 1];
      if (before !== undefined && !(threshold - before >= CLOSEST_THRESHOLDS)) report(thresholdsOutOfOrder, ["thresholdsLogits", index], { score: index + 1 });
    });
  }))
  .readonly() satisfies z.ZodType<GradedResponseModel>;

/** Ordered scores, by steps. */
export const PartialCreditModel = z.strictObject({ kind: z.literal("generalized-partial-credit"), discrimination: Discrimination, stepsLogits: Locations }).readonly() satisfies z.ZodType<PartialCreditModel>;

/** How the scores of an item depend on ability, with the parameters of one item. */
export const ResponseModel = z.discriminatedUnion("kind", [RaschModel, TwoParameterModel, ThreeParameterModel, GradedResponseModel, PartialCreditModel]) satisfies z.ZodType<ResponseModel>;

/** The highest score of an item. */
export function highestScore(model: ResponseModel): number {
  if (model.kind === "graded-response") return model.thresholdsLogits.length;
  return model.kind === "generalized-partial-credit" ? model.stepsLogits.length : 1;
}

/** The slope of an item. */
export const slopeOf = (model: ResponseModel): number => (model.kind === "rasch" ? 1 : model.discrimination);

/** Where on the scale an item bends. */
export function locationsOf(model: ResponseModel): readonly number[] {
  if (model.kind === "graded-response") return model.thresholdsLogits;
  return model.kind === "generalized-partial-credit" ? model.stepsLogits : [model.difficultyLogits];
}
