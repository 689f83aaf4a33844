import * as z from "zod";
import { check } from "../error/index.js";
import { randomStream } from "../statistics/internal.js";
import { Seed } from "../statistics/index.js";
import { Logits } from "./logits.js";
import { ResponseModel } from "./response-model.js";
import { scoreCurves } from "./score-curve.js";

/** Who would answer what. */
export interface ScoreSimulation {
  /** The items, at most 10,000. */
  readonly models: readonly ResponseModel[];
  /** The ability of each person, in log-odds, at most 100,000. */
  readonly abilitiesLogits: readonly number[];
  /** The seed; the same seed gives the same scores everywhere. */
  readonly seed: Seed;
}
/** Who would answer what. */
export const ScoreSimulation = z.strictObject({ models: z.array(ResponseModel).max(10_000).readonly(), abilitiesLogits: z.array(Logits).max(100_000).readonly(), seed: Seed }).readonly() satisfies z.ZodType<ScoreSimulation>;

/**
 * Scores as people of these abilities would get at these items: a simulation, to try out a test or a calibration before there are data.
 * Each person has a stream of chance of their own, so that more people do not change the first ones.
 *
 * @returns one row a person, one score an item
 * @throws CoachingError `response-model.thresholds_out_of_order`, `input.*`
 * @example
 * ```ts
 * simulateScores({ models: [{ kind: "rasch", difficultyLogits: -50 }, { kind: "rasch", difficultyLogits: 50 }], abilitiesLogits: [0, 1], seed: 7 }); // => [[1, 0], [1, 0]]
 * ```
 */
export function simulateScores(simulation: ScoreSimulation): readonly (readonly number[])[] {
  const { models, abilitiesLogits, seed } = check(ScoreSimulation, simulation);
  return abilitiesLogits.map((ability, person) => {
    const { uniform } = randomStream(seed, ["person", person]);
    return models.map((model) => {
      const curves = scoreCurves(model, ability);
      let left = uniform();
      return Math.max(0, curves.findIndex(({ log }, score) => (left -= Math.exp(log)) < 0 || score === curves.length - 1));
    });
  });
}
